package timetable

// Detours are the ratios of the real distance to the straight line, in
// hundredths: the median of six cities' medians, and the low and high ends.
// Measured distances are assumed accurate to 5%.
var (
	detours  = [3]int{123, 130, 137}
	measured = [3]int{95, 100, 105}
)

// regroup is the time that forty people need to gather before each walked leg,
// in minutes.
const regroup = 2

// speeds are door to door, in metres per hour. Walking uses the tour's pace.
var speeds = map[string]int{"cycle": 12_000, "coach": 40_000, "drive": 40_000, "metro": 30_000, "ferry": 15_000}

// legs computes the legs of a tour, with the stops of a choice.
type legs struct {
	*Tour
	spots []int // of the stops as written
	ways  ways
}

// leg returns the leg between two consecutive stops of the variant.
func (p *legs) leg(v *variant, from, to int) Leg {
	if v.anchor(to) != to {
		return Leg{By: p.by(v, to)} // it is where the group is
	}
	if from = v.anchor(from); !p.skips(v, from, to) {
		return p.direct(v, v.spots, from, to)
	}
	mode := p.by(v, to)
	uniform := located(v.spots, from, to)
	for stop := from + 1; stop <= to; stop++ {
		uniform = uniform && (p.Stops[stop].Floats || p.computed(stop) && p.by(v, stop) == mode)
	}
	if uniform {
		return p.direct(v, v.spots, from, to)
	}
	sum, known := p.writtenLeg(v, from+1)
	if to > from+1 {
		sum.Passage, sum.Around = 0, false // where its gates are is not known
	}
	for stop := from + 2; stop <= to; stop++ {
		leg, ok := p.writtenLeg(v, stop)
		sum.Metres += leg.Metres
		sum.Low, sum.Likely, sum.High = sum.Low+leg.Low, sum.Likely+leg.Likely, sum.High+leg.High
		sum.Given, sum.Mapped, sum.Rough, known = sum.Given || leg.Given, sum.Mapped || leg.Mapped, sum.Rough || leg.Rough, known && ok
	}
	if sum.By = mode; !known {
		sum.Metres, sum.Mapped = 0, false
	}
	return sum
}

// skips reports whether all stops between the two are left out or float, and from
// comes before to in the tour.
func (p *legs) skips(v *variant, from, to int) bool {
	for stop := from + 1; stop < to; stop++ {
		if !v.out[stop] && !p.Stops[stop].Floats {
			return false
		}
	}
	return from < to
}

// by returns the mode of transport to a stop.
func (p *legs) by(v *variant, stop int) string {
	if by := p.Stops[stop].By; by != "walk" || v.ride < 0 || v.ride != v.following(stop) {
		return by
	}
	return ride
}

// following returns the first stop at or after the given one that is not left out.
func (v *variant) following(stop int) int {
	for stop < len(v.out) && v.out[stop] {
		stop++
	}
	return stop
}

// computed reports whether a stop's leg is neither given nor measured.
func (p *legs) computed(stop int) bool {
	return p.Stops[stop].Travel == 0 && p.Stops[stop].Way == 0
}

// located reports whether both stops have a position among the spots of stops.
func located(spots []int, a, b int) bool { return spots[a] >= 0 && spots[b] >= 0 }

// straight returns the straight-line distance between two spots, in metres.
func (p *legs) straight(i, j int) int {
	if i == j {
		return 0
	}
	return p.Spots[max(i, j)][min(i, j)]
}

// direct computes the leg between two stops at the given spots: along the map's ways
// if the group walks and they are known, or else from the straight line.
func (p *legs) direct(v *variant, spots []int, from, to int) Leg {
	l := Leg{By: p.by(v, to)}
	if !located(spots, from, to) {
		if h := &p.Stops[to]; h.Travel > 0 && from != to-1 { // nothing else is known of the way in another order
			l.Low, l.Likely, l.High, l.Given = h.Travel, h.Travel, h.Travel, true
		}
		return l
	}
	if f := p.onFoot(v, spots[from], spots[to]); l.By == "walk" && f.metres > 0 {
		l.take(f.metres, f.steps, measured, v.pace)
		l.Mapped, l.Rough, l.Passage, l.Around = true, f.rough, f.passage, f.around
		return l
	}
	l.take(p.straight(spots[from], spots[to]), 0, detours, v.pace)
	return l
}

// writtenLeg returns a stop's leg from the previous stop of the tour; known
// reports whether its distance is known.
func (p *legs) writtenLeg(v *variant, stop int) (l Leg, known bool) {
	h := &p.Stops[stop]
	if h.Way > 0 {
		l.By = p.by(v, stop)
		l.take(h.Way, 0, measured, v.pace)
		known = true
	} else {
		l = p.direct(v, p.spots, stop-1, stop)
		known = located(p.spots, stop-1, stop)
	}
	if h.Travel > 0 {
		l.Low, l.Likely, l.High, l.Given = h.Travel, h.Travel, h.Travel, true
	}
	return l, known
}

// take sets distance and times of a leg from a distance in metres, the detour
// factors in hundredths, and the seconds that its steps add.
func (l *Leg) take(metres, steps int, hundredths [3]int, pace int) {
	// 64 bits: a leg around the world must not overflow a 32-bit int.
	l.Metres = int((int64(metres)*int64(hundredths[1]) + 50) / 100)
	if metres == 0 {
		return // two stops at one place
	}
	speed, gather := max(1, pace), regroup
	if s, ok := speeds[l.By]; ok {
		speed, gather = s, 0
	}
	for i, minutes := range [3]*int{&l.Low, &l.Likely, &l.High} {
		above, below := int64(metres)*int64(hundredths[i])*3600+int64(steps)*int64(speed)*100, int64(speed)*6000
		*minutes = int((above+below-1)/below) + gather
	}
}
