package timetable

import "testing"

func TestPlan(t *testing.T) {
	for _, c := range planCases() {
		plan := c.tour.Plan(c.choice)
		if got := rowsOf(plan); c.rows != "" && got != c.rows {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.rows)
		}
		if got := conflictsOf(plan); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
