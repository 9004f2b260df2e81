package build

import (
	"maps"

	"wayside/internal/convert"
	"wayside/internal/diag"
	"wayside/internal/output"
)

// convertEdition adds the edition that is made from another one to the guide, and returns
// what converts the bodies of its pages; nil if there is no such edition.
func (planned *Planned) convertEdition() *convert.Converter {
	g := planned.written
	planned.Guide, planned.terms = g, map[string]bool{}
	from, to, ok := g.Conversion()
	if !ok {
		return nil
	}
	terms := make(map[string]string, len(g.Convert.Terms))
	for _, t := range g.Convert.Terms {
		terms[t.Word] = t.By
	}
	c := convert.New(convert.Script(to), convert.Region(g.Convert.Region), terms)
	planned.Guide = g.Converted(from, to, func(text string) string {
		for term := range c.Terms(text) {
			planned.terms[term] = true
		}
		return c.Text(text)
	})
	return c
}

// unusedTerms reports the terms of a converted edition that no text has. facts are those of
// all pages.
func (planned *Planned) unusedTerms(facts []output.Facts) (problems diag.List) {
	all := planned.Guide.Convert.Terms
	if errors, _ := planned.Problems.Count(); errors > 0 || len(all) == 0 {
		return nil // pages that could not be made may have them
	}
	used := maps.Clone(planned.terms)
	for _, f := range facts {
		for _, term := range f.Terms {
			used[term] = true
		}
	}
	for _, t := range all {
		if !used[t.Word] {
			problems.Add(t.At, "convert-term/unused", t.Word)
		}
	}
	return problems
}
