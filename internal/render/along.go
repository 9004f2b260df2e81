package render

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"wayside/internal/guide"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// mostStreets is how many streets of a leg are named, and fewStreets in a brief description.
const mostStreets, fewStreets = 6, 4

// along describes what the legs of a plan in the route's own order pass, by stop: the
// streets, crossings, steps and gates of those that the map has. A brief description is
// for pupils, who follow the way and need not choose another.
func along(p *draft, route *guide.Route, plan timetable.Plan, brief bool) map[int]string {
	tour := p.r.tours.Of(route)
	texts := map[int]string{}
	from := ""
	for _, row := range plan.Rows {
		s := &route.Stops[row.Stop]
		walk := route.Walk(from, s.Site)
		if walk != nil && walk.Line != nil && row.Leg.Mapped && tour.Stops[row.Stop].Way == 0 {
			a := alongWriter{draft: p, words: p.words(), walk: walk, stepFree: tour.StepFree}
			if text := a.text(row.Leg, brief); text != "" {
				texts[row.Stop] = text
			}
		}
		if timetable.Location(p.r.guide, s) != nil || s.Travel > 0 {
			from = s.Site
		}
	}
	return texts
}

// An alongWriter describes a walk.
type alongWriter struct {
	*draft
	words    words.Words
	walk     *guide.Walk
	stepFree bool // the group avoids steps
}

// text returns "" for a way of which there is nothing to say.
func (a *alongWriter) text(leg timetable.Leg, brief bool) string {
	var parts []string
	switch {
	case leg.Around: // the rest is known of the direct way only
		parts = []string{a.gates(true)}
	case brief:
		parts = []string{a.streets(fewStreets), a.crossings(true), a.steps(true)}
	default:
		parts = []string{a.streets(mostStreets), a.crossings(false), a.steps(false), a.level(), a.gates(false)}
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	if len(parts) == 0 {
		return ""
	}
	text := strings.Join(parts, a.words.T("along-comma"))
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

func (a *alongWriter) streets(most int) string {
	var names []string
	for _, street := range a.walk.Streets {
		if len(names) == most {
			return a.words.Fill("along-streets-more", "streets", strings.Join(names, a.words.T("hours-comma")))
		}
		names = append(names, a.plain(street))
	}
	if names == nil {
		return ""
	}
	return a.words.Fill("along-streets", "streets", strings.Join(names, a.words.T("hours-comma")))
}

// crossings counts the marked crossings, and the big roads without one.
func (a *alongWriter) crossings(brief bool) string {
	marked, signals, unmarked := 0, 0, 0
	for _, c := range a.walk.Crossings {
		switch {
		case c.Signals:
			signals++
			marked++
		case c.Marked:
			marked++
		default:
			unmarked++
		}
	}
	var parts []string
	if marked > 0 {
		text := a.words.Count("along-crossings", marked)
		switch {
		case signals == marked:
			text = a.words.Fill("along-signals-all", "crossings", text)
		case signals > 0:
			text = a.words.Fill("along-signals", "crossings", text, "n", strconv.Itoa(signals))
		}
		parts = append(parts, text)
	}
	if unmarked > 0 && !brief {
		parts = append(parts, a.words.Count("along-unmarked", unmarked))
	}
	return strings.Join(parts, a.words.T("along-comma"))
}

// steps counts the flights of steps and the escalators.
func (a *alongWriter) steps(brief bool) string {
	flights, escalators, ramps, up, down, known, count := 0, 0, 0, 0, 0, 0, 0
	for _, f := range a.walk.Flights {
		if f.Escalator {
			escalators++
			continue
		}
		flights++
		count += f.Count
		for n, holds := range map[*int]bool{&ramps: f.Ramp, &up: f.Rise > 0, &down: f.Rise < 0, &known: f.Count > 0} {
			if holds {
				*n++
			}
		}
	}
	var parts []string
	if flights > 0 {
		key := "along-steps"
		switch flights {
		case up:
			key = "along-steps-up"
		case down:
			key = "along-steps-down"
		}
		text := a.words.Count(key, flights)
		var what []string
		switch {
		case known == flights:
			what = append(what, a.words.Count("along-count", count))
		case known > 0:
			what = append(what, a.words.Count("along-count-least", count))
		}
		if ramps == flights {
			what = append(what, a.words.T("along-ramp"))
		}
		if what != nil && !brief {
			text = a.words.Fill("along-steps-with", "steps", text, "what", strings.Join(what, a.words.T("comma")))
		}
		parts = append(parts, text)
	}
	if escalators > 0 {
		parts = append(parts, a.words.Count("along-escalators", escalators))
	}
	return strings.Join(parts, a.words.T("along-comma"))
}

// level says how much longer the way without steps is.
func (a *alongWriter) level() string {
	switch free := a.walk.StepFree; {
	case !a.walk.Rough, a.walk.Detours(a.stepFree):
		return ""
	case free == nil:
		return a.words.T("along-level-none")
	case free.Metres < a.walk.Metres+leastLonger:
		return a.words.T("along-level-same")
	default:
		return a.words.Fill("along-level", "distance", a.words.Distance(float64(free.Metres-a.walk.Metres)))
	}
}

// leastLonger is the difference in metres below which two ways are equally long.
const leastLonger = 10

// gates names the gates that are open at certain hours only.
func (a *alongWriter) gates(around bool) string {
	gates := a.walk.Gates
	if a.walk.Detours(a.stepFree) {
		gates = a.walk.StepFree.Gates
	}
	var parts []string
	for _, g := range gates {
		name := a.plain(g.Name)
		if name == "" {
			name = a.words.T("along-gate-name")
		}
		if around {
			parts = append(parts, a.words.Fill("along-around", "gate", name))
			break
		}
		var open []string
		for _, row := range a.hours(g.Hours) {
			if strings.EqualFold(row.Days, a.words.T("hours-every-day")) {
				row.Days = ""
			}
			open = append(open, strings.TrimSpace(strings.TrimSpace(row.Days+" "+row.Spans)+" "+row.Comment))
		}
		if open == nil {
			open = []string{g.Hours}
		}
		parts = append(parts, a.words.Fill("along-gate", "gate", name, "hours", strings.Join(open, a.words.T("hours-comma"))))
	}
	return strings.Join(parts, a.words.T("along-comma"))
}
