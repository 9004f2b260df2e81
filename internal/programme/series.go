package programme

import (
	"time"

	"wayside/internal/guide"
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
	if !d.Start.Timed || !d.End.Timed || d.End.Compare(d.Start) <= 0 {
		return 0
	}
	return d.End.In(time.UTC).Sub(d.Start.In(time.UTC))
}

// Hours returns how long the parts of a series take together, and the numbers of those
// whose length is not known, counted from 1.
func Hours(g *guide.Guide, s *guide.Series) (total time.Duration, unknown []int) {
	parts := s.Details().Parts
	for i := range parts {
		length := Length(g, &parts[i])
		total += length
		if length == 0 {
			unknown = append(unknown, i+1)
		}
	}
	return total, unknown
}
