package guide

import (
	"slices"

	"wayside/internal/diag"
)

// A Goal is a standard of the curriculum that sites.toml lists.
type Goal struct {
	At        diag.Place `toml:",place"`
	Code      string     `toml:"code"`
	Text      Text       `toml:"text"`
	Subject   Text       `toml:"subject"`
	Audiences []string   `toml:"audiences"` // none: for everybody
}

// A Standard is a standard of the curriculum that a route or an event serves.
type Standard struct {
	At   diag.Place `toml:",place"`
	Code string     `toml:"code"` // "" if it has a text
	Text Text       `toml:"text"` // empty: that of the Goal with this code
}

// key returns what tells standards apart: the code, or without one the text. It is ""
// for one that has neither.
func (s *Standard) key() string {
	if s.Code == "" && len(s.Text) > 0 {
		return s.Text[0].Text
	}
	return s.Code
}

// A Covered is a standard with what serves it.
type Covered struct {
	Goal
	Routes []Serves
	Events []*Event
}

// Serves is a route that serves a standard, with the stops that name it.
type Serves struct {
	Route *Route
	Stops []int // indices
}

// A RouteStandard is a standard that a route serves, with the stops that name it.
type RouteStandard struct {
	Standard
	Stops []int // indices
}

// RouteStandards returns the standards of a route, then those that only its stops name.
func RouteStandards(r *Route) []RouteStandard {
	var all []RouteStandard
	for _, s := range r.Standards {
		if s.key() != "" {
			all = append(all, RouteStandard{Standard: s})
		}
	}
	for i := range r.Stops {
		for _, code := range r.Stops[i].Standards {
			at := slices.IndexFunc(all, func(s RouteStandard) bool { return s.Code == code })
			switch {
			case code == "":
				continue
			case at < 0:
				at = len(all)
				all = append(all, RouteStandard{Standard: Standard{At: r.Stops[i].StandardsAt, Code: code}})
			}
			if stops := all[at].Stops; len(stops) == 0 || stops[len(stops)-1] != i {
				all[at].Stops = append(stops, i)
			}
		}
	}
	return all
}

// Coverage returns the standards of the guide, each with the routes and the published
// events that serve it: first those of sites.toml, then those that only routes and events
// have, in the order in which they occur.
func Coverage(g *Guide) []Covered {
	var all []Covered
	at := map[string]int{}
	of := func(key string, s *Standard) *Covered {
		i, ok := at[key]
		if !ok {
			i = len(all)
			at[key] = i
			all = append(all, Covered{Goal: Goal{At: s.At, Code: s.Code}})
		}
		if all[i].Text.Empty() {
			all[i].Text = s.Text
		}
		return &all[i]
	}
	for i := range g.Standards {
		if goal := &g.Standards[i]; goal.Code != "" && !contains(at, goal.Code) {
			at[goal.Code] = len(all)
			all = append(all, Covered{Goal: *goal})
		}
	}
	for i := range g.Routes {
		route := &g.Routes[i]
		for _, s := range RouteStandards(route) {
			c := of(s.key(), &s.Standard)
			if n := len(c.Routes); n == 0 || c.Routes[n-1].Route != route {
				c.Routes = append(c.Routes, Serves{Route: route, Stops: s.Stops})
			}
		}
	}
	for i := range g.Events {
		e := &g.Events[i]
		if e.Document.Draft {
			continue
		}
		for j := range e.Details().Standards {
			s := &e.Details().Standards[j]
			if s.key() == "" {
				continue
			}
			if c := of(s.key(), s); !slices.Contains(c.Events, e) {
				c.Events = append(c.Events, e)
			}
		}
	}
	return all
}

func contains(at map[string]int, key string) bool {
	_, ok := at[key]
	return ok
}

// HasStandards reports whether there is any standard of the curriculum.
func HasStandards(g *Guide) bool {
	return len(g.Standards) > 0 ||
		slices.ContainsFunc(g.Routes, func(r Route) bool {
			return len(r.Standards) > 0 || slices.ContainsFunc(r.Stops, func(s Stop) bool { return len(s.Standards) > 0 })
		}) ||
		slices.ContainsFunc(g.Events, func(e Event) bool { return !e.Document.Draft && len(e.Details().Standards) > 0 })
}
