// Package track reads a recorded track and measures it from stop to stop.
//
// Read parses a GPX file and returns a cleaned, simplified line with the distance along
// the recording of each point. Follow takes a route's stops and returns the distance
// walked between them. The package measures the recording as it is and does not guess:
// a file in another datum is reported and not shifted, a stop away from the line is
// reported and not moved to it, and a leg with a hole in the recording is not measured.
package track

import (
	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
)

// A Track is a recording. It is read-only.
type Track struct {
	file   string
	line   []geo.Point
	metres []float64 // along the recording to each point of line, including holes in a straight line
	holes  []hole

	points  int      // after cleaning
	heights []height // of those that have one, in the order in which they were recorded
	levels  *guide.Profile
}

// A hole is a gap in the recording.
type hole struct {
	at           diag.Place // of the first point after it
	before, wide float64    // metres along the recording; length in metres
}

// most is the maximum number of points of a recording, twice a whole day at one point
// per second. Hand-drawn tracks have hundreds.
const most = 200_000

// fine is the maximum distance in metres between the simplified and the cleaned line,
// less than a line's width on a printed map.
const fine = 2.0

// Read parses the text of a GPX file in UTF-8. If it contains no line, Read reports the
// problem and returns nil.
func Read(file string, text []byte, problems *diag.List) *Track {
	points, fault := scan(text)
	if fault != nil {
		problems.Add(diag.PlaceIn(file, text, fault.offset), fault.key, fault.args...)
		return nil
	}
	t := &Track{file: file}
	pieces := clean(points)
	places := diag.NewLines(file, text, 1)
	for i, p := range pieces {
		if i > 0 {
			last, first := t.line[len(t.line)-1], p.line[0]
			t.holes = append(t.holes, hole{places.Place(p.offset), t.end(), geo.Distance(last, first)})
		}
		t.add(p)
	}
	if len(t.line) < 2 || t.Metres() < 1 {
		problems.Add(diag.Place{File: file, Line: 1, Column: 1}, "track-broken/empty", len(points))
		return nil
	}
	t.levels = t.profile()
	return t
}

// add appends a cleaned piece. Distances are those of the simplified line, because
// jitter below its tolerance is not walked.
func (t *Track) add(p piece) {
	last := -1
	for _, i := range simplify(p.line, fine) {
		before := t.end()
		along := before
		if n := len(t.line); n > 0 {
			along += geo.Distance(t.line[n-1], p.line[i])
		}
		t.line, t.metres = append(t.line, p.line[i]), append(t.metres, along)
		if last < 0 {
			t.see(along, p.heights[i])
		} else {
			t.level(p.line[last:i+1], p.heights[last:i+1], before, along)
		}
		last = i
	}
}

// end returns the distance along the recording of its last point, including holes in a
// straight line, or 0 if there is no point.
func (t *Track) end() float64 {
	if len(t.metres) == 0 {
		return 0
	}
	return t.metres[len(t.metres)-1]
}

// Metres returns the length of the cleaned recording without its holes.
func (t *Track) Metres() float64 {
	metres := t.end()
	for _, h := range t.holes {
		metres -= h.wide
	}
	return metres
}
