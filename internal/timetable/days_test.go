package timetable

import (
	"testing"
	"time"

	"wayside/internal/guide"
	"wayside/internal/hours"
)

// TestDays checks the days on which sites are open, with holidays and notices.
func TestDays(t *testing.T) {
	day := func(month time.Month, day int) guide.Date { return guide.Date{Year: 2026, Month: month, Day: day} }
	g := &guide.Guide{
		Country: "CN",
		Sites: []guide.Site{
			{ID: "museum", OpeningHours: "Tu-Su 09:00-17:00; Mo off; PH 10:00-16:00"}, {ID: "night", OpeningHours: "Fr 22:00-02:00"},
			{ID: "later", OpeningHours: "Mo-Su 09:00-17:00; PH off"}, {ID: "nothing"}, {ID: "invalid", OpeningHours: "nonsense"}, {ID: "closing"},
		},
		Notices: []guide.Notice{
			{Site: "museum", From: day(12, 1), Until: day(12, 4), Closed: true}, {Site: "museum", From: day(12, 7), Until: day(12, 7), OpeningHours: "10:00-12:00"},
			{Site: "museum", From: day(12, 10), Text: guide.Text{{Text: "flowers"}}}, {Site: "museum", Hall: "first", From: day(12, 10), Closed: true},
			{Site: "closing", From: day(3, 1), Closed: true},
		},
	}
	g.Index()
	tours := New(g)
	for _, c := range []struct {
		name, site, date string
		want             hours.State
	}{
		{"a Wednesday", "museum", "2026-10-14", hours.Open},
		{"a Monday", "museum", "2026-10-12", hours.Closed},
		{"a Monday that is a holiday", "museum", "2026-10-05", hours.Open},
		{"a notice of a closure", "museum", "2026-12-04", hours.Closed},
		{"the day after it", "museum", "2026-12-05", hours.Open},
		{"a Monday with hours of its own", "museum", "2026-12-07", hours.Open},
		{"notices without a closure, and of a hall", "museum", "2026-12-11", hours.Open},
		{"the evening", "night", "2026-10-16", hours.Open},
		{"the morning after", "night", "2026-10-17", hours.Closed},
		{"a year without a calendar", "later", "2028-03-01", hours.Unknown},
		{"before a notice, with no hours", "closing", "2026-02-28", hours.Unknown},
		{"a closure until further notice", "closing", "2027-02-28", hours.Closed},
	} {
		days := tours.Days(g.Site(c.site))
		n, _ := parseDay(c.date)
		if got := days.States[n-dayNumber(days.First)]; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	for _, id := range []string{"nothing", "invalid"} {
		if days := tours.Days(g.Site(id)); days != nil {
			t.Errorf("%s: %d days, want none", id, len(days.States))
		}
	}
}
