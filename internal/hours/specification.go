package hours

import (
	"fmt"
	"slices"

	"wayside/internal/guide"
)

// A Specification is one schema.org OpeningHoursSpecification: times shared by
// some days.
type Specification struct {
	Days         []string // schema.org's names of days ("Monday"); nil for each day of the dates below
	Opens        string   // "09:00"; both times "00:00" mean closed
	Closes       string   // on the next day if earlier than Opens
	ValidFrom    string   // ISO date; "" for always
	ValidThrough string   // ISO date, inclusive
}

// schemaDays are the members of https://schema.org/DayOfWeek, Monday first.
var schemaDays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// Specification returns the hours for search engines: regular weeks, public
// holidays, and exceptions of given years. It returns nil if schema.org cannot
// express the regular week (seasons, nth weekdays, school holidays, unknown
// times): missing hours are better than partly wrong ones.
func (h *Hours) Specification() []Specification {
	var week Hours
	var exceptions []*rule
	for i := range h.rules {
		r := &h.rules[i]
		switch {
		case r.weekly() && exceptions == nil: // after an exception it would override it
			week.rules = append(week.rules, *r)
			week.spills = week.spills || r.late()
		case r.exception():
			exceptions = append(exceptions, r)
		default:
			return nil
		}
	}
	var rows []Specification
	for i, name := range schemaDays {
		rows = addDay(rows, name, week.times(i, 0))
	}
	// On a public holiday the rules may depend on its weekday, which
	// schema.org cannot express: the row is added only if all weekdays agree
	// and differ from the regular week.
	holiday, same, differs := week.times(0, PublicHolidays), true, false
	for i := range schemaDays {
		same = same && slices.Equal(holiday, week.times(i, PublicHolidays))
		differs = differs || !slices.Equal(holiday, week.times(i, 0))
	}
	if same && differs {
		if holiday == nil {
			holiday = []timeRange{{}}
		}
		rows = addDay(rows, "PublicHolidays", holiday)
	}
	for _, r := range exceptions {
		for _, d := range r.dates {
			from, through := d.bounds()
			times := r.times
			if r.state == Closed {
				times = []timeRange{{}}
			} else if len(times) == 0 {
				times = []timeRange{{0, dayLength, false}}
			}
			for _, t := range times {
				opens, closes := t.schema()
				rows = append(rows, Specification{nil, opens, closes, from, through})
			}
		}
	}
	return rows
}

// weekly reports whether the rule has the same certain times every week.
func (r *rule) weekly() bool {
	school := func(k weekday) bool { return k.kind == schoolHoliday || k.nth != 0 || k.shift != 0 }
	return len(r.years)+len(r.dates)+len(r.weeks) == 0 && r.sure() &&
		!slices.ContainsFunc(r.days, school) && !slices.ContainsFunc(r.within, school)
}

// exception reports whether the rule replaces whole days of given years.
func (r *rule) exception() bool {
	return len(r.years)+len(r.weeks)+len(r.days)+len(r.within) == 0 && r.join == override && r.sure() &&
		!(r.state == Closed && len(r.times) > 0) &&
		!slices.ContainsFunc(r.dates, func(d dateRange) bool { return d.from.year == 0 })
}

func (r *rule) sure() bool {
	return r.state != Unknown && !slices.ContainsFunc(r.times, func(t timeRange) bool { return t.openEnd })
}

// times returns the spans of a weekday, assuming that the day and its
// neighbours are public holidays or that they are not.
func (h *Hours) times(weekday int, assume Doubt) []timeRange {
	d := dayAt(day{year: 2001, month: 1, dom: 1 + weekday}.time()) // 2001 begins on a Monday; weekly rules name no year
	var tomorrow timeline
	if h.spills {
		tomorrow = h.evaluate(d.add(1), &world{assume: assume})
	}
	var times []timeRange
	for _, s := range spans(h.evaluate(d, &world{assume: assume}), tomorrow) {
		times = append(times, timeRange{from: s.From, to: s.To})
	}
	return times
}

// addDay adds a day to the rows with its times, appending rows where none match.
func addDay(rows []Specification, name string, times []timeRange) []Specification {
	for _, t := range times {
		opens, closes := t.schema()
		i := slices.IndexFunc(rows, func(s Specification) bool { return s.Opens == opens && s.Closes == closes })
		if i < 0 {
			rows = append(rows, Specification{Opens: opens, Closes: closes})
			i = len(rows) - 1
		}
		rows[i].Days = append(rows[i].Days, name)
	}
	return rows
}

// schema returns the range as schema.org and search engines read it: a whole
// day ends a minute before midnight, and the zero range means closed.
func (t timeRange) schema() (opens, closes string) {
	if t.from == 0 && t.to == dayLength {
		return "00:00", "23:59"
	}
	return guide.Clock(t.from % dayLength), guide.Clock(t.to % dayLength)
}

// bounds returns the first and last day as ISO dates.
func (r dateRange) bounds() (from, through string) {
	first, last := max(r.from.day, 1), r.to.day
	if longest := daysIn(r.to.year, r.to.month); last == 0 || last > longest {
		last = longest
	}
	return fmt.Sprintf("%04d-%02d-%02d", r.from.year, r.from.month, first), fmt.Sprintf("%04d-%02d-%02d", r.to.year, r.to.month, last)
}
