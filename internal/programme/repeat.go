package programme

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"wayside/internal/guide"
)

// MostDates is how many dates an event has at most: about a year of days, or eight of
// weeks.
const MostDates = 400

// A Repeat says when an event takes place again: a subset of iCalendar's RRULE.
type Repeat struct {
	Frequency rrule.Frequency // DAILY, WEEKLY or MONTHLY
	Interval  int             // at least 1
	Weekdays  []rrule.Weekday // of a month with their number; none: as the start
	Until     guide.Date      // the last possible day; the zero Date if Count is set
	Count     int             // 0 if Until is set
}

// A Fault is why a text is no repetition: a key of the catalogue with its arguments.
type Fault struct {
	Key  string
	Args []any
}

// ParseRepeat reads a repetition as editors write it, in English or in Chinese:
//
//	daily until 2026-12-31              每天，到2026-12-31
//	weekly wed, fri until 2027-01-13    每周三、周五，到2027-01-13
//	every 2 weeks wed, 6 times          每2周周三，共6次
//	monthly 2nd wed, 6 times            每月第2个周三，共6次
//	monthly last fri until 2027-06-30   每月最后一个周五，到2027-06-30
//
// Without days of the week, the day of the start is meant.
func ParseRepeat(text string) (r Repeat, fault *Fault) {
	words := strings.FieldsFunc(inEnglish(text), func(c rune) bool { return strings.ContainsRune(" \t,，、;；.。", c) })
	p := parser{words: words}
	if !p.frequency(&r) {
		return r, &Fault{"bad-repeat", []any{text}}
	}
	p.weekdays(&r)
	p.end(&r)
	switch {
	case p.wrong || len(p.words) > 0 || r.Frequency == rrule.DAILY && len(r.Weekdays) > 0:
		return r, &Fault{"bad-repeat", []any{text}}
	case r.Count == 0 && r.Until.IsZero():
		return r, &Fault{"bad-repeat/end", []any{text}}
	case r.Count > MostDates:
		return r, &Fault{"bad-repeat/many", []any{MostDates}}
	}
	return r, nil
}

// A parser reads the words of a repetition from the left.
type parser struct {
	words []string
	wrong bool
}

// next removes the next word if it is one of the given ones, and returns it.
func (p *parser) next(accept func(word string) bool) (word string, ok bool) {
	if len(p.words) == 0 || !accept(p.words[0]) {
		return "", false
	}
	word, p.words = p.words[0], p.words[1:]
	return word, true
}

func (p *parser) is(word string) bool {
	_, ok := p.next(func(w string) bool { return w == word })
	return ok
}

func (p *parser) frequency(r *Repeat) bool {
	r.Interval = 1
	units := map[string]rrule.Frequency{
		"daily": rrule.DAILY, "weekly": rrule.WEEKLY, "monthly": rrule.MONTHLY,
	}
	if p.is("every") {
		if n, ok := p.next(isNumber); ok {
			r.Interval, _ = strconv.Atoi(n)
		}
		units = map[string]rrule.Frequency{
			"day": rrule.DAILY, "days": rrule.DAILY, "week": rrule.WEEKLY, "weeks": rrule.WEEKLY, "month": rrule.MONTHLY, "months": rrule.MONTHLY,
		}
	}
	unit, ok := p.next(func(w string) bool { _, known := units[w]; return known })
	r.Frequency = units[unit]
	return ok && r.Interval >= 1
}

// isNumber reports whether a word is a number of at most three digits.
func isNumber(word string) bool {
	return word != "" && len(word) <= 3 && strings.Trim(word, "0123456789") == ""
}

var (
	weekdays = []rrule.Weekday{rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU}
	dayNames = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	ordinals = map[string]int{"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1}
)

// weekday returns the index of a day of the week by its name or the beginning of it, or -1.
func weekday(word string) int {
	return slices.IndexFunc(dayNames, func(name string) bool { return len(word) >= 3 && strings.HasPrefix(name, word) })
}

func (p *parser) weekdays(r *Repeat) {
	for {
		number, numbered := p.next(func(w string) bool { return ordinals[w] != 0 })
		name, named := p.next(func(w string) bool { return weekday(w) >= 0 })
		if !named {
			p.wrong = p.wrong || numbered
			return
		}
		if numbered != (r.Frequency == rrule.MONTHLY) {
			p.wrong = true
		}
		day := weekdays[weekday(name)]
		if numbered {
			day = day.Nth(ordinals[number])
		}
		if !slices.Contains(r.Weekdays, day) {
			r.Weekdays = append(r.Weekdays, day)
		}
	}
}

func (p *parser) end(r *Repeat) {
	if p.is("until") {
		text, _ := p.next(func(string) bool { return true })
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			p.wrong = true
			return
		}
		r.Until = dateOf(day)
		return
	}
	if n, ok := p.next(isNumber); ok {
		r.Count, _ = strconv.Atoi(n)
		p.wrong = p.wrong || !p.is("times") && !p.is("time") || r.Count == 0
	}
}

