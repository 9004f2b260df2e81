package programme

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/teambition/rrule-go"

	"wayside/internal/guide"
	"wayside/internal/schema"
)

func date(text string) guide.Date {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return dateOf(t)
}

func at(text string) guide.Moment {
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		return guide.Moment{Date: date(text)}
	}
	return guide.Moment{Date: dateOf(t), Minute: t.Hour()*60 + t.Minute(), Timed: true}
}

// repeats are repetitions in both languages with the days from 2026-12-02, a Wednesday, on
// or the key of what is wrong with them.
var repeats = []struct{ text, want string }{
	{"daily, 3 times", "2026-12-02 2026-12-03 2026-12-04"},
	{"每天，到2026-12-03", "2026-12-02 2026-12-03"},
	{"weekly until 2026-12-16", "2026-12-02 2026-12-09 2026-12-16"},
	{"weekly wed, fri until 2026-12-11", "2026-12-02 2026-12-04 2026-12-09 2026-12-11"},
	{"Weekly Wednesday fri, 3 times", "2026-12-02 2026-12-04 2026-12-09"},
	{"每周三、周五，到2026年12月11日", "2026-12-02 2026-12-04 2026-12-09 2026-12-11"},
	{"每周三、五至2026-12-11为止", "2026-12-02 2026-12-04 2026-12-09 2026-12-11"},
	{"每星期三和星期五，共3次", "2026-12-02 2026-12-04 2026-12-09"},
	{"every 2 weeks, 3 times", "2026-12-02 2026-12-16 2026-12-30"},
	{"每週三、五至２０２６－１２－１１為止", "2026-12-02 2026-12-04 2026-12-09 2026-12-11"},
	{"每兩週週三，共３次", "2026-12-02 2026-12-16 2026-12-30"},
	{"每月最後一個週五，共2次", "2026-12-25 2027-01-29"},
	{"每3個月第1個週三，共2次", "2026-12-02 2027-03-03"},
	{"每两周周三，共3次", "2026-12-02 2026-12-16 2026-12-30"},
	{"every 2 weeks mon wed, 3 times", "2026-12-02 2026-12-14 2026-12-16"},
	{"every week, 2 times", "2026-12-02 2026-12-09"},
	{"monthly, 3 times", "2026-12-02 2027-01-02 2027-02-02"},
	{"monthly 1st wed, 3 times", "2026-12-02 2027-01-06 2027-02-03"},
	{"每月第一个周三，共3次", "2026-12-02 2027-01-06 2027-02-03"},
	{"每月最后一个周五，共2次", "2026-12-25 2027-01-29"},
	{"每3个月第1个周三，共2次", "2026-12-02 2027-03-03"},
	{"", "bad-repeat"},
	{"now and then", "bad-repeat"},
	{"weekly wed", "bad-repeat/end"},
	{"每周三", "bad-repeat/end"},
	{"weekly 2nd wed, 3 times", "bad-repeat"},
	{"monthly wed, 3 times", "bad-repeat"},
	{"monthly 2nd, 3 times", "bad-repeat"},
	{"daily wed, 3 times", "bad-repeat"},
	{"daily, 0 times", "bad-repeat"},
	{"daily, 3", "bad-repeat"},
	{"daily until tomorrow", "bad-repeat"},
	{"daily until 2026-12-03 or so", "bad-repeat"},
	{"every 0 days, 3 times", "bad-repeat"},
	{"daily, 401 times", "bad-repeat/many"},
	{"daily, 1000 times", "bad-repeat"},
}

