package load

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// termsFile returns the file with the terms of an edition that is made from another one, by
// its language.
func termsFile(lang guide.Lang) string { return contentDir + "/terms." + string(lang) + ".toml" }

// readTerms reads the terms of the edition that is made from another one. Without such an
// edition, the file is reported like any other that nothing uses.
func readTerms(l *Loader, g *guide.Guide, problems *diag.List) {
	_, to, ok := g.Conversion()
	if !ok {
		return
	}
	file := termsFile(to)
	data, missing := l.file(file, longestText, problems)
	if missing {
		return
	}
	d := newDecoder(file, string(data), 1, g, problems)
	root, _ := d.parse(string(data))
	terms := make([]guide.Term, 0, len(root.Table()))
	for word := range root.Table() {
		v := root.Get(word)
		by, isString := v.Any.(string)
		switch {
		case !isString:
			d.wrong(v, word, "a string", "")
		case strings.TrimSpace(word) == "" || strings.TrimSpace(by) == "":
			d.problems.Add(d.keyAt(v), "convert-term/empty", word)
		default:
			terms = append(terms, guide.Term{At: d.keyAt(v), Word: word, By: by})
		}
	}
	slices.SortFunc(terms, func(a, b guide.Term) int {
		return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
	})
	if len(terms) > schema.TermsMost {
		d.problems.Add(terms[schema.TermsMost].At, "too-many", path.Base(file), len(terms), schema.TermsMost)
		terms = terms[:schema.TermsMost]
	}
	g.Convert.Terms = terms
}

// wordingsFile lists how things are written in the guide.
const wordingsFile = contentDir + "/terms.toml"

// readWordings reads the list, one [[term]] at a time.
func readWordings(l *Loader, g *guide.Guide, problems *diag.List) {
	data, missing := l.file(wordingsFile, longestText, problems)
	if missing {
		return
	}
	most := schema.Terms.Field("term").MaxItems()
	for i, p := range cut(wordingsFile, string(data), &schema.Terms, problems) {
		if i == most {
			problems.Add(diag.Place{File: wordingsFile, Line: p.Line, Column: 1}, "too-many/tables", "term", most)
			return
		}
		d := newDecoder(wordingsFile, p.Text, p.Line, g, problems)
		root, _ := d.parse(p.Text)
		for _, w := range each[guide.Wording](d, root, "term", wordingFields) {
			w.Not = slices.DeleteFunc(w.Not, func(form string) bool { return strings.TrimSpace(form) == "" })
			if strings.TrimSpace(w.Use) != "" && len(w.Not) > 0 {
				g.Wordings = append(g.Wordings, w)
			}
		}
	}
}
