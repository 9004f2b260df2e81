// Package timetable computes when a group is where, and which conflicts arise.
//
// A route of a guide is converted to a Tour: integers only, with the opening
// hours as a table of days. A Tour and a teacher's Choice result in a Plan:
// arrivals and departures of each batch, conflicts, and for each conflict
// changes that are verified to resolve it.
//
// Times computed from a straight line are given as a range. Missing data
// produces no results: a site without hours has no conflict and is not called
// open, and unknown hours never count as open.
//
// Computations on a Tour use integer arithmetic and no clock, so that the script
// of a page gets the same result to the minute; testdata/vectors checks both.
package timetable

// A Tour contains everything that a route's timetable is computed from, as
// integers: minutes, metres, people, metres per hour. A page includes it as JSON
// for its script, which computes the same timetable; floating point numbers and
// positions are not needed there.
type Tour struct {
	Date     string `json:"date,omitempty"` // ISO 8601; "" for any day
	Start    int    `json:"start"`          // minutes since midnight; negative if not given
	Pace     int    `json:"pace"`           // walking speed in metres per hour
	Longest  int    `json:"longest"`        // metres that its audience walks in one leg
	Group    int    `json:"group,omitempty"`
	Batches  int    `json:"batches"`            // at least 1
	Interval int    `json:"interval,omitempty"` // minutes between batches
	// Carousel says that the batches set out together and rotate through the stops
	// that are not Fixed.
	Carousel bool `json:"carousel,omitempty"`
	// EndBy is when a day has to end, in minutes since its midnight, and LongestDay
	// is how many minutes it may last; both are 0 for no limit.
	EndBy      int     `json:"endBy,omitempty"`
	LongestDay int     `json:"longestDay,omitempty"`
	Sun        *Sun    `json:"sun,omitempty"` // where the tour is; nil if unknown
	Stops      []Halt  `json:"stops"`
	Spots      [][]int `json:"spots,omitempty"` // straight-line metres from spot i to each earlier spot
	// Foot contains the walking distance in metres from spot i to spot j along
	// the map's ways, and the seconds that steps add: [0, 0] if unknown. It is
	// nil without map data.
	Foot [][][2]int `json:"foot,omitempty"`
	// Level contains the ways between spots that have steps in Foot: the two spots, and
	// the metres of the way without steps, 0 if there is none. StepFree says that the
	// group takes it.
	Level    [][3]int  `json:"level,omitempty"`
	StepFree bool      `json:"stepFree,omitempty"`
	Passages []Passage `json:"passages,omitempty"`
	// Audiences contains the tour's audiences if there are several: Pace, Longest,
	// EndBy, LongestDay and StepFree suit all of them.
	Audiences []Audience `json:"audiences,omitempty"`
	Hours     []Opening  `json:"hours,omitempty"`
	Year      Year       `json:"year"`
	Home      bool       `json:"home,omitempty"` // followed at home: opening hours are ignored
}

// An Audience contains the limits of one of a Tour's audiences, as those of the Tour.
type Audience struct {
	ID         string `json:"id"`
	Pace       int    `json:"pace"`
	Longest    int    `json:"longest"`
	EndBy      int    `json:"endBy,omitempty"`
	LongestDay int    `json:"longestDay,omitempty"`
	StepFree   bool   `json:"stepFree,omitempty"`
}

// A Year is the year that Week evaluates: the latest whose holidays are known.
type Year struct {
	Year int   `json:"year"`
	Off  []int `json:"off,omitempty"` // holidays, as days after 1 January
}

// A Halt is a stop of a Tour.
type Halt struct {
	Stay      int    `json:"stay"`
	By        string `json:"by"`                  // one of guide.Modes
	Travel    int    `json:"travel,omitempty"`    // minutes from the previous stop as given by the editor; 0 if computed
	Way       int    `json:"way,omitempty"`       // measured metres from the previous stop; 0 if not measured
	Spot      int    `json:"spot"`                // index in Spots; negative if the position is unknown
	Site      int    `json:"site"`                // equal for stops at the same site; negative for places that are not sites
	Hours     int    `json:"hours"`               // index in Tour.Hours; negative if not given
	LastEntry int    `json:"lastEntry,omitempty"` // minutes before closing
	Capacity  int    `json:"capacity,omitempty"`  // people at the same time
	// Floats says that the stop is wherever the group is: a place without a position
	// or a given travel time, such as a lunch. Spot is then that of the previous stop.
	Floats bool `json:"floats,omitempty"`
	Lunch  bool `json:"lunch,omitempty"`
	Fixed  bool `json:"fixed,omitempty"` // in a carousel: all batches are here together
	Night  bool `json:"night,omitempty"` // ends the day
	// Next is when the next day starts, in minutes since its midnight, after a
	// night; 0 means at the tour's start.
	Next    int   `json:"next,omitempty"`
	Instead *Halt `json:"instead,omitempty"` // visited in bad weather; nil: the same stop
}

