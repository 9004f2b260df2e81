package render

import (
	"maps"
	"slices"

	"wayside/internal/cite"
	"wayside/internal/guide"
	"wayside/internal/trace"
)

// person returns what links and lists show of a person or a term, or nil.
func person(v *view, id string) *guide.Person {
	v.shows(factPersonCard, id)
	return v.r.guide.Person(id)
}

// people returns the people and terms that have a page, by id. The page then shows some
// of them with person.
func people(v *view) []*guide.Person {
	v.shows(factPeople, "")
	return publishedPeople(v.r.guide)
}

// appearances returns where texts link to a person or a term.
func appearances(v *view, lang guide.Lang, id string) []guide.Appearance {
	v.shows(factAppearances, string(lang)+" "+id)
	return v.r.appearances[lang]()[id]
}

// siteShown returns a site of which lists show the card.
func siteShown(v *view, id string) *guide.Site {
	v.shows(factCard, id)
	return v.r.guide.Site(id)
}

// routeTitle returns the title of a route that is published.
func routeTitle(v *view, id string) guide.Text {
	v.shows(factRouteCard, id)
	return v.r.guide.Route(id).Title
}

// source returns a work that texts cite.
func source(v *view, key string) (item cite.Item, ok bool) {
	v.shows(factCited, key)
	item, ok = v.r.guide.Sources[key]
	return item, ok
}

// peopleIDs, sourceKeys and sourcesBroken are for the messages about unknown ones.
func peopleIDs(r *Renderer) []string {
	return guide.IDs(r.guide.People, func(p *guide.Person) string { return p.ID })
}

func sourcesBroken(r *Renderer) bool { return r.guide.SourcesBroken }

func sourceKeys(r *Renderer) []string { return slices.Sorted(maps.Keys(r.guide.Sources)) }

// publishedPeople returns the people and terms that have a page.
func publishedPeople(g *guide.Guide) []*guide.Person {
	var all []*guide.Person
	for i := range g.People {
		if p := &g.People[i]; !p.Document.Draft {
			all = append(all, p)
		}
	}
	return all
}

// findPerson is find for the facts about people and sources. It returns nil for what does
// not exist.
func (s *factSource) findPerson(f trace.Fact) []any {
	g := s.r.guide
	switch f.Kind {
	case factPerson:
		if p := g.Person(f.Name); p != nil {
			return []any{*p, pictures(g, p.Document.Photos)}
		}
	case factPersonCard:
		if p := g.Person(f.Name); p != nil {
			return personCard(p)
		}
	case factPeople:
		var ids []string
		for _, p := range publishedPeople(g) {
			ids = append(ids, p.ID)
		}
		return []any{ids}
	case factAppearances:
		for _, lang := range g.Languages {
			if id, ok := cutLang(f.Name, lang); ok {
				return []any{s.r.appearances[lang]()[id]}
			}
		}
	case factCited:
		if item, ok := g.Sources[f.Name]; ok {
			return []any{item}
		} else if g.SourcesBroken {
			return []any{true} // then it is not reported
		}
	}
	return nil
}

// cutLang returns the id in the name of a fact about appearances in a language.
func cutLang(name string, lang guide.Lang) (id string, ok bool) {
	if n := len(lang); len(name) > n && name[:n] == string(lang) && name[n] == ' ' {
		return name[n+1:], true
	}
	return "", false
}

// personCard returns what links and lists show of a person.
func personCard(p *guide.Person) []any {
	type text struct {
		Lang        guide.Lang
		Name, Gloss string
	}
	var texts []text
	for _, page := range p.Document.Pages {
		texts = append(texts, text{page.Lang, page.Title, page.Summary})
	}
	about := p.Particulars()
	return []any{texts, p.Document.Draft, about.Kind, about.Born, about.Died, about.Pinyin, about.SameAs}
}
