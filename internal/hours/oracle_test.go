package hours

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"wayside/internal/guide"
)

// An expectation is the result of opening_hours.js for one value. The file is
// written by testdata/oracle/expect.mjs.
type expectation struct {
	Value   string
	School  string   // "never" or "always": whether every day is a school holiday
	Courses []string // the different timelines of a day
	Y2024   string   `json:"2024"` // the timeline of each day, as a letter
	Y2026   string   `json:"2026"`
}

func TestOracle(t *testing.T) {
	cal := knownCalendar()
	values, days := 0, 0
	for _, e := range expectations(t) {
		h, err := Parse(e.Value)
		if err != nil {
			t.Errorf("%s: %v", e.Value, err)
			continue
		}
		var assume Doubt
		if e.School == "always" {
			assume = SchoolHolidays
		} else {
			values++ // values with school holidays occur twice
		}
		for year, weeks := range map[int]string{2024: e.Y2024, 2026: e.Y2026} {
			d := dayOf(guide.Date{Year: year, Month: time.January, Day: 1})
			for _, letter := range letters(t, weeks) {
				w := &world{calendar: cal, assume: assume}
				if got, want := h.evaluate(d, w).String(), e.Courses[letter-'a']; got != want {
					t.Errorf("%s (school holidays %s): %s %s:\n got %s\nwant %s", e.Value, e.School, d.date(), d.time().Weekday(), got, want)
					break
				}
				days++
				d = d.add(1)
			}
		}
	}
	t.Logf("%d values, %d days", values, days)
}

// TestDayAgreesWithState compares the spans of Day, assigned to the day on
// which they begin, with State at each minute.
func TestDayAgreesWithState(t *testing.T) {
	cal := knownCalendar()
	for _, e := range expectations(t) {
		h, err := Parse(e.Value)
		if err != nil {
			continue // TestOracle reports it
		}
		for i := range 60 {
			d := dayOf(guide.Date{Year: 2026, Month: time.September, Day: 20}).add(i)
			spans := h.Day(d.date(), cal).Spans
			for _, s := range h.Day(d.add(-1).date(), cal).Spans {
				s.From, s.To = s.From-dayLength, s.To-dayLength
				spans = append(spans, s)
			}
			for minute := 0; minute < dayLength; minute += 15 {
				want := Closed
				for _, s := range spans {
					if s.From <= minute && minute < s.To {
						want = Open
						if s.Unknown {
							want = Unknown
						}
					}
				}
				if got := h.State(d.date(), minute, cal); got != want {
					t.Fatalf("%s: %s minute %d: State %d, Day %d", e.Value, d.date(), minute, got, want)
				}
			}
		}
	}
}

func expectations(t *testing.T) []expectation {
	t.Helper()
	f, err := os.Open("testdata/oracle/expected.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []expectation
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var e expectation
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

// letters expands "aaaaabb*52 aa".
func letters(t *testing.T, weeks string) string {
	t.Helper()
	var out strings.Builder
	for week := range strings.FieldsSeq(weeks) {
		letters, times, counted := strings.Cut(week, "*")
		n := 1
		if counted {
			var err error
			if n, err = strconv.Atoi(times); err != nil {
				t.Fatal(err)
			}
		}
		out.WriteString(strings.Repeat(letters, n))
	}
	return out.String()
}

// String formats the timeline as expect.mjs does.
func (line timeline) String() string {
	var spans []Span
	for _, s := range line {
		s.openEnd = false // the oracle has only the unknown state
		spans = extend(spans, s, 0)
	}
	var parts []string
	for _, s := range spans {
		part := fmt.Sprintf("%d-%d", s.From, s.To)
		if s.Unknown {
			part += "?"
		}
		if s.Comment != "" {
			part += strconv.Quote(s.Comment)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ",")
}

// knownCalendar returns China's holidays and the adjacent New Year's Days that
// "PH -1 day" requires.
func knownCalendar() guide.Calendar {
	var cal guide.Calendar
	for year := range china {
		c, _ := China(year)
		cal = Merge(cal, c)
	}
	for _, year := range []int{2023, 2027} {
		newYear := guide.Date{Year: year, Month: time.January, Day: 1}
		cal.Holidays = append(cal.Holidays, guide.DateRange{First: newYear, Last: newYear})
	}
	return cal
}
