package hours

import (
	"maps"
	"slices"
	"time"

	"wayside/internal/guide"
)

// china lists mainland China's public holidays and the weekend days worked in
// exchange, as published each November for the following year in the State
// Council's notices. The source is github.com/NateScarlet/holiday-cn (MIT),
// which cites each notice. To support a new year, add an entry here.
var china = map[int]struct {
	off  [][4]int // first month and day, last month and day
	work [][2]int // month and day
}{
	2024: {
		off:  [][4]int{{1, 1, 1, 1}, {2, 10, 2, 17}, {4, 4, 4, 6}, {5, 1, 5, 5}, {6, 10, 6, 10}, {9, 15, 9, 17}, {10, 1, 10, 7}},
		work: [][2]int{{2, 4}, {2, 18}, {4, 7}, {4, 28}, {5, 11}, {9, 14}, {9, 29}, {10, 12}},
	},
	2025: {
		off:  [][4]int{{1, 1, 1, 1}, {1, 28, 2, 4}, {4, 4, 4, 6}, {5, 1, 5, 5}, {5, 31, 6, 2}, {10, 1, 10, 8}},
		work: [][2]int{{1, 26}, {2, 8}, {4, 27}, {9, 28}, {10, 11}},
	},
	2026: {
		off:  [][4]int{{1, 1, 1, 3}, {2, 15, 2, 23}, {4, 4, 4, 6}, {5, 1, 5, 5}, {6, 19, 6, 21}, {9, 25, 9, 27}, {10, 1, 10, 7}},
		work: [][2]int{{1, 4}, {2, 14}, {2, 28}, {5, 9}, {9, 20}, {10, 10}},
	},
}

// China returns the public holidays of mainland China in a year. It returns
// false if the table has no entry for the year.
func China(year int) (guide.Calendar, bool) {
	days, ok := china[year]
	if !ok {
		return guide.Calendar{}, false
	}
	var cal guide.Calendar
	for _, d := range days.off {
		cal.Holidays = append(cal.Holidays, guide.DateRange{
			First: guide.Date{Year: year, Month: time.Month(d[0]), Day: d[1]},
			Last:  guide.Date{Year: year, Month: time.Month(d[2]), Day: d[3]},
		})
	}
	for _, d := range days.work {
		cal.Workdays = append(cal.Workdays, guide.Date{Year: year, Month: time.Month(d[0]), Day: d[1]})
	}
	return cal, true
}

// ChinaYears returns the first and last year in China's table, which has no
// gaps.
func ChinaYears() (first, last int) {
	years := slices.Sorted(maps.Keys(china))
	return years[0], years[len(years)-1]
}
