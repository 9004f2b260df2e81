package check

import (
	"fmt"
	"slices"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// checkYears reports years that disagree: of a life, with the person's page or with another
// place of the site's pages; and of a translation, with its original.
func checkYears(g *guide.Guide, report func(diag.Place, string, ...any)) {
	known := lives(g)
	for d := range guide.Documents(g) {
		if d.Draft {
			continue
		}
		first := map[string]guide.Lifespan{}
		for i := range d.Pages {
			page := &d.Pages[i]
			if page.From != "" {
				continue // its original is checked
			}
			for _, l := range page.Lifespans {
				if of, ok := lifeOf(known, l.Name); ok {
					if !of.agrees(l) {
						report(l.At, "years-differ/person", of.name, span(l), span(of.life), of.life.At.File)
					}
					continue
				}
				before, ok := first[l.Name]
				if !ok {
					first[l.Name] = l
				} else if before.Born != l.Born || before.Died != l.Died {
					report(l.At, "years-differ", l.Name, span(l), span(before), before.At.File, before.At.Line)
				}
			}
			if i > 0 {
				checkTranslatedYears(&d.Pages[0], page, report)
			}
		}
	}
}

// span returns the years of a life as each language joins them.
func span(l guide.Lifespan) diag.Words {
	return diag.Words{EN: fmt.Sprintf("%d–%d", l.Born, l.Died), ZH: fmt.Sprintf("%d—%d", l.Born, l.Died)}
}

// A life is what a person's page says of the years. 0 is unknown.
type life struct {
	name string
	life guide.Lifespan
}

func (l life) agrees(with guide.Lifespan) bool {
	return (l.life.Born == 0 || l.life.Born == with.Born) && (l.life.Died == 0 || l.life.Died == with.Died)
}

// lives returns the years of people by each of their names. A name of two people is left out.
func lives(g *guide.Guide) map[string]life {
	all, twice := map[string]life{}, map[string]bool{}
	for i := range g.People {
		p := &g.People[i]
		of := p.Particulars()
		if of.IsTerm() || of.Born.Year <= 0 && of.Died.Year <= 0 || p.Document.Draft {
			continue
		}
		for _, name := range namesOf(p) {
			if _, taken := all[name]; taken {
				twice[name] = true
			}
			all[name] = life{name, guide.Lifespan{Name: name, Born: of.Born.Year, Died: of.Died.Year, At: p.Document.Pages[0].At}}
		}
	}
	for name := range twice {
		delete(all, name)
	}
	return all
}

func namesOf(p *guide.Person) (names []string) {
	for i := range p.Document.Pages {
		if title := p.Document.Pages[i].Title; title != "" && !slices.Contains(names, title) {
			names = append(names, title)
		}
	}
	return names
}

// lifeOf returns the life of the person whose name ends a run of Chinese characters, which
// may begin with a role, as in 军人王杰, or that is a name in other letters.
func lifeOf(known map[string]life, run string) (life, bool) {
	for from := range run {
		if l, ok := known[run[from:]]; ok {
			return l, true
		}
	}
	return life{}, false
}

// checkTranslatedYears reports a year of a translation that is a mistyped one of the original,
// where each of the two years is in one of the pages alone. Years of lives are left to their
// own rule.
func checkTranslatedYears(original, translation *guide.Page, report func(diag.Place, string, ...any)) {
	has := func(years []guide.Year, year int16) bool {
		return slices.ContainsFunc(years, func(y guide.Year) bool { return y.Year == year })
	}
	var missing []guide.Year
	for _, y := range original.Years {
		if !has(translation.Years, y.Year) {
			missing = append(missing, y)
		}
	}
	for _, y := range translation.Years {
		of := slices.ContainsFunc(translation.Lifespans, func(l guide.Lifespan) bool { return l.Born == int(y.Year) || l.Died == int(y.Year) })
		if of || has(original.Years, y.Year) {
			continue
		}
		for _, mistake := range []func(a, b string) bool{exchanged, oneWrong} {
			i := slices.IndexFunc(missing, func(o guide.Year) bool { return mistake(fmt.Sprint(o.Year), fmt.Sprint(y.Year)) })
			if i >= 0 {
				at := diag.Place{File: translation.At.File, Line: int(y.Line), Column: int(y.Column)}
				report(at, "years-differ/translation", int(y.Year), int(missing[i].Year), original.At.File, int(missing[i].Line))
				break
			}
		}
	}
}

// exchanged reports whether two neighbouring digits of a year are exchanged in another.
func exchanged(a, b string) bool {
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// oneWrong reports whether two years differ in one digit.
func oneWrong(a, b string) bool {
	differ := 0
	for i := range len(a) {
		if a[i] != b[i] {
			differ++
		}
	}
	return differ == 1
}
