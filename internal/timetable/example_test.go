package timetable_test

import (
	"fmt"
	"time"

	"wayside/internal/guide"
	"wayside/internal/timetable"
)

// A route planned for a day on which its second site is closed.
func Example() {
	name := func(s string) guide.Text { return guide.Text{{Lang: "en", Text: s}} }
	g := &guide.Guide{
		Languages: []guide.Lang{"en"},
		Sites: []guide.Site{
			{ID: "gate", Name: name("Gate"), OpeningHours: "24/7", Stay: 30 * time.Minute},
			{ID: "museum", Name: name("Museum"), OpeningHours: "Tu-Su 09:00-17:00; Mo off", Stay: time.Hour},
		},
	}
	g.Index()
	route := &guide.Route{
		Date:  guide.Date{Year: 2026, Month: 10, Day: 12}, // a Monday
		Start: 9 * time.Hour, Mode: "walk",
		Stops: []guide.Stop{{Site: "gate"}, {Site: "museum", Travel: 15 * time.Minute}},
	}
	plan := timetable.New(g).Plan(route)
	for _, row := range plan.Rows {
		fmt.Println(guide.Clock(row.Times[0].Arrive), guide.Clock(row.Times[0].Depart))
	}
	for _, c := range plan.Conflicts {
		fmt.Println("stop", c.Stop+1, c.Kind)
	}
	// Output:
	// 09:00 09:30
	// 09:45 10:45
	// stop 2 closed
}
