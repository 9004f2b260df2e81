package timetable

// A Tour is everything that a route's timetable is computed from, as whole
// numbers: minutes, metres, people, metres an hour. A page carries it as JSON
// for its script, which computes the same from it to the minute; floating
// point and positions stay on this side.
type Tour struct {
	Date     string    `json:"date,omitempty"` // ISO 8601; "" for any day
	Start    int       `json:"start"`          // minutes since midnight; negative when not given
	Pace     int       `json:"pace"`           // walking, metres an hour
	Longest  int       `json:"longest"`        // metres that its audience walks in one leg
	Group    int       `json:"group,omitempty"`
	Batches  int       `json:"batches"`            // at least 1
	Interval int       `json:"interval,omitempty"` // minutes from batch to batch
	Stops    []Halt    `json:"stops"`
	Spots    [][]int   `json:"spots,omitempty"` // metres in a straight line from spot i to each spot before it
	Hours    []Opening `json:"hours,omitempty"`
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
	First string      `json:"first"` // the date of the first character of Days
	Days  string      `json:"days"`  // one character a day: the index in Kinds, in base 36
	Kinds [][]Stretch `json:"kinds"`
}

// A Stretch is a part of a civil day that is not closed.
type Stretch struct {
	From    int  `json:"from"` // minutes since midnight, at most 1440
	To      int  `json:"to"`
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
	End       int        `json:"end"`   // when the last batch leaves the last stop
	Rows      []Row      `json:"rows"`
	Conflicts []Conflict `json:"conflicts"` // by stop, then kind
}

// A Row is a stop that is kept.
type Row struct {
	Stop  int    `json:"stop"` // in the route, from 0
	Leg   Leg    `json:"leg"`  // the way to it; the zero Leg at the first
	Times []Time `json:"times,omitempty"`
	// Open is what the site's hours say of the day; nil when they are not
	// known or there is no date.
	Open []Stretch `json:"open,omitempty"`
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
	// What it is about, in minutes since midnight, people or metres: when the
	// site opens (Early), closes (Late, Overstay) or lets the last in
	// (LastEntry); how many come (Crowded); how long the leg is (LongWalk).
	Figure int    `json:"figure,omitempty"`
	Limit  int    `json:"limit,omitempty"` // Crowded: how many it takes; LongWalk: how far they walk
	Mends  []Mend `json:"mends,omitempty"` // at most two, each tried out
}

// Refuses reports whether the conflict keeps a build from publishing.
func (c Conflict) Refuses() bool {
	switch c.Kind {
	case Closed, Early, Late, LastEntry, Overstay:
		return true
	}
	return false
}

// Kinds of mend.
const (
	MendStart   = "start"   // start at Value
	MendSwap    = "swap"    // swap the stops Value and Other
	MendDate    = "date"    // go on Date
	MendWithout = "without" // leave the stop Value out
	MendBatches = "batches" // in Value batches, Other minutes apart
	MendBreak   = "break"   // rest for Other minutes after the stop Value
	MendRide    = "ride"    // do not walk this leg
)

// A Mend is a change that was tried: with it the conflict is gone and no
// other comes.
type Mend struct {
	Kind  string `json:"kind"`
	Value int    `json:"value,omitempty"` // minutes since midnight, a stop from 0, a count
	Other int    `json:"other,omitempty"`
	Date  string `json:"date,omitempty"`
}

// A Weekday says whether a route without a date works on one day of the week.
type Weekday struct {
	Works  Works
	Why    Conflict // the first that refuses it; the zero Conflict where Works is Always
	Unsure bool     // the hours of some stop are not known for it
}

// Works is on how many of a year's ordinary days of the week a route works.
type Works uint8

const (
	Never Works = iota
	Sometimes
	Always
)
