package check

import (
	"cmp"
	"math"
	"slices"

	"wayside/internal/geo"
	"wayside/internal/guide"
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
	if r.Mode == guide.AtHome {
		return false // nobody travels
	}
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
