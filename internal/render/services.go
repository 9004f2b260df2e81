package render

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/routemap"
)

// A SignView is a kind of sign in a map's legend.
type SignView struct {
	Icon template.HTML
	Name string
}

// signViews returns the legend of the signs that a map contains.
func signViews(p *draft, kinds []string) []SignView {
	var all []SignView
	for _, kind := range kinds {
		icon := fmt.Sprintf(`<svg viewBox="-15 -15 30 30" aria-hidden="true"><path d="%s"/></svg>`, routemap.Symbol(kind))
		all = append(all, SignView{template.HTML(icon), p.words().T("service-" + kind)})
	}
	return all
}

// mapSigns returns the services on the legs to the stops from first to before last.
func mapSigns(route *guide.Route, first, last int) []routemap.Sign {
	var signs []routemap.Sign
	for _, s := range route.Services {
		if s.Stop > first && s.Stop < last {
			signs = append(signs, routemap.Sign{Kind: s.Kind, At: s.At})
		}
	}
	return signs
}

// What a timetable mentions of a leg: a kind again only if it is farther, in metres, and
// not more than a line or two.
const (
	again       = 150
	mostOfKind  = 2
	mostAlong   = 5
	atBeginning = 20 // metres
)

// serviceWords describes the services on the leg to a stop, or returns "". Those of a kind
// that differ in nothing but where they are share their name.
func serviceWords(p *draft, route *guide.Route, stop int) string {
	w := p.words()
	type like struct{ kind, details string }
	var order []like
	places := map[like][]int{}
	for _, s := range mentioned(route.Services, stop) {
		l := like{s.Kind, serviceDetails(p, s)}
		if places[l] == nil {
			order = append(order, l)
		}
		places[l] = append(places[l], s.Metres)
	}
	var texts []string
	for _, l := range order {
		texts = append(texts, w.Fill("service-at", "what", w.T("service-"+l.kind), "where", serviceWhere(p, places[l])+l.details))
	}
	if texts == nil {
		return ""
	}
	return w.Fill("services-along", "what", strings.Join(texts, w.T("service-comma")))
}

// serviceWhere describes places by their metres along the leg.
func serviceWhere(p *draft, places []int) string {
	w := p.words()
	var parts, far []string
	for _, metres := range places {
		if metres < atBeginning {
			parts = []string{w.T("service-start")}
		} else {
			far = append(far, w.Distance(float64(metres)))
		}
	}
	if far != nil {
		parts = append(parts, w.Fill("service-after", "what", w.Fill("about", "what", strings.Join(far, w.T("service-comma")))))
	}
	return strings.Join(parts, w.T("service-comma"))
}

// serviceDetails returns what one has to know of a service, beginning with a comma, or "".
func serviceDetails(p *draft, s guide.Service) string {
	w := p.words()
	details := ""
	add := func(text string) { details += w.T("comma") + text }
	if s.Fee {
		add(w.T("service-fee"))
	}
	if s.Wheelchair && (s.Kind == "toilets" || s.Kind == "metro") {
		add(w.T("service-wheelchair"))
	}
	if rows := p.hours(s.Hours); len(rows) == 1 && rows[0].Comment == "" && strings.EqualFold(rows[0].Days, w.T("hours-every-day")) {
		add(rows[0].Spans) // others are too long for a line
	}
	return details
}

// mentioned returns the services on a leg that a timetable mentions: those that are needed
// most, in the order in which they come.
func mentioned(services []guide.Service, stop int) []guide.Service {
	var all []guide.Service
	for _, s := range services {
		near := func(o guide.Service) bool { return o.Kind == s.Kind && s.Metres-o.Metres < again }
		if s.Stop == stop && !slices.ContainsFunc(all, near) {
			all = append(all, s)
		}
	}
	need := func(s guide.Service) int { return slices.Index(guide.Services, s.Kind) }
	slices.SortStableFunc(all, func(a, b guide.Service) int { return cmp.Compare(need(a), need(b)) })
	count := map[string]int{}
	all = slices.DeleteFunc(all, func(s guide.Service) bool {
		count[s.Kind]++
		return count[s.Kind] > mostOfKind
	})
	all = all[:min(len(all), mostAlong)]
	slices.SortStableFunc(all, func(a, b guide.Service) int { return cmp.Compare(a.Metres, b.Metres) })
	return all
}
