// Package track reads a recorded track and follows it from stop to stop.
//
// In comes the text of a GPX file, out goes a clean, simplified line that
// knows how far along the recording each of its points is; in come a route's
// stops, out goes how far the group walks from each to the next. It measures
// the recording as it is and refuses to guess: a file in another datum is
// told and not moved, a stop beside the line is told and not pulled onto it,
// and across a hole in the recording no leg is measured.
package track

import (
	"wayside/internal/diag"
	"wayside/internal/geo"
)

// A Track is one recording. It is not changed once it is read.
type Track struct {
	file   string
	line   []geo.Point
	metres []float64 // along the recording to each point of line, over its holes in a straight line
	holes  []hole
}

// A hole is where the recording stopped and went on elsewhere.
type hole struct {
	at           diag.Place // of the first point after it
	before, wide float64    // metres along the recording; metres across
}

// The most points that a recording may have: a whole day at one a second is
// half of it. What an editor draws by hand has hundreds.
const most = 200_000

// fine is how far, in metres, the simplified line may be off the cleaned one:
// less than a line's width on a printed map.
const fine = 2.0

// Read reads a GPX file's text, which is UTF-8. It returns nil when there is
// no line in it; what is wrong has then been reported.
func Read(file string, text []byte, problems *diag.List) *Track {
	points, fault := scan(text)
	if fault != nil {
		problems.Add(diag.PlaceIn(file, text, fault.offset), fault.key, fault.args...)
		return nil
	}
	t := &Track{file: file}
	pieces := clean(points)
	for i, p := range pieces {
		if i > 0 {
			last, first := t.line[len(t.line)-1], p.line[0]
			t.holes = append(t.holes, hole{diag.PlaceIn(file, text, p.offset), t.end(), geo.Distance(last, first)})
		}
		t.add(p.line)
	}
	if len(t.line) < 2 || t.Metres() < 1 {
		problems.Add(diag.Place{File: file, Line: 1, Column: 1}, "track-broken/empty", len(points))
		return nil
	}
	return t
}

// add appends a cleaned line. What is measured is the simplified one: a
// tremble of less than its tolerance is not walked either.
func (t *Track) add(line []geo.Point) {
	for _, i := range simplify(line, fine) {
		along := t.end()
		if n := len(t.line); n > 0 {
			along += geo.Distance(t.line[n-1], line[i])
		}
		t.line, t.metres = append(t.line, line[i]), append(t.metres, along)
	}
}

// end is how far along the recording its last point is, over its holes in a
// straight line; 0 while it has none.
func (t *Track) end() float64 {
	if len(t.metres) == 0 {
		return 0
	}
	return t.metres[len(t.metres)-1]
}

// Metres is the length of what was recorded, as cleaned.
func (t *Track) Metres() float64 {
	metres := t.end()
	for _, h := range t.holes {
		metres -= h.wide
	}
	return metres
}
