package guide

import (
	"time"

	"wayside/internal/diag"
	"wayside/internal/geo"
)

// A Route is a tour: stops in order, and what a group needs to know.
type Route struct {
	At         diag.Place
	ID         string
	Title      Text
	Summary    Text // Markdown
	Themes     []string
	Audiences  []string
	Date       Date          // the zero Date: any day
	DateAt     diag.Place    // of its value
	Start      time.Duration // since midnight; negative when not given
	Mode       string        // one of Modes; "walk" when not given
	Pace       float64       // km/h; 0: the audience's
	Group      Group
	Objectives []Text
	Bring      []Text
	Safety     Text // Markdown
	Contacts   []Contact
	Track      string // path in the project; "" for none
	Way        *Way   // what the track says; nil without one that can be read
	// Walks are the ways on foot along the guide's map data between the sites
	// of its stops, in the order of the stops: both ways for each two, as far
	// as there is one. Nil without map data.
	Walks  []Walk
	Before []Text
	After  []Text
	Stops  []Stop
	Broken bool // the file could not be read: what it lacks may be there
}

// A Way is a route's recorded track, cleaned and measured.
type Way struct {
	Line   []geo.Point // for drawing, in the direction of the stops
	Metres int         // the whole recording
	// Legs are the metres along the recording from the stop before, one for
	// each stop: 0 at the first, and where the recording does not tell. A stop
	// without a position has 0 and is passed over: the next one's metres are
	// from the last stop that has a position.
	Legs []int
}

// A Walk is the way on foot from one site to another, from and to where the
// streets come nearest.
type Walk struct {
	From, To string // ids of sites
	Metres   int
	Steps    int         // seconds that its steps cost beyond the time for its metres
	Line     []geo.Point // for drawing; nil unless the route takes this way
}

// A Group is how many come, and in how many staggered batches.
type Group struct {
	Size     int
	Batches  int // 0 and 1 both mean all together
	Interval time.Duration
}

// A Contact is somebody to call.
type Contact struct {
	Name  Text
	Phone string
}

// A Stop is one halt of a route: at a site, in a hall of it, or at a Place
// that is no site, such as a lunch.
type Stop struct {
	At        diag.Place
	Site      string // "" at a Place
	Hall      string // "" for the site as a whole
	Place     Text   // empty at a site
	Stay      time.Duration
	Story     Text          // Markdown
	By        string        // one of Modes; "" means the route's
	Travel    time.Duration // given by the editor; 0: computed
	Questions []Question
}

// Question kinds.
const (
	Choice    = "choice"
	TrueFalse = "true-false"
	Short     = "short"
	Open      = "open"
	Order     = "order"
)

// A Question of a stop's worksheet. Which Answer field counts depends on Kind.
type Question struct {
	At        diag.Place
	Kind      string
	Prompt    Text
	Options   []Text
	Answers   []int    // choice: one 1-based option; order: all of them, in order
	True      bool     // true-false
	Accepted  []string // short: any of these
	Explain   Text
	Points    int
	Lines     int // open: ruled lines on paper; 0: the handout's default
	Audiences []string
	AnswerAt  diag.Place // of the answer key; the question's own where there is none
}
