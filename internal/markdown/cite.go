package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The limits of a citation in bytes, and in sources.
const (
	longestCitation = 1000
	mostCited       = 50
)

// A Citation is a source that a text cites.
type Citation struct {
	Key     string
	Locator string // as written: "第 12 页"; "" for none
	Offset  int    // of the key in the source
}

// A Cited is what a page shows of a citation.
type Cited struct {
	Number string
	Href   string // of the reference
	ID     string // of the citation itself, to which the reference leads back; "" for none
	Note   string // what follows the number
}

// citation is a node for [@key], [@key, 第 12 页] and [@one; @two].
type citation struct {
	ast.BaseInline
	cited []Citation
	// source is the citation as written.
	source []byte
}

var kindCitation = ast.NewNodeKind("Citation")

// Kind and Dump implement ast.Node.
func (*citation) Kind() ast.NodeKind              { return kindCitation }
func (n *citation) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// citations parses citations. What has another form, such as [@name](address) or an
// address in brackets, is left to other parsers.
type citations struct{}

// Trigger implements parser.InlineParser.
func (citations) Trigger() []byte { return []byte{'['} }

// Parse implements parser.InlineParser.
func (citations) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[@")) {
		return nil
	}
	end := bytes.IndexByte(line[:min(len(line), longestCitation)], ']')
	if end < 0 || end+1 < len(line) && strings.IndexByte("([:", line[end+1]) >= 0 {
		return nil
	}
	cited := readCitation(string(line[1:end]))
	if cited == nil {
		return nil
	}
	for i := range cited {
		cited[i].Offset += segment.Start + 1
	}
	block.Advance(end + 1)
	return &citation{cited: cited, source: line[:end+1]}
}

// readCitation reads what is between the brackets. It returns nil if that is no
// citation. Offsets are those in the text.
func readCitation(inside string) (all []Citation) {
	for at := 0; ; {
		part, rest, more := cutAtAny(inside[at:], ";；")
		name, locator, _ := cutAtAny(part, ",，")
		key, marked := strings.CutPrefix(strings.TrimSpace(name), "@")
		if !marked || !isKey(key) || strings.Contains(locator, "@") || len(all) == mostCited {
			return nil
		}
		all = append(all, Citation{key, strings.TrimSpace(locator), at + strings.Index(part, "@") + 1})
		if !more {
			return all
		}
		at = len(inside) - len(rest)
	}
}

// cutAtAny cuts a text around the first of some characters.
func cutAtAny(s, chars string) (before, after string, found bool) {
	i := strings.IndexAny(s, chars)
	if i < 0 {
		return s, "", false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i], s[i+size:], true
}

// isKey reports whether a text is the key of a source: letters, digits and the
// punctuation that programs put between them.
func isKey(key string) bool {
	if key == "" {
		return false
	}
	for i, r := range key {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && (i == 0 || !strings.ContainsRune("_:.#$%&-+?<>~/", r)) && r != '_' {
			return false
		}
	}
	return true
}

// writeCitation writes a citation, and one of unknown sources as it was written.
func writeCitation(p *page, n *citation) {
	if p.Cite == nil {
		p.literal(n.source)
		return
	}
	open := false
	for _, c := range n.cited {
		shown, ok := p.Cite(c)
		if !ok {
			continue
		}
		if !open {
			p.write("\u2060", `<sup class="cited">`) // no line begins with a citation
			open = true
		}
		if p.link {
			p.write("[", shown.Number, "]")
		} else {
			p.write(`<a`)
			if shown.ID != "" {
				p.write(` id="`)
				p.attribute(shown.ID)
				p.write(`"`)
			}
			p.write(` href="`)
			p.href(shown.Href)
			p.write(` role="doc-biblioref">[`, shown.Number, "]</a>")
		}
		p.attribute(shown.Note)
	}
	if open {
		p.write("</sup>")
	} else {
		p.literal(n.source)
	}
}
