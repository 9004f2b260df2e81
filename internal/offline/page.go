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
	var links resolver
	eachTag(page, func(t *tag) {
		var srcset string
		if t.name == "img" || t.name == "source" {
			srcset = string(t.get("srcset"))
		}
		for i := range t.attributes {
			a := &t.attributes[i]
			value, write := "", false
			switch key := string(a.key); {
			case srcset != "" && (key == "srcset" || key == "sizes"):
			case srcset != "" && key == "src":
				value, write = fitting(srcset, width), true
			case key == "content" && t.name == "meta" && string(t.get("name")) == "lead":
				value, write = fitting(string(t.get("content")), width), true
			case key == "src" && t.name == "img" && z.Base != "" && t.has("data-online"):
				to, kept := z.leads(&links, address, unescaped(a.value), has)
				if kept {
					continue
				}
				value, write = to, to != ""
			case key == "href" && (t.name == "a" || t.name == "link" || t.name == "area"):
				if bytes.HasPrefix(a.value, []byte("https://")) {
					continue // to another host: a map's link is long and full of character references
				}
				to, kept := z.leads(&links, address, unescaped(a.value), has)
				if kept {
					continue
				}
				value, write = to, to != ""
			default:
				continue
			}
			out.Write(page[done:a.start])
			if done = a.end; write {
				out.WriteString(" " + string(a.key) + `="` + html.EscapeString(value) + `"`)
			}
		}
	})
	out.Write(page[done:])
}

// leads returns the target of a page's link from the ZIP. kept reports that the link remains
// unchanged; otherwise to is "" for no target.
func (z *Archiver) leads(r *resolver, from string, ref []byte, has map[string]bool) (to string, kept bool) {
	inside, ok := r.resolve(from, ref)
	if !ok || has[string(inside)] {
		return "", true // to another host, an anchor, or a file of the pack
	}
	if z.Base == "" {
		return "", false
	}
	address := string(inside)
	_, fragment, marked := strings.Cut(string(ref), "#")
	to = z.Base + escaped(address)
	if path.Base(address) == "index.html" {
		to = strings.TrimSuffix(to, "index.html")
	}
	if marked {
		to += "#" + fragment
	}
	return to, false
}
