package timetable

// Detours are how much longer a way is than the straight line, in hundredths:
// the median, and the low and high ends, of the medians measured over six
// cities. A way that was measured is off by a twentieth.
var (
	detours  = [3]int{123, 130, 137}
	measured = [3]int{95, 100, 105}
)

// regroup is what forty people need to gather before each walked leg, in
// minutes.
const regroup = 2

// speeds are door to door, in metres an hour; walking goes by the pace.
var speeds = map[string]int{"cycle": 12_000, "coach": 40_000, "drive": 40_000, "metro": 30_000, "ferry": 15_000}

// fastest is the speed, in metres an hour, past which a leg's given time says
// that the distance is not travelled at all.
const fastest = 200_000

// leg is the way between two stops that follow each other in the variant.
func (p *planner) leg(v *variant, from, to int) Leg {
	if !v.skips(from, to) {
		return p.direct(v, from, to)
	}
	own := p.by(v, to)
	alike := p.spotted(from, to)
	for stop := from + 1; stop <= to; stop++ {
		alike = alike && p.computed(stop) && p.by(v, stop) == own
	}
	if alike {
		return p.direct(v, from, to)
	}
	sum, known := p.own(v, from+1)
	for stop := from + 2; stop <= to; stop++ {
		leg, ok := p.own(v, stop)
		sum.Metres += leg.Metres
		sum.Low, sum.Likely, sum.High = sum.Low+leg.Low, sum.Likely+leg.Likely, sum.High+leg.High
		sum.Given, sum.Mapped, known = sum.Given || leg.Given, sum.Mapped || leg.Mapped, known && ok
	}
	if sum.By = own; !known {
		sum.Metres, sum.Mapped = 0, false
	}
	return sum
}

// skips reports whether a stop follows another in the tour's own order, with
// nothing between them but stops that are left out.
func (v *variant) skips(from, to int) bool {
	for stop := from + 1; stop < to; stop++ {
		if !v.out[stop] {
			return false
		}
	}
	return from < to
}

// by is how the group gets to a stop.
func (p *planner) by(v *variant, stop int) string {
	if by := p.Stops[stop].By; by != "walk" || v.ride < 0 || v.ride != v.following(stop) {
		return by
	}
	return ride
}

// following is the first stop from one on that is not left out.
func (v *variant) following(stop int) int {
	for stop < len(v.out) && v.out[stop] {
		stop++
	}
	return stop
}

// computed reports whether a stop's leg is neither given nor measured.
func (p *planner) computed(stop int) bool {
	return p.Stops[stop].Travel == 0 && p.Stops[stop].Way == 0
}

// spotted reports whether it is known where both stops are.
func (p *planner) spotted(a, b int) bool { return p.Stops[a].Spot >= 0 && p.Stops[b].Spot >= 0 }

// straight is the metres between two stops that are spotted.
func (p *planner) straight(a, b int) int {
	i, j := p.Stops[a].Spot, p.Stops[b].Spot
	if i == j {
		return 0
	}
	return p.Spots[max(i, j)][min(i, j)]
}

// direct is the leg from one stop to another, computed: along the map's ways
// where the group walks and they are known, else from the straight line.
func (p *planner) direct(v *variant, from, to int) Leg {
	l := Leg{By: p.by(v, to)}
	if !p.spotted(from, to) {
		return l
	}
	if metres, steps := p.afoot(from, to); l.By == "walk" && metres > 0 {
		l.take(metres, steps, measured, v.pace)
		l.Mapped = true
		return l
	}
	l.take(p.straight(from, to), 0, detours, v.pace)
	return l
}

// afoot is the way on foot between two stops that are spotted, and what its
// steps cost in seconds; 0 where nobody knows.
func (p *planner) afoot(from, to int) (metres, steps int) {
	if p.Foot == nil {
		return 0, 0
	}
	way := p.Foot[p.Stops[from].Spot][p.Stops[to].Spot]
	return way[0], way[1]
}

// own is a stop's leg from the stop before it in the tour; known is false
// when nobody knows how far that is.
func (p *planner) own(v *variant, stop int) (l Leg, known bool) {
	h := &p.Stops[stop]
	if h.Way > 0 {
		l.By = p.by(v, stop)
		l.take(h.Way, 0, measured, v.pace)
		known = true
	} else {
		l = p.direct(v, stop-1, stop)
		known = p.spotted(stop-1, stop)
	}
	if h.Travel > 0 {
		l.Low, l.Likely, l.High, l.Given = h.Travel, h.Travel, h.Travel, true
		if l.Metres*60 > fastest*h.Travel {
			l.Metres, l.Mapped, known = 0, false, false // nobody goes there: a route that is followed at home
		}
	}
	return l, known
}

// take computes a leg of some metres, which become longer by hundredths, and
// of the seconds that steps on it cost.
func (l *Leg) take(metres, steps int, hundredths [3]int, pace int) {
	// 64 bits: a leg around the world must not overflow on a small machine.
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
