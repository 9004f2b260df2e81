package programme

import (
	"reflect"
	"testing"
	"time"

	"wayside/internal/guide"
	"wayside/internal/schema"
)

// TestHours adds up a series in which parts are moved, cancelled, postponed and of unknown length.
func TestHours(t *testing.T) {
	held := func(change func(*guide.EventDetails)) guide.EventDetails {
		d := guide.EventDetails{Start: at("2026-12-02 10:00"), End: at("2026-12-02 11:00")}
		if change != nil {
			change(&d)
		}
		return d
	}
	changed := func(status, start, end string) func(*guide.EventDetails) {
		return func(d *guide.EventDetails) {
			c := guide.EventChange{Date: date("2026-12-02"), Status: status}
			if start != "" {
				c.Start, c.End = at(start), at(end)
			}
			d.Changes = append(d.Changes, c)
		}
	}
	weekly := func(d *guide.EventDetails) { d.Repeat = "weekly wed, 2 times" }
	for _, c := range []struct {
		name  string
		event guide.EventDetails
		part  guide.SeriesPart // besides its event
		want  Hours
	}{
		{"as planned", held(nil), guide.SeriesPart{}, Hours{Parts: 1, Total: time.Hour}},
		{"with a length of its own", held(nil), guide.SeriesPart{Duration: time.Minute}, Hours{Parts: 1, Total: time.Minute}},
		{"without an end", held(func(d *guide.EventDetails) { d.End = guide.Moment{} }), guide.SeriesPart{}, Hours{Parts: 1, Unknown: []int{1}}},
		{"an exhibition", guide.EventDetails{Start: at("2026-12-02"), End: at("2026-12-05")}, guide.SeriesPart{}, Hours{Parts: 1, Unknown: []int{1}}},
		{"on request", guide.EventDetails{Request: true, Duration: 40 * time.Minute}, guide.SeriesPart{}, Hours{Parts: 1, Total: 40 * time.Minute}},
		{"moved, and shorter", held(changed(schema.Moved, "2026-12-03 10:00", "2026-12-03 10:30")), guide.SeriesPart{}, Hours{Parts: 1, Total: 30 * time.Minute}},
		{"postponed", held(func(d *guide.EventDetails) { d.Status = schema.Postponed }), guide.SeriesPart{}, Hours{Parts: 1, Total: time.Hour}},
		{"cancelled", held(func(d *guide.EventDetails) { d.Status = schema.Cancelled }), guide.SeriesPart{}, Hours{Cancelled: []int{1}}},
		{"cancelled on request", guide.EventDetails{Request: true, Status: schema.Cancelled}, guide.SeriesPart{}, Hours{Cancelled: []int{1}}},
		{"its only date cancelled", held(changed(schema.Cancelled, "", "")), guide.SeriesPart{Duration: time.Minute}, Hours{Cancelled: []int{1}}},
		{"one of two dates cancelled", held(func(d *guide.EventDetails) { weekly(d); changed(schema.Cancelled, "", "")(d) }), guide.SeriesPart{}, Hours{Parts: 1, Total: time.Hour}},
		{"one of two dates moved, and shorter", held(func(d *guide.EventDetails) {
			weekly(d)
			changed(schema.Moved, "2026-12-03 10:00", "2026-12-03 10:30")(d)
		}), guide.SeriesPart{}, Hours{Parts: 1, Total: time.Hour}},
	} {
		g := &guide.Guide{Events: []guide.Event{*event("a", c.event)}}
		c.part.Event = "a"
		s := &guide.Series{Document: guide.Document{Pages: []guide.Page{{Series: &guide.SeriesDetails{Parts: []guide.SeriesPart{c.part}}}}}}
		if got := HoursOf(g, s); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	draft := event("a", held(nil))
	draft.Document.Draft = true
	hidden := &guide.Series{Document: guide.Document{Pages: []guide.Page{{Series: &guide.SeriesDetails{Parts: []guide.SeriesPart{{Event: "a"}, {Event: "b"}}}}}}}
	undated := event("b", guide.EventDetails{})
	if got := HoursOf(&guide.Guide{Events: []guide.Event{*draft, *undated}}, hidden); !reflect.DeepEqual(got, Hours{}) {
		t.Errorf("a draft and an event without a date: %+v", got)
	}
	own := &guide.Series{Document: guide.Document{Pages: []guide.Page{{Series: &guide.SeriesDetails{Parts: []guide.SeriesPart{{Duration: time.Minute}, {}, {Event: "gone"}}}}}}}
	if got, want := HoursOf(&guide.Guide{}, own), (Hours{Parts: 2, Total: time.Minute, Unknown: []int{2}}); !reflect.DeepEqual(got, want) {
		t.Errorf("parts of its own: %+v, want %+v", got, want)
	}
}
