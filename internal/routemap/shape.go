package routemap

import (
	"math"
	"strconv"
	"strings"
)

// pen appends a line or ring to a path's data, in relative integer coordinates, in as few
// characters as SVG allows.
func pen(b *strings.Builder, line []Spot, closed bool) {
	px, py, drawn := 0, 0, 0
	var piece strings.Builder
	for i, p := range line {
		x, y := int(math.Round(p.X)), int(math.Round(p.Y))
		switch {
		case i == 0:
			piece.WriteString("M" + strconv.Itoa(x) + following(y))
		case x == px && y == py:
			continue
		default:
			if drawn++; drawn == 1 {
				piece.WriteString("l" + strconv.Itoa(x-px))
			} else {
				piece.WriteString(following(x - px))
			}
			piece.WriteString(following(y - py))
		}
		px, py = x, y
	}
	if drawn == 0 {
		return
	}
	b.WriteString(piece.String())
	if closed {
		b.WriteByte('z')
	}
}

// following formats a number that follows another: a minus sign is also a separator.
func following(n int) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	return " " + strconv.Itoa(n)
}

// area returns a ring's signed area.
func area(ring []Spot) float64 {
	sum := 0.0
	for i := range ring {
		j := (i + 1) % len(ring)
		sum += ring[i].X*ring[j].Y - ring[j].X*ring[i].Y
	}
	return sum / 2
}

// length returns the length of a line.
func length(line []Spot) float64 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
	}
	return sum
}

func extent(line []Spot) (left, top, right, bottom float64) {
	left, top, right, bottom = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range line {
		left, top, right, bottom = min(left, p.X), min(top, p.Y), max(right, p.X), max(bottom, p.Y)
	}
	return left, top, right, bottom
}

// simplifiedRing simplifies a ring in two halves, so that the result does not depend on its
// start. The result is open.
func simplifiedRing(ring []Spot, within float64) []Spot {
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		ring = ring[:n-1]
	}
	if len(ring) < 4 {
		return ring
	}
	far := 0
	for i, p := range ring {
		if math.Hypot(p.X-ring[0].X, p.Y-ring[0].Y) > math.Hypot(ring[far].X-ring[0].X, ring[far].Y-ring[0].Y) {
			far = i
		}
	}
	first := simplified(ring[:far+1], within)
	second := simplified(append(append([]Spot{}, ring[far:]...), ring[0]), within)
	return append(append([]Spot{}, first...), second[1:len(second)-1]...)
}

// clipRing clips a ring to a box (Sutherland–Hodgman).
func clipRing(ring []Spot, b box) []Spot {
	inside := true
	for _, p := range ring {
		inside = inside && p.X >= b.left && p.X <= b.right && p.Y >= b.top && p.Y <= b.bottom
	}
	if inside {
		return ring
	}
	for _, edge := range []struct {
		in  func(Spot) bool
		cut func(p, q Spot) Spot
	}{
		{func(p Spot) bool { return p.X >= b.left }, func(p, q Spot) Spot { return at(p, q, (b.left-p.X)/(q.X-p.X)) }},
		{func(p Spot) bool { return p.X <= b.right }, func(p, q Spot) Spot { return at(p, q, (b.right-p.X)/(q.X-p.X)) }},
		{func(p Spot) bool { return p.Y >= b.top }, func(p, q Spot) Spot { return at(p, q, (b.top-p.Y)/(q.Y-p.Y)) }},
		{func(p Spot) bool { return p.Y <= b.bottom }, func(p, q Spot) Spot { return at(p, q, (b.bottom-p.Y)/(q.Y-p.Y)) }},
	} {
		var cut []Spot
		for i, q := range ring {
			p := ring[(i+len(ring)-1)%len(ring)]
			if edge.in(p) != edge.in(q) {
				cut = append(cut, edge.cut(p, q))
			}
			if edge.in(q) {
				cut = append(cut, q)
			}
		}
		if ring = cut; len(ring) == 0 {
			return nil
		}
	}
	return ring
}

// at returns a point between p and q.
func at(p, q Spot, t float64) Spot { return Spot{p.X + t*(q.X-p.X), p.Y + t*(q.Y-p.Y)} }

// clipLine clips a line to a box.
func clipLine(line []Spot, b box) [][]Spot {
	var pieces [][]Spot
	var piece []Spot
	for i := 1; i < len(line); i++ {
		from, to, ok := part(line[i-1], line[i], b)
		if !ok {
			continue
		}
		if len(piece) > 0 && piece[len(piece)-1] != from {
			pieces, piece = append(pieces, piece), nil
		}
		if len(piece) == 0 {
			piece = append(piece, from)
		}
		piece = append(piece, to)
	}
	if len(piece) > 0 {
		pieces = append(pieces, piece)
	}
	return pieces
}

// part clips a segment to a box (Liang–Barsky).
func part(p, q Spot, b box) (from, to Spot, ok bool) {
	t0, t1 := 0.0, 1.0
	edge := func(d, from float64) bool {
		switch t := from / d; {
		case d == 0:
			return from >= 0
		case d < 0:
			t0 = max(t0, t)
		default:
			t1 = min(t1, t)
		}
		return t0 <= t1
	}
	dx, dy := q.X-p.X, q.Y-p.Y
	if !edge(-dx, p.X-b.left) || !edge(dx, b.right-p.X) || !edge(-dy, p.Y-b.top) || !edge(dy, b.bottom-p.Y) {
		return p, q, false
	}
	from, to = p, q
	if t0 > 0 {
		from = at(p, q, t0)
	}
	if t1 < 1 {
		to = at(p, q, t1)
	}
	return from, to, true
}

// effort is how often simplified may look at each point, on average, before it stops
// looking for the farthest one. A line with n points needs about log n looks; a saw of
// a hundred thousand teeth would need n.
const effort = 200

// simplified removes points within a tolerance of the line (Douglas–Peucker).
func simplified(line []Spot, within float64) []Spot {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	type span struct{ a, b int }
	looks := effort * len(line)
	for todo := []span{{0, len(line) - 1}}; len(todo) > 0; {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if looks -= s.b - s.a; looks < 0 && s.b-s.a > effort { // in halves, of which there are only so many
			middle := (s.a + s.b) / 2
			keep[middle] = true
			todo = append(todo, span{s.a, middle}, span{middle, s.b})
			continue
		}
		far, at := within, -1
		for i := s.a + 1; i < s.b; i++ {
			if d := off(line[i], line[s.a], line[s.b]); d > far {
				far, at = d, i
			}
		}
		if at >= 0 {
			keep[at] = true
			todo = append(todo, span{s.a, at}, span{at, s.b})
		}
	}
	var kept []Spot
	for i, k := range keep {
		if k {
			kept = append(kept, line[i])
		}
	}
	return kept
}

// off returns the distance of a point from a segment.
func off(p, a, b Spot) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	t := 0.0
	if d := dx*dx + dy*dy; d > 0 {
		t = min(1, max(0, ((p.X-a.X)*dx+(p.Y-a.Y)*dy)/d))
	}
	return math.Hypot(p.X-a.X-t*dx, p.Y-a.Y-t*dy)
}
