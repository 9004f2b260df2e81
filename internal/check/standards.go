package check

import (
	"wayside/internal/diag"
	"wayside/internal/guide"
)

// checkStandards applies the rules about the standards of the curriculum: a code has a
// text, and the same one wherever it has one.
func checkStandards(c *checker) {
	g := c.guide
	texts := map[string]place{}
	var known []string
	note := func(code string, text guide.Text, at diag.Place) {
		if code == "" || text.Empty() {
			return
		}
		first, ok := texts[code]
		switch {
		case !ok:
			texts[code] = place{text, at}
			known = append(known, code)
		case !sameText(first.text, text):
			c.add(at, "standard-differs", code, first.at.File, first.at.Line)
		}
	}
	for i := range g.Standards {
		note(g.Standards[i].Code, g.Standards[i].Text, g.Standards[i].At)
	}
	each := func(visit func(s *guide.Standard)) {
		for i := range g.Routes {
			for j := range g.Routes[i].Standards {
				visit(&g.Routes[i].Standards[j])
			}
		}
		for i := range g.Events {
			for j := range g.Events[i].Details().Standards {
				visit(&g.Events[i].Details().Standards[j])
			}
		}
	}
	each(func(s *guide.Standard) { note(s.Code, s.Text, s.At) })
	unknown := func(at diag.Place, code string) {
		p := diag.New(at, "standard-unknown", code)
		p.Nearest = diag.Nearest(code, known)
		c.problems.Append(p)
	}
	each(func(s *guide.Standard) {
		switch _, ok := texts[s.Code]; {
		case !s.Text.Empty():
		case s.Code == "":
			c.add(s.At, "missing-field", "code", diag.Term("standard"))
		case !ok:
			unknown(s.At, s.Code)
		}
	})
	for i := range g.Routes {
		for j := range g.Routes[i].Stops {
			stop := &g.Routes[i].Stops[j]
			for _, code := range stop.Standards {
				if _, ok := texts[code]; !ok && code != "" {
					unknown(stop.StandardsAt, code)
				}
			}
		}
	}
}

// A place is a text with the place where it is.
type place struct {
	text guide.Text
	at   diag.Place
}

// sameText reports whether two texts are the same in each language that both have.
func sameText(a, b guide.Text) bool {
	for _, p := range b {
		if q := a.Passage(p.Lang); q.Lang == p.Lang && q.Text != p.Text {
			return false
		}
	}
	return true
}
