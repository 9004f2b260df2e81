package hours

import "wayside/internal/diag"

func (p *stream) peek(ahead int) token {
	return p.tokens[min(p.at+ahead, len(p.tokens)-1)]
}

func (p *stream) take(c rune) bool {
	if p.err == nil && p.peek(0).is(c) {
		p.at++
		return true
	}
	return false
}

func (p *stream) isNumber(ahead int) bool { return p.peek(ahead).kind == number }

// isTime matches "15:07", but not the day of "Oct 15: 07:00-18:00".
func (p *stream) isTime(ahead int) bool {
	return p.isNumber(ahead) && p.peek(ahead+1).is(':') && p.isNumber(ahead+2) && !p.peek(ahead+3).is(':')
}

// isYear matches four digits that do not begin a time.
func (p *stream) isYear(ahead int) bool {
	t := p.peek(ahead)
	return t.kind == number && t.to-t.from == 4 && t.value >= 1900 && !p.isTime(ahead)
}

func (p *stream) isMonth(ahead int) bool { return p.peek(ahead).kind == monthWord }

// isDay matches a number that begins neither a time ("Dec 10:00-12:00") nor a year.
func (p *stream) isDay(ahead int) bool {
	t := p.peek(ahead)
	return t.kind == number && t.to-t.from <= 2 && !p.isTime(ahead)
}

// isDate matches a month and a day.
func (p *stream) isDate(ahead int) bool { return p.isMonth(ahead) && p.isDay(ahead+1) }

// endsRule reports whether the current token is a separator.
func (p *stream) endsRule() bool {
	t := p.peek(0)
	return t.is(';') || t.is(',') || t.is(fallbackSign)
}

// number reads a number between least and most.
func (p *stream) number(least, most int) int {
	if p.err != nil {
		return least
	}
	if !p.isNumber(0) {
		p.unexpected()
		return least
	}
	n := p.peek(0).value
	if n < least || n > most {
		p.fail(p.at, "opening-hours/number", p.textOf(p.at), least, most)
	}
	p.at++
	return n
}

// period reads "/2" after a range of years or weeks. It returns 1 if there is none.
func (p *stream) period(least, most int) int {
	if p.take('/') {
		return p.number(least, most)
	}
	return 1
}

// noPeriod rejects "/…" after dates and times: the first is rarely used, the
// second is for timetables.
func (p *stream) noPeriod() {
	if p.peek(0).is('/') {
		p.fail(p.at, "opening-hours/interval", p.textOf(p.at)+p.textOf(p.at+1))
	}
}

// backwards rejects a range whose end, the current token, is not after its
// start.
func (p *stream) backwards(is bool) { p.backwardsAt(p.at, is) }

func (p *stream) backwardsAt(at int, is bool) {
	if is {
		p.fail(at, "opening-hours/backwards", p.textOf(at))
	}
}

// leftOver reports the text after a complete rule.
func (p *stream) leftOver(r *rule) {
	day := false
	switch p.peek(0).kind {
	case weekdayWord, holidayWord, monthWord, weekWord:
		day = true
	}
	switch {
	case day && (len(r.times) == 0 || !r.dated()): // "Mo-Fr Apr-Oct", "09:00-17:00 Mo-Fr"
		p.fail(p.at, "opening-hours/order", p.textOf(p.at))
	case day: // "Mo-Fr 09:00-17:00 Sa 10:00-16:00"
		p.fail(p.at, "opening-hours/separator", p.textOf(p.at))
	default:
		p.unexpected()
	}
}

// unexpected reports the current token, which cannot begin any construct here.
func (p *stream) unexpected() {
	if p.err != nil {
		return
	}
	t := p.peek(0)
	text := p.textOf(p.at)
	switch t.kind {
	case end:
		p.fail(p.at, "opening-hours/unfinished")
	case sunWord:
		p.fail(p.at, "opening-hours/sun", text)
	case easterWord:
		p.fail(p.at, "opening-hours/easter", text)
	case otherWord:
		p.fail(p.at, "opening-hours/word", text)
		if len(text) > 3 { // too many words of three letters are similar
			p.err.Nearest = diag.Nearest(text, []string{"open", "closed", "unknown", "week", "days"})
		}
	default:
		if t.is('(') && p.peek(1).kind == sunWord {
			p.fail(p.at, "opening-hours/sun", p.textOf(p.at+1))
			return
		}
		p.fail(p.at, "opening-hours/unexpected", text)
	}
}

// fail records the first problem, at the given token.
func (p *stream) fail(at int, key string, args ...any) {
	if p.err == nil {
		p.err = &SyntaxError{Offset: p.tokens[min(at, len(p.tokens)-1)].from, Key: key, Args: args}
	}
}

func (p *stream) textOf(at int) string {
	t := p.tokens[min(at, len(p.tokens)-1)]
	return p.text[t.from:t.to]
}

// between returns the text from the token up to the current one.
func (p *stream) between(at int) string {
	return p.text[p.tokens[at].from:p.tokens[p.at-1].to]
}
