package hours

import "time"

// A parser reads the rules of one value.
type parser struct{ stream }

// A stream is the token sequence of a value. After the first problem its
// methods have no further effect on the result, and parse returns that
// problem.
type stream struct {
	text   string
	tokens []token
	at     int
	err    *SyntaxError
}

func parse(s string) (*Hours, *SyntaxError) {
	tokens, err := scan(s)
	if err != nil {
		return nil, err
	}
	if len(tokens) == 1 {
		return nil, &SyntaxError{Key: "opening-hours/empty"}
	}
	p := parser{stream{text: s, tokens: tokens}}
	h := &Hours{rules: make([]rule, 0, 4)}
	for join := override; ; {
		r := p.rule()
		r.join = join
		if p.err != nil {
			return nil, p.err
		}
		h.rules = append(h.rules, r)
		for _, t := range r.times {
			h.spills = h.spills || t.to > dayLength
		}
		switch {
		case p.peek(0).kind == end:
			return h, nil
		case p.take(';'):
			join = override
			if p.peek(0).kind == end { // a trailing ";" is common and harmless
				return h, nil
			}
		case !r.bare && p.take(','):
			// "Mo, Tu off" must not become "Mo all day": only a rule with times
			// or a state can be followed by an additional rule.
			join = additional
		case p.take(fallbackSign):
			join = fallback
		default:
			p.leftOver(&r)
			return nil, p.err
		}
	}
}

// rule reads selectors, from the widest to the narrowest, then times, state and comment.
func (p *parser) rule() rule {
	var r rule
	start := p.at
	if p.take247() {
		r.times = []timeRange{{0, dayLength, false}}
	} else {
		p.years(&r)
		p.dates(&r)
		p.weeks(&r)
		if p.at > start {
			p.take(':') // "Apr-Oct: Mo-Fr": an optional colon
		}
		p.weekdays(&r)
		p.times(&r)
	}
	r.bare = len(r.times) == 0
	p.modifier(&r)
	if p.at == start {
		p.unexpected()
	}
	return r
}

func (p *parser) take247() bool {
	if p.isNumber(0) && p.peek(0).value == 24 && p.peek(1).is('/') && p.isNumber(2) && p.peek(2).value == 7 {
		p.at += 3
		return true
	}
	return false
}

// years reads "2026", "2026-2028", "2026+", "2026-2034/2" and lists of them.
// A year that is part of a date ("2026 Oct 01") is left to dates.
func (p *parser) years(r *rule) {
	if !p.isYear(0) || p.isDate(1) {
		return
	}
	for {
		y := yearRange{p.peek(0).value, p.peek(0).value, 1}
		p.at++
		switch {
		case p.take('+'):
			y.to = lastYear
		case p.take('-'):
			if !p.isYear(0) {
				p.unexpected()
				return
			}
			y.to = p.peek(0).value
			p.backwards(y.to <= y.from)
			p.at++
			y.every = p.period(2, 100)
		}
		r.years = append(r.years, y)
		if p.err != nil || !p.peek(0).is(',') || !p.isYear(1) || p.isDate(2) {
			return
		}
		p.at++
	}
}

