package track

import (
	"math"
	"slices"

	"wayside/internal/geo"
)

// A piece is a stretch that was recorded without a hole, cleaned.
type piece struct {
	line   []geo.Point
	offset int // of its first point in the text
}

// A fix is a point laid flat.
type fix struct {
	spot
	time   float64
	offset int
	first  bool
}

// clean takes out of a recording what the group did not walk, in the order
// in which one disturbs the next: leaps of the receiver, the cloud that it
// draws while it stands still, and its tremble while it moves.
func clean(points []point) []piece {
	if len(points) == 0 {
		return nil
	}
	flat := planeAt(points[len(points)/2].Point)
	fixes := make([]fix, 0, len(points))
	first := false
	for _, p := range points {
		first = first || p.first
		// 0, 0 is what a receiver writes before it knows where it is.
		if p.Point == (geo.Point{}) {
			continue
		}
		f := fix{flat.spot(p.Point), p.time, p.offset, first}
		first = false
		if n := len(fixes); n == 0 || fixes[n-1].spot != f.spot {
			fixes = append(fixes, f)
		}
	}
	fixes = despike(fixes)
	var pieces []piece
	for start := 0; start < len(fixes); {
		end := start + 1
		for end < len(fixes) && !torn(fixes[end-1], fixes[end]) {
			end++
		}
		spots := smooth(stand(fixes[start:end]))
		p := piece{offset: fixes[start].offset, line: make([]geo.Point, len(spots))}
		for i, s := range spots {
			p.line[i] = flat.point(s)
		}
		pieces = append(pieces, p)
		start = end
	}
	return pieces
}

// Speeds and lengths that tell a leap: no group travels at over 360 km/h, and
// nobody darts off for 40 m, or eight ordinary steps, and back at once.
const (
	impossible = 100.0 // metres a second
	leap       = 40.0  // metres
	leapSteps  = 8
	leapLasts  = 8 // points
)

// despike drops leaps: points from which the recording comes back to where it
// left, and those that could only be reached at an impossible speed.
func despike(fixes []fix) []fix {
	if len(fixes) < 3 {
		return fixes
	}
	steps := make([]float64, len(fixes)-1)
	for i := range steps {
		steps[i] = apart(fixes[i].spot, fixes[i+1].spot)
	}
	slices.Sort(steps)
	far := math.Max(leap, leapSteps*steps[len(steps)/2])
	kept := fixes[:1]
	for i := 1; i < len(fixes); i++ {
		from := kept[len(kept)-1]
		away := apart(from.spot, fixes[i].spot)
		fast := tooFast(from, fixes[i])
		if away > far || fast {
			last := min(i+leapLasts, len(fixes)-1)
			back := i + 1
			for back <= last && apart(from.spot, fixes[back].spot) > away/3 {
				back++
			}
			switch {
			case back <= last:
				fixes[back].first = fixes[back].first || fixes[i].first
				i = back
			case fast && len(kept) == 1: // the leap was the first fix
				kept[0] = fixes[i]
				continue
			case fast && last == len(fixes)-1: // it is the last one
				return kept
			}
		}
		kept = append(kept, fixes[i])
	}
	return kept
}

func tooFast(a, b fix) bool {
	return b.time > a.time && apart(a.spot, b.spot) > leap && apart(a.spot, b.spot)/(b.time-a.time) > impossible
}

// A hole is as wide as a short leg, and nobody recorded it: the recorder was
// switched off and on, or slept for minutes.
const (
	widest  = 300.0 // metres
	longest = 120.0 // seconds
)

func torn(a, b fix) bool {
	return (b.first || b.time-a.time > longest) && apart(a.spot, b.spot) > widest
}

// The circle in which a receiver's fixes lie while it stands, in metres, and
// how much fuller than usual it must be to tell that from walking through.
// Counting fixes and not seconds serves recordings without times as well.
const (
	circle = 20.0
	fuller = 3
	fewest = 12
)

// stand gathers each cloud that was drawn while the group stood still into
// its middle.
func stand(fixes []fix) []spot {
	var counts []int
	middles := []spot{}
	for i := 0; i < len(fixes); {
		sum, n := spot{}, 0
		for ; i < len(fixes); i++ {
			if n > 0 && apart(spot{sum.x / float64(n), sum.y / float64(n)}, fixes[i].spot) > circle {
				break
			}
			sum.x, sum.y, n = sum.x+fixes[i].x, sum.y+fixes[i].y, n+1
		}
		counts = append(counts, n)
		middles = append(middles, spot{sum.x / float64(n), sum.y / float64(n)})
	}
	usual := slices.Clone(counts)
	slices.Sort(usual)
	full := max(fewest, fuller*usual[len(usual)/2])
	var spots []spot
	i := 0
	for c, n := range counts {
		if n > full {
			spots = append(spots, middles[c])
		} else {
			for _, f := range fixes[i : i+n] {
				spots = append(spots, f.spot)
			}
		}
		i += n
	}
	return spots
}

// A receiver is off by some metres, in another direction every few seconds,
// and the sum of its steps is longer than the way by half and more. reach is
// how far before and after a point its neighbours help to place it, window
// how many at most, and tremble what a recording may be off its own smoothed
// line, in metres, before smoothing does more good than harm.
const (
	reach   = 38.0
	window  = 40
	tremble = 1.0
)

// smooth lays a parabola through each point's neighbours and takes the point
// on it (Savitzky–Golay). A mean does the same with half the code, and cuts
// six per cent off a town of sharp corners, where this cuts two. Which
// neighbours are within reach trembles too, and with it the line: so that is
// told a second time, from the line that the first time gave.
func smooth(spots []spot) []spot {
	smoothed := mend(spots, mend(spots, spots))
	off := make([]float64, len(spots))
	for i, s := range spots {
		off[i] = apart(s, smoothed[i])
	}
	slices.Sort(off)
	if off[len(off)/2] < tremble {
		return spots
	}
	return smoothed
}

// mend places each point by those neighbours that are within reach of it on
// the guiding line, as many before it as after it.
func mend(spots, guiding []spot) []spot {
	mended := slices.Clone(spots)
	for i, s := range guiding {
		room := min(window, i, len(spots)-1-i)
		beyond := func(k int) bool {
			return k > room || far(s, guiding[i+k], reach) || far(s, guiding[i-k], reach)
		}
		k := 0
		for k < room && !(beyond(k+1) && beyond(k+2)) { // one alone may be off by itself
			k++
		}
		if k >= 2 {
			mended[i] = parabola(spots[i-k : i+k+1])
		}
	}
	return mended
}

// parabola is the middle of the parabola through an odd number of points.
func parabola(spots []spot) spot {
	m := float64(len(spots))
	k := len(spots) / 2
	top, all := 3*m*m-7, 4*m*(m*m-4)/3
	var at spot
	for j, s := range spots {
		d := float64(j - k)
		w := top - 20*d*d
		at.x += w * s.x
		at.y += w * s.y
	}
	return spot{at.x / all, at.y / all}
}
