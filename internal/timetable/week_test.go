package timetable

import (
	"fmt"
	"strings"
	"testing"

	"wayside/internal/guide"
)

// weeks are one-hour visits without a date in China in 2026. The wanted results
// are listed Monday first: A always, S sometimes, N never; ? unsure.
var weeks = []struct {
	name, value string
	start       int
	want        string
	why         string // the first conflict: weekday, date, kind
}{
	{"closed on Mondays", "Tu-Su 09:00-17:00; Mo off", 570, "N A A A A A A", "0 2026-01-05 closed"},
	{"holidays do not count", "Mo-Su 09:00-17:00; PH off", 570, "A A A A A A A", ""},
	{"a working Sunday is a Sunday", "Mo-Su 09:00-17:00; 2026 Jan 04 off", 570, "A A A A A A S", "6 2026-01-04 closed"},
	{"seasons", "Apr-Oct 09:00-17:00; Nov-Mar 10:00-16:00", 570, "S S S S S S S", "0 2026-01-05 early"},
	{"too late on weekends", "Mo-Fr 09:00-17:00; Sa,Su 09:00-12:00", 690, "A A A A A N N", "5 2026-01-10 overstay"},
	{"the first Monday of a month", "09:00-17:00; Mo[1] off", 570, "S A A A A A A", "0 2026-01-05 closed"},
	{"by appointment on Saturdays", `Mo-Fr,Su 09:00-17:00; Sa 09:00-17:00 unknown "预约"`, 570, "A A A A A A? A", ""},
	{"never at that hour", "18:00-20:00", 570, "N N N N N N N", "0 2026-01-05 early"},
	{"past midnight", "Fr 22:00-02:00", 1410, "N N N N A N N", "0 2026-01-05 closed"},
	{"no start", "Tu-Su 18:00-20:00; Mo off", -1, "N A A A A A A", "0 2026-01-05 closed"},
	{"no hours", "", 570, "A A A A A A A", ""},
}

func weekTour(t testing.TB, value string, start int) Tour {
	t.Helper()
	g := &guide.Guide{Country: "CN", Sites: []guide.Site{{ID: "a", OpeningHours: value, Stay: 60 * minute}}}
	g.Index()
	tour := *New(g).Of(&guide.Route{Stops: []guide.Stop{{Site: "a"}}, Mode: "walk", Start: -1})
	tour.Start = start
	return tour
}

func TestWeek(t *testing.T) {
	for _, c := range weeks {
		tour := weekTour(t, c.value, c.start)
		var got []string
		why := ""
		for i, day := range tour.Week() {
			s := []string{Never: "N", Sometimes: "S", Always: "A"}[day.Works]
			if day.Unsure {
				s += "?"
			}
			got = append(got, s)
			if why == "" && day.Date != "" {
				why = fmt.Sprint(i, " ", day.Date, " ", day.Why.Kind)
			}
		}
		if s := strings.Join(got, " "); s != c.want || why != c.why {
			t.Errorf("%s: %s, %q; want %s, %q", c.name, s, why, c.want, c.why)
		}
	}
}

func BenchmarkWeek(b *testing.B) {
	tour := weekTour(b, "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00", 570)
	for b.Loop() {
		tour.Week()
	}
}
