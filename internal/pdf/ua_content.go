package pdf

import (
	"fmt"
	"maps"
	"slices"
)

// A coverage is how the content at one point of a stream is marked.
type coverage struct {
	tagged   bool // within a sequence that belongs to a structure element
	artifact bool // within an artifact
	exempt   bool // in the picture of a glyph, a pattern or a mask, which is not content of its own
}

// A drawing is a stream to be read, once for each coverage.
type drawing struct {
	stream   *stream
	coverage coverage
}

// A contentChecker reads the content of all pages.
type contentChecker struct {
	*checker
	seen   map[drawing]bool
	todo   []task
	drawn  map[ref][]ref // form → the streams that draw it, once for each Do
	marked map[ref]int   // stream with marked content → its page
	byFont map[ref]*fontUse
}

// A task is a drawing with what is needed to read it.
type task struct {
	drawing
	at        any
	resources dict
	parents   array // the structure elements of its marked content, by their ids
	page      int
}

func newContentChecker(c *checker) *contentChecker {
	return &contentChecker{checker: c, seen: map[drawing]bool{}, drawn: map[ref][]ref{}, marked: map[ref]int{}, byFont: map[ref]*fontUse{}}
}

// pagesContent reads the content of the pages and of all forms that they draw, and
// checks the fonts that these use.
func (c *contentChecker) pagesContent(pages []ref) {
	for i, r := range pages {
		page := c.dict(r)
		s, ok := c.get(page["Contents"]).(*stream)
		if !ok {
			if page["Contents"] != nil {
				c.add(unknown, i+1, r, "a page with several contents")
			}
			continue
		}
		if c.seen[drawing{s, coverage{}}] { // its ids would mean other elements
			c.add(unknown, i+1, r, "a page with the content of another")
		}
		c.push(s, page["Contents"], coverage{}, c.dict(page["Resources"]), c.parentsOf(page), i+1)
	}
	for len(c.todo) > 0 {
		t := c.todo[len(c.todo)-1]
		c.todo = c.todo[:len(c.todo)-1]
		c.read(t)
	}
	c.repeated()
	for _, r := range c.numbers() {
		if use := c.byFont[r]; use != nil {
			use.check(c.checker, r)
		}
	}
}

// parentsOf returns the structure elements of the marked content of a page or form.
func (c *contentChecker) parentsOf(d dict) array {
	key, ok := c.integer(d["StructParents"])
	if !ok {
		return nil
	}
	return c.array(c.parents[key])
}

func (c *contentChecker) push(s *stream, at any, covered coverage, resources dict, parents array, page int) {
	if d := (drawing{s, covered}); !c.seen[d] {
		c.seen[d] = true
		c.todo = append(c.todo, task{d, at, resources, parents, page})
	}
}

// A textState is the part of the graphics state that concerns text.
type textState struct {
	font   *fontUse
	hidden bool // rendering mode 3
}

// A reading is the state while one stream is read.
type reading struct {
	task
	scan     scanner
	marked   []coverage // of the open sequences
	text     textState
	saved    []textState
	bare     bool // content that is not marked was reported
	hasMarks bool
}

// here returns the coverage at the current operator.
func (r *reading) here() coverage {
	if n := len(r.marked); n > 0 {
		return r.marked[n-1]
	}
	return r.coverage
}

// read reads one stream.
func (c *contentChecker) read(t task) {
	plain, ok := c.inflated(t.stream, t.at)
	if !ok {
		return
	}
	r := &reading{task: t, scan: scanner{parser: parser{src: plain}}}
	for op := r.scan.next(); op != ""; op = r.scan.next() {
		c.operator(r, op)
	}
	if r.scan.bad || len(r.marked) > 0 {
		c.add(unknown, t.page, t.at, "content that cannot be read")
	}
	if r.hasMarks {
		c.marked[refOf(t.at)] = t.page
	}
}

func (c *contentChecker) operator(r *reading, op string) {
	switch op {
	case "q":
		r.saved = append(r.saved, r.text)
	case "Q":
		if n := len(r.saved) - 1; n >= 0 {
			r.text, r.saved = r.saved[n], r.saved[:n]
		}
	case "BDC", "BMC":
		c.begin(r, op)
	case "EMC":
		if n := len(r.marked) - 1; n >= 0 {
			r.marked = r.marked[:n]
		} else {
			r.scan.fail()
		}
	case "Tf":
		r.text.font = c.font(c.resource(r, "Font", 1))
	case "Tr":
		r.text.hidden = r.scan.operand(0) == number("3")
	case "Do":
		c.draw(r)
	case "gs":
		c.mask(r)
	case "scn", "SCN":
		if s, ok := c.get(c.resource(r, "Pattern", 0)).(*stream); ok {
			c.push(s, nil, coverage{exempt: true}, c.dict(s.dict["Resources"]), nil, r.page)
		}
	}
	if painting(op) {
		c.covered(r, op)
		c.show(r, op)
	}
}

