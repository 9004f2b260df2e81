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

// An expectation is what opening_hours.js says of one value; see
// testdata/oracle/expect.mjs, which writes them.
type expectation struct {
	Value   string
	School  string   // "never" or "always": whether every day is a school holiday
	Courses []string // the courses a day can take
	Y2024   string   `json:"2024"` // which of them each day has
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
			values++ // one with school holidays comes a second time
		}
		for year, weeks := range map[int]string{2024: e.Y2024, 2026: e.Y2026} {
			d := dayOf(guide.Date{Year: year, Month: time.January, Day: 1})
			for _, letter := range letters(t, weeks) {
				w := &world{calendar: cal, assume: assume}
				if got, want := h.course(d, w).String(), e.Courses[letter-'a']; got != want {
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

// TestDayAgreesWithState holds the spans that Day gives to the day they begin
// on against the minutes of State, tails of the evening before included.
func TestDayAgreesWithState(t *testing.T) {
	cal := knownCalendar()
	for _, e := range expectations(t) {
		h, err := Parse(e.Value)
		if err != nil {
			continue // TestOracle tells
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

// letters undoes "aaaaabb*52 aa".
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

// String is the course as expect.mjs writes it.
func (line timeline) String() string {
	var spans []Span
	for _, s := range line {
		s.openEnd = false // the oracle only knows that it is unknown
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

// knownCalendar is China's, with the neighbouring New Year's Days that "PH -1
// day" asks for.
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