// dates reads "Apr-Oct", "Oct 01-07", "Dec 24,25", "2026 Dec 20-2027 Jan 05"
// and lists of them.
func (p *parser) dates(r *rule) {
	if !p.isMonth(0) && !(p.isYear(0) && p.isDate(1)) {
		return
	}
	for {
		start := p.at
		from := p.monthDay()
		to := from
		switch {
		case !p.take('-'):
		case from.day != 0 && p.isDay(0): // "Oct 01-07"
			to.day = p.dayOf(from)
			p.backwardsAt(p.at-1, to.day < from.day)
		case p.isMonth(0) || p.isYear(0) && p.isMonth(1):
			second := p.at
			to = p.monthDay()
			if (from.day == 0) != (to.day == 0) || (from.year == 0) != (to.year == 0) {
				p.fail(start, "opening-hours/two-ends", p.between(start))
			}
			p.backwardsAt(second, from.year != 0 && to.order(31) < from.order(1))
		default:
			p.unexpected()
		}
		p.noPeriod()
		r.dates = append(r.dates, dateRange{from, to})
		for to.day != 0 && p.err == nil && p.peek(0).is(',') && p.isDay(1) { // "Dec 24,25,27-29"
			p.at++
			from = to
			from.day = p.dayOf(to)
			to = from
			if p.peek(0).is('-') && p.isDay(1) {
				p.at++
				to.day = p.dayOf(from)
				p.backwardsAt(p.at-1, to.day < from.day)
			}
			r.dates = append(r.dates, dateRange{from, to})
		}
		if p.err != nil || !p.peek(0).is(',') || !p.isMonth(1) && !(p.isYear(1) && p.isDate(2)) {
			return
		}
		p.at++
	}
}

// monthDay reads a month with its optional year before and day after it.
func (p *parser) monthDay() date {
	var d date
	if p.isYear(0) {
		d.year = p.peek(0).value
		p.at++
	}
	d.month = time.Month(p.peek(0).value)
	p.at++
	if p.isDay(0) {
		d.day = p.dayOf(d)
	}
	return d
}

// dayOf reads the day of d's month. 29 February is valid without a year; it
// only occurs in leap years.
func (p *parser) dayOf(d date) int {
	day := p.peek(0).value
	if day < 1 || day > daysIn(2024, d.month) {
		p.fail(p.at, "opening-hours/date", p.textOf(p.at), d.month.String()[:3], daysIn(2024, d.month))
	}
	p.at++
	return day
}

// weeks reads "week 10", "week 1-53/2" and lists of them.
func (p *parser) weeks(r *rule) {
	if p.peek(0).kind != weekWord {
		return
	}
	p.at++
	for {
		k := weekRange{from: p.number(1, 53), every: 1}
		k.to = k.from
		if p.take('-') {
			k.to = p.number(1, 53)
			p.backwardsAt(p.at-1, k.to < k.from)
			k.every = p.period(2, 26)
		}
		r.weeks = append(r.weeks, k)
		if p.err != nil || !p.peek(0).is(',') || !p.isNumber(1) || p.isTime(1) {
			return
		}
		p.at++
	}
}

// weekdays reads "Mo-Fr,Su[-1],PH" and "SH Mo-Fr".
func (p *parser) weekdays(r *rule) {
	onlyHolidays := true
	for p.err == nil && (p.peek(0).kind == weekdayWord || p.peek(0).kind == holidayWord) {
		k := p.weekday()
		onlyHolidays = onlyHolidays && k.kind != ordinary
		r.days = append(r.days, k)
		switch next := p.peek(1).kind; {
		case p.peek(0).is(',') && (next == weekdayWord || next == holidayWord):
			p.at++
		case onlyHolidays && r.within == nil && p.peek(0).kind == weekdayWord:
			r.within, r.days, onlyHolidays = r.days, nil, false
		default:
			return
		}
	}
}

func (p *parser) weekday() weekday {
	name := p.peek(0)
	p.at++
	if name.kind == holidayWord {
		k := weekday{kind: dayKind(name.value)}
		if k.kind == publicHoliday { // the specification has no "SH +1 day"
			k.shift = p.shift(1)
		}
		return k
	}
	k := weekday{from: name.value, to: name.value}
	switch {
	case p.take('-'):
		if p.peek(0).kind != weekdayWord {
			p.unexpected()
			return k
		}
		k.to = p.peek(0).value
		p.at++
	case p.take('['):
		k.nth = p.nths()
		k.shift = p.shift(6)
	}
	return k
}

