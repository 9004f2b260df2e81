package timetable

import (
	"slices"
	"time"

	"wayside/internal/guide"
)

// Week reports for each day of the week, Monday first, whether the tour works on
// the dates of its Year that are not holidays. Most sites' hours depend at most
// on the season, so few of these dates need planning.
func (t *Tour) Week() [7]Weekday {
	p := t.planner(Choice{})
	v := p.chosen(Choice{})
	v.dated = true
	end := 0
	for i, stop := range v.order {
		for b := range v.batches {
			end = max(end, v.leaves(b, i)+p.Stops[stop].LastEntry)
		}
	}
	var week [7]Weekday
	var days, refused [7]int
	seen := map[string][]Conflict{}
	first := dayNumber(guide.Date{Year: t.Year.Year, Month: time.January, Day: 1})
	for v.day = first; dateOf(v.day).Year == t.Year.Year; v.day++ {
		if slices.Contains(t.Year.Off, v.day-first) {
			continue
		}
		like := p.dayKey(v.day, v.day+end/day)
		found, ok := seen[like]
		if !ok {
			p.retime(v)
			for i := range v.order {
				if c, ok := p.visit(v, i); ok {
					found = append(found, c)
				}
			}
			seen[like] = found
		}
		at := (v.day + 3) % 7 // 1 January 1970 was a Thursday
		days[at]++
		for _, c := range found {
			week[at].Unsure = week[at].Unsure || c.Kind == Unsure
		}
		if i := slices.IndexFunc(found, Conflict.Refuses); i >= 0 {
			if refused[at]++; refused[at] == 1 {
				week[at].Date, week[at].Why = dateOf(v.day).String(), found[i]
			}
		}
	}
	for i := range week {
		switch refused[i] {
		case 0:
			week[i].Works = Always
		case days[i]:
			week[i].Works = Never
		default:
			week[i].Works = Sometimes
		}
	}
	return week
}

// dayKey returns a key that is equal for days with the same hours of all sites,
// including the days that a visit may extend to, up to last.
func (p *planner) dayKey(first, last int) string {
	var key []byte
	for i := range p.tables {
		for n := first; n <= last; n++ {
			at := (n - p.tables[i].first) * p.tables[i].width
			if at >= 0 && at+p.tables[i].width <= len(p.tables[i].Days) {
				key = append(key, p.tables[i].Days[at:at+p.tables[i].width]...)
			}
			key = append(key, ' ')
		}
	}
	return string(key)
}
