// Package timetable turns a route into distances and times.
//
// A guide and one of its routes come in, legs go out. What it computes from a
// straight line it gives as a range, never as one exact figure, and what it
// cannot know (a stop without a position) it leaves at zero and says so.
package timetable

import (
	"math"
	"time"

	"wayside/internal/geo"
	"wayside/internal/guide"
)

// Detour is how much longer a way is than the straight line: the median, and
// the low and high ends, of the medians measured over six cities.
const (
	detourLow, Detour, detourHigh = 1.23, 1.30, 1.37
)

// fastest is the speed, in m/s, past which a leg's given time says that the
// distance is not travelled at all: 200 km/h from stop to stop.
const fastest = 200 / 3.6

// Regroup is what forty people need to gather before each walked leg, in
// minutes.
const Regroup = 2

// speeds are door to door, in km/h; walking goes by the audience's pace.
var speeds = map[string]float64{"cycle": 12, "coach": 40, "drive": 40, "metro": 30, "ferry": 15}

// paces are an audience's walking pace in km/h, where neither the route nor
// the audience gives one.
var paces = map[string]float64{"adult": 4.5, "secondary": 4.0, "primary": 3.5, "elderly": 3.2, "preschool": 3.0}

// A Leg is the way from the stop before to this one.
type Leg struct {
	By     string `json:"by,omitempty"`     // one of guide.Modes
	Metres int    `json:"metres,omitempty"` // the likely way; 0 when a position is unknown
	// Low, Likely and High are the time it takes, in whole minutes: equal when
	// the editor gave it, and all 0 when nothing is known.
	Low    int  `json:"low,omitempty"`
	Likely int  `json:"likely,omitempty"`
	High   int  `json:"high,omitempty"`
	Given  bool `json:"given,omitempty"` // by the editor: travel = …
}

// Legs returns a leg for every stop: the first one's is empty, the way to the
// start is not ours to tell.
func Legs(g *guide.Guide, r *guide.Route) []Leg {
	legs := make([]Leg, len(r.Stops))
	pace := Pace(g, r)
	var from *guide.Location
	for i := range r.Stops {
		s := &r.Stops[i]
		to := Location(g, s)
		if i > 0 {
			legs[i] = leg(s, r.Mode, pace, from, to)
		}
		// A place without a position that took no travel, such as a lunch, is
		// where the group already is; one that did is somewhere else.
		if to != nil || s.Travel > 0 {
			from = to
		}
	}
	return legs
}

func leg(s *guide.Stop, mode string, pace float64, from, to *guide.Location) Leg {
	l := Leg{By: s.By}
	if l.By == "" {
		l.By = mode
	}
	if from != nil && to != nil {
		straight := geo.Distance(from.Point, to.Point)
		l.Metres = int(math.Round(straight * Detour))
		speed, gather := pace, Regroup
		if v, ok := speeds[l.By]; ok {
			speed, gather = v, 0
		}
		if straight > 0 {
			l.Low = travel(straight*detourLow, speed) + gather
			l.Likely = travel(straight*Detour, speed) + gather
			l.High = travel(straight*detourHigh, speed) + gather
		}
	}
	if s.Travel > 0 {
		given := int(math.Ceil(s.Travel.Minutes()))
		l.Low, l.Likely, l.High, l.Given = given, given, given, true
		if float64(l.Metres)/s.Travel.Seconds() > fastest {
			l.Metres = 0 // nobody goes there: a route that is followed at home
		}
	}
	return l
}

// travel is the time for metres at km/h, in whole minutes, rounded up.
func travel(metres, speed float64) int {
	return int(math.Ceil(metres / 1000 / speed * 60))
}

// Location is where a stop is; nil at a place that is no site, and at a site
// without a position.
func Location(g *guide.Guide, s *guide.Stop) *guide.Location {
	site := g.Site(s.Site)
	if site == nil || site.Location == nil || !site.Location.Point.Valid() {
		return nil
	}
	return site.Location
}

// Pace is how fast a route's group walks, in km/h: the route's own, else the
// slowest of its audiences, else an adult's.
func Pace(g *guide.Guide, r *guide.Route) float64 {
	if r.Pace > 0 {
		return r.Pace
	}
	slowest := 0.0
	for _, id := range r.Audiences {
		pace := paces[id]
		if a := g.Audience(id); a != nil && a.Pace > 0 {
			pace = a.Pace
		}
		if pace > 0 && (slowest == 0 || pace < slowest) {
			slowest = pace
		}
	}
	if slowest == 0 {
		return paces["adult"]
	}
	return slowest
}

// Stay is how long a stop lasts: its own, else the hall's, else the site's.
func Stay(g *guide.Guide, s *guide.Stop) time.Duration {
	if s.Stay > 0 {
		return s.Stay
	}
	site := g.Site(s.Site)
	if site == nil {
		return 0
	}
	if hall := site.Hall(s.Hall); hall != nil && hall.Stay > 0 {
		return hall.Stay
	}
	return site.Stay
}
