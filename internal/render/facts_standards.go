package render

import (
	"slices"

	"wayside/internal/guide"
)

// coverage returns the standards of the curriculum with what serves each.
func coverage(v *view) []guide.Covered {
	v.shows(factStandards, "")
	return guide.Coverage(v.r.guide)
}

// coverageFacts returns what lists of standards show.
func coverageFacts(g *guide.Guide) (values []any) {
	type serves struct {
		Route string
		Title guide.Text
		Stops []int
	}
	type event struct {
		ID, Kind  string
		Titles    guide.Text
		Audiences []string
	}
	for _, c := range guide.Coverage(g) {
		var routes []serves
		for _, s := range c.Routes {
			routes = append(routes, serves{s.Route.ID, s.Route.Title, s.Stops})
		}
		var events []event
		for _, e := range c.Events {
			events = append(events, event{e.ID, e.Details().Kind, titles(&e.Document), e.Details().Audiences})
		}
		values = append(values, c.Goal, routes, events)
	}
	return values
}

// routesFor returns the routes for an audience, in order.
func routesFor(v *view, audience string) []*guide.Route {
	v.shows(factReaders, audience)
	return guideRoutesFor(v.r.guide, audience)
}

func guideRoutesFor(g *guide.Guide, audience string) (routes []*guide.Route) {
	for i := range g.Routes {
		if route := &g.Routes[i]; len(route.Audiences) == 0 || slices.Contains(route.Audiences, audience) {
			routes = append(routes, route)
		}
	}
	return routes
}
