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

// serviceWords describes the services on the leg to a stop, or returns "".
func serviceWords(p *draft, route *guide.Route, stop int) string {
	w := p.words()
	var texts []string
	for _, s := range mentioned(route.Services, stop) {
		where := w.T("service-start")
		if s.Metres >= atBeginning {
			where = w.Fill("service-metres", "what", w.Distance(float64(s.Metres)))
		}
		details := []string{where}
		if s.Fee {
			details = append(details, w.T("service-fee"))
		}
		if s.Wheelchair && (s.Kind == "toilets" || s.Kind == "metro") {
			details = append(details, w.T("service-wheelchair"))
		}
		if rows := p.hours(s.Hours); len(rows) == 1 && rows[0].Comment == "" && strings.EqualFold(rows[0].Days, w.T("hours-every-day")) {
			details = append(details, rows[0].Spans) // others are too long for a line
		}
		texts = append(texts, w.Fill("service-at", "what", w.T("service-"+s.Kind), "where", strings.Join(details, w.T("comma"))))
	}
	if texts == nil {
		return ""
	}
	return w.Fill("services-along", "what", strings.Join(texts, w.T("service-comma")))
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
