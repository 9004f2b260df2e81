package offline

import (
	"bytes"
	"html"
	"path"
	"strings"
)

// page writes a page for use in a ZIP: pictures have one width, and links to files outside the
// ZIP lead to the guide's address or have no target.
func (z *Archiver) page(out *bytes.Buffer, address string, page []byte, width int, has map[string]bool) {
	done := 0 // offset up to which the page is written
	eachTag(page, func(t *tag) {
		var srcset string
		if t.name == "img" || t.name == "source" {
			srcset = t.get("srcset")
		}
		for _, a := range t.attributes {
			value, write := "", false
			switch {
			case srcset != "" && (a.key == "srcset" || a.key == "sizes"):
			case srcset != "" && a.key == "src":
				value, write = fitting(srcset, width), true
			case a.key == "content" && t.name == "meta" && t.get("name") == "lead":
				value, write = fitting(t.get("content"), width), true
			case a.key == "href" && (t.name == "a" || t.name == "link" || t.name == "area"):
				to, kept := z.leads(address, html.UnescapeString(string(a.value)), has)
				if kept {
					continue
				}
				value, write = to, to != ""
			default:
				continue
			}
			out.Write(page[done:a.start])
			if done = a.end; write {
				out.WriteString(" " + a.key + `="` + html.EscapeString(value) + `"`)
			}
		}
	})
	out.Write(page[done:])
}

// leads returns the target of a page's link from the ZIP. kept reports that the link remains
// unchanged; otherwise to is "" for no target.
func (z *Archiver) leads(from, ref string, has map[string]bool) (to string, kept bool) {
	address, ok := inside(from, ref)
	if !ok || has[address] {
		return "", true // to another host, an anchor, or a file of the pack
	}
	if z.Base == "" {
		return "", false
	}
	_, fragment, marked := strings.Cut(ref, "#")
	to = z.Base + escaped(address)
	if path.Base(address) == "index.html" {
		to = strings.TrimSuffix(to, "index.html")
	}
	if marked {
		to += "#" + fragment
	}
	return to, false
}
