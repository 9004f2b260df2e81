package pdf

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
)

// A Finding is a failed condition of the Matterhorn Protocol 1.1, which lists what
// makes a PDF fail PDF/UA-1 (ISO 14289-1).
type Finding struct {
	Condition string // its index in the protocol, such as "13-004", or unknown
	Page      int    // counted from 1; 0 if the condition is not about a page
	Object    int    // the object's number in the document; 0 if it has none
	Detail    string // what was found, such as the name of a font
}

// unknown is the condition of what no condition of the checker covers, such as an
// unusual kind of font. It prevents the claim of conformance, so that the claim is
// never made for what was not checked.
const unknown = "other"

// conditions are all that checkUA checks. docs/pdf-ua.md describes each.
var conditions = []string{
	"01-003", "01-004", "01-005", "01-007",
	"02-001", "02-003", "02-004",
	"06-001", "06-002", "06-003", "07-001", "07-002",
	"09-004", "09-005", "09-006", "09-007", "09-008",
	"10-001", "11-001", "13-004",
	"14-002", "14-003", "14-006", "14-007", "15-003",
	"17-002", "19-003", "19-004",
	"20-001", "20-002", "20-003", "21-001", "25-001", "26-001", "26-002",
	"28-002", "28-004", "28-005", "28-006", "28-007", "28-008", "28-009", "28-010", "28-011", "28-012", "28-017",
	"30-001", "30-002",
	"31-001", "31-002", "31-003", "31-004", "31-005", "31-006", "31-007", "31-008", "31-009", "31-011", "31-016",
	"31-027", "31-028", "31-029", "31-030",
	unknown,
}

const (
	mostFindings = 20        // of one condition
	mostInflated = 512 << 20 // bytes of all decompressed streams
)

// A checker collects findings about a document.
type checker struct {
	*document
	root     dict
	findings []Finding
	count    map[string]int // findings by condition
	budget   int64          // bytes that may still be decompressed
	pages    map[ref]int    // page numbers
	parents  map[int]any    // the parent tree: an element, or an array of them
	roles    *roles
}

// checkUA checks a document against the conditions, in time and memory
// proportional to its size. The findings are sorted by condition.
func checkUA(d *document) []Finding {
	c := &checker{document: d, root: d.dict(d.trailer["Root"]), count: map[string]int{}, budget: mostInflated, pages: map[ref]int{}}
	pages := d.pages()
	for i, page := range pages {
		c.pages[page] = i + 1
	}
	tree := d.dict(c.root["StructTreeRoot"])
	c.parents = numberTree(d, tree["ParentTree"])
	c.roles = newRoles(c, d.dict(tree["RoleMap"]))
	c.catalog()
	c.metadata()
	c.objectsAlone()
	elements := c.structure(tree)
	newContentChecker(c).pagesContent(pages)
	c.annotations(pages, elements)
	slices.SortStableFunc(c.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Condition, b.Condition), cmp.Compare(a.Page, b.Page), cmp.Compare(a.Object, b.Object))
	})
	return c.findings
}

// add adds a finding unless there are enough of its condition. at is the object,
// or a value that is not a reference.
func (c *checker) add(condition string, page int, at any, detail string) {
	if c.count[condition]++; c.count[condition] > mostFindings {
		return
	}
	object, _ := at.(ref)
	c.findings = append(c.findings, Finding{condition, page, int(object), detail})
}

// inflated returns the decompressed bytes of a stream. What cannot be read is a
// finding.
func (c *checker) inflated(s *stream, at any) ([]byte, bool) {
	plain, err := inflate(c.document, s, c.budget+1)
	if c.budget -= int64(len(plain)); err != nil || c.budget < 0 {
		c.add(unknown, 0, at, "a stream that cannot be read")
		return nil, false
	}
	return plain, true
}

// languageTag matches a language as RFC 3066 writes it.
var languageTag = regexp.MustCompile(`^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$`)

