package render

import (
	"cmp"
	"html/template"
	"strings"
	"sync"

	"wayside/internal/finder"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/trace"
)

// A FinderView is the form with which a reader filters a long list of sites, of which the
// script is static/theme/finder.
type FinderView struct {
	Count  int
	Facets []FacetView
	Dated  bool        // whether anything is known of a site's opening hours
	Data   template.JS // the words that the script shows
	Files  string      // the scripts that it loads once a reader begins, with spaces
}

// A FacetView is what sites can be chosen by: their district, a theme, their kind or how
// they can be entered.
type FacetView struct {
	Key     string
	Name    string
	Choices []FacetChoice
}

// A FacetChoice is a choice of a facet with the number of its sites.
type FacetChoice struct {
	Value string
	Name  template.HTML
	Class string // of its colour
	Count int
}

// finderWords are the keys of the words that the script shows.
var finderWords = []string{
	"filter-all", "colon", "finder-some", "finder-none", "finder-without", "finder-unsure", "finder-away", "finder-words", "finder-day", "finder-district", "finder-kind", "theme",
}

func newFinder(p *draft) *FinderView {
	list := finderList(p)
	view := &FinderView{Count: len(list.Sites), Files: strings.Join(finder.FileNames, " "), Data: scriptData(p.words().Some(finderWords))}
	for _, s := range list.Sites {
		view.Dated = view.Dated || s.Table >= 0
	}
	if len(list.Districts) > 1 {
		view.add("district", p.words().T("finder-district"), list.Districts, list.Sites, func(s *finder.Site) []int { return []int{s.District} })
	}
	if len(list.Themes) > 1 {
		view.add("theme", p.words().T("theme"), list.Themes, list.Sites, func(s *finder.Site) []int { return s.Themes })
	}
	if steppy(list.Sites) {
		view.add("access", p.words().T("access"), list.Accesses, list.Sites, func(s *finder.Site) []int { return []int{s.Access} })
	}
	if len(list.Kinds) > 1 {
		view.add("kind", p.words().T("finder-kind"), list.Kinds, list.Sites, func(s *finder.Site) []int { return []int{s.Kind} })
	}
	return view
}

// steppy reports whether some sites, but not all, are known to have no steps.
func steppy(sites []finder.Site) bool {
	free := 0
	for i := range sites {
		if sites[i].Access == stepFree {
			free++
		}
	}
	return free > 0 && free < len(sites)
}

// add adds a facet.
func (v *FinderView) add(key, name string, choices []finder.Choice, sites []finder.Site, of func(*finder.Site) []int) {
	facet := FacetView{Key: key, Name: name}
	counts := make([]int, len(choices))
	for i := range sites {
		for _, n := range of(&sites[i]) {
			if n >= 0 {
				counts[n]++
			}
		}
	}
	for i, c := range choices {
		choice := FacetChoice{Value: c.Value, Name: template.HTML(template.HTMLEscapeString(c.Name)), Count: counts[i]}
		if key == "theme" {
			choice.Class = "theme-" + c.Value
		}
		facet.Choices = append(facet.Choices, choice)
	}
	v.Facets = append(v.Facets, facet)
}

// stepFree is the index of the access without steps.
const stepFree = 0

// finderList returns what the list of all sites is filtered by, in the order of the list.
func finderList(p *draft) *finder.List {
	g, w := p.r.guide, p.words()
	sites, districts := p.listed(), p.districts()
	list := &finder.List{}
	for _, d := range districts.all {
		list.Districts = append(list.Districts, finder.Choice{Value: d.slug, Name: d.in(p.lang)})
	}
	themes, kinds := map[string]int{}, map[string]int{}
	for i := range g.Themes {
		if t := &g.Themes[i]; g.Theme(t.ID) == t {
			themes[t.ID] = len(list.Themes)
			list.Themes = append(list.Themes, finder.Choice{Value: t.ID, Name: p.plain(t.Name)})
		}
	}
	for i, kind := range kindsOf(sites) {
		kinds[kind] = i
		list.Kinds = append(list.Kinds, finder.Choice{Value: kind, Name: w.T("kind-" + kind)})
	}
	list.Accesses = []finder.Choice{stepFree: {Value: "step-free", Name: w.T("step-free")}}
	tables := map[string]int{}
	for _, run := range districts.runs(0, len(sites)) {
		for _, s := range run.sites {
			site := finder.Site{ID: s.ID, Names: siteNames(p, s), District: run.at, Kind: kinds[kindOf(s)], Access: -1, Table: openTable(p, list, tables, s)}
			if s.StepFree {
				site.Access = stepFree
			}
			for _, id := range s.Themes {
				if n, ok := themes[id]; ok {
					site.Themes = append(site.Themes, n)
				}
			}
			list.Sites = append(list.Sites, site)
		}
	}
	return list
}

// siteNames returns the names of a site, that in the reader's language first.
func siteNames(p *draft, s *guide.Site) []string {
	names := []string{cmp.Or(p.plain(s.Name), s.ID)}
	for _, passage := range s.Name {
		if passage.Text != names[0] {
			names = append(names, passage.Text)
		}
	}
	return names
}

// openTable returns the index of the list's table of the days on which a site is open, or
// -1 if nothing is known of them. Sites with the same days share a table, whatever their
// hours.
func openTable(p *draft, list *finder.List, tables map[string]int, s *guide.Site) int {
	days := p.r.tours.Days(s)
	if days == nil {
		return -1
	}
	list.First = days.First.String()
	states := make([]byte, len(days.States))
	for i, state := range days.States {
		states[i] = byte(state) // the values of the two packages are the same
	}
	n, ok := tables[string(states)]
	if !ok {
		n = len(list.Tables)
		tables[string(states)] = n
		list.Tables = append(list.Tables, states)
	}
	return n
}

// listedFacts returns everything that finderList reads of the sites besides their
// districts.
func listedFacts(r *Renderer) []any {
	type listed struct {
		ID, Kind, Hours string
		Name            guide.Text
		Themes          []string
		StepFree        bool
	}
	var all []listed
	for _, s := range r.published() {
		all = append(all, listed{s.ID, kindOf(s), s.OpeningHours, s.Name, s.Themes, s.StepFree})
	}
	return []any{all, r.guide.Notices}
}

// addFinder adds the scripts with what the list is filtered by.
func (l *listing) addFinder() {
	if len(l.r.published()) <= few {
		return
	}
	type made struct {
		files []finder.File
		trace []trace.Fact
	}
	files := sync.OnceValue(func() made {
		p := l.r.draft(l.lang, sitesDir, finder.FileNames[0])
		return made{finderList(p).Files(), p.trace.Facts()}
	})
	for i, name := range finder.FileNames {
		l.outputs = append(l.outputs, output.Output{
			Address: l.r.prefix(l.lang) + sitesDir + name, From: registry, Phase: output.Asset, Final: true,
			Make: func() (output.Made, error) {
				return output.Made{Data: files().files[i].Data, Trace: files().trace}, nil
			},
		})
	}
}
