package render

import "wayside/internal/guide"

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
		ID, Kind string
		Titles   guide.Text
	}
	for _, c := range guide.Coverage(g) {
		var routes []serves
		for _, s := range c.Routes {
			routes = append(routes, serves{s.Route.ID, s.Route.Title, s.Stops})
		}
		var events []event
		for _, e := range c.Events {
			events = append(events, event{e.ID, e.Details().Kind, titles(&e.Document)})
		}
		values = append(values, c.Goal, routes, events)
	}
	return values
}
