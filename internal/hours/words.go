package hours

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wayside/internal/guide"
)

// A Row is one rule in words, for a table or a list on a page:
// 周二至周日 | 09:00–17:00, or 周一 | 闭馆.
type Row struct {
	Days    string
	Spans   string // the times, or that it is closed; "" when only the comment says anything
	Closed  bool   // it is closed at those times
	Comment string // as the editor wrote it
}

// Keys are the words that Words asks for, with the {placeholders} that the
// values of some must hold.
var Keys = []string{
	"hours-mo", "hours-tu", "hours-we", "hours-th", "hours-fr", "hours-sa", "hours-su",
	"hours-jan", "hours-feb", "hours-mar", "hours-apr", "hours-may", "hours-jun",
	"hours-jul", "hours-aug", "hours-sep", "hours-oct", "hours-nov", "hours-dec",
	"hours-public-holidays", "hours-school-holidays",
	"hours-every-day", // a rule that names no days
	"hours-otherwise", // a fallback rule that names no days
	"hours-closed", "hours-open-all-day", "hours-unknown",

	// Joints. A list is its members with -comma between them, -and before
	// the last.
	"hours-comma", "hours-and",
	"hours-to",     // {from} {to}: of days, months, dates
	"hours-within", // {wider} {narrower}: months and weekdays

	// Days of the month: {day} is a weekday, -last-2 the last but one.
	"hours-nth-1", "hours-nth-2", "hours-nth-3", "hours-nth-4", "hours-nth-5",
	"hours-last-1", "hours-last-2", "hours-last-3", "hours-last-4", "hours-last-5",
	"hours-days-before", "hours-days-after", // {n} {day}: more than one day
	"hours-day-before", "hours-day-after", // {day}
	"hours-holidays-on", // {holidays} {days}: "SH Mo-Fr"

	// Dates.
	"hours-date",          // {month} {day}
	"hours-days-of-month", // {month} {from} {to}
	"hours-in-year",       // {year} {dates}
	"hours-year",          // {year}
	"hours-year-on",       // {year}: and those after
	"hours-week",          // {n}: of the year
	"hours-weeks",         // {from} {to}
	"hours-every-weeks",   // {n} {range}: only each nth week of it
	"hours-every-years",   // {n} {range}

	// Times.
	"hours-times",      // {from} {to}
	"hours-from",       // {from}: the closing time is not given
	"hours-or-later",   // {times}: it may close later
	"hours-next-day",   // {time}
	"hours-closed-at",  // {times}
	"hours-unknown-at", // {times}
}

// Words tells the hours rule by rule, in the value's order; word looks up a
// key of Keys in the reader's language.
func (h *Hours) Words(word func(key string) string) []Row {
	t := teller{word}
	rows := make([]Row, 0, len(h.rules))
	for i := range h.rules {
		r := &h.rules[i]
		rows = append(rows, Row{capital(t.selectors(r)), t.says(r), r.state == Closed, r.comment})
	}
	return rows
}

// capital gives a row a capital letter where the script has them: "public
// holidays" may stand first or inside a list.
func capital(s string) string {
	c, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(c)) + s[size:]
}

type teller struct{ word func(key string) string }

// fill puts values in the word's placeholders: fill("hours-to", "from", a, "to", b).
func (t teller) fill(key string, values ...string) string {
	pairs := slices.Clone(values)
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(t.word(key))
}

func (t teller) list(members []string) string {
	if len(members) < 2 {
		return strings.Join(members, "")
	}
	last := len(members) - 1
	return strings.Join(members[:last], t.word("hours-comma")) + t.word("hours-and") + members[last]
}

// within puts the narrower days after, or before, the wider; either may be "".
func (t teller) within(wider, narrower string) string {
	if wider == "" || narrower == "" {
		return wider + narrower
	}
	return t.fill("hours-within", "wider", wider, "narrower", narrower)
}

func (t teller) selectors(r *rule) string {
	if !r.dated() {
		if r.join == fallback {
			return t.word("hours-otherwise")
		}
		return t.word("hours-every-day")
	}
	wide := t.list(each(r.dates, t.dates))
	if years := t.list(each(r.years, t.years)); wide == "" {
		wide = years
	} else if years != "" {
		wide = t.within(years, wide)
	}
	wide = t.within(wide, t.list(each(r.weeks, t.weeks)))
	days := t.list(each(r.days, t.weekday))
	if len(r.within) > 0 {
		days = t.fill("hours-holidays-on", "holidays", t.list(each(r.within, t.weekday)), "days", days)
	}
	return t.within(wide, days)
}

func each[T any](list []T, tell func(T) string) []string {
	told := make([]string, len(list))
	for i, member := range list {
		told[i] = tell(member)
	}
	return told
}

func (t teller) years(y yearRange) string {
	from := t.fill("hours-year", "year", strconv.Itoa(y.from))
	switch y.to {
	case y.from:
		return from
	case lastYear:
		return t.fill("hours-year-on", "year", strconv.Itoa(y.from))
	}
	return t.every("hours-every-years", y.every, t.fill("hours-to", "from", from, "to", t.fill("hours-year", "year", strconv.Itoa(y.to))))
}

