package render

import (
	"cmp"
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/pinyin"
)

// few is the number of sites up to which a list shows a card for each, without filters.
// A guide with more of them has a list that is filtered, and an index of its themes.
const few = 24

// A districtSites is a district, by its sites' addresses, with these in the registry's
// order.
type districtSites struct {
	name  string // in the guide's first language that names it
	slug  string // in addresses
	names map[guide.Lang]string
	sites []*guide.Site
}

// in returns the district's name in a language.
func (d *districtSites) in(lang guide.Lang) string { return cmp.Or(d.names[lang], d.name) }

// districtsOf groups sites by the districts of their addresses, in the order in which
// they are first named. It returns none unless there are two, and most sites are in one:
// a list by district would hide the others. rest are the sites in none.
func districtsOf(g *guide.Guide, sites []*guide.Site) (districts []*districtSites, rest []*guide.Site) {
	known := map[string]*districtSites{}
	slugs := map[string]bool{}
	for _, s := range sites {
		names := map[guide.Lang]string{}
		name := ""
		for _, lang := range g.Languages {
			address, real := s.Address.In(lang)
			if n := district(address); n != "" && real == lang {
				names[lang] = n
				name = cmp.Or(name, n)
			}
		}
		if name == "" {
			rest = append(rest, s)
			continue
		}
		d := known[name]
		if d == nil {
			d = &districtSites{name: name, slug: districtSlug(name, slugs), names: map[guide.Lang]string{}}
			known[name] = d
			districts = append(districts, d)
		}
		for lang, n := range names {
			d.names[lang] = cmp.Or(d.names[lang], n)
		}
		d.sites = append(d.sites, s)
	}
	if len(districts) < 2 || len(rest) > len(sites)/2 {
		return nil, sites
	}
	return districts, rest
}

// districtSlug returns a district's part of an address, which is not taken yet.
func districtSlug(name string, taken map[string]bool) string {
	begin := cmp.Or(strings.Join(pinyin.Words(name), "-"), "district")
	slug := begin
	for n := 2; taken[slug]; n++ {
		slug = begin + "-" + strconv.Itoa(n)
	}
	taken[slug] = true
	return slug
}

// districtList are the districts of a guide, for Renderer.
type districtList struct {
	all   []*districtSites
	rest  []*guide.Site
	order map[string]int // of the districts' sites, by id
}

func newDistrictList(g *guide.Guide, sites []*guide.Site) *districtList {
	l := &districtList{order: map[string]int{}}
	l.all, l.rest = districtsOf(g, sites)
	for i, d := range l.all {
		for _, s := range d.sites {
			l.order[s.ID] = i
		}
	}
	return l
}

// of returns the index of a site's district, or -1.
func (l *districtList) of(s *guide.Site) int {
	if i, ok := l.order[s.ID]; ok {
		return i
	}
	return -1
}

// facts returns everything that pages show of the districts.
func (l *districtList) facts(g *guide.Guide) []any {
	var all [][]string
	for _, d := range l.all {
		row := []string{d.name, d.slug}
		for _, lang := range g.Languages {
			row = append(row, d.names[lang])
		}
		all = append(all, append(row, ids(d.sites)...))
	}
	return []any{all, ids(l.rest)}
}

// districtRun are sites of one district that follow each other in a list.
type districtRun struct {
	at    int // index of the district, or -1
	first bool
	sites []*guide.Site
}

// runs returns the part of the list by district from one site to another.
func (l *districtList) runs(from, to int) []districtRun {
	var all []districtRun
	begin := 0
	add := func(at int, sites []*guide.Site) {
		low, high := max(from, begin), min(to, begin+len(sites))
		if low < high {
			all = append(all, districtRun{at, low == begin, sites[low-begin : high-begin]})
		}
		begin += len(sites)
	}
	for i, d := range l.all {
		add(i, d.sites)
	}
	add(-1, l.rest)
	return all
}

// start returns the index in the list by district of a district's first site.
func (l *districtList) start(at int) int {
	n := 0
	for _, d := range l.all[:at] {
		n += len(d.sites)
	}
	return n
}
