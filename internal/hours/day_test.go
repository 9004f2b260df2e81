package hours

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"wayside/internal/guide"
)

// TestCivilDay checks that a civil day includes the end of the previous
// evening, and excludes its own times after midnight.
func TestCivilDay(t *testing.T) {
	h, err := Parse("Fr 22:00-02:00; Sa 10:00-12:00, Sa 23:00-01:00")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[int][]Span{16: {{From: 1320, To: 1440}}, 17: {{From: 600, To: 720}, {From: 1380, To: 1440}}, 18: {{From: 0, To: 60}}, 19: nil} {
		if got := h.CivilDay(guide.Date{Year: 2026, Month: 10, Day: day}, guide.Calendar{}); !slices.Equal(got, want) {
			t.Errorf("October %d: %v, want %v", day, got, want)
		}
	}
}

func TestDay(t *testing.T) {
	cal := knownCalendar()
	for _, c := range []struct{ value, date, want string }{
		// 1 October 2026 is a Thursday, the first of seven days off; Monday
		// the 5th is one of them, Saturday the 10th is worked.
		{"Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00", "2026-10-05", "09:00-17:00 holiday"},
		{"Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00", "2026-10-12", ""},
		{"Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00", "2026-10-13", "09:00-17:00"},
		{"Mo-Fr 09:00-17:00; PH off", "2026-10-01", "holiday"},
		{"Mo-Fr 09:00-17:00; Sa,Su 10:00-16:00; PH off", "2026-10-10", "10:00-16:00"}, // worked, but a Saturday
		{"PH 08:00-18:00; Tu-Su 09:00-17:00", "2026-10-01", "09:00-17:00"},            // the later rule wins
		{"PH -1 day 09:00-13:00", "2026-09-30", "09:00-13:00 holiday"},
		{"PH -1 day 09:00-13:00", "2026-12-31", "09:00-13:00 holiday"},

		// A span belongs to the day on which it begins, unless a rule for the
		// next day overrides it.
		{"Fr 20:00-02:00", "2026-10-16", "20:00-26:00"},
		{"Fr 20:00-02:00", "2026-10-17", ""},
		{"Fr 20:00-02:00; Sa off", "2026-10-16", "20:00-24:00"},
		{"Fr 20:00-02:00; Sa 10:00-12:00", "2026-10-17", "10:00-12:00"},
		{"Fr 20:00-02:00; 00:00-01:00 off", "2026-10-16", "20:00-24:00 25:00-26:00"},
		{"24/7", "2026-10-16", "00:00-24:00"},

		// Uncertain times are unknown, never open.
		{"10:00+", "2026-10-16", "10:00-24:00?+"},
		{"10:00-16:00+", "2026-10-16", "10:00-16:00 16:00-24:00?+"},
		{`10:00-12:00 "预约"`, "2026-10-16", `10:00-12:00?"预约" 预约`},
		{`10:00-12:00 open "预约"`, "2026-10-16", `10:00-12:00"预约" 预约`},
		{`10:00-12:00; Fr off "布展"`, "2026-10-16", `布展`},
		{`09:00-12:00 || 11:00-14:00 "ask"`, "2026-10-16", `09:00-12:00 12:00-14:00?"ask" ask`},

		// No calendar has school holidays: where they matter, the state is unknown.
		{"Mo-Fr 09:00-17:00; SH 09:00-20:00", "2026-10-16", "09:00-17:00 17:00-20:00? doubt:2"},
		{"Mo-Fr 09:00-17:00; SH off", "2026-10-16", "09:00-17:00? doubt:2"},
		{"Mo-Fr 09:00-17:00; SH off", "2026-10-17", "doubt:2"},
		// This calendar has no entries for 2031.
		{"Tu-Su 09:00-17:00; PH 09:00-17:00", "2031-10-07", "09:00-17:00 doubt:1"},
		{"Tu-Su 09:00-17:00; PH 09:00-17:00", "2031-10-06", "09:00-17:00? doubt:1"},
		{"Mo-Fr 09:00-17:00; PH off", "2031-10-01", "09:00-17:00? doubt:1"},
		{"PH off; SH 08:00-12:00; Mo-Fr 09:00-17:00", "2031-10-04", "08:00-12:00? doubt:3"},
		{"Tu-Su 09:00-17:00", "2031-10-06", ""},

		// Cases in which opening_hours.js 3.15.0 is wrong.
		{"Sa[1] -1 day 18:00-20:00", "2024-05-03", "18:00-20:00"}, // it matches no day in that month
		{"Feb 01-28 10:00-12:00", "2026-02-10", "10:00-12:00"},    // likewise
		{"2026 May 04,05 off; 09:00-17:00", "2024-05-05", "09:00-17:00"},
		{"09:00-17:00; 2026 May 04,05 off", "2026-05-05", ""}, // it loses the second day
	} {
		h, err := Parse(c.value)
		if err != nil {
			t.Errorf("%s: %s", c.value, err)
			continue
		}
		if got := show(h.Day(on(c.date), cal)); got != c.want {
			t.Errorf("%s on %s:\n got %s\nwant %s", c.value, c.date, got, c.want)
		}
	}
}

func TestDuring(t *testing.T) {
	h, err := Parse(`Fr 20:00-02:00; Th 09:00-12:00,12:00-17:00; We 09:00-12:00 "ask"; Mo-Tu 00:00-24:00`)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		date     string
		from, to int
		want     State
	}{
		{"2026-10-15", 9 * 60, 17 * 60, Open}, // Thursday, across two adjacent spans
		{"2026-10-15", 8*60 + 59, 10 * 60, Closed},
		{"2026-10-15", 16 * 60, 17*60 + 1, Closed},
		{"2026-10-15", 17 * 60, 17 * 60, Open}, // an empty interval
		{"2026-10-16", 21 * 60, 25 * 60, Open}, // Friday, past midnight
		{"2026-10-16", 21 * 60, 27 * 60, Closed},
		{"2026-10-17", 30, 60, Open}, // Saturday, the end of Friday's span
		{"2026-10-16", 24*60 + 30, 25 * 60, Open},
		{"2026-10-18", -23*60 - 30, -23 * 60, Open},
		{"2026-10-12", 23 * 60, 47 * 60, Open}, // Monday into Tuesday
		{"2026-10-14", 9 * 60, 10 * 60, Unknown},
		{"2026-10-14", 11 * 60, 13 * 60, Closed},
	} {
		if got := h.During(on(c.date), c.from, c.to, guide.Calendar{}); got != c.want {
			t.Errorf("%s from %d to %d: %d, want %d", c.date, c.from, c.to, got, c.want)
		}
	}
	if h.State(on("2026-10-16"), 20*60, guide.Calendar{}) != Open || h.State(on("2026-10-17"), 2*60, guide.Calendar{}) != Closed {
		t.Error("State must include a span's first minute and exclude its end")
	}
}

func on(s string) guide.Date {
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return dayAt(at).date()
}

func show(d DayHours) string {
	var parts []string
	for _, s := range d.Spans {
		part := guide.Clock(s.From) + "-" + guide.Clock(s.To)
		if s.Unknown {
			part += "?"
		}
		if s.OpenEnd {
			part += "+"
		}
		if s.Comment != "" {
			part += `"` + s.Comment + `"`
		}
		parts = append(parts, part)
	}
	parts = append(parts, d.Comments...)
	if d.Holiday {
		parts = append(parts, "holiday")
	}
	if d.Doubt != 0 {
		parts = append(parts, fmt.Sprintf("doubt:%d", d.Doubt))
	}
	return strings.Join(parts, " ")
}
