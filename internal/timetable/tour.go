// Package timetable says when a group is where, and what will not work.
//
// A guide's route comes in and becomes a Tour: whole numbers alone, the
// opening hours as a table of days. A Tour and a teacher's Choice become a
// Plan: arrivals and departures of each batch, conflicts, and for each
// conflict changes that were tried out and do away with it.
//
// What it computes from a straight line it gives as a range, and what it
// cannot know it leaves out: a site whose hours nobody wrote has no conflict
// and is not called open, and hours that are unknown never count as open.
//
// Everything after the Tour is integer arithmetic, and nothing asks the clock:
// the script of a page computes the same to the minute, and
// testdata/vectors holds both to it.
package timetable

// A Tour is everything that a route's timetable is computed from, as whole
// numbers: minutes, metres, people, metres an hour. A page carries it as JSON
// for its script, which computes the same from it to the minute; floating
// point and positions stay on this side.
type Tour struct {
	Date     string  `json:"date,omitempty"` // ISO 8601; "" for any day
	Start    int     `json:"start"`          // minutes since midnight; negative when not given
	Pace     int     `json:"pace"`           // walking, metres an hour
	Longest  int     `json:"longest"`        // metres that its audience walks in one leg
	Group    int     `json:"group,omitempty"`
	Batches  int     `json:"batches"`            // at least 1
	Interval int     `json:"interval,omitempty"` // minutes from batch to batch
	Stops    []Halt  `json:"stops"`
	Spots    [][]int `json:"spots,omitempty"` // metres in a straight line from spot i to each spot before it
	// Foot are the metres on foot from spot i to spot j along the map's ways,
	// and the seconds that steps on them cost: [0, 0] where nobody knows. Nil
	// without map data.
	Foot  [][][2]int `json:"foot,omitempty"`
	Hours []Opening  `json:"hours,omitempty"`
	Year  Year       `json:"year"`
	Home  bool       `json:"home,omitempty"` // followed at a desk: no opening hours count
}

// A Year is the one that Week looks at: the latest whose holidays are known.
type Year struct {
	Year int   `json:"year"`
	Off  []int `json:"off,omitempty"` // its holidays, as days after 1 January
}

// A Halt is a stop of a Tour.
type Halt struct {
	Stay      int    `json:"stay"`
	By        string `json:"by"`                  // one of guide.Modes
	Travel    int    `json:"travel,omitempty"`    // minutes from the stop before, as the editor wrote; 0: computed
	Way       int    `json:"way,omitempty"`       // metres from the stop before, as measured; 0: not
	Spot      int    `json:"spot"`                // where it is; negative when nobody knows
	Site      int    `json:"site"`                // stops at one site have one number; negative at a place that is no site
	Hours     int    `json:"hours"`               // in Tour.Hours; negative when not given
	LastEntry int    `json:"lastEntry,omitempty"` // minutes before closing
	Capacity  int    `json:"capacity,omitempty"`  // people at once
}

// An Opening is a site's opening hours, day by day: a script need not read
// OpenStreetMap's syntax.
type Opening struct {
	First string `json:"first"` // the date that Days begins with
	// Days is each day's index in Kinds in base 36: one digit a day, or two
	// where there are more than 36 kinds. A day outside it is unknown.
	Days  string      `json:"days"`
	Kinds [][]Stretch `json:"kinds"`
}

// A Stretch is a part of a civil day that is not closed.
type Stretch struct {
	From    int  `json:"from"`              // minutes since midnight
	To      int  `json:"to"`                // the first minute after it, at most 1440
	Unknown bool `json:"unknown,omitempty"` // may be open; one has to ask
}

// A Choice is what a teacher sets. The zero Choice is the route as written.
type Choice struct {
	Date    string `json:"date,omitempty"`    // ISO 8601; "" for the route's own
	Start   int    `json:"start,omitempty"`   // minutes since midnight; 0 for the route's own
	Pace    int    `json:"pace,omitempty"`    // metres an hour; 0 for the route's own
	Without []int  `json:"without,omitempty"` // stops left out, from 0
}

// A Plan is a timetable.
type Plan struct {
	Date      string     `json:"date,omitempty"`
	Start     int        `json:"start"` // negative: there are legs and stays, and no times
	End       int        `json:"end"`   // when the last batch leaves the last stop; -1 without a start
	Rows      []Row      `json:"rows"`
	Conflicts []Conflict `json:"conflicts"` // by stop, then kind
}

