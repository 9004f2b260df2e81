package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// An Info holds the properties of a printed page that a browser omits from the
// PDF or gets wrong.
type Info struct {
	Title string
	Lang  string // BCP 47
	Links []Link // of the page, in document order
	// Characters contains the characters of the page. If a font draws two
	// characters with one glyph, it decides which of them is meant.
	Characters string
}

// A Link is a link of a page.
type Link struct {
	Target string `json:"target"` // an absolute URL, or the id of an element
	Words  string `json:"words"`  // the text of the link
}

// A Report describes a finished PDF.
type Report struct {
	Pages int
	// Starts maps the ids of elements that a link of the page leads to, to the
	// pages on which they begin, counted from 1.
	Starts map[string]int
	// Drawn are the characters that are drawings in this PDF instead of
	// text, because no font of the right kind has them.
	Drawn []rune
	// Undescribed is the number of pictures without an alternative text.
	Undescribed int
	// Findings are the conditions of PDF/UA-1 that the PDF fails. Without any, the
	// PDF claims to conform.
	Findings []Finding
}

// finish turns the document that a browser printed into the one that is
// published: reproducible, with searchable text and with the descriptions that
// screen readers need.
func (d *document) finish(info Info) Report {
	root := d.dict(d.trailer["Root"])
	report := Report{Starts: d.starts(root)}
	report.Pages = len(d.pages())
	report.Drawn = d.fixText(info.Characters)
	report.Undescribed = d.fixStructure(root, info.Links)
	markArtifacts(d)
	d.describe(root, info)
	return report
}

// describe sets the title and language in both the information dictionary and
// the XMP metadata. It removes the dates, so that printing a page twice gives
// the same bytes. It claims conformance to PDF/UA-1, which conform withdraws.
func (d *document) describe(root dict, info Info) {
	old := d.dict(d.trailer["Info"])
	producer, _ := d.get(old["Producer"]).(text)
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
	packet := fmt.Sprintf(xmp, escape(info.Title), escape(info.Lang), escape(string(producer)), claim)
	root["Metadata"] = d.add(&stream{dict{"Type": name("Metadata"), "Subtype": name("XML")}, []byte(packet)})
}

// conform checks the finished document and withdraws its claim of conformance if
// there are findings, which it returns.
func conform(d *document) []Finding {
	findings := checkUA(d)
	if s, ok := d.get(d.dict(d.trailer["Root"])["Metadata"]).(*stream); ok && len(findings) > 0 {
		s.data = bytes.Replace(s.data, []byte(claim), nil, 1)
	}
	return findings
}

// xmp is the metadata packet, without the claim.
const xmp = `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language><dc:format>application/pdf</dc:format><xmp:CreatorTool>Wayside</xmp:CreatorTool><pdf:Producer>%s</pdf:Producer>
</rdf:Description>%s</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`

// claim is the part of the packet that claims conformance to PDF/UA-1.
const claim = `<rdf:Description rdf:about="" xmlns:pdfuaid="` + pdfuaid + `"><pdfuaid:part>1</pdfuaid:part></rdf:Description>`

// encode returns a text string: unchanged if s is ASCII, otherwise in UTF-16.
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

// pages returns the page objects in order.
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

// starts returns the page numbers of the named destinations, by id.
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
