package guide

import (
	"time"

	"wayside/internal/diag"
)

// Visits are the bookings of groups. They are no part of a Guide, so that nothing that is
// made of one can show them.
type Visits struct {
	Places []VisitPlace
	Visits []Visit
}

// A VisitPlace is how a site receives groups.
type VisitPlace struct {
	At     diag.Place `toml:",place"`
	Site   string     `toml:"site"`
	SiteAt diag.Place `toml:"site,place"`
	Hours  string     `toml:"hours"` // "": the site's
	// HoursLiteral is as OpeningLiteral of a Site.
	HoursAt      diag.Place      `toml:"hours,place"`
	HoursLiteral bool            `toml:"hours,literal"`
	Stay         time.Duration   `toml:"stay"`   // 0: that of the halls or the site
	Slot         time.Duration   `toml:"slot"`   // 0: the stay
	Starts       []time.Duration `toml:"starts"` // since midnight; none: every Slot
	StartsAt     diag.Place      `toml:"starts,place"`
	Groups       int             `toml:"groups"` // at once; 0: not limited by itself
	People       int             `toml:"people"` // at once; 0: the site's capacity
	Closed       []DateRange     `toml:"closed"`
}

// A Visit is the visit of one group.
type Visit struct {
	At      diag.Place    `toml:",place"`
	Date    Date          `toml:"date"`
	DateAt  diag.Place    `toml:"date,place"`
	Start   time.Duration `toml:"start"` // since midnight
	StartAt diag.Place    `toml:"start,place"`
	Site    string        `toml:"site"`
	SiteAt  diag.Place    `toml:"site,place"`
	Halls   []string      `toml:"halls"` // none: all, in the site's order
	HallsAt diag.Place    `toml:"halls,place"`
	Stay    time.Duration `toml:"stay"` // 0: the usual one
	Unit    string        `toml:"unit"`
	UnitAt  diag.Place    `toml:"unit,place"`
	Kind    string        `toml:"kind"` // never ""
	People  int           `toml:"people"`
	// PeopleAt is the place of People, the zero Place if there is none.
	PeopleAt diag.Place `toml:"people,place"`
	Misread  bool       // the number of people could not be read, as the loader has reported
	Guide    string     `toml:"guide"`
	GuideAt  diag.Place `toml:"guide,place"`
	Contact  string     `toml:"contact"`
	Phone    string     `toml:"phone"`
	Note     string     `toml:"note"`
	Status   string     `toml:"status"` // never ""
}