// A Row is a stop that is kept.
type Row struct {
	Stop  int    `json:"stop"` // in the route, from 0
	Leg   Leg    `json:"leg"`  // the way to it; the zero Leg at the first
	Times []Time `json:"times,omitempty"`
	// Open is what the site's hours say of the plan's day: empty when it is
	// closed, nil when nobody wrote the hours or there is no date.
	Open []Stretch `json:"open,omitzero"`
}

// A Leg is the way from the stop before to this one.
type Leg struct {
	By     string `json:"by,omitempty"`     // one of guide.Modes
	Metres int    `json:"metres,omitempty"` // the likely way; 0 when a position is unknown
	// Low, Likely and High are the time it takes, in whole minutes: equal when
	// the editor gave it, and all 0 when nothing is known.
	Low    int  `json:"low,omitempty"`
	Likely int  `json:"likely,omitempty"`
	High   int  `json:"high,omitempty"`
	Given  bool `json:"given,omitempty"`  // by the editor: travel = …
	Mapped bool `json:"mapped,omitempty"` // its metres, or some of them, are from Tour.Foot
}

// A Time is when a batch is at a stop, in minutes since the midnight of the
// plan's day: the small hours of the next day lie past 1440.
type Time struct {
	Arrive int `json:"arrive"`
	Depart int `json:"depart"`
}

// Kinds of conflict.
const (
	Closed    = "closed"     // all that day
	Early     = "early"      // arrives before opening
	Late      = "late"       // arrives after closing
	LastEntry = "last-entry" // arrives after the last entry
	Overstay  = "overstay"   // leaves after closing
	Unsure    = "unsure"     // the hours say that it may be open
	Crowded   = "crowded"    // more people at once than the site takes
	NoBreak   = "no-break"   // over four hours and no break about noon
	LongWalk  = "long-walk"  // a leg that the audience does not walk
)

// A Conflict is what will not work about a plan.
type Conflict struct {
	Kind  string `json:"kind"`
	Stop  int    `json:"stop"`  // in the route, from 0
	Batch int    `json:"batch"` // the first that meets it, from 0
	// What it is about, in minutes since the plan's midnight, people or
	// metres: when the site opens (Early), closes (Late, Overstay) or lets the
	// last in (LastEntry); how many come (Crowded); how long the leg is
	// (LongWalk).
	Figure int   `json:"figure,omitempty"`
	Limit  int   `json:"limit,omitempty"` // Crowded: how many it takes; LongWalk: how far they walk
	Fixes  []Fix `json:"fixes,omitempty"` // at most two, each tried out
}

// Refuses reports whether the conflict keeps a build from publishing.
func (c Conflict) Refuses() bool {
	switch c.Kind {
	case Closed, Early, Late, LastEntry, Overstay:
		return true
	}
	return false
}

// Kinds of fix.
const (
	FixStart   = "start"   // start at Value
	FixSwap    = "swap"    // swap the stops Value and Other
	FixDate    = "date"    // go on Date
	FixWithout = "without" // leave the stop Value out
	FixBatches = "batches" // in Value batches, Other minutes apart
	FixBreak   = "break"   // rest for Other minutes after the stop Value
	FixRide    = "ride"    // do not walk this leg
)

// A Fix is a change that was tried: with it the conflict is gone and no
// other comes.
type Fix struct {
	Kind  string `json:"kind"`
	Value int    `json:"value,omitempty"` // minutes since midnight, a stop from 0, a count
	Other int    `json:"other,omitempty"`
	Date  string `json:"date,omitempty"`
}

// A Weekday says whether a route without a date works on one day of the week.
type Weekday struct {
	Works  Works    `json:"works"`
	Date   string   `json:"date,omitempty"`   // the first that is refused; "" where Works is Always
	Why    Conflict `json:"why,omitzero"`     // what refuses Date, without fixes
	Unsure bool     `json:"unsure,omitempty"` // on some of its dates a stop's hours are not known
}

// Works is on how many of a year's ordinary days of the week a route works.
type Works uint8

const (
	Never Works = iota
	Sometimes
	Always
)
