package words

import (
	"slices"
	"testing"
	"time"

	"wayside/internal/guide"
	"wayside/internal/timetable"
)

var english = Words{
	"about": "about {what}", "stops": "{n} stops", "stops-one": "{n} stop",
	"minutes": "{m} min", "hours": "{h} h", "hours-minutes": "{h} h {m} min", "from-to": "{from} to {to}",
	"metres": "{n} m", "kilometres": "{n} km",
	"date": "{weekday} {d} {month} {y}", "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "weekdays": "Sun Mon Tue Wed Thu Fri Sat",
	"time": "Time", "batch": "Batch {n}", "team": "Group {n}",
	"hours-times": "{from}–{to}", "hours-unknown": "unknown", "hours-unknown-at": "perhaps {times}", "hours-open-all-day": "all day", "hours-closed": "closed",
	"hours-comma": ", ", "hours-every-day": "every day", "works": "Works: {days}", "works-sometimes": "Sometimes: {days} ({why})", "works-never": "Never: {days} ({why})",
	"conflict-closed": "stop {stop} is closed", "fixes": ". To fix: {fixes}", "fix-or": ", or ", "fix-start": "start at {time}", "fix-swap": "swap {stop} and {other}",
}

func TestFill(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{english.T("none-such"), "none-such"},
		{english.Fill("about", "what", "5 min"), "about 5 min"},
		{english.Fill("about", "other", "x"), "about "},
		{Words{"open": "a {b"}.Fill("open", "b", "x"), "a "},
		{english.Count("stops", 1), "1 stop"},
		{english.Count("stops", 0), "0 stops"},
		{english.Count("stops", 12), "12 stops"},
		{Words{"n": "{n}个"}.Count("n", 1), "1个"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if some := english.Some([]string{"time", "none-such"}); len(some) != 1 || some["time"] != "Time" {
		t.Errorf("Some returned %v", some)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{english.Duration(0), "0 min"},
		{english.Duration(59 * time.Minute), "59 min"},
		{english.Duration(2 * time.Hour), "2 h"},
		{english.Minutes(95), "1 h 35 min"},
		{english.Distance(4), "0 m"},
		{english.Distance(994), "990 m"},
		{english.Distance(995), "1.0 km"},
		{english.Distance(1250), "1.3 km"}, // half is rounded up
		{english.Distance(9949), "9.9 km"},
		{english.Distance(9950), "10 km"},
		{english.Range(timetable.Leg{Low: 12, High: 14}), "12–14 min"},
		{english.Range(timetable.Leg{Low: 50, High: 70}), "50 min to 1 h 10 min"},
		{english.Date(guide.Date{}), ""},
		{english.Date(guide.Date{Year: 2026, Month: 11, Day: 27}), "Fri 27 Nov 2026"},
		{Words{"date": "{month}", "months": "一"}.Date(guide.Date{Year: 2026, Month: 11, Day: 27}), "11"},
		{Clock(9*60 + 5), "09:05"},
		{Clock(24 * 60), "00:00"},
		{Clock(25*60 + 1), "01:01"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestTimetable(t *testing.T) {
	planned := func(batches int, courses [][]int) timetable.Plan {
		return timetable.Plan{Rows: []timetable.Row{{Times: make([]timetable.Time, batches)}}, Courses: courses}
	}
	for _, c := range []struct {
		plan timetable.Plan
		want []string
	}{
		{planned(0, nil), nil},
		{planned(1, nil), []string{"Time"}},
		{planned(2, nil), []string{"Batch 1", "Batch 2"}},
		{planned(2, [][]int{{0}, {0}}), []string{"Group 1", "Group 2"}},
	} {
		if got := english.Batches(c.plan); !slices.Equal(got, c.want) {
			t.Errorf("Batches = %q, want %q", got, c.want)
		}
	}
	for _, c := range []struct {
		open []timetable.Stretch
		want string
	}{
		{nil, ""},
		{[]timetable.Stretch{}, "closed"},
		{[]timetable.Stretch{{From: 9 * 60, To: 12 * 60}, {From: 13 * 60, To: 17 * 60, Unknown: true}}, "09:00–12:00, perhaps 13:00–17:00"},
		{[]timetable.Stretch{{To: 24 * 60}}, "all day"},
		{[]timetable.Stretch{{To: 24 * 60, Unknown: true}}, "unknown"},
	} {
		if got := english.Open(c.open); got != c.want {
			t.Errorf("%v: %q, want %q", c.open, got, c.want)
		}
	}
	conflict := timetable.Conflict{Kind: "closed", Stop: 1, Fixes: []timetable.Fix{{Kind: "start", Value: 10 * 60}, {Kind: "swap", Value: 0, Other: 2}}}
	if got, want := english.Conflict(conflict), "stop 2 is closed. To fix: start at 10:00, or swap 1 and 3"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var week [7]timetable.Weekday
	for i := range week {
		week[i].Works = timetable.Always
	}
	if got := english.Week(week); !slices.Equal(got, []string{"Works: every day"}) {
		t.Errorf("a week: %q", got)
	}
	week[0] = timetable.Weekday{Works: timetable.Never, Why: timetable.Conflict{Kind: "closed", Stop: 0}}
	if got := english.Week(week); !slices.Equal(got, []string{"Works: Tue, Wed, Thu, Fri, Sat, Sun", "Never: Mon (stop 1 is closed)"}) {
		t.Errorf("a week closed on Mondays: %q", got)
	}
}