// resource returns the resource of a category that operand i names.
func (c *contentChecker) resource(r *reading, category name, i int) any {
	key, ok := r.scan.operand(i).(name)
	if !ok {
		return nil
	}
	return c.dict(r.resources[category])[key]
}

// begin begins a marked-content sequence.
func (c *contentChecker) begin(r *reading, op string) {
	now := r.here()
	tag, _ := r.scan.operand(0).(name)
	var properties dict
	if op == "BDC" {
		tag, _ = r.scan.operand(1).(name)
		if properties = c.dict(r.scan.operand(0)); properties == nil {
			properties = c.dict(c.resource(r, "Properties", 0))
		}
	}
	switch id, ok := c.integer(properties["MCID"]); {
	case now.exempt:
	case tag == "Artifact":
		if now.tagged {
			c.add("01-003", r.page, r.at, "")
		}
		now.artifact = true
	case ok:
		r.hasMarks = true
		if id < 0 || id >= len(r.parents) || c.dict(r.parents[id]) == nil {
			break // no element has it, so that it is not tagged
		}
		if now.artifact {
			c.add("01-004", r.page, r.at, string(tag))
		}
		now.tagged = true
	}
	r.marked = append(r.marked, now)
}

// covered reports content that is neither tagged nor an artifact, once for a stream.
func (c *contentChecker) covered(r *reading, op string) {
	if at := r.here(); !at.tagged && !at.artifact && !at.exempt && !r.bare {
		r.bare = true
		c.add("01-005", r.page, r.at, op)
	}
}

// draw continues with the form that a Do draws.
func (c *contentChecker) draw(r *reading) {
	v := c.resource(r, "XObject", 0)
	s, ok := c.get(v).(*stream)
	if !ok || c.name(s.dict["Subtype"]) != "Form" {
		c.covered(r, "Do")
		return
	}
	c.drawn[refOf(v)] = append(c.drawn[refOf(v)], refOf(r.at))
	c.push(s, v, r.here(), c.dict(s.dict["Resources"]), c.parentsOf(s.dict), r.page)
}

// repeated reports forms with marked content, in them or in forms that they draw,
// that are drawn more than once.
func (c *contentChecker) repeated() {
	for todo := slices.Sorted(maps.Keys(c.marked)); len(todo) > 0; {
		form := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, by := range c.drawn[form] {
			if _, ok := c.marked[by]; !ok {
				c.marked[by] = c.marked[form]
				todo = append(todo, by)
			}
		}
	}
	for _, form := range slices.Sorted(maps.Keys(c.marked)) {
		if len(c.drawn[form]) > 1 {
			c.add("30-002", c.marked[form], form, "")
		}
	}
}

// mask continues with the mask of a graphics state.
func (c *contentChecker) mask(r *reading) {
	if s, ok := c.get(c.dict(c.dict(c.resource(r, "ExtGState", 0))["SMask"])["G"]).(*stream); ok {
		c.push(s, nil, coverage{exempt: true}, c.dict(s.dict["Resources"]), nil, r.page)
	}
}

// font returns the use of a font resource.
func (c *contentChecker) font(v any) *fontUse {
	at := refOf(v)
	if use := c.byFont[at]; use != nil || c.dict(v) == nil || at == 0 {
		return use
	}
	use := &fontUse{font: c.dict(v), used: map[int]bool{}}
	c.byFont[at] = use
	for _, glyph := range c.dict(use.font["CharProcs"]) {
		if s, ok := c.get(glyph).(*stream); ok {
			c.push(s, nil, coverage{exempt: true}, c.dict(use.font["Resources"]), nil, 0)
		}
	}
	return use
}

// show records the characters that an operator shows.
func (c *contentChecker) show(r *reading, op string) {
	var shown array
	switch op {
	case "Tj", "'", "\"":
		shown = array{r.scan.operand(0)}
	case "TJ":
		shown, _ = r.scan.operand(0).(array)
	default:
		return
	}
	if r.text.font == nil {
		c.add(unknown, r.page, r.at, fmt.Sprintf("%s without a font", op))
		return
	}
	for _, v := range shown {
		if s, ok := v.(text); ok {
			r.text.font.show(s, r.page, r.text.hidden)
		}
	}
}
