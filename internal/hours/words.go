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

// A Row is one rule formatted for a table or list:
// 周二至周日 | 09:00–17:00, or 周一 | 闭馆.
type Row struct {
	Days    string
	Spans   string // the times, or that the site is closed; "" if only Comment is given
	Closed  bool   // the site is closed at these times
	Comment string // as the editor wrote it
}

// Keys are the words that Words looks up. The comments list the {placeholders}
// that a value must contain.
var Keys = []string{
	"hours-mo", "hours-tu", "hours-we", "hours-th", "hours-fr", "hours-sa", "hours-su",
	"hours-jan", "hours-feb", "hours-mar", "hours-apr", "hours-may", "hours-jun",
	"hours-jul", "hours-aug", "hours-sep", "hours-oct", "hours-nov", "hours-dec",
	"hours-public-holidays", "hours-school-holidays",
	"hours-every-day", // a rule without days
	"hours-otherwise", // a fallback rule without days
	"hours-closed", "hours-open-all-day", "hours-unknown",

	// Conjunctions. A list has hours-comma between its members and hours-and
	// before the last.
	"hours-comma", "hours-and",
	"hours-to",     // {from} {to}: days, months or dates
	"hours-within", // {wider} {narrower}: months and weekdays

	// Days of the month: {day} is a weekday, hours-last-2 is the last but one.
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
	"hours-year-on",       // {year}: and later
	"hours-week",          // {n}: week of the year
	"hours-weeks",         // {from} {to}
	"hours-every-weeks",   // {n} {range}: only each nth week
	"hours-every-years",   // {n} {range}

	// Times.
	"hours-times",      // {from} {to}
	"hours-from",       // {from}: the closing time is not given
	"hours-or-later",   // {times}: it may close later
	"hours-next-day",   // {time}
	"hours-closed-at",  // {times}
	"hours-unknown-at", // {times}
}

// Words formats the hours rule by rule, in the order of the value; word looks
// up a key of Keys in the reader's language.
func (h *Hours) Words(word func(key string) string) []Row {
	t := phraser{word}
	rows := make([]Row, 0, len(h.rules))
	for i := range h.rules {
		r := &h.rules[i]
		rows = append(rows, Row{capital(t.selectors(r)), t.statement(r), r.state == Closed, r.comment})
	}
	return rows
}

// capital capitalizes a row where the script has capitals: "public holidays"
// may come first or inside a list.
func capital(s string) string {
	c, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(c)) + s[size:]
}

type phraser struct{ word func(key string) string }

// fill replaces the word's placeholders with values: fill("hours-to", "from", a, "to", b).
func (t phraser) fill(key string, values ...string) string {
	pairs := slices.Clone(values)
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(t.word(key))
}

func (t phraser) list(members []string) string {
	if len(members) < 2 {
		return strings.Join(members, "")
	}
	last := len(members) - 1
	return strings.Join(members[:last], t.word("hours-comma")) + t.word("hours-and") + members[last]
}

// within combines the narrower days with the wider; either may be "".
func (t phraser) within(wider, narrower string) string {
	if wider == "" || narrower == "" {
		return wider + narrower
	}
	return t.fill("hours-within", "wider", wider, "narrower", narrower)
}

