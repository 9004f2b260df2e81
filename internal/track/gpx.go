package track

import (
	"bytes"
	"math"
	"strconv"
	"time"

	"wayside/internal/geo"
	"wayside/internal/markup"
)

// A point is a point of the file.
type point struct {
	geo.Point
	time   float64 // seconds; NaN if missing
	above  float64 // metres above sea level; NaN if missing
	offset int     // of its tag in the text, in bytes
	first  bool    // of a segment: the recorder was switched on here
}

// A fault is the reason why a file cannot be read.
type fault struct {
	offset int
	key    string
	args   []any
}

// scan reads the points of a GPX file: those of its tracks, or else those of its
// routes, which planning programs write. Waypoints and the contents of <extensions>
// are ignored.
func scan(src []byte) ([]point, *fault) {
	s := markup.New(src)
	var r reader
	for t, ok := s.Next(); ok; t, ok = s.Next() {
		if t.Depth == 1 && string(t.Name) != "gpx" {
			return nil, &fault{t.Offset, "track-broken/other", nil}
		}
		if t.End {
			r.end(t)
		} else if found := r.start(t, s); found != nil {
			return nil, found
		}
	}
	switch end := s.Fault(); {
	case end == nil && len(r.tracks) > 0:
		return r.tracks, nil
	case end == nil:
		return r.routes, nil
	case end.Why == markup.Cut:
		return nil, &fault{end.Offset, "track-broken/cut", []any{end.Name}}
	case end.Why == markup.Declared:
		return nil, &fault{end.Offset, "track-broken/entities", nil}
	case end.Why == markup.NoMarkup:
		return nil, &fault{end.Offset, "track-broken/other", nil}
	default:
		return nil, &fault{end.Offset, "track-broken", nil}
	}
}

// A reader collects a GPX file's points.
type reader struct {
	skip   int  // depth of the enclosing <extensions>, or 0
	begins bool // the next point is the first of a segment
	within *point
	tracks []point
	routes []point
}

// start handles a start tag.
func (r *reader) start(t markup.Tag, s *markup.Scanner) *fault {
	if r.skip > 0 {
		return nil
	}
	switch kind := string(t.Name); kind {
	case "extensions":
		r.skip = t.Depth
	case "trkseg", "rte":
		r.begins = true
	case "trkpt", "rtept":
		return r.point(kind, t)
	case "time":
		if r.within != nil {
			r.within.time = seconds(bytes.TrimSpace(s.Text()))
		}
	case "ele":
		if r.within != nil {
			if above, err := strconv.ParseFloat(string(bytes.TrimSpace(s.Text())), 64); err == nil {
				r.within.above = above
			}
		}
	}
	return nil
}

func (r *reader) end(t markup.Tag) {
	switch {
	case r.skip == t.Depth:
		r.skip = 0
	case r.skip == 0 && (string(t.Name) == "trkpt" || string(t.Name) == "rtept"):
		r.within = nil
	}
}

// point reads and stores a point.
func (r *reader) point(kind string, t markup.Tag) *fault {
	p := point{Point: geo.Point{Lat: math.NaN(), Lon: math.NaN()}, time: math.NaN(), above: math.NaN(), offset: t.Offset}
	for _, a := range t.Attrs {
		limit, field := 90.0, &p.Lat
		switch string(a.Key) {
		case "lat":
		case "lon":
			limit, field = 180, &p.Lon
		default:
			continue
		}
		v, err := strconv.ParseFloat(string(bytes.TrimSpace(a.Value)), 64)
		if err != nil || !(math.Abs(v) <= limit) {
			return &fault{a.Offset, "track-broken/position", []any{string(a.Key), string(a.Value), int(limit)}}
		}
		*field = v
	}
	if math.IsNaN(p.Lat) || math.IsNaN(p.Lon) {
		return &fault{p.offset, "track-broken/nowhere", nil}
	}
	list := &r.tracks
	if kind == "rtept" {
		list = &r.routes
	}
	if len(*list) == most {
		return &fault{p.offset, "track-broken/long", []any{most}}
	}
	p.first, r.begins = r.begins, false
	*list = append(*list, p)
	r.within = &(*list)[len(*list)-1]
	return nil
}

// seconds parses a time such as 2026-10-14T08:30:00.5Z; the T may be a space. The zone
// is ignored, because only differences are used and a recorder uses one zone. It
// returns NaN if the text is not a time.
func seconds(text []byte) float64 {
	if len(text) < 19 {
		return math.NaN()
	}
	var f [6]int
	for i, from := range [6]int{0, 5, 8, 11, 14, 17} {
		to := from + 2
		if i == 0 {
			to = 4
		}
		for _, c := range text[from:to] {
			if c < '0' || c > '9' {
				return math.NaN()
			}
			f[i] = 10*f[i] + int(c-'0')
		}
	}
	fraction := 0.0
	if len(text) > 20 && text[19] == '.' {
		scale := 0.1
		for _, c := range text[20:] {
			if c < '0' || c > '9' {
				break
			}
			fraction += scale * float64(c-'0')
			scale /= 10
		}
	}
	return float64(time.Date(f[0], time.Month(f[1]), f[2], f[3], f[4], f[5], 0, time.UTC).Unix()) + fraction
}
