package render

import (
	"testing"
	"time"

	"wayside/internal/guide"
	"wayside/internal/programme"
)

// The script reads whole numbers only, and a date that it cannot read is over since 1970.
func TestScriptDate(t *testing.T) {
	at := func(day, minute int) guide.Moment {
		return guide.Moment{Date: guide.Date{Year: 2026, Month: time.March, Day: day}, Minute: minute, Timed: minute >= 0}
	}
	whole := func(day int) guide.Moment {
		return guide.Moment{Date: guide.Date{Year: 2026, Month: time.March, Day: day}}
	}
	for _, c := range []struct {
		zone       string
		start, end guide.Moment
		want       string
	}{
		{"Europe/Berlin", at(29, 60), at(29, 240), "29579040/120"},
		{"Europe/Berlin", at(29, 150), at(29, 195), "29579130/0"}, // 2:30 to 3:15, and 2:30 is skipped
		{"Europe/Berlin", at(28, 23*60), at(29, 5*60), "29578920/300"},
		{"Europe/Berlin", whole(29), whole(29), "29578980/1380w"},
		{"America/Havana", whole(8), guide.Moment{}, "29549100/1380w"},
		{"America/New_York", at(8, 150), at(8, 240), "29549250/30"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := scriptDate(&programme.Occurrence{Start: c.start, End: c.end}, zone); got != c.want {
			t.Errorf("%v to %v in %s: %s, want %s", c.start, c.end, c.zone, got, c.want)
		}
	}
}