// Sun says when the sun sets at a place.
type Sun struct {
	// Sets contains the minutes from the midnight in UTC that begins a date to the
	// sunset of that date, for every eighth day of a year from 1 January on; it is
	// negative if the sun does not set.
	Sets []int `json:"sets"`
	// Zone contains the civil time: the number of a day, counted from 1 January
	// 1970, and the minutes by which clocks are ahead of UTC from that day on.
	Zone [][2]int `json:"zone"`
}

// An Opening contains a site's opening hours day by day, so that a script need
// not parse OpenStreetMap's syntax.
type Opening struct {
	First string `json:"first"` // date of the first entry of Days
	// Days contains each day's index in Kinds in base 36, with one digit per
	// day, or two if there are more than 36 kinds. Other days are unknown.
	Days string `json:"days"`
	// Kinds contains the stretches of each kind of day: empty if closed, and nil if
	// nothing is stated about it, so that no conflict arises.
	Kinds [][]Stretch `json:"kinds"`
}

// A Stretch is a part of a civil day that is not closed.
type Stretch struct {
	From    int  `json:"from"`              // minutes since midnight
	To      int  `json:"to"`                // exclusive, at most 1440
	Unknown bool `json:"unknown,omitempty"` // may be open; visitors have to ask
}

// A Choice contains a teacher's settings. The zero Choice is the route as written.
type Choice struct {
	Date     string `json:"date,omitempty"`     // ISO 8601; "" for the route's date
	Start    int    `json:"start,omitempty"`    // minutes since midnight; 0 for the route's start
	Pace     int    `json:"pace,omitempty"`     // metres per hour; 0 for the route's pace
	Without  []int  `json:"without,omitempty"`  // indexes of the stops left out
	Group    int    `json:"group,omitempty"`    // people; 0 for the route's group
	Batches  int    `json:"batches,omitempty"`  // 0 for the route's
	Interval int    `json:"interval,omitempty"` // minutes between batches; 0 for the route's
	// Stays contains the stay at each stop in minutes; negative, or missing at the
	// end, for the route's.
	Stays []int `json:"stays,omitempty"`
	// Order contains the indexes of the stops in the order of visit; those that are
	// missing follow in the route's order.
	Order   []int `json:"order,omitempty"`
	Instead bool  `json:"instead,omitempty"` // visit the alternatives for bad weather
	// StepFree avoids steps, in addition to a tour that does so anyway.
	StepFree bool `json:"stepFree,omitempty"`
	// For is the ID of one of the tour's Audiences, who go alone; any other is ignored.
	For string `json:"for,omitempty"`
}

// A Plan is a timetable.
type Plan struct {
	Date      string     `json:"date,omitempty"`
	Start     int        `json:"start"` // negative if the rows have no times
	End       int        `json:"end"`   // when the last batch leaves the last stop; -1 without a start
	Rows      []Row      `json:"rows"`
	Conflicts []Conflict `json:"conflicts"` // sorted by stop, then kind
	// Courses contains the stops of each batch in the order in which it visits
	// them; nil if all batches visit them in the order of Rows.
	Courses [][]int `json:"courses,omitempty"`
}

// A Row is a stop of a plan.
type Row struct {
	Stop  int    `json:"stop"`            // index in the route
	Leg   Leg    `json:"leg"`             // the leg to the stop; zero for the first, and in a carousel
	Legs  []Leg  `json:"legs,omitempty"`  // in a carousel: that of each batch
	Day   int    `json:"day,omitempty"`   // days after the first
	Times []Time `json:"times,omitempty"` // of each batch; nil without a start
	// Open contains the site's hours on the plan's day: empty if closed, nil
	// if the hours are not given or there is no date.
	Open []Stretch `json:"open,omitzero"`
}