func TestParseRepeat(t *testing.T) {
	for _, c := range repeats {
		r, fault := ParseRepeat(c.text)
		got := ""
		if fault != nil {
			got = fault.Key
		} else {
			got = said(r.Days(date("2026-12-02")))
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func said(days []guide.Date) string {
	var texts []string
	for _, day := range days {
		texts = append(texts, day.String())
	}
	return strings.Join(texts, " ")
}

// FuzzRepeat checks that days are in order, bounded, and at the end of the repetition.
func FuzzRepeat(f *testing.F) {
	for _, c := range repeats {
		f.Add(c.text, 20789)
	}
	f.Add("每月，共12次", 20119) // the last day of a month
	f.Fuzz(func(t *testing.T, text string, day int) {
		r, fault := ParseRepeat(text)
		if fault != nil {
			return
		}
		start := dateOf(time.Unix(int64(day%100_000)*86400, 0).UTC())
		days := r.Days(start)
		if len(days) > MostDates+1 || r.Count > 0 && len(days) > r.Count {
			t.Fatalf("%q: %d days", text, len(days))
		}
		for i, d := range days {
			if d.Before(start) || i > 0 && !days[i-1].Before(d) || !r.Until.IsZero() && r.Until.Before(d) {
				t.Fatalf("%q: %s after %s", text, d, start)
			}
		}
	})
}

// TestDays compares random repetitions with a calendar that is counted day by day.
func TestDays(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		r := Repeat{Frequency: []rrule.Frequency{rrule.DAILY, rrule.WEEKLY, rrule.MONTHLY}[random.IntN(3)], Interval: 1 + random.IntN(4)}
		for range random.IntN(3) {
			day := weekdays[random.IntN(7)]
			switch r.Frequency {
			case rrule.DAILY:
				continue
			case rrule.MONTHLY:
				day = day.Nth([]int{1, 2, 3, 4, 5, -1}[random.IntN(6)])
			}
			r.Weekdays = append(r.Weekdays, day)
		}
		start := dateOf(date("2023-12-25").Time().AddDate(0, 0, random.IntN(1500)))
		if r.Count = 1 + random.IntN(30); random.IntN(2) == 0 {
			r.Count, r.Until = 0, dateOf(start.Time().AddDate(0, 0, random.IntN(500)))
		}
		if got, want := said(r.Days(start)), said(counted(r, start)); got != want {
			t.Fatalf("%+v from %s:\n got %s\nwant %s", r, start, got, want)
		}
	}
}

// counted returns the days of a repetition by looking at every day.
func counted(r Repeat, start guide.Date) (days []guide.Date) {
	first := start.Time()
	for t := first; len(days) <= MostDates && t.Year() < first.Year()+100; t = t.AddDate(0, 0, 1) {
		if r.Count > 0 && len(days) == r.Count || !r.Until.IsZero() && t.After(r.Until.Time()) {
			break
		}
		monday := func(t time.Time) int { return (int(t.Unix()/86400) + 3) / 7 }
		weekday := weekdays[(int(t.Weekday())+6)%7]
		var matches bool
		switch r.Frequency {
		case rrule.DAILY:
			matches = int(t.Sub(first).Hours()/24)%r.Interval == 0
		case rrule.WEEKLY:
			matches = (monday(t)-monday(first))%r.Interval == 0 && (slices.Contains(r.Weekdays, weekday) || len(r.Weekdays) == 0 && t.Weekday() == first.Weekday())
		case rrule.MONTHLY:
			months := 12*(t.Year()-first.Year()) + int(t.Month()) - int(first.Month())
			last := t.AddDate(0, 0, 7).Month() != t.Month()
			is := slices.Contains(r.Weekdays, weekday.Nth((t.Day()+6)/7)) || last && slices.Contains(r.Weekdays, weekday.Nth(-1))
			matches = months%r.Interval == 0 && (is || len(r.Weekdays) == 0 && t.Day() == first.Day())
		}
		if matches {
			days = append(days, dateOf(t))
		}
	}
	return days
}

func event(id string, d guide.EventDetails) *guide.Event {
	return &guide.Event{ID: id, Document: guide.Document{Pages: []guide.Page{{Event: &d}}}}
}

func TestOf(t *testing.T) {
	all := Of(event("a", guide.EventDetails{
		Start: at("2027-12-29 23:30"), End: at("2027-12-30 00:30"), Repeat: "weekly wed, 12 times", Except: []guide.Date{date("2028-01-12")},
		Changes: []guide.EventChange{
			{Date: date("2028-01-05"), Status: schema.Cancelled},
			{Date: date("2028-02-23"), Status: schema.Moved, Start: at("2028-02-29 10:00")},
			{Date: date("2028-03-01"), Status: schema.Moved, Start: at("2028-02-28 10:00"), End: at("2028-02-28 10:10")},
		},
	}))
	var got []string
	for _, o := range all {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s–%s %s", o.Start.Date, guide.Clock(o.Start.Minute), o.End.Date, guide.Clock(o.End.Minute), o.Status)))
	}
	want := []string{
		"2027-12-29 23:30 2027-12-30–00:30", "2028-01-05 23:30 2028-01-06–00:30 cancelled", "2028-01-19 23:30 2028-01-20–00:30", "2028-01-26 23:30 2028-01-27–00:30",
		"2028-02-02 23:30 2028-02-03–00:30", "2028-02-09 23:30 2028-02-10–00:30", "2028-02-16 23:30 2028-02-17–00:30",
		"2028-02-28 10:00 2028-02-28–10:10 moved", "2028-02-29 10:00 2028-02-29–11:00 moved", "2028-03-08 23:30 2028-03-09–00:30", "2028-03-15 23:30 2028-03-16–00:30",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if all[7].Was != at("2028-03-01 23:30") || all[7].Day != date("2028-03-01") {
		t.Errorf("the moved date was %v, %v", all[7].Was, all[7].Day)
	}
	if none := Of(event("b", guide.EventDetails{})); len(none) > 0 {
		t.Error("an event without a start has a date")
	}
	off := Of(event("c", guide.EventDetails{Start: at("2028-02-29"), Status: schema.Postponed}))
	if len(off) != 1 || off[0].Holds() || off[0].Until() != at("2028-03-01") {
		t.Errorf("a postponed whole day: %+v", off)
	}
}

func TestClashes(t *testing.T) {
	hall := func(start, end string, change func(*guide.EventDetails)) guide.EventDetails {
		d := guide.EventDetails{Start: at(start), End: at(end), Site: "museum", Hall: "one"}
		if change != nil {
			change(&d)
		}
		return d
	}
	for _, c := range []struct {
		name   string
		second guide.EventDetails
		clash  bool
	}{
		{"the same time", hall("2026-12-02 10:00", "2026-12-02 11:00", nil), true},
		{"within", hall("2026-12-02 10:20", "2026-12-02 10:30", nil), true},
		{"around", hall("2026-12-01 10:00", "2026-12-03 10:30", nil), true},
		{"a moment", hall("2026-12-02 10:30", "2026-12-02 10:30", nil), true},
		{"after it", hall("2026-12-02 11:00", "2026-12-02 12:00", nil), false},
		{"before it", hall("2026-12-02 09:00", "2026-12-02 10:00", nil), false},
		{"an exhibition", hall("2026-12-01", "2026-12-31", nil), false},
		{"a closed hall", hall("2026-12-01", "2026-12-31", func(d *guide.EventDetails) { d.Blocks = true }), true},
		{"another hall", hall("2026-12-02 10:00", "2026-12-02 11:00", func(d *guide.EventDetails) { d.Hall = "two" }), false},
		{"another room", hall("2026-12-02 10:00", "2026-12-02 11:00", func(d *guide.EventDetails) { d.Place = guide.Text{{Text: "101"}} }), false},
		{"cancelled", hall("2026-12-02 10:00", "2026-12-02 11:00", func(d *guide.EventDetails) { d.Status = schema.Cancelled }), false},
	} {
		g := &guide.Guide{Events: []guide.Event{*event("a", hall("2026-12-02 10:00", "2026-12-02 11:00", nil)), *event("b", c.second)}}
		if got := len(Clashes(All(g))) > 0; got != c.clash {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
