package render

import (
	"html/template"
	"slices"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/timetable"
)

// A ForView lets a reader choose an audience: the page then shows what is for it and for
// everybody. It is nil on pages that show the same to all.
type ForView struct {
	Audiences []AudienceView
}

// An AudienceView is an audience to choose.
type AudienceView struct {
	ID   string
	Name string
}

// forView returns the audiences of a page, and adds the script that shows what is for
// the chosen one.
func forView(f *Frame, p *draft, ids []string) *ForView {
	if len(ids) < 2 {
		return nil
	}
	v := &ForView{}
	for _, id := range ids {
		if a := p.r.guide.Audience(id); a != nil {
			v.Audiences = append(v.Audiences, AudienceView{id, p.plain(a.Name)})
		}
	}
	f.Scripts = append(f.Scripts, p.root+p.r.assets.Script("audience", p.lang))
	return v
}

// readers returns the audiences among whom readers of a text that is on no route
// choose: all of the guide's, if the text has a passage for some.
func readers(p *draft) []string {
	if !p.addressed {
		return nil
	}
	return audiencesOf(p.r.guide, &guide.Route{})
}

// audiencesOf returns the ids of a route's audiences, or of all if it names none.
func audiencesOf(g *guide.Guide, route *guide.Route) []string {
	var ids []string
	for i := range g.Audiences {
		if id := g.Audiences[i].ID; len(route.Audiences) == 0 || slices.Contains(route.Audiences, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// routeReaders returns the audiences among whom readers of a route choose: those of the
// route, if it or something in it is for several.
func routeReaders(p *draft, route *guide.Route) []string {
	addressed := p.addressed || len(route.Audiences) > 1
	for i := range route.Stops {
		addressed = addressed || slices.ContainsFunc(route.Stops[i].Questions, func(q guide.Question) bool { return len(q.Audiences) > 0 })
	}
	if !addressed {
		return nil
	}
	return audiencesOf(p.r.guide, route)
}

// forWhom returns the value of data-audience of something for the given audiences of a
// route: "" if it is for all of them.
func forWhom(g *guide.Guide, route *guide.Route, ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	all := audiencesOf(g, route)
	some := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return !slices.Contains(ids, id) })
	if len(some) == len(all) {
		return ""
	}
	return strings.Join(some, " ")
}

// readerNames returns the names of a route's audiences, and the name of each for when it
// is chosen.
func readerNames(p *draft, route *guide.Route) template.HTML {
	var variants []variant
	for _, id := range audiencesOf(p.r.guide, route) {
		variants = append(variants, variant{id, p.plain(p.r.guide.Audience(id).Name)})
	}
	return varying(audienceNames(p, route), variants)
}

// A variant is a text that replaces another for the chosen audience.
type variant struct {
	audience string // its id
	text     string
}

// varying returns a text with its variants, of which the page's script shows one.
// Without a script, and until an audience is chosen, it is the text for all.
func varying(all string, variants []variant) template.HTML {
	escape := template.HTMLEscapeString
	same := true
	for _, v := range variants {
		same = same && v.text == all
	}
	if same {
		return template.HTML(escape(all))
	}
	var texts []string // in the order of the audiences
	meant := map[string][]string{all: nil}
	for _, v := range variants {
		if meant[v.text] == nil && v.text != all {
			texts = append(texts, v.text)
		}
		meant[v.text] = append(meant[v.text], v.audience)
	}
	var b strings.Builder
	b.WriteString(`<span data-audience="` + escape(strings.Join(meant[all], " ")) + `">` + escape(all) + `</span>`)
	for _, text := range texts {
		b.WriteString(`<span data-audience="` + escape(strings.Join(meant[text], " ")) + `" data-variant hidden>` + escape(text) + `</span>`)
	}
	return template.HTML(b.String())
}

// An audiencePlan is a route's timetable for one of its audiences.
type audiencePlan struct {
	audience string
	plan     timetable.Plan
}

// audiencePlans returns the timetable of each audience of a route: nil if there is one
// for all of them.
func audiencePlans(p *draft, route *guide.Route) []audiencePlan {
	tour := p.r.tours.Of(route)
	differs := func(a timetable.Audience) bool { return a.Pace != tour.Pace || a.StepFree != tour.StepFree }
	if !slices.ContainsFunc(tour.Audiences, differs) {
		return nil
	}
	var all []audiencePlan
	for _, a := range tour.Audiences {
		all = append(all, audiencePlan{a.ID, tour.Outline(timetable.Choice{For: a.ID})})
	}
	return all
}

// vary returns what text returns of a route's plan, with variants for its audiences.
func vary(all timetable.Plan, plans []audiencePlan, text func(timetable.Plan) string) template.HTML {
	var variants []variant
	for _, a := range plans {
		variants = append(variants, variant{a.audience, text(a.plan)})
	}
	return varying(text(all), variants)
}