// A Leg is the leg from the previous stop to this one.
type Leg struct {
	By     string `json:"by,omitempty"`     // one of guide.Modes
	Metres int    `json:"metres,omitempty"` // likely distance; 0 if a position is unknown
	// Low, Likely and High are the duration in whole minutes: equal if given
	// by the editor, and all 0 if unknown.
	Low    int  `json:"low,omitempty"`
	Likely int  `json:"likely,omitempty"`
	High   int  `json:"high,omitempty"`
	Given  bool `json:"given,omitempty"`  // the editor gave the duration: travel = …
	Mapped bool `json:"mapped,omitempty"` // at least part of Metres is from Tour.Foot
	// Rough says that it has steps although the group avoids them.
	Rough bool `json:"rough,omitempty"`
	// Passage is the number of its Passage from 1, 0 if it passes no gates. Around says
	// that it avoids them because one is shut.
	Passage int  `json:"passage,omitempty"`
	Around  bool `json:"around,omitempty"`
}

// A Time is the time of a batch at a stop, in minutes since midnight of the
// plan's day. Times of the next day exceed 1440.
type Time struct {
	Arrive int `json:"arrive"`
	Depart int `json:"depart"`
}

// Kinds of conflict.
const (
	Closed    = "closed"     // all day
	Early     = "early"      // arrives before opening
	Late      = "late"       // arrives after closing
	LastEntry = "last-entry" // arrives after the last entry
	Overstay  = "overstay"   // leaves after closing
	Unsure    = "unsure"     // the site may be open
	Crowded   = "crowded"    // more people at once than the site's capacity
	NoBreak   = "no-break"   // over four hours without a break around noon
	LateLunch = "lunch"      // the lunch is not around noon
	LongWalk  = "long-walk"  // a leg longer than the audience walks
	Dark      = "dark"       // on foot after sunset
	EndsLate  = "ends-late"  // after the tour's EndBy
	LongDay   = "long-day"   // longer than the tour's LongestDay
	GateShut  = "gate-shut"  // a gate on a leg is shut, and there is no way around
	Steps     = "steps"      // a leg has no way without steps, which the group avoids
)

// A Conflict is a problem of a plan.
type Conflict struct {
	Kind  string `json:"kind"`
	Stop  int    `json:"stop"`  // index in the route
	Batch int    `json:"batch"` // index of the first batch concerned
	// Figure is in minutes since the plan's midnight, people or metres: the
	// time at which the site opens (Early), closes (Late, Overstay) or has its
	// last entry (LastEntry), the sun sets (Dark), lunch begins (LateLunch) or the
	// day ends (EndsLate); the number of people (Crowded); the length of the leg
	// (LongWalk); the minutes that the day lasts (LongDay); when the batch is at the
	// gate (GateShut).
	Figure int `json:"figure,omitempty"`
	// Limit is the capacity (Crowded), how far the audience walks (LongWalk), when
	// the day has to end (EndsLate), how long it may last (LongDay), or the index of the
	// gate in its Passage (GateShut).
	Limit int   `json:"limit,omitempty"`
	Fixes []Fix `json:"fixes,omitempty"` // at most two, each verified
}

// Refuses reports whether the conflict prevents a build from publishing.
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
	FixDate    = "date"    // go on one of Dates
	FixWithout = "without" // leave out the stop Value
	FixBatches = "batches" // split into Value batches, Other minutes apart
	FixBreak   = "break"   // rest for Other minutes after the stop Value
	FixRide    = "ride"    // do not walk this leg
	FixMove    = "move"    // visit the stop Value after the stop Other
	FixOrder   = "order"   // visit the stops in the order of Order
	FixRotate  = "rotate"  // in a carousel: the batches visit the stop Value in turn
)

// A Fix is a verified change: with it the conflict disappears and no other
// arises.
type Fix struct {
	Kind  string `json:"kind"`
	Value int    `json:"value,omitempty"` // minutes since midnight, a stop's index, or a count
	Other int    `json:"other,omitempty"`
	// Dates are the next dates that work, or the last one that does.
	Dates []string `json:"dates,omitempty"`
	Order []int    `json:"order,omitempty"`
}

// A Weekday describes whether a route without a date works on one day of the week.
type Weekday struct {
	Works  Works    `json:"works"`
	Date   string   `json:"date,omitempty"`   // the first date that does not work; "" if Works is Always
	Why    Conflict `json:"why,omitzero"`     // the conflict on Date, without fixes
	Unsure bool     `json:"unsure,omitempty"` // a stop's hours are unknown on some dates
}

// Works describes on how many ordinary dates of a weekday in a year a route works.
type Works uint8

const (
	Never Works = iota
	Sometimes
	Always
)
