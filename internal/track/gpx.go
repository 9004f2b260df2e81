package track

import (
	"bytes"
	"math"
	"strconv"
	"time"

	"wayside/internal/geo"
	"wayside/internal/tags"
)

// A point is one fix as the file has it.
type point struct {
	geo.Point
	time   float64 // seconds; NaN where there is none
	offset int     // of its tag in the text
	first  bool    // of a segment: the recorder was switched on here
}

// A fault is what keeps a file from being read.
type fault struct {
	offset int
	key    string
	args   []any
}

// scan reads the points of a GPX file: those of its tracks, else those of its
// routes, which planning programs write. Waypoints, and whatever stands in
// <extensions>, are passed over.
func scan(src []byte) ([]point, *fault) {
	s := &scanner{tags: tags.New(src, "gpx")}
	for s.fault == nil {
		tag, ok := s.tags.Next()
		if !ok {
			break
		}
		s.tag(tag)
	}
	switch {
	case s.fault != nil:
		return nil, s.fault
	case s.tags.Flaw != tags.None:
		return nil, s.flaw()
	case len(s.tracks) > 0:
		return s.tracks, nil
	}
	return s.routes, nil
}

type scanner struct {
	tags   *tags.Reader
	aside  int  // how deep the reader is in <extensions>; 0: not in one
	begins bool // the next point is the first of a segment
	within *point
	tracks []point
	routes []point
	fault  *fault
}

// fail keeps the first fault. It returns false, for its callers to return.
func (s *scanner) fail(offset int, key string, args ...any) bool {
	if s.fault == nil {
		s.fault = &fault{offset, key, args}
	}
	return false
}

// flaw is why the text is no XML, in words about a track.
func (s *scanner) flaw() *fault {
	switch s.tags.Flaw {
	case tags.Cut:
		s.fail(s.tags.Offset, "track-broken/cut", s.tags.Within())
	case tags.Other:
		s.fail(s.tags.Offset, "track-broken/other")
	case tags.Entities:
		s.fail(s.tags.Offset, "track-broken/entities")
	default:
		s.fail(s.tags.Offset, "track-broken")
	}
	return s.fault
}

func (s *scanner) tag(t tags.Tag) {
	switch {
	case s.aside > 0 && t.End:
		s.aside--
	case s.aside > 0 || !t.End && t.Name == "extensions":
		s.aside++
	case t.End && isPoint(t.Name):
		s.within = nil
	case t.End:
	case t.Name == "trkseg" || t.Name == "rte":
		s.begins = true
	case t.Name == "time" && s.within != nil:
		if text := s.tags.Raw(); len(text) > 0 {
			s.within.time = seconds(bytes.TrimSpace(text))
		}
	case isPoint(t.Name):
		p := point{Point: geo.Point{Lat: math.NaN(), Lon: math.NaN()}, time: math.NaN(), offset: t.Offset}
		for _, a := range t.Attrs {
			if !s.coordinate(&p, a) {
				return
			}
		}
		s.point(t.Name, p)
	}
}

// coordinate reads the attribute when it is one that a point has.
func (s *scanner) coordinate(p *point, a tags.Attr) bool {
	limit, field := 90.0, &p.Lat
	switch string(a.Name) {
	case "lat":
	case "lon":
		limit, field = 180, &p.Lon
	default:
		return true
	}
	v, err := strconv.ParseFloat(string(bytes.TrimSpace(a.Value)), 64)
	if err != nil || !(math.Abs(v) <= limit) {
		return s.fail(a.Offset, "track-broken/position", string(a.Name), string(a.Value), int(limit))
	}
	*field = v
	return true
}

// point keeps a point whose tag has been read.
func (s *scanner) point(kind string, p point) {
	if math.IsNaN(p.Lat) || math.IsNaN(p.Lon) {
		s.fail(p.offset, "track-broken/nowhere")
		return
	}
	list := &s.tracks
	if kind == "rtept" {
		list = &s.routes
	}
	if len(*list) == most {
		s.fail(p.offset, "track-broken/long", most)
		return
	}
	p.first, s.begins = s.begins, false
	*list = append(*list, p)
	s.within = &(*list)[len(*list)-1]
}

func isPoint(name string) bool { return name == "trkpt" || name == "rtept" }

// seconds reads 2026-10-14T08:30:00.5Z, also with a space for the T. The zone
// is passed over: of times only differences are used, and one recorder
// writes one zone. What is no time is NaN.
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
