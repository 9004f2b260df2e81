package track

import (
	"math"
	"slices"

	"wayside/internal/geo"
	"wayside/internal/guide"
)

// A height is a height that was recorded at a distance along the track.
type height struct{ metres, above float64 }

const (
	// deepest and highest are the limits of plausible heights in metres; receivers write
	// others until they know their position.
	deepest, highest = -500.0, 9000.0
	// mostHeights is the maximum number of heights of a profile: as many as a drawing
	// shows. fineStep is the minimum distance between them in metres.
	mostHeights = 300
	fineStep    = 10.0
	// middle is the distance in metres on either side within which the median removes
	// spikes, and mean that within which the mean removes noise.
	middle = 30.0
	mean   = 60.0
	// rise is the minimum change of height in metres that counts for the totals. The
	// heights of receivers wander by a few metres while one stands.
	rise = 5.0
	// flat is the minimum range of heights in metres of which a profile says something.
	flat = 10.0
	// enough is the part of the points that must have a height.
	enough = 0.8
)

// level adds the heights of a piece's points between two that are kept, the first of
// which is at a distance along the track, the last at another.
func (t *Track) level(line []geo.Point, heights []float64, from, to float64) {
	along := make([]float64, len(line))
	for i := 1; i < len(line); i++ {
		along[i] = along[i-1] + geo.Distance(line[i-1], line[i])
	}
	scale := (to - from) / math.Max(along[len(line)-1], 1e-9)
	for i := range line[1:] {
		t.see(from+along[i+1]*scale, heights[i+1])
	}
}

// see adds a point's height, NaN if it has none.
func (t *Track) see(metres, above float64) {
	t.points++
	if above >= deepest && above <= highest {
		t.heights = append(t.heights, height{metres, above})
	}
}

// profile returns the heights along the track, or nil if most points have none or the
// track is flat. At even distances it takes the median of what was recorded nearby, and
// then the mean, weighted by nearness.
func (t *Track) profile() *guide.Profile {
	long := t.end()
	if len(t.heights) < 2 || float64(len(t.heights)) < enough*float64(t.points) || long < 2*fineStep {
		return nil
	}
	n := min(mostHeights, int(long/fineStep)) + 1
	p := &guide.Profile{Step: long / float64(n-1)}
	p.Heights = smoothHeights(t.medians(n, p.Step), p.Step)
	if slices.Max(p.Heights)-slices.Min(p.Heights) < flat {
		return nil
	}
	p.Up, p.Down = climbs(p.Heights)
	for _, h := range t.holes {
		p.Gaps = append(p.Gaps, [2]float64{math.Round(h.before), math.Round(h.before + h.wide)})
	}
	return p
}

// climbs returns the total climb and descent in metres: the differences between summits
// and valleys, of which each next one is at least rise higher or lower.
func climbs(heights []float64) (up, down int) {
	pivot, ahead := heights[0], heights[0] // the last summit or valley, and what may be the next
	sum := [2]float64{}
	for _, h := range heights {
		switch {
		case (ahead-pivot)*(h-ahead) >= 0 && (ahead != pivot || math.Abs(h-pivot) >= rise):
			ahead = h
		case ahead != pivot && math.Abs(h-ahead) >= rise:
			sum = counted(sum, ahead-pivot)
			pivot, ahead = ahead, h
		}
	}
	sum = counted(sum, ahead-pivot)
	return int(math.Round(sum[0])), int(math.Round(sum[1]))
}

// counted adds a change of height to the sums of climbs and descents.
func counted(sum [2]float64, change float64) [2]float64 {
	if change > 0 {
		sum[0] += change
	} else {
		sum[1] -= change
	}
	return sum
}

// medians returns the median of the heights near each of n even distances. Where none was
// recorded, it is between those before and after.
func (t *Track) medians(n int, step float64) []float64 {
	all := make([]float64, n)
	near := math.Max(middle, step/2)
	first, after := 0, 0
	for i := range all {
		at := float64(i) * step
		for first < len(t.heights) && t.heights[first].metres < at-near {
			first++
		}
		for after < len(t.heights) && t.heights[after].metres <= at+near {
			after++
		}
		if first < after {
			all[i] = median(t.heights[first:after])
			continue
		}
		before, next := t.heights[max(0, first-1)], t.heights[min(first, len(t.heights)-1)]
		all[i] = before.above
		if next.metres > before.metres {
			all[i] += (next.above - before.above) * (at - before.metres) / (next.metres - before.metres)
		}
	}
	return all
}

func median(heights []height) float64 {
	values := make([]float64, len(heights))
	for i, h := range heights {
		values[i] = h.above
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// smoothHeights returns the means of the heights, weighted by nearness, in tenths of a
// metre.
func smoothHeights(heights []float64, step float64) []float64 {
	smooth := make([]float64, len(heights))
	reach := int(mean / step)
	for i := range heights {
		k := min(reach, i, len(heights)-1-i) // as many on both sides, so that slopes stay
		sum, weights := 0.0, 0.0
		for d := -k; d <= k; d++ {
			weight := float64(reach + 1 - max(d, -d))
			sum, weights = sum+weight*heights[i+d], weights+weight
		}
		smooth[i] = math.Round(10*sum/weights) / 10
	}
	return smooth
}

// reversed returns the profile in the opposite direction, or nil.
func reversed(p *guide.Profile) *guide.Profile {
	if p == nil {
		return nil
	}
	back := &guide.Profile{Step: p.Step, Heights: slices.Clone(p.Heights), Up: p.Down, Down: p.Up}
	slices.Reverse(back.Heights)
	long := math.Round(p.Step * float64(len(p.Heights)-1))
	for _, gap := range slices.Backward(p.Gaps) {
		back.Gaps = append(back.Gaps, [2]float64{long - gap[1], long - gap[0]})
	}
	return back
}
