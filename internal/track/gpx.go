package track

import (
	"bytes"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"wayside/internal/geo"
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
//
// It reads XML by itself, since encoding/xml takes four times as long and does
// not tell where an attribute stands. It knows elements, attributes, comments,
// CDATA and processing instructions, and refuses what a GPX has no use for:
// a DOCTYPE with declarations in it, which is where entities that swell to
// gigabytes come from.
func scan(src []byte) ([]point, *fault) {
	s := &scanner{src: src}
	for s.fault == nil && s.markup() {
	}
	switch {
	case s.fault != nil:
		return nil, s.fault
	case !s.rooted:
		s.fail(0, "track-broken/other")
		return nil, s.fault
	case len(s.open) > 0:
		s.fail(len(src), "track-broken/cut", string(s.open[len(s.open)-1]))
		return nil, s.fault
	case len(s.tracks) > 0:
		return s.tracks, nil
	}
	return s.routes, nil
}

type scanner struct {
	src    []byte
	pos    int
	open   [][]byte // names of the elements around pos
	aside  int      // how deep <extensions> stands in open; 0: not in one
	rooted bool
	begins bool // the next point is the first of a segment
	within *point
	tracks []point
	routes []point
	fault  *fault
}

// deepest bounds how far elements nest; a GPX with extensions has eight.
const deepest = 100

// fail keeps the first fault. It returns false, for its callers to return.
func (s *scanner) fail(offset int, key string, args ...any) bool {
	if s.fault == nil {
		s.fault = &fault{offset, key, args}
	}
	return false
}

// markup reads the text up to the next < and what begins there; false at the
// end of the file.
func (s *scanner) markup() bool {
	start := s.pos
	i := bytes.IndexByte(s.src[s.pos:], '<')
	if i < 0 {
		i = len(s.src) - s.pos
	}
	text := s.src[start : start+i]
	s.pos += i
	if len(s.open) == 0 {
		if at := len(text) - len(bytes.TrimLeft(text, " \t\r\n")); at < len(text) {
			if !s.rooted {
				return s.fail(start+at, "track-broken/other")
			}
			return s.fail(start+at, "track-broken")
		}
	}
	if s.pos == len(s.src) {
		return false
	}
	rest := s.src[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.past("<!--", "-->")
	case bytes.HasPrefix(rest, []byte("<?")):
		return s.past("<?", "?>")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")) && len(s.open) > 0:
		return s.past("<![CDATA[", "]]>")
	case bytes.HasPrefix(rest, []byte("<!DOCTYPE")) && !s.rooted:
		if end := bytes.IndexAny(rest, "[>"); end < 0 || rest[end] == '[' {
			return s.fail(s.pos, "track-broken/entities")
		}
		return s.past("<!DOCTYPE", ">")
	case bytes.HasPrefix(rest, []byte("</")):
		return s.end()
	}
	return s.start()
}

// past passes over what begins with one mark and ends with another.
func (s *scanner) past(begin, end string) bool {
	i := bytes.Index(s.src[s.pos+len(begin):], []byte(end))
	if i < 0 {
		return s.fail(s.pos, "track-broken")
	}
	s.pos += len(begin) + i + len(end)
	return true
}

func (s *scanner) end() bool {
	start := s.pos
	s.pos += 2
	name := s.name()
	s.space()
	if !s.take('>') {
		return s.fail(s.pos, "track-broken")
	}
	if len(s.open) == 0 || !bytes.Equal(name, s.open[len(s.open)-1]) {
		return s.fail(start, "track-broken")
	}
	s.close()
	return true
}

func (s *scanner) close() {
	switch {
	case s.aside == len(s.open):
		s.aside = 0
	case s.aside == 0 && isPoint(local(s.open[len(s.open)-1])):
		s.within = nil
	}
	s.open = s.open[:len(s.open)-1]
}

// start reads a start tag and its attributes.
func (s *scanner) start() bool {
	start := s.pos
	s.pos++
	name := s.name()
	if len(name) == 0 || len(s.open) == 0 && s.rooted {
		return s.fail(start, "track-broken")
	}
	kind := string(local(name)) // a few letters: it stays on the stack
	if !s.rooted && kind != "gpx" {
		return s.fail(start, "track-broken/other")
	}
	s.rooted = true
	if s.open = append(s.open, name); len(s.open) > deepest {
		return s.fail(start, "track-broken")
	}
	pt := s.aside == 0 && isPoint([]byte(kind))
	p := point{Point: geo.Point{Lat: math.NaN(), Lon: math.NaN()}, time: math.NaN(), offset: start}
	for {
		s.space()
		if s.take('>') {
			break
		}
		if s.pos+1 < len(s.src) && s.src[s.pos] == '/' && s.src[s.pos+1] == '>' {
			s.pos += 2
			if pt && !s.point(kind, p) {
				return false
			}
			s.close()
			return true
		}
		key := s.name()
		s.space()
		equals := s.take('=')
		s.space()
		at := s.pos
		value, ok := s.quoted()
		if len(key) == 0 || !equals || !ok {
			return s.fail(s.pos, "track-broken")
		}
		if pt && !s.coordinate(&p, key, value, at+1) {
			return false
		}
	}
	switch {
	case s.aside > 0:
	case kind == "extensions":
		s.aside = len(s.open)
	case kind == "trkseg" || kind == "rte":
		s.begins = true
	case pt:
		return s.point(kind, p)
	case kind == "time" && s.within != nil:
		end := bytes.IndexByte(s.src[s.pos:], '<')
		if end > 0 {
			s.within.time = seconds(bytes.TrimSpace(s.src[s.pos : s.pos+end]))
		}
	}
	return true
}

// coordinate reads the attribute key when it is one that a point has.
func (s *scanner) coordinate(p *point, key, value []byte, at int) bool {
	limit, field := 90.0, &p.Lat
	switch string(key) {
	case "lat":
	case "lon":
		limit, field = 180, &p.Lon
	default:
		return true
	}
	v, err := strconv.ParseFloat(string(bytes.TrimSpace(value)), 64)
	if err != nil || !(math.Abs(v) <= limit) {
		return s.fail(at, "track-broken/position", string(key), string(value), int(limit))
	}
	*field = v
	return true
}

// point keeps a point whose tag has been read.
func (s *scanner) point(kind string, p point) bool {
	if math.IsNaN(p.Lat) || math.IsNaN(p.Lon) {
		return s.fail(p.offset, "track-broken/nowhere")
	}
	list := &s.tracks
	if kind == "rtept" {
		list = &s.routes
	}
	if len(*list) == most {
		return s.fail(p.offset, "track-broken/long", most)
	}
	p.first, s.begins = s.begins, false
	*list = append(*list, p)
	s.within = &(*list)[len(*list)-1]
	return true
}

func (s *scanner) space() {
	for s.pos < len(s.src) && isSpace(s.src[s.pos]) {
		s.pos++
	}
}

func (s *scanner) take(c byte) bool {
	if s.pos < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

// name reads a name, whatever letters it is of.
func (s *scanner) name() []byte {
	start := s.pos
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c < utf8.RuneSelf && !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == ':' || c == '_' || c == '-' || c == '.') {
			break
		}
		s.pos++
	}
	return s.src[start:s.pos]
}

func (s *scanner) quoted() ([]byte, bool) {
	if s.pos >= len(s.src) || s.src[s.pos] != '"' && s.src[s.pos] != '\'' {
		return nil, false
	}
	start := s.pos + 1
	end := bytes.IndexByte(s.src[start:], s.src[s.pos])
	if end < 0 || bytes.IndexByte(s.src[start:start+end], '<') >= 0 {
		return nil, false
	}
	s.pos = start + end + 1
	return s.src[start : start+end], true
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func isPoint(name []byte) bool { return string(name) == "trkpt" || string(name) == "rtept" }

// local is a name without its namespace's prefix: some apps write <gpx:trkpt>.
func local(name []byte) []byte { return name[bytes.LastIndexByte(name, ':')+1:] }

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
