package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// standardTypes are the structure types of ISO 32000-1, 14.8.4.
var standardTypes = setOf("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private " +
	"P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot " +
	"Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form")

func setOf(names string) map[name]bool {
	set := map[name]bool{}
	for _, n := range strings.Fields(names) {
		set[name(n)] = true
	}
	return set
}

// roles maps structure types to standard ones.
type roles struct {
	checker *checker
	mapped  dict
	known   map[name]name // those that were looked up; "" if there is no standard type
}

// newRoles checks the role map itself: no standard type may be mapped.
func newRoles(c *checker, mapped dict) *roles {
	for _, from := range mapped.sorted() {
		if standardTypes[from] && c.name(mapped[from]) != from {
			c.add("02-004", 0, nil, string(from))
		}
	}
	return &roles{c, mapped, map[name]name{}}
}

// of returns the standard type of a structure type, or "" with a finding.
func (r *roles) of(given name) name {
	if standardTypes[given] {
		return given
	}
	if to, ok := r.known[given]; ok {
		return to
	}
	passed := map[name]bool{given: true}
	to := r.checker.name(r.mapped[given])
	for ; to != "" && !standardTypes[to] && !passed[to]; to = r.checker.name(r.mapped[to]) {
		passed[to] = true
	}
	switch {
	case to == "":
		r.checker.add("02-001", 0, nil, string(given))
	case passed[to]:
		r.checker.add("02-003", 0, nil, string(given))
		to = ""
	}
	for n := range passed { // each mapping is followed once
		r.known[n] = to
	}
	return to
}

// An element is a structure element.
type element struct {
	dict   dict
	at     any // its reference, if it has one
	kind   name
	parent *element
	page   int
	kids   []*element
}

// structure reads the elements below the root of the structure and checks them.
// It returns them by their references.
func (c *checker) structure(tree dict) map[ref]*element {
	byRef := map[ref]*element{}
	var all []*element
	top := &element{dict: tree}
	type step struct {
		v      any
		parent *element
	}
	// A stack, because the depth grows with the document. Kids are pushed in
	// reverse, so that all is in reading order.
	seen := map[ref]bool{} // a kid may be shared, or its own ancestor
	for todo := []step{{tree["K"], top}}; len(todo) > 0; {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		at, isRef := s.v.(ref)
		if isRef && seen[at] {
			continue
		}
		seen[at] = true
		switch v := c.get(s.v).(type) {
		case array:
			for _, kid := range slices.Backward(v) {
				todo = append(todo, step{kid, s.parent})
			}
		case dict:
			if c.name(v["S"]) == "" { // content
				if s.parent.page == 0 {
					s.parent.page = c.pages[refOf(v["Pg"])]
				}
				continue
			}
			e := &element{dict: v, at: s.v, kind: c.roles.of(c.name(v["S"])), parent: s.parent}
			e.page = c.pages[refOf(v["Pg"])]
			s.parent.kids = append(s.parent.kids, e)
			if all = append(all, e); isRef {
				byRef[at] = e
			}
			todo = append(todo, step{v["K"], e})
		}
	}
	for _, e := range slices.Backward(all) { // an element without a page is on that of its first kid
		if e.page == 0 && len(e.kids) > 0 {
			e.page = e.kids[0].page
		}
	}
	for _, e := range all {
		c.nesting(e)
		c.described(e)
	}
	c.headings(all)
	c.notes(all)
	c.tables(all)
	return byRef
}

// refOf returns the reference that v is, or 0.
func refOf(v any) ref {
	r, _ := v.(ref)
	return r
}

func (c *checker) at(condition string, e *element, detail string) {
	c.add(condition, e.page, e.at, detail)
}

// A syntax is where an element may be and what it may contain: the tables 333, 336,
// 337 and 338 of ISO 32000-1.
type syntax struct {
	condition string
	in        string // the types of parents; "" for any
	kids      string // the types of kids; "" for any
}

