package guide

import (
	"slices"

	"wayside/internal/geo"
)

// A Walk is the way on foot from one site to another, between the points of the
// streets that are nearest to them.
type Walk struct {
	From, To string // ids of sites
	Metres   int
	Steps    int // seconds for its steps, in addition to the time for its metres
	// Gates are those that it passes and that are open at certain hours only, in
	// order. Around is the metres of the way without them; 0 if there is none.
	Gates  []Gate
	Around int
	// Rough says that it has steps or another obstacle to wheels. StepFree is then
	// the way without them; nil if there is none.
	Rough    bool
	StepFree *Detour

	// The rest is known of ways that the route takes in its order of stops, and is
	// about StepFree if the route avoids steps.

	Line       []geo.Point // for drawing
	AroundLine []geo.Point // of the way without gates; nil if there is none
	Streets    []Text      // names, in order
	Flights    []Flight
	Crossings  []Crossing
}

// A Detour is the way without the steps of a Walk.
type Detour struct {
	Metres int
	Gates  []Gate
	Around int // without these gates; 0 if there is no such way
}

// A Gate is a gate, or a way such as one in a park, that is open at certain hours only.
type Gate struct {
	Name   Text   // empty if it has none
	Hours  string // as OpenStreetMap has them
	Metres int    // from the start of the walk to the gate, or to the middle of the way
}

// A Flight is a flight of steps.
type Flight struct {
	Count     int  // of steps; 0 if unknown
	Rise      int  // 1 if it leads up, -1 if it leads down, 0 if unknown
	Ramp      bool // next to the steps
	Escalator bool
}

// A Crossing is a place where the way crosses a road.
type Crossing struct {
	Marked  bool // as a crossing; others are of big roads
	Signals bool // it has traffic lights
}

// Detours reports whether a group that avoids steps takes another way than others.
func (w *Walk) Detours(stepFree bool) bool { return stepFree && w.StepFree != nil }

// Walk returns a route's way on foot from one site to another, or nil if it is not known.
func (r *Route) Walk(from, to string) *Walk {
	if i := slices.IndexFunc(r.Walks, func(w Walk) bool { return w.From == from && w.To == to }); i >= 0 {
		return &r.Walks[i]
	}
	return nil
}

// StepFree reports whether a route avoids steps: because it says so, or because one of
// its audiences does.
func (g *Guide) StepFree(r *Route) bool {
	return r.StepFree || slices.ContainsFunc(r.Audiences, func(id string) bool {
		a := g.Audience(id)
		return a != nil && a.StepFree
	})
}
