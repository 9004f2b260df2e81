package guide

import (
	"slices"
	"time"

	"wayside/internal/diag"
	"wayside/internal/geo"
)

// A Route is a tour: stops in order, and information for the group.
type Route struct {
	At         diag.Place
	ID         string
	Former     []string      `toml:"former"` // the ids that it had before
	FormerAt   diag.Place    `toml:"former,place"`
	Title      Text          `toml:"title"`
	Summary    Text          `toml:"summary"` // Markdown
	Themes     []string      `toml:"themes"`
	Audiences  []string      `toml:"audiences"`
	Date       Date          `toml:"date"` // the zero Date: any day
	DateAt     diag.Place    `toml:"date,place"`
	Start      time.Duration `toml:"start"`  // since midnight; negative if not given
	EndBy      time.Duration `toml:"end_by"` // since midnight; 0: the audience's
	EndByAt    diag.Place    `toml:"end_by,place"`
	Mode       string        `toml:"mode"`      // never ""
	Pace       float64       `toml:"pace"`      // 0: the audience's
	StepFree   bool          `toml:"step_free"` // use Guide.StepFree, which includes its audiences
	StepFreeAt diag.Place    `toml:"step_free,place"`
	Draft      bool          `toml:"draft"` // HideDrafts removes it
	Group      Group         `toml:"group"`
	Objectives []Text        `toml:"objectives"`
	Bring      []Text        `toml:"bring"`
	Safety     Text          `toml:"safety"` // Markdown
	Contacts   []Contact     `toml:"contacts"`
	Hospital   Hospital      `toml:"hospital"`
	Standards  []Standard    `toml:"standards"`
	Rubric     []Criterion   `toml:"rubric"`
	Track      string        `toml:"track"` // path in the project; "" for none
	Way        *Way          // along the track; nil if there is none or it cannot be read
	// Walks are the ways on foot, in the guide's map data, between the sites of
	// its stops, in the order of the stops: in both directions for each pair, if
	// they exist. Nil without map data.
	Walks []Walk
	// Services are along the lines of Walks and Way, in the order in which they come.
	// Nil without map data.
	Services []Service
	Before   []Text `toml:"before"`
	After    []Text `toml:"after"`
	Pairs    []Pair `toml:"pair"`
	Stamps   bool   `toml:"stamps"` // the handout has a stamp card
	Poster   bool   `toml:"poster"` // there is a poster, though it is not followed at home
	Plans    []Plan `toml:"plan"`
	Stops    []Stop `toml:"stop"`
	Broken   bool   // the file could not be read completely, so missing parts may exist
}

// A Way is a route's recorded track, cleaned and measured.
type Way struct {
	Line   []geo.Point // for drawing, in the direction of the stops
	Metres int         // the whole recording
	// Legs are the metres along the recording from the previous stop, one for
	// each stop: 0 for the first, and if the recording does not contain the leg.
	// A stop without a position has 0 and is skipped: the metres of the next one
	// are counted from the last stop with a position.
	Legs []int
	// At are the metres along Line of each stop; -1 if the recording does not pass it, or
	// it has no position.
	At []int
	// Profile is the heights along Line; nil if the recording has none, or it is flat.
	Profile *Profile
}

// A Group is the number of people, and of staggered batches.
type Group struct {
	Size       int           `toml:"size"`
	Batches    int           `toml:"batches"` // 0 and 1 both mean all together
	Interval   time.Duration `toml:"interval"`
	IntervalAt diag.Place    `toml:"interval,place"`
	Carousel   bool          `toml:"carousel"`
	CarouselAt diag.Place    `toml:"carousel,place"`
	Plan       string        `toml:"plan"` // numbers of stops; "": those that are not sites
	PlanAt     diag.Place    `toml:"plan,place"`
}

// Party returns how many people come at a time: those of the largest batch. 0 means that
// the size is not known.
func (g Group) Party() int {
	batches := max(g.Batches, 1)
	return (g.Size + batches - 1) / batches
}

// A Hospital is where a group goes in an emergency. Its zero value means none.
type Hospital struct {
	Name    Text   `toml:"name"`
	Phone   string `toml:"phone"`
	Address Text   `toml:"address"`
}

// A Criterion is a row of a rubric.
type Criterion struct {
	Criterion Text   `toml:"criterion"`
	Levels    []Text `toml:"levels"` // the best first
}

// A Pair is a task before the visit, and the one after it that answers it.
type Pair struct {
	Before Text `toml:"before"`
	After  Text `toml:"after"`
}

// A Contact is a person or office to call.
type Contact struct {
	At       diag.Place `toml:",place"`
	Name     Text       `toml:"name"`
	Phone    string     `toml:"phone"`
	Public   bool       `toml:"public"` // whether the phone number may be published
	PublicAt diag.Place `toml:"public,place"`
}

// Nights reports whether the route lasts for more than one day.
func (r *Route) Nights() bool {
	return slices.ContainsFunc(r.Stops, func(s Stop) bool { return s.Overnight })
}

// A Stop is a stop of a route: at a site, in a hall of it, or at a Place that
// is not a site, such as a lunch.
type Stop struct {
	At          diag.Place    `toml:",place"`
	Site        string        `toml:"site"` // "" at a Place
	Hall        string        // "" for the site as a whole
	Place       Text          `toml:"place"` // empty at a site
	Stay        time.Duration `toml:"stay"`
	Story       Text          `toml:"story"`  // Markdown
	By          string        `toml:"by"`     // "" means the route's
	Travel      time.Duration `toml:"travel"` // given by the editor; 0: computed
	Meal        string        `toml:"meal"`
	Instead     string        `toml:"instead"` // id of a site
	InsteadAt   diag.Place    `toml:"instead,place"`
	Risk        Text          `toml:"risk"`
	Overnight   bool          `toml:"overnight"`
	NextStart   time.Duration `toml:"next_start"` // since midnight; 0: the route's start
	NextStartAt diag.Place    `toml:"next_start,place"`
	// Activities are the ids of activities on request, of which internal/check reports those
	// that do not exist.
	Activities   []string   `toml:"activities"`
	ActivitiesAt diag.Place `toml:"activities,place"`
	Standards    []string   `toml:"standards"` // codes
	StandardsAt  diag.Place `toml:"standards,place"`
	Questions    []Question `toml:"question"`
}

// Meals.
const (
	Breakfast = "breakfast"
	Lunch     = "lunch"
	Dinner    = "dinner"
)

// Question kinds.
const (
	Choice    = "choice"
	TrueFalse = "true-false"
	Short     = "short"
	Open      = "open"
	Order     = "order"
)

// A Question is a question of a stop's worksheet. Kind determines which of the
// answer's fields are used.
type Question struct {
	At        diag.Place `toml:",place"`
	Kind      string     `toml:"kind"`
	Prompt    Text       `toml:"prompt"`
	Options   []Text     `toml:"options"`
	Answers   []int      // choice: the right 1-based options; order: all of them, in order
	True      bool       // true-false
	Accepted  []string   // short: any of these
	Explain   Text       `toml:"explain"`
	Points    int        `toml:"points"`
	Lines     int        `toml:"lines"` // open: ruled lines on paper; 0: the handout's default
	Audiences []string   `toml:"audiences"`
	AnswerAt  diag.Place `toml:"answer,place"` // that of the question if there is no answer
}

// For reports whether a question is for an audience.
func (q *Question) For(id string) bool {
	return len(q.Audiences) == 0 || slices.Contains(q.Audiences, id)
}
