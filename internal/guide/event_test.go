package guide

import (
	"testing"
	"time"
)

// Zones east and west of Greenwich, those that put their clocks forward at midnight too.
func TestMomentIn(t *testing.T) {
	for _, c := range []struct{ zone, moment, want string }{
		{"Asia/Shanghai", "2026-12-31 23:59", "2026-12-31T23:59:00+08:00"},
		{"Europe/Berlin", "2026-03-29 01:59", "2026-03-29T01:59:00+01:00"},
		{"Europe/Berlin", "2026-03-29 02:30", "2026-03-29T03:30:00+02:00"},
		{"Europe/Berlin", "2026-03-29 03:00", "2026-03-29T03:00:00+02:00"},
		{"Europe/Berlin", "2026-10-25 01:59", "2026-10-25T01:59:00+02:00"},
		{"Europe/Berlin", "2026-10-25 02:30", "2026-10-25T02:30:00+02:00"},
		{"Europe/Berlin", "2026-10-25 03:00", "2026-10-25T03:00:00+01:00"},
		{"America/New_York", "2026-03-08 02:30", "2026-03-08T03:30:00-04:00"},
		{"America/New_York", "2026-03-08 03:00", "2026-03-08T03:00:00-04:00"},
		{"America/New_York", "2026-11-01 01:30", "2026-11-01T01:30:00-04:00"},
		{"America/New_York", "2026-11-01 02:00", "2026-11-01T02:00:00-05:00"},
		{"America/Santiago", "2026-09-06 00:00", "2026-09-06T01:00:00-03:00"},
		{"America/Havana", "2026-03-08 00:00", "2026-03-08T01:00:00-04:00"},
		{"America/Havana", "2026-11-01 00:00", "2026-11-01T00:00:00-04:00"},
		{"Atlantic/Azores", "2026-03-29 00:00", "2026-03-29T01:00:00Z"},
		{"Africa/Cairo", "2026-04-24 00:00", "2026-04-24T01:00:00+03:00"},
		{"Pacific/Apia", "2011-12-30 10:00", "2011-12-31T10:00:00+14:00"},
		{"UTC", "2028-02-29 00:00", "2028-02-29T00:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		wall, err := time.Parse("2006-01-02 15:04", c.moment)
		if err != nil {
			t.Fatal(err)
		}
		m := Moment{Date: Date{wall.Year(), wall.Month(), wall.Day()}, Minute: wall.Hour()*60 + wall.Minute(), Timed: true}
		got := m.In(zone).Format(time.RFC3339)
		if got != c.want {
			t.Errorf("%s in %s is %s, want %s", c.moment, c.zone, got, c.want)
		}
		if want := wall.Format("15:04") != c.want[len("2006-01-02T"):len("2006-01-02T15:04")]; c.zone != "Pacific/Apia" && m.Skipped(zone) != want {
			t.Errorf("%s in %s: skipped %v", c.moment, c.zone, !want)
		}
	}
}

// No day begins on another one, and no minute is before the one that precedes it on a clock,
// unless that is skipped.
func TestMomentInOrder(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "America/Santiago", "America/Havana", "Atlantic/Azores", "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		var before time.Time
		for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2026; day = day.AddDate(0, 0, 1) {
			on := Date{day.Year(), day.Month(), day.Day()}
			if got := (Moment{Date: on}).In(zone); got.Day() != on.Day {
				t.Errorf("%s in %s begins at %s", on, name, got)
			}
			for minute := 0; minute < 24*60; minute += 30 {
				m := Moment{Date: on, Minute: minute, Timed: true}
				at := m.In(zone)
				if at.Before(before) && !(Moment{Date: on, Minute: minute - 60, Timed: true}).Skipped(zone) {
					t.Errorf("%s %s in %s is %s, before %s", on, Clock(minute), name, at, before)
				}
				before = at
			}
		}
	}
}
