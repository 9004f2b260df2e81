package guide

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/schema"
)

// A Person is a person or a term that texts link to.
type Person struct {
	ID       string
	Document Document // at least one page; their titles are its names, their summaries its glosses
}

// Particulars are what the front matter of a person or a term says besides what every
// page has.
type Particulars struct {
	Kind    string // schema.PersonKind or schema.TermKind
	Born    PartialDate
	Died    PartialDate
	DiedAt  diag.Place
	Roles   []string
	Pinyin  string
	SameAs  string // a URL
	Sources []string
}

// Particulars returns what does not depend on the language: that of the first page.
func (p *Person) Particulars() Particulars {
	if len(p.Document.Pages) == 0 || p.Document.Pages[0].Particulars == nil {
		return Particulars{Kind: schema.PersonKind}
	}
	return *p.Document.Pages[0].Particulars
}

// IsTerm reports whether they are those of a term.
func (p Particulars) IsTerm() bool { return p.Kind == schema.TermKind }

// Roles returns the roles and sources for a reader of lang, and the language they are in.
func (p *Person) Roles(lang Lang) (roles, sources []string, real Lang) {
	page := p.Document.In(lang)
	if page == nil || page.Particulars == nil {
		return nil, nil, lang
	}
	return page.Particulars.Roles, page.Particulars.Sources, page.Lang
}

// A PartialDate is a year with perhaps a month and a day; Year 0 means none, a negative
// one is before the Common Era: -551 is 551 BCE.
type PartialDate struct {
	Year  int
	Month time.Month
	Day   int
}

// String returns the date in ISO 8601, "" for none.
func (d PartialDate) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Year < 0:
		return fmt.Sprintf("-%04d", -d.Year-1) // there, the year 0 is 1 BCE
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return Date(d).String()
}

// Before reports whether d is certainly earlier than e. A date that is missing is not.
func (d PartialDate) Before(e PartialDate) bool {
	switch {
	case d.Year == 0 || e.Year == 0:
		return false
	case d.Year != e.Year:
		return d.Year < e.Year
	case d.Month == 0 || e.Month == 0 || d.Month != e.Month:
		return d.Month != 0 && e.Month != 0 && d.Month < e.Month
	}
	return d.Day != 0 && e.Day != 0 && d.Day < e.Day
}

// LinkedPeople returns the ids in the links to people of a Markdown text, without
// repetitions, in order. A link in code counts as well: what is asked is where to look.
func LinkedPeople(text string) (ids []string) {
	var known map[string]bool
	for {
		i := strings.Index(text, personScheme)
		if i < 0 {
			return ids
		}
		inLink := i > 0 && (text[i-1] == '(' || text[i-1] == '<' || text[i-1] == ' ')
		text = text[i+len(personScheme):]
		rest, colon := strings.CutPrefix(text, ":")
		if !colon {
			rest, colon = strings.CutPrefix(text, "：")
		}
		id := rest
		if end := strings.IndexFunc(rest, func(r rune) bool { return !ValidID(string(r)) && r != '-' }); end >= 0 {
			id = rest[:end]
		}
		if inLink && colon && ValidID(id) && !known[id] {
			if known == nil {
				known = map[string]bool{}
			}
			known[id] = true
			ids = append(ids, id)
		}
	}
}

const personScheme = "person"

// An Appearance is where a text links to a person or a term.
type Appearance struct {
	Kind string // "home", "site", "hall", "route", "page", "event", "series" or "person"
	ID   string // "" of the home page
	Hall string // of a hall; ID is its site's
}

// Appearances returns where the texts that a reader of lang sees link to people and
// terms, by id: in the order of the guide, the home page first. It is nil without
// people.
func Appearances(g *Guide, lang Lang) map[string][]Appearance {
	if len(g.People) == 0 {
		return nil
	}
	all := map[string][]Appearance{}
	add := func(at Appearance, linked []string) {
		for _, id := range linked {
			before := all[id]
			again := len(before) > 0 && before[len(before)-1] == at
			if g.Person(id) != nil && !again && (at.Kind != "person" || at.ID != id) {
				all[id] = append(all[id], at)
			}
		}
	}
	add(Appearance{Kind: "home"}, g.Home.people(lang))
	for i := range g.Sites {
		s := &g.Sites[i]
		if s.Document.Draft || s.ID == "" || g.Repeated(s) {
			continue
		}
		add(Appearance{Kind: "site", ID: s.ID}, s.Document.people(lang))
		for k := range s.Halls {
			add(Appearance{Kind: "hall", ID: s.ID, Hall: s.Halls[k].ID}, s.Halls[k].Text.people(lang))
		}
	}
	for i := range g.Routes {
		add(Appearance{Kind: "route", ID: g.Routes[i].ID}, g.Routes[i].people(lang))
	}
	for i := range g.Pages {
		if d := &g.Pages[i]; !d.Draft {
			add(Appearance{Kind: "page", ID: d.ID}, d.people(lang))
		}
	}
	for i := range g.Events {
		if e := &g.Events[i]; !e.Document.Draft {
			add(Appearance{Kind: "event", ID: e.ID}, e.Document.people(lang))
		}
	}
	for i := range g.Series {
		if s := &g.Series[i]; !s.Document.Draft {
			add(Appearance{Kind: "series", ID: s.ID}, s.Document.people(lang))
		}
	}
	for i := range g.People {
		if p := &g.People[i]; !p.Document.Draft {
			add(Appearance{Kind: "person", ID: p.ID}, p.Document.people(lang))
		}
	}
	return all
}

// RoutePeople returns the published people and terms to which a route's texts and those
// of its stops' sites link, in their order.
func RoutePeople(g *Guide, r *Route, lang Lang) (all []*Person) {
	if len(g.People) == 0 {
		return nil
	}
	add := func(linked []string) {
		for _, id := range linked {
			if p := g.Person(id); p != nil && !p.Document.Draft && !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	add(r.people(lang))
	for i := range r.Stops {
		if s := g.Site(r.Stops[i].Site); s != nil && !s.Document.Draft {
			add(s.Document.people(lang))
			for k := range s.Halls {
				add(s.Halls[k].Text.people(lang))
			}
		}
	}
	return all
}

// people returns the ids of the people to which a document's texts link.
func (d *Document) people(lang Lang) (ids []string) {
	if page := d.In(lang); page != nil {
		ids = page.People[:len(page.People):len(page.People)]
	}
	for i := range d.Photos {
		ids = append(ids, d.Photos[i].Narration.people(lang)...)
	}
	return ids
}

func (t Text) people(lang Lang) []string {
	text, _ := t.In(lang)
	return LinkedPeople(text)
}

func (r *Route) people(lang Lang) []string {
	ids := append(r.Summary.people(lang), r.Safety.people(lang)...)
	for i := range r.Stops {
		ids = append(ids, r.Stops[i].Story.people(lang)...)
	}
	return ids
}

// Person returns the person or term with this id, or nil if there is none.
func (g *Guide) Person(id string) *Person {
	if i, ok := slices.BinarySearchFunc(g.People, id, func(p Person, id string) int { return strings.Compare(p.ID, id) }); ok {
		return &g.People[i]
	}
	return nil
}