// everyChinese matches every second week and the like; dateChinese a date.
var (
	everyChinese = regexp.MustCompile(`每(?:隔)?(\d{1,3})个?(天|日|周|星期|月)`)
	dateChinese  = regexp.MustCompile(`(\d{4})年(\d{1,2})月(\d{1,2})日`)
	unitsChinese = map[string]string{"天": "days", "日": "days", "周": "weeks", "星期": "weeks", "月": "months"}
	inChinese    = chineseWords()
)

// written are what a Chinese keyboard types and what traditional characters have, with the
// characters of the words above.
var written = map[rune]rune{'－': '-', '週': '周', '個': '个', '兩': '两', '後': '后', '為': '为'}

// inEnglish returns a repetition with its Chinese words in English, in lower case.
func inEnglish(text string) string {
	text = strings.Map(func(c rune) rune {
		if c >= '０' && c <= '９' {
			return c - '０' + '0'
		}
		return cmp.Or(written[c], c)
	}, text)
	text = strings.ToLower(strings.NewReplacer("每两", "每2", "每二", "每2", "每三个", "每3个").Replace(text))
	text = dateChinese.ReplaceAllStringFunc(text, func(found string) string {
		m := dateChinese.FindStringSubmatch(found)
		return m[1] + "-" + padded(m[2]) + "-" + padded(m[3])
	})
	text = everyChinese.ReplaceAllStringFunc(text, func(found string) string {
		m := everyChinese.FindStringSubmatch(found)
		return " every " + m[1] + " " + unitsChinese[m[2]] + " "
	})
	return inChinese.Replace(text)
}

func padded(number string) string { return strings.Repeat("0", 2-len(number)) + number }

func chineseWords() *strings.Replacer {
	pairs := []string{"每天", " daily ", "每日", " daily ", "每周", " weekly ", "每星期", " weekly ", "每月", " monthly ", "每个月", " monthly "}
	digits := []string{"一", "二", "三", "四", "五", "六", "日"}
	for i, d := range digits {
		for _, week := range []string{"周", "星期"} {
			pairs = append(pairs, week+d, " "+dayNames[i]+" ")
		}
	}
	pairs = append(pairs, "周天", " sunday ", "星期天", " sunday ", "最后一个", " last ", "最后1个", " last ")
	for i, name := range []string{"1st", "2nd", "3rd", "4th", "5th"} {
		pairs = append(pairs, "第"+digits[i]+"个", " "+name+" ", "第"+strconv.Itoa(i+1)+"个", " "+name+" ")
	}
	for i, d := range digits { // after 每周 and 每周一、
		pairs = append(pairs, d, " "+dayNames[i]+" ")
	}
	return strings.NewReplacer(append(pairs, "截至", " until ", "直到", " until ", "到", " until ", "至", " until ", "为止", " ", "止", " ", "共", " ", "次", " times ", "和", " ")...)
}

// Days returns the days on which an event that begins on a day takes place, in order, at
// most one more than MostDates. The start is not among them if it does not match.
func (r Repeat) Days(start guide.Date) []guide.Date {
	options := rrule.ROption{Freq: r.Frequency, Interval: r.Interval, Byweekday: r.Weekdays, Count: r.Count, Dtstart: start.Time()}
	if !r.Until.IsZero() {
		options.Until = r.Until.Time()
	}
	rule, err := rrule.NewRRule(options)
	if err != nil {
		return nil
	}
	var days []guide.Date
	next := rule.Iterator()
	for len(days) <= MostDates {
		day, ok := next()
		if !ok {
			break
		}
		days = append(days, dateOf(day))
	}
	return days
}

func dateOf(t time.Time) guide.Date {
	return guide.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}