func (t teller) every(key string, n int, told string) string {
	if n == 1 {
		return told
	}
	return t.fill(key, "n", strconv.Itoa(n), "range", told)
}

func (t teller) dates(r dateRange) string {
	from, to, year := r.from, r.to, r.from.year
	if year == to.year {
		from.year, to.year = 0, 0
	}
	told := t.date(from)
	switch {
	case from == to:
	case from.day != 0 && from.month == to.month && from.year == to.year && from.day < to.day:
		told = t.fill("hours-days-of-month", "month", t.month(from.month), "from", strconv.Itoa(from.day), "to", strconv.Itoa(to.day))
	default:
		told = t.fill("hours-to", "from", told, "to", t.date(to))
	}
	if year != 0 && from.year == 0 {
		told = t.fill("hours-in-year", "year", strconv.Itoa(year), "dates", told)
	}
	return told
}

func (t teller) date(d date) string {
	told := t.month(d.month)
	if d.day != 0 {
		told = t.fill("hours-date", "month", told, "day", strconv.Itoa(d.day))
	}
	if d.year != 0 {
		told = t.fill("hours-in-year", "year", strconv.Itoa(d.year), "dates", told)
	}
	return told
}

func (t teller) month(m time.Month) string {
	return t.word("hours-" + strings.ToLower(m.String()[:3]))
}

func (t teller) weeks(k weekRange) string {
	if k.from == k.to {
		return t.fill("hours-week", "n", strconv.Itoa(k.from))
	}
	return t.every("hours-every-weeks", k.every, t.fill("hours-weeks", "from", strconv.Itoa(k.from), "to", strconv.Itoa(k.to)))
}

func (t teller) weekday(k weekday) string {
	var told string
	switch {
	case k.kind == publicHoliday:
		told = t.word("hours-public-holidays")
	case k.kind == schoolHoliday:
		told = t.word("hours-school-holidays")
	case k.nth != 0:
		told = t.nths(k)
	case k.from == k.to:
		told = t.name(k.from)
	default:
		told = t.fill("hours-to", "from", t.name(k.from), "to", t.name(k.to))
	}
	switch n := strconv.Itoa(max(k.shift, -k.shift)); {
	case k.shift == 1:
		return t.fill("hours-day-after", "day", told)
	case k.shift == -1:
		return t.fill("hours-day-before", "day", told)
	case k.shift > 0:
		return t.fill("hours-days-after", "n", n, "day", told)
	case k.shift < 0:
		return t.fill("hours-days-before", "n", n, "day", told)
	}
	return told
}

func (t teller) nths(k weekday) string {
	var told []string
	for n := 1; n <= 5; n++ {
		if k.nth&nthBit(n) != 0 {
			told = append(told, t.fill("hours-nth-"+strconv.Itoa(n), "day", t.name(k.from)))
		}
	}
	for n := 5; n >= 1; n-- {
		if k.nth&nthBit(-n) != 0 {
			told = append(told, t.fill("hours-last-"+strconv.Itoa(n), "day", t.name(k.from)))
		}
	}
	return t.list(told)
}

func (t teller) name(weekday int) string {
	return t.word([...]string{"hours-mo", "hours-tu", "hours-we", "hours-th", "hours-fr", "hours-sa", "hours-su"}[weekday])
}

// says is what the rule says of its days.
func (t teller) says(r *rule) string {
	times := t.list(t.times(r.times))
	switch {
	case r.state == Closed && times == "":
		return t.word("hours-closed")
	case r.state == Closed:
		return t.fill("hours-closed-at", "times", times)
	case r.state == Open && times == "":
		return t.word("hours-open-all-day")
	case r.state == Open:
		return times
	case times != "":
		return t.fill("hours-unknown-at", "times", times)
	case r.comment != "":
		return "" // the comment says it better
	}
	return t.word("hours-unknown")
}

func (t teller) times(ranges []timeRange) []string {
	var told []string
	for i, r := range ranges {
		switch {
		case r.openEnd && i > 0 && ranges[i-1].to == r.from && !ranges[i-1].openEnd: // "10:00-16:00+"
			told[len(told)-1] = t.fill("hours-or-later", "times", told[len(told)-1])
		case r.openEnd:
			told = append(told, t.fill("hours-from", "from", guide.Clock(r.from)))
		case r.from == 0 && r.to == dayLength:
			told = append(told, t.word("hours-open-all-day"))
		case r.to > dayLength:
			told = append(told, t.fill("hours-times", "from", guide.Clock(r.from), "to", t.fill("hours-next-day", "time", guide.Clock(r.to-dayLength))))
		default:
			told = append(told, t.fill("hours-times", "from", guide.Clock(r.from), "to", guide.Clock(r.to)))
		}
	}
	return told
}
