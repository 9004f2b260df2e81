package check

import (
	"cmp"
	"math"
	"slices"

	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/timetable"
)

// The straight line between two stops of a day is never longer than this, in metres:
// on foot or by bicycle, and by other modes, with which a group of schoolchildren
// needs eight hours and more for it. A stop with travel = … may be anywhere.
const (
	furthestOnFoot = 100_000
	furthest       = 500_000
)

// far reports the sites of a route that are so far from its other stops that their
// position must be wrong, each once, and whether there are any: its times then mean
// nothing.
func (c *checker) far(r *guide.Route) (found bool) {
	var before *guide.Site
	for i := range r.Stops {
		s := &r.Stops[i]
		site := c.guide.Site(s.Site)
		if site == nil || !placed(site) {
			continue
		}
		limit := float64(furthest)
		if by := cmp.Or(s.By, r.Mode); by == "walk" || by == "cycle" {
			limit = furthestOnFoot
		}
		if before != nil && s.Travel == 0 {
			if metres := geo.Distance(before.Location.Point, site.Location.Point); metres > limit {
				found = true
				wrong, right := site, before
				if centre := c.centre(r); geo.Distance(before.Location.Point, centre) > geo.Distance(site.Location.Point, centre) {
					wrong, right = before, site
				}
				if !c.reported[wrong.ID] {
					c.reported[wrong.ID] = true
					c.add(wrong.Location.At, "stop-far", wrong.ID, right.ID, int(math.Round(metres/1000)))
				}
			}
		}
		before = site
	}
	return found
}

// placed reports whether a site has a position that is possible.
func placed(s *guide.Site) bool {
	return s.Location != nil && s.Location.Point.Valid() && s.Location.Point != geo.Point{}
}

// centre returns the position around which most sites of a route are, or those of
// the guide if the route has only two.
func (c *checker) centre(r *guide.Route) geo.Point {
	sites := map[*guide.Site]bool{}
	for i := range r.Stops {
		if s := c.guide.Site(r.Stops[i].Site); s != nil && placed(s) {
			sites[s] = true
		}
	}
	if len(sites) < 3 {
		for i := range c.guide.Sites {
			if s := &c.guide.Sites[i]; placed(s) {
				sites[s] = true
			}
		}
	}
	var lats, lons []float64
	for s := range sites {
		lats, lons = append(lats, s.Location.Point.Lat), append(lons, s.Location.Point.Lon)
	}
	slices.Sort(lats)
	slices.Sort(lons)
	return geo.Point{Lat: lats[len(lats)/2], Lon: lons[len(lons)/2]}
}

// misplacedBreak returns the stop that would be the route's break if it were at
// another time, and the stop after which that is, as verified; ok is false if there
// is none.
func (c *checker) misplacedBreak(r *guide.Route, plan timetable.Plan) (stop, after int, ok bool) {
	for i := range r.Stops {
		s := &r.Stops[i]
		if s.Site != "" || s.Place.Empty() || s.Stay < timetable.ShortestBreak || s.Travel > 0 {
			continue
		}
		for _, after := range byNoon(plan) {
			if after == i || after == i-1 {
				continue
			}
			moved := moved(r, i, after)
			if !slices.ContainsFunc(c.tours.Of(&moved).Plan(timetable.Choice{}).Conflicts, func(c timetable.Conflict) bool { return c.Kind == timetable.NoBreak }) {
				return i, after, true
			}
		}
	}
	return 0, 0, false
}

// byNoon returns the stops of a plan in the order of how close to noon they end.
func byNoon(plan timetable.Plan) (stops []int) {
	rows := slices.Clone(plan.Rows)
	off := func(r timetable.Row) int {
		return max(r.Times[0].Depart-12*60, 12*60-r.Times[0].Depart)
	}
	slices.SortStableFunc(rows, func(a, b timetable.Row) int { return off(a) - off(b) })
	for _, r := range rows {
		stops = append(stops, r.Stop)
	}
	return stops
}

// moved returns a route with one of its stops after another.
func moved(r *guide.Route, stop, after int) guide.Route {
	route := *r
	to := after
	if after < stop {
		to++
	}
	route.Stops = slices.Insert(slices.Delete(slices.Clone(r.Stops), stop, stop+1), to, r.Stops[stop])
	if r.Way != nil {
		way := *r.Way
		way.Legs = slices.Insert(slices.Delete(slices.Clone(way.Legs), stop, stop+1), to, way.Legs[stop])
		route.Way = &way
	}
	return route
}