func (t phraser) selectors(r *rule) string {
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

func each[T any](list []T, format func(T) string) []string {
	text := make([]string, len(list))
	for i, member := range list {
		text[i] = format(member)
	}
	return text
}

func (t phraser) years(y yearRange) string {
	from := t.fill("hours-year", "year", strconv.Itoa(y.from))
	switch y.to {
	case y.from:
		return from
	case lastYear:
		return t.fill("hours-year-on", "year", strconv.Itoa(y.from))
	}
	return t.every("hours-every-years", y.every, t.fill("hours-to", "from", from, "to", t.fill("hours-year", "year", strconv.Itoa(y.to))))
}

func (t phraser) every(key string, n int, text string) string {
	if n == 1 {
		return text
	}
	return t.fill(key, "n", strconv.Itoa(n), "range", text)
}

func (t phraser) dates(r dateRange) string {
	from, to, year := r.from, r.to, r.from.year
	if year == to.year {
		from.year, to.year = 0, 0
	}
	text := t.date(from)
	switch {
	case from == to:
	case from.day != 0 && from.month == to.month && from.year == to.year && from.day < to.day:
		text = t.fill("hours-days-of-month", "month", t.month(from.month), "from", strconv.Itoa(from.day), "to", strconv.Itoa(to.day))
	default:
		text = t.fill("hours-to", "from", text, "to", t.date(to))
	}
	if year != 0 && from.year == 0 {
		text = t.fill("hours-in-year", "year", strconv.Itoa(year), "dates", text)
	}
	return text
}

func (t phraser) date(d date) string {
	text := t.month(d.month)
	if d.day != 0 {
		text = t.fill("hours-date", "month", text, "day", strconv.Itoa(d.day))
	}
	if d.year != 0 {
		text = t.fill("hours-in-year", "year", strconv.Itoa(d.year), "dates", text)
	}
	return text
}

func (t phraser) month(m time.Month) string {
	return t.word("hours-" + strings.ToLower(m.String()[:3]))
}

func (t phraser) weeks(k weekRange) string {
	if k.from == k.to {
		return t.fill("hours-week", "n", strconv.Itoa(k.from))
	}
	return t.every("hours-every-weeks", k.every, t.fill("hours-weeks", "from", strconv.Itoa(k.from), "to", strconv.Itoa(k.to)))
}

func (t phraser) weekday(k weekday) string {
	var text string
	switch {
	case k.kind == publicHoliday:
		text = t.word("hours-public-holidays")
	case k.kind == schoolHoliday:
		text = t.word("hours-school-holidays")
	case k.nth != 0:
		text = t.nths(k)
	case k.from == k.to:
		text = t.name(k.from)
	default:
		text = t.fill("hours-to", "from", t.name(k.from), "to", t.name(k.to))
	}
	switch n := strconv.Itoa(max(k.shift, -k.shift)); {
	case k.shift == 1:
		return t.fill("hours-day-after", "day", text)
	case k.shift == -1:
		return t.fill("hours-day-before", "day", text)
	case k.shift > 0:
		return t.fill("hours-days-after", "n", n, "day", text)
	case k.shift < 0:
		return t.fill("hours-days-before", "n", n, "day", text)
	}
	return text
}

func (t phraser) nths(k weekday) string {
	var text []string
	for n := 1; n <= 5; n++ {
		if k.nth&nthBit(n) != 0 {
			text = append(text, t.fill("hours-nth-"+strconv.Itoa(n), "day", t.name(k.from)))
		}
	}
	for n := 5; n >= 1; n-- {
		if k.nth&nthBit(-n) != 0 {
			text = append(text, t.fill("hours-last-"+strconv.Itoa(n), "day", t.name(k.from)))
		}
	}
	return t.list(text)
}

func (t phraser) name(weekday int) string {
	return t.word([...]string{"hours-mo", "hours-tu", "hours-we", "hours-th", "hours-fr", "hours-sa", "hours-su"}[weekday])
}

// statement formats the state and times of a rule.
func (t phraser) statement(r *rule) string {
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
		return "" // the comment is more precise
	}
	return t.word("hours-unknown")
}

func (t phraser) times(ranges []timeRange) []string {
	var text []string
	for i, r := range ranges {
		switch {
		case r.openEnd && i > 0 && ranges[i-1].to == r.from && !ranges[i-1].openEnd: // "10:00-16:00+"
			text[len(text)-1] = t.fill("hours-or-later", "times", text[len(text)-1])
		case r.openEnd:
			text = append(text, t.fill("hours-from", "from", guide.Clock(r.from)))
		case r.from == 0 && r.to == dayLength:
			text = append(text, t.word("hours-open-all-day"))
		case r.to > dayLength:
			text = append(text, t.fill("hours-times", "from", guide.Clock(r.from), "to", t.fill("hours-next-day", "time", guide.Clock(r.to-dayLength))))
		default:
			text = append(text, t.fill("hours-times", "from", guide.Clock(r.from), "to", guide.Clock(r.to)))
		}
	}
	return text
}
