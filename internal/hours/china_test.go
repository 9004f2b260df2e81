package hours

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"wayside/internal/guide"
)

// TestChinaYears checks that the table has no gaps.
func TestChinaYears(t *testing.T) {
	first, last := ChinaYears()
	for year := first - 1; year <= last+1; year++ {
		if _, ok := China(year); ok != (year >= first && year <= last) {
			t.Errorf("China(%d) known = %v, ChinaYears = %d to %d", year, ok, first, last)
		}
	}
}

// TestChina compares the table with holiday-cn's files if they are available
// next to the checkout.
func TestChina(t *testing.T) {
	for year := range china {
		text, err := os.ReadFile(fmt.Sprintf("../../../shared/data/holidays/%d.json", year))
		if err != nil {
			t.Skipf("holiday-cn's data is not available: %v", err)
		}
		var source struct {
			Days []struct {
				Date     string
				IsOffDay bool
			}
		}
		if err := json.Unmarshal(text, &source); err != nil {
			t.Fatal(err)
		}
		off, work := map[string]bool{}, map[string]bool{}
		for _, d := range source.Days {
			if d.IsOffDay {
				off[d.Date] = true
			} else {
				work[d.Date] = true
			}
		}
		cal, ok := China(year)
		if !ok || len(cal.Workdays) != len(work) {
			t.Errorf("%d: %d working weekend days, want %d", year, len(cal.Workdays), len(work))
		}
		for _, d := range cal.Workdays {
			if !work[d.String()] {
				t.Errorf("%s is not a working weekend day", d)
			}
		}
		for d := dayOf(guide.Date{Year: year, Month: time.January, Day: 1}); d.year == year; d = d.add(1) {
			w := world{calendar: cal}
			if got, want := w.public(d), off[d.date().String()]; got != want {
				t.Errorf("%s off: %v, want %v", d.date(), got, want)
			}
		}
	}
	if _, ok := China(2031); ok {
		t.Error("China(2031) is known, want unknown")
	}
}

func TestMerge(t *testing.T) {
	base, _ := China(2026)
	over := guide.Calendar{
		Holidays: []guide.DateRange{{First: on("2026-07-01"), Last: on("2026-07-02")}, {First: on("2026-10-10"), Last: on("2026-10-10")}},
		Workdays: []guide.Date{on("2026-10-07")},
	}
	merged := Merge(base, over)
	for date, want := range map[string]bool{
		"2026-10-06": true,  // from the built-in table
		"2026-07-02": true,  // from the project
		"2026-10-07": false, // a holiday that the project declares a working day
		"2026-10-10": true,  // a working Saturday that the project declares a holiday
		"2026-09-20": false,
	} {
		w := world{calendar: merged}
		if got := w.public(dayOf(on(date))); got != want {
			t.Errorf("%s off: %v, want %v", date, got, want)
		}
	}
	if slices.Contains(merged.Workdays, on("2026-10-10")) || !slices.Contains(merged.Workdays, on("2026-09-20")) {
		t.Errorf("working days: %v", merged.Workdays)
	}
	if len(base.Workdays) != 6 || len(over.Workdays) != 1 {
		t.Error("Merge modified its arguments")
	}
}