// nths reads the rest of "[1]", "[1,3]", "[1-2]" and "[-1]".
func (p *parser) nths() uint16 {
	var nths uint16
	for p.err == nil {
		if p.take('-') {
			nths |= nthBit(-p.number(1, 5))
		} else {
			from := p.number(1, 5)
			to := from
			if p.take('-') {
				to = p.number(1, 5)
				p.backwardsAt(p.at-1, to < from)
			}
			for n := from; n <= to; n++ {
				nths |= nthBit(n)
			}
		}
		if p.take(']') {
			break
		}
		if !p.take(',') {
			p.unexpected()
		}
	}
	return nths
}

// shift reads " +1 day" or " -2 days" with at most the given number of days.
func (p *parser) shift(most int) int {
	sign := 1
	switch {
	case !p.isNumber(1) || p.peek(2).kind != daysWord:
		return 0
	case p.take('-'):
		sign = -1
	case !p.take('+'):
		return 0
	}
	days := sign * p.number(1, most)
	p.at++
	return days
}

// times reads "09:00-12:00,13:00-17:00", "22:00-02:00", "10:00+" and
// "10:00-16:00+".
func (p *parser) times(r *rule) {
	for p.isNumber(0) {
		from := p.clock(dayLength - 1)
		if p.err != nil {
			return
		}
		t := timeRange{from: from, to: from}
		switch {
		case p.take('-'):
			if t.to = p.clock(2 * dayLength); t.to <= t.from {
				t.to += dayLength
			}
			r.times = append(r.times, t)
			if p.take('+') { // the closing time may be later
				r.times = append(r.times, openEnded(t.to))
			}
		case p.take('+'):
			r.times = append(r.times, openEnded(from))
		case p.peek(0).kind == otherWord || p.peek(0).kind == symbol && !p.endsRule():
			p.unexpected()
		default:
			p.fail(p.at-3, "opening-hours/no-end", p.between(p.at-3))
		}
		p.noPeriod()
		if p.err != nil || !p.peek(0).is(',') || !p.isNumber(1) {
			break
		}
		p.at++
	}
	// An open end extends at most to the next opening.
	for i := range max(0, len(r.times)-1) {
		if t := &r.times[i]; t.openEnd && r.times[i+1].from > t.from {
			t.to = min(t.to, r.times[i+1].from)
		}
	}
}

// openEnded estimates the closing time as opening_hours.js does: midnight, or
// some hours into the night if opening is in the evening.
func openEnded(from int) timeRange {
	to := dayLength
	if from >= 22*60 {
		to = min(from+8*60, 2*dayLength)
	} else if from >= 17*60 {
		to = from + 10*60
	}
	return timeRange{from, to, true}
}

// clock reads a time of day up to latest, in minutes since midnight.
func (p *parser) clock(latest int) int {
	if !p.isNumber(0) {
		p.unexpected()
		return 0
	}
	if !p.peek(1).is(':') || !p.isNumber(2) {
		p.fail(p.at, "opening-hours/time", wordAt(p.text, p.peek(0).from))
		return 0
	}
	hour, minute := p.peek(0), p.peek(2)
	if hour.to-hour.from > 2 || minute.to-minute.from != 2 || minute.value > 59 || hour.value*60+minute.value > latest {
		p.at += 3
		p.fail(p.at-3, "opening-hours/time", p.between(p.at-3))
		return 0
	}
	p.at += 3
	return hour.value*60 + minute.value
}

// modifier reads a state and a comment. With a comment alone the state is
// unknown, by the specification: visitors have to ask.
func (p *parser) modifier(r *rule) {
	r.state = Open
	t := p.peek(0)
	if t.kind == stateWord {
		r.state, r.bare = State(t.value), false
		p.at++
		t = p.peek(0)
	} else if t.kind == quoted {
		r.state, r.bare = Unknown, false
	}
	if t.kind == quoted {
		r.comment = p.text[t.from+1 : t.to-1]
		p.at++
	}
}