var syntaxes = map[name]syntax{
	"Table":   {"09-004", "", "Caption TR THead TBody TFoot"},
	"THead":   {"09-004", "Table", "TR"},
	"TBody":   {"09-004", "Table", "TR"},
	"TFoot":   {"09-004", "Table", "TR"},
	"TR":      {"09-004", "Table THead TBody TFoot", "TH TD"},
	"TH":      {"09-004", "TR", ""},
	"TD":      {"09-004", "TR", ""},
	"L":       {"09-005", "", "Caption L LI"},
	"LI":      {"09-005", "L", "Lbl LBody"},
	"LBody":   {"09-005", "LI", ""},
	"TOC":     {"09-006", "", "Caption TOC TOCI"},
	"TOCI":    {"09-006", "TOC", "Lbl Reference NonStruct P TOC"},
	"Ruby":    {"09-007", "", "RB RT RP"},
	"RB":      {"09-007", "Ruby", ""},
	"RT":      {"09-007", "Ruby", ""},
	"RP":      {"09-007", "Ruby", ""},
	"Warichu": {"09-008", "", "WT WP"},
	"WT":      {"09-008", "Warichu", ""},
	"WP":      {"09-008", "Warichu", ""},
}

// nesting compares an element with its syntax.
func (c *checker) nesting(e *element) {
	s, ok := syntaxes[e.kind]
	if !ok {
		return
	}
	if s.in != "" && !slices.Contains(strings.Fields(s.in), string(e.parent.kind)) {
		c.at(s.condition, e, fmt.Sprintf("%s in %s", e.kind, e.parent.kind))
	}
	if s.kids == "" {
		return
	}
	count := map[name]int{}
	for _, kid := range e.kids {
		if count[kid.kind]++; !slices.Contains(strings.Fields(s.kids), string(kid.kind)) {
			c.at(s.condition, kid, fmt.Sprintf("%s in %s", kid.kind, e.kind))
		}
	}
	last := len(e.kids) - 1
	for i, kid := range e.kids {
		if kid.kind == "Caption" && i > 0 && !(e.kind == "Table" && i == last) || count["Caption"] > 1 {
			c.at(s.condition, e, "the caption is not its first kid")
			break
		}
	}
	if e.kind == "Table" && (count["THead"] > 1 || count["TFoot"] > 1 || count["THead"]+count["TFoot"] > 0 && count["TBody"] == 0) {
		c.at(s.condition, e, "groups of rows")
	}
}

// described checks that what is not text has one.
func (c *checker) described(e *element) {
	if e.kind == "Form" && !c.isPrinted(e) { // the rules for interactive fields are not checked
		c.at(unknown, e, "a form field")
	}
	condition := map[name]string{"Figure": "13-004", "Formula": "17-002"}[e.kind]
	if condition == "" {
		return
	}
	if !c.says(e.dict["Alt"]) && !c.says(e.dict["ActualText"]) {
		c.at(condition, e, "")
	}
}

// isPrinted reports whether a field is one that is only printed.
func (c *checker) isPrinted(e *element) bool {
	return slices.ContainsFunc(c.attributes(e.dict["A"]), func(a dict) bool { return c.name(a["O"]) == "PrintField" && a["Role"] != nil })
}

// headings checks the levels of headings in reading order.
func (c *checker) headings(all []*element) {
	last, plain := 0, (*element)(nil)
	for _, e := range all {
		count := 0
		for _, kid := range e.kids {
			if kid.kind == "H" {
				count++
			}
		}
		if count > 1 {
			c.at("14-006", e, "")
		}
		if e.kind == "H" {
			plain = e
		}
		level := headingLevel(e.kind)
		switch {
		case level == 0:
			continue
		case last == 0 && level > 1:
			c.at("14-002", e, string(e.kind))
		case level > last+1:
			c.at("14-003", e, fmt.Sprintf("H%d is followed by H%d", last, level))
		}
		last = level
	}
	if plain != nil && last > 0 {
		c.at("14-007", plain, "")
	}
}

// headingLevel returns the level of H1 to H6, or 0.
func headingLevel(kind name) int {
	if len(kind) == 2 && kind[0] == 'H' && kind[1] >= '1' && kind[1] <= '6' {
		return int(kind[1] - '0')
	}
	return 0
}

func (c *checker) notes(all []*element) {
	seen := map[string]bool{}
	for _, e := range all {
		if e.kind != "Note" {
			continue
		}
		id, _ := c.get(e.dict["ID"]).(text)
		if len(id) == 0 {
			c.at("19-003", e, "")
		} else if seen[string(id)] {
			c.at("19-004", e, string(id))
		}
		seen[string(id)] = true
	}
}

// numberTree returns the entries of a number tree.
func numberTree(d *document, tree any) map[int]any {
	entries := map[int]any{}
	d.entries(tree, "Nums", func(key, value any) {
		if key, ok := d.integer(key); ok {
			entries[key] = value
		}
	})
	return entries
}

// integer returns the integer that v is or refers to.
func (d *document) integer(v any) (int, bool) {
	n, ok := d.get(v).(number)
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(string(n))
	return i, err == nil
}