// catalog checks the entries of the catalog and the trailer.
func (c *checker) catalog() {
	mark := c.dict(c.root["MarkInfo"])
	if mark["Marked"] != true || c.dict(c.root["StructTreeRoot"]) == nil {
		c.add(unknown, 0, nil, "the file is not tagged")
	}
	if mark["Suspects"] == true {
		c.add("01-007", 0, nil, "")
	}
	switch c.get(c.dict(c.root["ViewerPreferences"])["DisplayDocTitle"]) {
	case true:
	case nil:
		c.add("07-001", 0, nil, "")
	default:
		c.add("07-002", 0, nil, "")
	}
	// A language of the document applies to all texts, descriptions and
	// bookmarks: 11-002 to 11-006 cannot fail if 11-001 holds.
	if lang, _ := c.get(c.root["Lang"]).(text); !languageTag.Match(lang) {
		c.add("11-001", 0, nil, string(lang))
	}
	if v, ok := c.trailer["Encrypt"]; ok {
		p, given := c.get(c.dict(v)["P"]).(number)
		if bits, _ := strconv.ParseInt(string(p), 10, 64); !given {
			c.add("26-001", 0, v, "")
		} else if bits&(1<<9) == 0 {
			c.add("26-002", 0, v, string(p))
		}
	}
	c.optional(c.dict(c.root["OCProperties"]))
	if xfa, ok := c.get(c.dict(c.root["AcroForm"])["XFA"]).(*stream); ok {
		if plain, ok := c.inflated(xfa, nil); ok && bytes.Contains(plain, []byte("<dynamicRender>required")) {
			c.add("25-001", 0, nil, "")
		}
	} else if c.dict(c.root["AcroForm"])["XFA"] != nil {
		c.add(unknown, 0, nil, "an XFA form in parts")
	}
}

// optional checks the configurations of optional content.
func (c *checker) optional(properties dict) {
	check := func(v any, condition string) {
		config := c.dict(v)
		if label, _ := c.get(config["Name"]).(text); len(label) == 0 {
			c.add(condition, 0, v, "")
		}
		if config["AS"] != nil {
			c.add("20-003", 0, v, "")
		}
	}
	if v, ok := properties["D"]; ok {
		check(v, "20-002")
	}
	for _, v := range c.array(properties["Configs"]) {
		check(v, "20-001")
	}
}

// The namespaces of the metadata that are required.
const (
	dublinCore = "http://purl.org/dc/elements/1.1/"
	pdfuaid    = "http://www.aiim.org/pdfua/ns/id/"
)

// metadata checks the XMP packet.
func (c *checker) metadata() {
	s, ok := c.get(c.root["Metadata"]).(*stream)
	if !ok || c.name(s.dict["Subtype"]) != "XML" {
		c.add("06-001", 0, nil, "")
		return
	}
	packet, ok := c.inflated(s, c.root["Metadata"])
	if !ok {
		return
	}
	found := readPacket(packet)
	if part := found[xml.Name{Space: pdfuaid, Local: "part"}]; part != "1" {
		c.add("06-002", 0, nil, part)
	}
	if found[xml.Name{Space: dublinCore, Local: "title"}] == "" {
		c.add("06-003", 0, nil, "")
	}
}

// readPacket returns the texts of the properties in an XMP packet, which are
// attributes or elements of an rdf:Description. It stops at an error.
func readPacket(packet []byte) map[xml.Name]string {
	found := map[xml.Name]string{}
	var open []xml.Name
	property := -1 // the index in open of the property being read
	for d := xml.NewDecoder(bytes.NewReader(packet)); ; {
		token, err := d.Token()
		if err != nil {
			return found
		}
		switch token := token.(type) {
		case xml.StartElement:
			if property < 0 && len(open) > 0 && open[len(open)-1].Local == "Description" {
				property = len(open)
			}
			for _, a := range token.Attr {
				found[a.Name] = a.Value
			}
			open = append(open, token.Name)
		case xml.EndElement:
			if open = open[:len(open)-1]; len(open) <= property {
				property = -1
			}
		case xml.CharData:
			if property >= 0 {
				found[open[property]] += string(bytes.TrimSpace(token))
			}
		}
	}
}
