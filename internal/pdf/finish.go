package pdf

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// An Info is what is known of a page that was printed and that a browser
// leaves out of the PDF, or gets wrong.
type Info struct {
	Title string
	Lang  string // BCP 47
	Links []Link // of the page, in its order
	// Characters are those of the page: where a font draws two characters
	// with one glyph, the one that is meant is among them.
	Characters string
}

// A Link is a link of a page: where it leads, as the PDF names it, and its
// words.
type Link struct {
	Target string `json:"target"` // an absolute address, or the id of an element
	Words  string `json:"words"`
}

// A Report tells what a finished PDF is like.
type Report struct {
	Pages int
	// Starts are the pages on which elements begin, from 1, by id: those that
	// a link of the page leads to.
	Starts map[string]int
	// Drawn are the characters that no font has in this PDF: each is a
	// drawing, since the font on the computer was of the wrong kind.
	Drawn []rune
	// Nameless counts the pictures without an alternative text.
	Nameless int
}

// finish turns what a browser printed into what is published: the same bytes
// whenever it is printed, text that can be searched, and the names that a
// reader who listens needs.
func (d *document) finish(info Info) Report {
	root := d.dict(d.trailer["Root"])
	report := Report{Starts: d.starts(root)}
	report.Pages = len(d.pages())
	report.Drawn = d.mendText(info.Characters)
	report.Nameless = d.mendStructure(root, info.Links)
	d.describe(root, info)
	return report
}

// describe gives the document its title and language, in both of the places
// where readers look, and no date: a PDF that is made twice is the same.
func (d *document) describe(root dict, info Info) {
	own := d.dict(d.trailer["Info"])
	producer, _ := d.get(own["Producer"]).(text)
	d.trailer["Info"] = d.add(dict{"Title": encode(info.Title), "Producer": producer, "Creator": text("Wayside")})
	if info.Lang != "" {
		root["Lang"] = text(info.Lang)
	}
	root["ViewerPreferences"] = dict{"DisplayDocTitle": true}
	escape := func(s string) string {
		var b strings.Builder
		xml.EscapeText(&b, []byte(s))
		return b.String()
	}
	packet := fmt.Sprintf(xmp, escape(info.Title), escape(info.Lang), escape(string(producer)))
	root["Metadata"] = d.add(&stream{dict{"Type": name("Metadata"), "Subtype": name("XML")}, []byte(packet)})
}

// xmp does not claim PDF/UA: nobody has looked at every table of every guide.
const xmp = `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language><dc:format>application/pdf</dc:format><xmp:CreatorTool>Wayside</xmp:CreatorTool><pdf:Producer>%s</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`

// encode spells a text: as it is in ASCII, else in UTF-16.
func encode(s string) text {
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0 {
		return text(s)
	}
	out := text{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(s)) {
		out = append(out, byte(unit>>8), byte(unit))
	}
	return out
}

// pages are the page objects in order.
func (d *document) pages() []ref {
	var pages []ref
	seen := map[ref]bool{}
	todo := array{d.dict(d.trailer["Root"])["Pages"]}
	for len(todo) > 0 {
		r, ok := todo[len(todo)-1].(ref)
		todo = todo[:len(todo)-1]
		if !ok || seen[r] {
			continue
		}
		seen[r] = true
		node := d.dict(r)
		if d.name(node["Type"]) == "Page" {
			pages = append(pages, r)
			continue
		}
		kids := slices.Clone(d.array(node["Kids"]))
		slices.Reverse(kids)
		todo = append(todo, kids...)
	}
	return pages
}

// starts reads the named destinations.
func (d *document) starts(root dict) map[string]int {
	number := map[ref]int{}
	for i, page := range d.pages() {
		number[page] = i + 1
	}
	starts := map[string]int{}
	for id, to := range d.dict(root["Dests"]) {
		if to := d.array(to); len(to) > 0 {
			if page, ok := to[0].(ref); ok && number[page] > 0 {
				starts[unescaped(string(id))] = number[page]
			}
		}
	}
	return starts
}
