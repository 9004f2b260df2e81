package check

import (
	"errors"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/hours"
	"wayside/internal/timetable"
)

// notice checks that a notice concerns one thing, has its dates in order, and changes
// the hours of a site if it changes any.
func (c *checker) notice(n *guide.Notice) {
	site := n.SiteAt != (diag.Place{}) // also one that does not exist, as the loader has reported
	switch {
	case site && n.Route != "":
		c.add(n.RouteAt, "bad-notice/both")
	case n.Route != "" && c.guide.Route(n.Route) == nil && !c.broken && c.guide.DraftRoute(n.Route) == nil:
		ids := make([]string, len(c.guide.Routes))
		for i := range c.guide.Routes {
			ids[i] = c.guide.Routes[i].ID
		}
		c.unknown(n.RouteAt, n.Route, "route", ids)
	}
	if !n.Until.IsZero() && n.Until.Before(n.From) {
		c.add(n.UntilAt, "bad-notice", n.Until.String(), n.From.String())
	}
	if !site && (n.Closed || n.OpeningHours != "") {
		c.add(n.At, "bad-notice/no-site")
	}
	if n.Closed && n.OpeningHours != "" {
		c.add(n.OpeningAt, "bad-notice/closed")
	}
	c.hours(guide.Passage{Text: n.OpeningHours, At: n.OpeningAt, Literal: n.OpeningLiteral})
}

// hours parses opening hours. Those that are not understood would never count as open,
// so they are an error.
func (c *checker) hours(value guide.Passage) {
	if value.Text == "" {
		return
	}
	_, err := hours.Parse(value.Text)
	var bad *hours.SyntaxError
	if errors.As(err, &bad) {
		p := diag.New(value.Place(bad.Offset), bad.Key, bad.Args...)
		p.Nearest = bad.Nearest
		c.problems = append(c.problems, p)
	}
}

// group checks the settings of a route's group and nights that depend on each other.
func (c *checker) group(r *guide.Route) {
	g := &r.Group
	if g.Plan != "" {
		numbers, wrong := timetable.FixedStops(g.Plan)
		switch {
		case !g.Carousel:
			c.add(g.PlanAt, "no-effect", "plan", "carousel = true")
		case wrong != "":
			c.add(g.PlanAt, "bad-plan", wrong)
		}
		for _, n := range numbers {
			if wrong == "" && !r.Broken && (n < 1 || n > len(r.Stops)) {
				c.add(g.PlanAt, "bad-plan/stop", n, len(r.Stops))
			}
		}
	}
	switch {
	case !g.Carousel:
	case g.Batches < 2:
		c.add(g.CarouselAt, "no-effect", "carousel", "batches = 2")
	case g.Batches > timetable.MostTeams:
		c.add(g.CarouselAt, "bad-plan/many", g.Batches, timetable.MostTeams)
	case g.Interval > 0:
		c.add(g.IntervalAt, "no-effect/carousel", "interval")
	}
	for i := range r.Stops {
		if s := &r.Stops[i]; s.NextStart > 0 && !s.Overnight {
			c.add(s.NextStartAt, "no-effect", "next_start", "overnight = true")
		}
	}
}
