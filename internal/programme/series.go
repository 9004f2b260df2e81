package programme

import (
	"slices"
	"time"

	"wayside/internal/guide"
	"wayside/internal/schema"
)

// Length returns how long a part of a series takes: what it says itself, or what its event
// takes from start to end; 0 if that is not known. Days of an exhibition are no length.
func Length(g *guide.Guide, p *guide.SeriesPart) time.Duration {
	if p.Duration > 0 || p.Event == "" {
		return p.Duration
	}
	e := guide.FindEvent(g, p.Event)
	if e == nil {
		return 0
	}
	d := e.Details()
	if d.Request {
		return d.Duration
	}
	start, end := d.Start, d.End
	if dates := Of(e); len(dates) == 1 { // it may be moved, and then be as long as the change says
		start, end = dates[0].Start, dates[0].End
	}
	if !start.Timed || !end.Timed || end.Compare(start) <= 0 {
		return 0
	}
	return end.In(time.UTC).Sub(start.In(time.UTC))
}

// Shown reports whether readers see a part of a series: its own parts, and events that are
// published and, unless they are on request, have a date.
func Shown(g *guide.Guide, p *guide.SeriesPart) bool {
	if p.Event == "" {
		return true
	}
	e := guide.FindEvent(g, p.Event)
	return e != nil && !e.Document.Draft && (e.Details().Request || len(Of(e)) > 0)
}

// Cancelled reports whether a part of a series is an event of which nothing takes place: all
// of it is cancelled, or each of its dates. What is postponed is still to come.
func Cancelled(g *guide.Guide, p *guide.SeriesPart) bool {
	e := guide.FindEvent(g, p.Event)
	if e == nil {
		return false
	}
	if e.Details().Status == schema.Cancelled {
		return true
	}
	dates := Of(e)
	return len(dates) > 0 && !slices.ContainsFunc(dates, func(o Occurrence) bool { return o.Status != schema.Cancelled })
}

// Hours are the parts of a series that count, those that are shown and not cancelled.
type Hours struct {
	Parts     int
	Total     time.Duration // of those whose length is known
	Unknown   []int         // the numbers of those whose length is not, counted from 1
	Cancelled []int         // the numbers of those that do not count
}

// HoursOf adds up the parts of a series.
func HoursOf(g *guide.Guide, s *guide.Series) (h Hours) {
	parts := s.Details().Parts
	for i := range parts {
		switch {
		case !Shown(g, &parts[i]):
			continue
		case Cancelled(g, &parts[i]):
			h.Cancelled = append(h.Cancelled, i+1)
			continue
		}
		h.Parts++
		length := Length(g, &parts[i])
		h.Total += length
		if length == 0 {
			h.Unknown = append(h.Unknown, i+1)
		}
	}
	return h
}
