package theme_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"wayside/internal/nodetest"
)

// TestAhead finds what is ahead at instants around the end of a year, a leap day and both
// changes of summer time, in the days of the guide's zone.
func TestAhead(t *testing.T) {
	type question struct{ Dates, Zone, Now string }
	type answer struct {
		At    string // when the dates that were found begin
		Today bool   // whether the first is on the day
	}
	// The minutes are those of 2026-12-31 19:00+08:00 and so on.
	minutes := func(text string) string {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return strconv.FormatInt(at.Unix()/60, 10)
	}
	evening := minutes("2026-12-31T19:00:00+08:00") + "/310" // until 0:10
	newYear := minutes("2027-01-01T00:00:00+08:00") + "/1440w"
	open := minutes("2028-02-29T10:00:00+08:00") + "/0"
	cancelled := evening + "c " + newYear + "p " + open + "m " + open
	both := evening + " " + newYear + "c"
	spring := minutes("2028-03-26T00:00:00+01:00") + "/1380w" // a day of 23 hours in Berlin
	cases := []struct {
		question
		answer
	}{
		{question{both, "Asia/Shanghai", "2026-12-30T23:59:00+08:00"}, answer{"2026-12-31T11:00Z", false}},
		{question{both, "Asia/Shanghai", "2026-12-31T00:00:00+08:00"}, answer{"2026-12-31T11:00Z", true}},
		{question{both, "Asia/Shanghai", "2027-01-01T00:09:00+08:00"}, answer{"2026-12-31T11:00Z", true}},
		{question{both, "Asia/Shanghai", "2027-01-01T00:10:00+08:00"}, answer{"2026-12-31T16:00Z", true}},
		{question{both, "Asia/Shanghai", "2027-01-02T00:00:00+08:00"}, answer{}},
		{question{cancelled, "Asia/Shanghai", "2026-12-31T18:00:00+08:00"}, answer{"2026-12-31T11:00Z 2026-12-31T16:00Z 2028-02-29T02:00Z", true}},
		{question{open, "Asia/Shanghai", "2028-02-28T23:59:00+08:00"}, answer{"2028-02-29T02:00Z", false}},
		{question{open, "Asia/Shanghai", "2028-02-29T23:59:00+08:00"}, answer{"2028-02-29T02:00Z", true}},
		{question{open, "Asia/Shanghai", "2028-03-01T00:00:00+08:00"}, answer{}},
		{question{spring, "Europe/Berlin", "2028-03-25T23:59:00+01:00"}, answer{"2028-03-25T23:00Z", false}},
		{question{spring, "Europe/Berlin", "2028-03-26T23:59:00+02:00"}, answer{"2028-03-25T23:00Z", true}},
		{question{spring, "Europe/Berlin", "2028-03-27T00:00:00+02:00"}, answer{}},
	}
	var questions []question
	var want []answer
	for _, c := range cases {
		questions, want = append(questions, c.question), append(want, c.answer)
	}
	script := nodetest.Parts(t, "programme/dates.js") + `return input.map(q => {
		const found = programmeDates.ahead(programmeDates.read(q.Dates), Date.parse(q.Now) / 60000, q.Zone);
		return { At: found.map(f => new Date(f.date.start * 60000).toISOString().replace(":00.000", "")).join(" "), Today: found.length > 0 && found[0].today };
	});`
	if got := nodetest.Run[[]answer](t, script, questions); !slices.Equal(got, want) {
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%+v: %+v, want %+v", questions[i], got[i], want[i])
			}
		}
	}
}
