package timetable

import (
	"fmt"
	"reflect"
	"testing"

	"wayside/internal/guide"
)

// open returns the table of opening hours in China for a route in a given year.
func open(t testing.TB, value string, year int) *table {
	t.Helper()
	g := &guide.Guide{Country: "CN", Sites: []guide.Site{{ID: "a", OpeningHours: value}}}
	g.Index()
	r := &guide.Route{Stops: []guide.Stop{{Site: "a"}}}
	if year > 0 {
		r.Date = guide.Date{Year: year, Month: 6, Day: 1}
	}
	tour := New(g).Of(r)
	if len(tour.Hours) != 1 {
		t.Fatalf("%s: %d tables", value, len(tour.Hours))
	}
	made := tour.Hours[0].table()
	return &made
}

func on(t testing.TB, date string) int {
	t.Helper()
	n, ok := parseDay(date)
	if !ok {
		t.Fatalf("%q is not a date", date)
	}
	return n
}

func TestOpening(t *testing.T) {
	for _, c := range []struct {
		name, value, date string
		want              []Stretch
	}{
		{"a Wednesday", "Tu-Su 09:00-17:00; Mo off", "2026-10-14", []Stretch{{540, 1020, false}}},
		{"a Monday", "Tu-Su 09:00-17:00; Mo off", "2026-10-12", []Stretch{}},
		{"a Monday that is a holiday", "Tu-Su 09:00-17:00; Mo off; PH 10:00-16:00", "2026-10-05", []Stretch{{600, 960, false}}},
		{"a Sunday that is worked keeps its weekend hours", "Mo-Fr 09:00-17:00; Sa,Su 10:00-12:00; PH off", "2026-09-20", []Stretch{{600, 720, false}}},
		{"a year without a calendar", "Mo-Su 09:00-17:00; PH off", "2028-03-01", []Stretch{{540, 1020, true}}},
		{"a year without a calendar, not needed", "09:00-17:00", "2028-03-01", []Stretch{{540, 1020, false}}},
		{"lunch", "09:00-12:00,14:00-17:00", "2026-10-14", []Stretch{{540, 720, false}, {840, 1020, false}}},
		{"always", "24/7", "2026-10-14", []Stretch{{0, 1440, false}}},
		{"the evening before", "Fr 22:00-02:00", "2026-10-17", []Stretch{{0, 120, false}}},
		{"the evening", "Fr 22:00-02:00", "2026-10-16", []Stretch{{1320, 1440, false}}},
		{"may be open", `09:00-12:00; 12:00-17:00 unknown "ask"`, "2026-10-14", []Stretch{{540, 720, false}, {720, 1020, true}}},
		{"the table's first day", "09:00-17:00", "2026-01-01", []Stretch{{540, 1020, false}}},
		{"the table's last day", "09:00-17:00", "2028-12-31", []Stretch{{540, 1020, false}}},
		{"the day before the table", "09:00-17:00", "2025-12-31", []Stretch{{0, 1440, true}}},
		{"the day after the table", "09:00-17:00", "2029-01-01", []Stretch{{0, 1440, true}}},
	} {
		if got := open(t, c.value, 0).stretches(on(t, c.date)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestSpan checks that tables include the route's year unless it is mistyped.
func TestSpan(t *testing.T) {
	for _, c := range []struct {
		year        int
		first, last string
	}{
		{0, "2026-01-01", "2028-12-31"}, {2026, "2026-01-01", "2028-12-31"}, {2024, "2024-01-01", "2028-12-31"},
		{2029, "2026-01-01", "2031-12-31"}, {9999, "2026-01-01", "2028-12-31"}, {1, "2026-01-01", "2028-12-31"},
	} {
		o := open(t, "24/7", c.year)
		if last := dateOf(o.first + len(o.Days) - 1).String(); o.First != c.first || last != c.last {
			t.Errorf("%d: from %s to %s, want %s to %s", c.year, o.First, last, c.first, c.last)
		}
	}
}

// TestManyKinds checks that more than 36 kinds of days are written with two digits.
func TestManyKinds(t *testing.T) {
	value := ""
	for i := range 40 {
		d := dateOf(on(t, "2026-01-01") + i)
		value += "; " + d.Time().Format("2006 Jan 02") + " 09:00-" + fmt.Sprintf("%02d:%02d", (600+i)/60, (600+i)%60)
	}
	o := open(t, value[2:], 0)
	if len(o.Kinds) != 41 || o.width != 2 || len(o.Days) != 2*1096 {
		t.Fatalf("%d kinds, %d digits, %d characters", len(o.Kinds), o.width, len(o.Days))
	}
	for i := range 40 {
		if got := o.stretches(o.first + i); len(got) != 1 || got[0].To != 600+i {
			t.Errorf("day %d: %v", i, got)
		}
	}
	if got := o.stretches(o.first + 40); len(got) != 0 {
		t.Errorf("a day without hours: %v", got)
	}
}

func TestYear(t *testing.T) {
	g := &guide.Guide{}
	g.Index()
	if y := New(g).year; y.Year != 2026 || y.Off != nil {
		t.Errorf("without a calendar: %+v", y)
	}
	day := guide.Date{Year: 2027, Month: 1, Day: 1}
	g.Calendar = guide.Calendar{Holidays: []guide.DateRange{{First: day, Last: day}}}
	if y := New(g).year; y.Year != 2027 || !reflect.DeepEqual(y.Off, []int{0}) {
		t.Errorf("with the guide's calendar: %+v", y)
	}
	g.Country = "CN"
	g.Calendar = guide.Calendar{}
	if y := New(g).year; y.Year != 2026 || len(y.Off) != 33 || !reflect.DeepEqual(y.Off[:3], []int{0, 1, 2}) {
		t.Errorf("China's: %+v, %d days", y, len(y.Off))
	}
}

// TestShared checks that sites with the same value share a table, and that
// invalid values have none.
func TestShared(t *testing.T) {
	g := &guide.Guide{Country: "CN", Sites: []guide.Site{
		{ID: "a", OpeningHours: "24/7"}, {ID: "b", OpeningHours: "24/7"}, {ID: "c", OpeningHours: "nonsense"}, {ID: "d"},
	}}
	g.Index()
	tours := New(g)
	r := &guide.Route{Stops: []guide.Stop{{Site: "c"}, {Site: "a"}, {Site: "b"}, {Site: "d"}}}
	tour := tours.Of(r)
	if len(tour.Hours) != 1 || tour.Stops[0].Hours != -1 || tour.Stops[1].Hours != 0 || tour.Stops[2].Hours != 0 || tour.Stops[3].Hours != -1 {
		t.Errorf("%d tables, %+v", len(tour.Hours), tour.Stops)
	}
	if tours.Of(r) != tour {
		t.Error("the tour was computed twice")
	}
}

func BenchmarkOpening(b *testing.B) {
	g := &guide.Guide{Country: "CN"}
	tours := New(g)
	key := openingKey{value: "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00"}
	key.first, key.last = tours.span(0)
	for b.Loop() {
		if _, ok := opening(key, nil, tours.calendar); !ok {
			b.Fatal("opening failed")
		}
	}
}
