package track

import (
	"math"
	"slices"

	"wayside/internal/geo"
)

// A piece is a continuous part of a recording, cleaned.
type piece struct {
	line    []geo.Point
	heights []float64 // of its points; NaN if missing
	offset  int       // of its first point in the text, in bytes
}

// A fix is a point projected onto the plane.
type fix struct {
	spot
	time   float64
	above  float64
	offset int
	first  bool
}

// clean removes from a recording what the group did not walk: first jumps of the
// receiver, then the scatter recorded while standing, then the jitter while moving.
// The order matters, as each disturbs the next step.
func clean(points []point) []piece {
	if len(points) == 0 {
		return nil
	}
	flat := planeAt(points[len(points)/2].Point)
	fixes := make([]fix, 0, len(points))
	first := false
	for _, p := range points {
		first = first || p.first
		// Receivers write 0, 0 until they know their position.
		if p.Point == (geo.Point{}) {
			continue
		}
		f := fix{flat.spot(p.Point), p.time, p.above, p.offset, first}
		first = false
		if n := len(fixes); n == 0 || fixes[n-1].spot != f.spot {
			fixes = append(fixes, f)
		}
	}
	fixes = despike(fixes)
	var pieces []piece
	for start := 0; start < len(fixes); {
		end := start + 1
		for end < len(fixes) && !gapBetween(fixes[end-1], fixes[end]) {
			end++
		}
		spots, heights := mergeStays(fixes[start:end])
		spots = smooth(spots)
		p := piece{offset: fixes[start].offset, heights: heights, line: make([]geo.Point, len(spots))}
		for i, s := range spots {
			p.line[i] = flat.point(s)
		}
		pieces = append(pieces, p)
		start = end
	}
	return pieces
}

// Thresholds for jumps: no group travels faster than 360 km/h, and nobody moves 40 m,
// or eight ordinary steps, and immediately back.
const (
	impossible = 100.0 // metres a second
	leap       = 40.0  // metres
	leapSteps  = 8
	leapLasts  = 8 // points at most
)

// despike removes jumps: points after which the recording returns to where it was,
// and points that could only be reached at an impossible speed.
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
			case fast && len(kept) == 1: // the first fix was wrong
				kept[0] = fixes[i]
				continue
			case fast && last == len(fixes)-1: // the last fix is wrong
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

// A gap longer than both limits was not recorded: the recorder was switched off and
// on again, or was suspended for minutes. widest is as long as a short leg.
const (
	widest  = 300.0 // metres
	longest = 120.0 // seconds
)

func gapBetween(a, b fix) bool {
	return (b.first || b.time-a.time > longest) && apart(a.spot, b.spot) > widest
}

// circle is the radius in metres of the scatter of a standing receiver. A stay is
// recognized by having fuller times the usual number of fixes in the circle. Counting
// fixes instead of seconds also works for recordings without times.
const (
	circle = 20.0
	fuller = 3
	fewest = 12
)

// mergeStays replaces the scatter of each stay by its centre, at the height at which it
// began.
func mergeStays(fixes []fix) (spots []spot, heights []float64) {
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
	i := 0
	for c, n := range counts {
		if n > full {
			spots, heights = append(spots, middles[c]), append(heights, fixes[i].above)
		} else {
			for _, f := range fixes[i : i+n] {
				spots, heights = append(spots, f.spot), append(heights, f.above)
			}
		}
		i += n
	}
	return spots, heights
}

// A receiver has an error of some metres whose direction changes every few seconds,
// which makes the sum of its steps 50% longer than the way, or more. reach is the
// distance in metres within which neighbours are used to smooth a point, and window
// their maximum number on each side. tremble is the median distance in metres between
// a recording and its smoothed line below which smoothing does more harm than good.
const (
	reach   = 38.0
	window  = 40
	tremble = 1.0
)

// smooth replaces each point by the value of a parabola fitted to its neighbours
// (Savitzky–Golay). A moving average takes half the code but shortens a way with
// many sharp corners by 6%, where this shortens it by 2%. Noise also affects which
// neighbours are within reach, so these are determined again on the smoothed line in
// a second pass.
func smooth(spots []spot) []spot {
	smoothed := fit(spots, fit(spots, spots))
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

// fit smooths each point using the neighbours that are within reach of it on the
// guiding line, with the same number before and after it.
func fit(spots, guiding []spot) []spot {
	fitted := slices.Clone(spots)
	for i, s := range guiding {
		room := min(window, i, len(spots)-1-i)
		beyond := func(k int) bool {
			return k > room || far(s, guiding[i+k], reach) || far(s, guiding[i-k], reach)
		}
		k := 0
		for k < room && !(beyond(k+1) && beyond(k+2)) { // a single point may be an outlier
			k++
		}
		if k >= 2 {
			fitted[i] = parabola(spots[i-k : i+k+1])
		}
	}
	return fitted
}

// parabola returns the midpoint of the parabola fitted to an odd number of points.
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
