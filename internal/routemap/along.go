package routemap

import (
	"math"
	"slices"
	"strings"
)

// A trial is a name that is tried at one place after another.
type trial struct {
	*namer
	text   string
	long   float64 // its width in units
	raised bool    // its letters are upright
	// The middles of its parts at the place that is tried, and their boxes.
	spots []Spot
	boxes []box
}

// An attempt is a place for a name and what speaks against it.
type attempt struct {
	written
	cost float64
}

// clear is half the width that the route's line takes, with a margin.
const clear = 9.0

// try looks for a place for a name along a chain that is better than the best one so far.
func (n *namer) try(c chain, class int, text string, best *attempt) {
	em := n.Word
	long := width(text, em)
	room := float64(len(c.line)) * step
	spare := 0.0 // how far the name may be longer than the street, on either side
	if class < 2 {
		spare = 0.45 * long
	}
	if room+2*spare < long || len(c.line) < 2 {
		return
	}
	line := extended(smoothed(smoothed(c.line, int(em/step)), int(em/2/step)), int(spare/step))
	cost := costs(c, class, int(spare/step))
	beyond := clear + em/2 + cell
	half := int(long / 2 / step)
	t := trial{namer: n, text: text, long: long, raised: strings.ContainsFunc(text, wide)}
	for k, offset := range []float64{0, beyond, -beyond, beyond + 8, -beyond - 8, beyond + 16, -beyond - 16} {
		moved := parallel(line, offset)
		aside := 4 * float64((k+1)/2)
		t.tryLine(moved, func(i int) float64 { return aside + cost(i+half) }, best)
		slices.Reverse(moved)
		t.tryLine(moved, func(i int) float64 { return aside + cost(len(moved)-1-i-half) }, best)
	}
}

// extended continues a resampled line straight ahead at both ends.
func extended(line []Spot, points int) []Spot {
	last := len(line) - 1
	near := min(last, 6)
	long := make([]Spot, 0, len(line)+2*points)
	for k := points; k > 0; k-- {
		long = append(long, line[0].towards(line[near], line[0], float64(k)*step))
	}
	long = append(long, line...)
	for k := 1; k <= points; k++ {
		long = append(long, line[last].towards(line[last-near], line[last], float64(k)*step))
	}
	return long
}

// towards returns the point at a distance from p in the direction from a to b.
func (p Spot) towards(a, b Spot, distance float64) Spot {
	long := max(math.Hypot(b.X-a.X, b.Y-a.Y), 1e-9)
	return Spot{p.X + (b.X-a.X)/long*distance, p.Y + (b.Y-a.Y)/long*distance}
}

// costs returns what a name's middle costs at a point of an extended chain: the distance to
// the part that the route follows, or to the chain's middle.
func costs(c chain, class, spare int) func(i int) float64 {
	return func(i int) float64 {
		i -= spare
		outside := 0.03 * float64(max(0, -i, i-len(c.line)+1))
		if class > 0 || len(c.walked) == 0 {
			return outside + 0.01*math.Abs(float64(i-len(c.line)/2))
		}
		least := math.Inf(1)
		for _, w := range c.walked {
			away := float64(max(0, w.from-i, i-w.to))
			least = min(least, 0.1*away+0.02*math.Abs(float64(i-(w.from+w.to)/2)))
		}
		return outside + least
	}
}

// stride is the number of points between two places that are tried.
const stride = 3

// tryLine tries the places that begin at points of a line and cost less than the best one.
func (t *trial) tryLine(line []Spot, cost func(i int) float64, best *attempt) {
	for i := 0; i < len(line); i += stride {
		c := cost(i)
		if c < best.cost && t.layOut(line[i:]) {
			*best = attempt{written{t.text, t.raised, slices.Clone(t.spots), slices.Clone(t.boxes)}, c}
		}
	}
}

// layOut writes a name from the beginning of a line on, into spots and boxes, and reports
// whether it can be read there and the space is free.
func (t *trial) layOut(line []Spot) bool {
	t.spots, t.boxes = t.spots[:0], t.boxes[:0]
	if t.raised {
		return t.upright(line)
	}
	return t.turned(line)
}

// upright sets each letter of a name upright in its place on the line, as Chinese is
// written: from left to right, or from the top down.
func (t *trial) upright(line []Spot) bool {
	i := 0
	before := 0.0
	for k, c := range t.text {
		half := breadth(c) / 2 * t.Word
		if k > 0 {
			p := line[i]
			for ; i < len(line); i++ {
				if math.Abs(line[i].X-p.X) >= (before+half)*letterSpace || math.Abs(line[i].Y-p.Y) >= t.Word*letterSpace {
					break
				}
			}
			if i == len(line) || !readable(p, line[i], t.spots) {
				return false
			}
		}
		p := line[i]
		if !t.add(p, box{p.X - half, p.Y - t.Word/2, p.X + half, p.Y + t.Word/2}) {
			return false
		}
		before = half
	}
	first, last := t.spots[0], t.spots[len(t.spots)-1]
	dx, dy := last.X-first.X, last.Y-first.Y
	return max(dx, dy) >= max(-dx, -dy)
}

// letterSpace is the distance between upright letters, in their sizes.
const letterSpace = 1.03

// add adds a part of a name, and reports whether its space is free.
func (t *trial) add(p Spot, b box) bool {
	t.spots, t.boxes = append(t.spots, p), append(t.boxes, b)
	return t.open(b)
}

// Greatest angles between two letters of a name, and between the first and the last.
const (
	mostKink = 18 * math.Pi / 180
	mostBend = 65 * math.Pi / 180
)

// readable reports whether a name can go on from p to q.
func readable(p, q Spot, before []Spot) bool {
	if len(before) < 2 {
		return true
	}
	now := math.Atan2(q.Y-p.Y, q.X-p.X)
	a, b := before[len(before)-2], before[len(before)-1]
	if bend(now, math.Atan2(b.Y-a.Y, b.X-a.X)) > mostKink {
		return false
	}
	a, b = before[0], before[1]
	return bend(now, math.Atan2(b.Y-a.Y, b.X-a.X)) <= mostBend
}

// turned writes a name along the line, letters turned with it, as Latin is written.
func (t *trial) turned(line []Spot) bool {
	half, left := 0.42*t.Word, t.long
	p := line[0]
	if !t.add(p, around(p, half)) {
		return false
	}
	for _, q := range line[1:] {
		d := math.Hypot(q.X-p.X, q.Y-p.Y)
		if d < half && d < left {
			continue
		}
		if !readable(p, q, t.spots) || !t.add(q, around(q, half)) {
			return false
		}
		p = q
		if left -= d; left <= 0 {
			dx, dy := p.X-line[0].X, p.Y-line[0].Y
			return dx > upwards*math.Abs(dy) || dy < 0 && dx > -upwards*math.Abs(dy)
		}
	}
	return false
}

// upwards is the slope, as dx/dy, within which names are read upwards and not downwards.
const upwards = 0.06
