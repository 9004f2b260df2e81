package offline

import (
	"bytes"
	"html"
	"path"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"
)

// page is a page as a ZIP has it: each picture in the one width that is
// there, and links to what is not there at the guide's own address, or none.
func (z *Press) page(address string, page []byte, width int, has map[string]bool) []byte {
	out := bytes.NewBuffer(make([]byte, 0, len(page)+len(page)/8))
	l := lexer.NewLexer(parse.NewInputBytes(bytes.Clone(page))) // which it changes
	var tag tag
	for {
		token, data := l.Next()
		switch token {
		case lexer.ErrorToken:
			return out.Bytes()
		case lexer.StartTagToken:
			tag.name, tag.attributes = string(l.Text()), tag.attributes[:0]
			out.Write(data)
		case lexer.AttributeToken:
			tag.attributes = append(tag.attributes, attribute{string(l.AttrKey()), data, l.AttrVal()})
		case lexer.StartTagCloseToken, lexer.StartTagVoidToken:
			z.tag(out, &tag, address, width, has)
			out.Write(data)
		default:
			out.Write(data)
		}
	}
}

type tag struct {
	name       string
	attributes []attribute
}

type attribute struct {
	key string
	raw []byte // with the space before it
	val []byte // with its quotes; nil for none
}

func (a attribute) value() string { return html.UnescapeString(string(bytes.Trim(a.val, `"'`))) }

func (t *tag) get(key string) string {
	for _, a := range t.attributes {
		if a.key == key {
			return a.value()
		}
	}
	return ""
}

// tag writes a tag's attributes.
func (z *Press) tag(out *bytes.Buffer, t *tag, address string, width int, has map[string]bool) {
	srcset := ""
	if t.name == "img" || t.name == "source" {
		srcset = t.get("srcset")
	}
	for _, a := range t.attributes {
		switch {
		case srcset != "" && (a.key == "srcset" || a.key == "sizes"):
		case srcset != "" && a.key == "src":
			put(out, "src", fitting(srcset, width))
		case a.key == "href" && (t.name == "a" || t.name == "link" || t.name == "area"):
			if to, kept := z.leads(address, a.value(), has); kept {
				out.Write(a.raw)
			} else if to != "" {
				put(out, "href", to)
			}
		default:
			out.Write(a.raw)
		}
	}
}

func put(out *bytes.Buffer, key, value string) {
	out.WriteString(" " + key + `="` + html.EscapeString(value) + `"`)
}

// leads is where a link of a page leads from its ZIP. kept means that it may
// stay as it is; otherwise "" means nowhere.
func (z *Press) leads(from, ref string, has map[string]bool) (to string, kept bool) {
	address, ok := inside(from, ref)
	if !ok || has[address] {
		return "", true // to another host, to a heading, or into the pack
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
