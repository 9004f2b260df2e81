package timetable

import "slices"

// In a carousel the batches are called teams: they set out together, begin a loop of
// stops at different ones, and move on in the same cyclic order. A team waits until
// there is room at its next stop. Teams are admitted in the order of rounds, and
// within a round in their own order, so that they never wait for each other in a
// circle: there is a plan for any number of teams and stops. Between the loops are
// fixed stops at which all teams are together.

// MostTeams is the largest number of teams of a carousel. mostShifts bounds how many
// distributions of the teams over a loop are tried.
const (
	MostTeams  = 24
	mostShifts = 12
)

// teams plans the ways of the teams of a carousel.
type teams struct{ *planner }

// A part of a carousel is a fixed stop or a loop.
type part struct {
	first, last int        // positions in the variant's order; last is exclusive
	rotations   []rotation // of a loop: the shortest first
}

// A rotation is a way through a loop. Its slices are indexed by team; times are in
// minutes after the start of the loop.
type rotation struct {
	length  int // until all teams are at the fixed stop that follows, or have left
	courses []course
	onward  []Leg // to that stop
}

// A room is where only some teams fit at the same time: a site of known capacity, or
// one stop at a site of unknown capacity, at which there is one team.
type room struct {
	teams int
	taken []Time
}

// rotate computes the rotations of a variant's loops and picks one of each.
func (p teams) rotate(v *variant) {
	v.parts = []part{}
	for i := 0; i < len(v.order); i++ {
		last := i + 1
		if !p.fixed(v, i) {
			for last < len(v.order) && !p.fixed(v, last) {
				last++
			}
		}
		v.parts = append(v.parts, part{first: i, last: last})
		i = last - 1
	}
	for k := range v.parts {
		if l := &v.parts[k]; !p.fixed(v, l.first) {
			p.turn(v, l)
		}
	}
	p.pick(v)
}

// fixed reports whether all teams are at a position together.
func (p teams) fixed(v *variant, i int) bool {
	h := &p.Stops[v.order[i]]
	return h.Fixed && v.order[i] != v.freed || h.Night
}

// turn computes the rotations of a loop: the teams begin at consecutive stops, or as
// far apart as possible, from each stop on.
func (p teams) turn(v *variant, l *part) {
	n := l.last - l.first
	legs := p.loopLegs(v, l)
	for shift := 0; shift < n; shift += (n + mostShifts - 1) / mostShifts {
		for _, spread := range [...]bool{false, true} {
			starts := make([]int, v.batches)
			for k := range starts {
				starts[k] = (shift + k) % n
				if spread {
					starts[k] = (shift + k*n/v.batches) % n
				}
			}
			l.rotations = append(l.rotations, p.rotation(v, l, legs, starts))
		}
	}
	slices.SortStableFunc(l.rotations, func(a, b rotation) int { return a.length - b.length })
}

// loopLegs returns the legs of a loop by the positions of their ends, counted from
// the one before the loop to the one after it. Those of no use are zero.
func (p teams) loopLegs(v *variant, l *part) [][]Leg {
	n := l.last - l.first
	legs := make([][]Leg, n+2)
	for i := range legs {
		legs[i] = make([]Leg, n+2)
		for j := range legs[i] {
			from, to := l.first-1+i, l.first-1+j
			if i != j && i <= n && j > 0 && from >= 0 && to < len(v.order) {
				legs[i][j] = p.leg(v, v.order[from], v.order[to])
			}
		}
	}
	return legs
}

// rotation sends the teams through a loop. Each begins at the given stop of it.
func (p teams) rotation(v *variant, l *part, legs [][]Leg, starts []int) rotation {
	n := l.last - l.first
	r := rotation{courses: make([]course, len(starts)), onward: make([]Leg, len(starts))}
	rooms := p.rooms(v, l)
	for round := range n {
		for k, start := range starts {
			if round == 0 {
				r.courses[k] = newCourse(n)
			}
			c := &r.courses[k]
			i := (start + round) % n
			now := 0
			if round == 0 {
				c.legs[i] = legs[0][i+1]
			} else {
				before := c.sequence[round-1]
				now, c.legs[i] = c.left[before], legs[before+1][i+1]
			}
			stay := p.Stops[v.order[l.first+i]].Stay
			c.at[i] = rooms[i].admit(now+c.legs[i].Likely, stay)
			c.left[i] = c.at[i] + stay
			c.sequence = append(c.sequence, i)
			r.onward[k] = legs[i+1][n+1]
			r.length = max(r.length, c.left[i]+r.onward[k].Likely)
		}
	}
	return r
}

// rooms returns the room of each stop of a loop; nil where any number of teams fits.
func (p teams) rooms(v *variant, l *part) []*room {
	rooms := make([]*room, l.last-l.first)
	sites := map[int]*room{}
	size := max(1, (p.Group+v.batches-1)/v.batches)
	for i := range rooms {
		switch h := &p.Stops[v.order[l.first+i]]; {
		case h.Site < 0:
		case h.Capacity == 0:
			rooms[i] = &room{teams: 1}
		case sites[h.Site] != nil:
			rooms[i] = sites[h.Site]
		default:
			rooms[i] = &room{teams: max(1, h.Capacity/size)}
			sites[h.Site] = rooms[i]
		}
	}
	return rooms
}

// admit returns the first minute from the given one on at which there is room for a
// stay, and takes it.
func (r *room) admit(from, stay int) int {
	if r == nil {
		return from
	}
	stay = max(1, stay)
	for {
		next, full := r.full(from, from+stay)
		if !full {
			r.taken = append(r.taken, Time{from, from + stay})
			return from
		}
		from = next
	}
}

// full reports whether there is no room at some time of an interval, and when the
// first of those who are there then leaves.
func (r *room) full(from, to int) (next int, full bool) {
	for k := -1; k < len(r.taken); k++ {
		at := from
		if k >= 0 {
			at = r.taken[k].Arrive
		}
		if at < from || at >= to {
			continue
		}
		teams, first := 0, 0
		for _, t := range r.taken {
			if t.Arrive <= at && at < t.Depart {
				if teams++; first == 0 || t.Depart < first {
					first = t.Depart
				}
			}
		}
		if teams >= r.teams {
			return first, true
		}
	}
	return 0, false
}

// pick chooses a rotation of each loop, the shortest in which all stops are open when
// the teams are there, and computes the courses of the teams.
func (p teams) pick(v *variant) {
	v.courses = make([]course, v.batches)
	for k := range v.courses {
		v.courses[k] = newCourse(len(v.order))
	}
	now := 0
	var before *rotation
	for _, l := range v.parts {
		if l.rotations == nil {
			now = p.gather(v, l.first, now, before)
			before = nil
			continue
		}
		before = &l.rotations[0]
		for r := range l.rotations {
			if p.open(v, &l, &l.rotations[r], now) {
				before = &l.rotations[r]
				break
			}
		}
		for k := range v.courses {
			v.courses[k].add(&before.courses[k], l.first, now)
		}
		now += before.length
	}
}

// gather has all teams at a fixed stop from the given time on, and returns when they
// leave it. They come from a rotation, or together from another fixed stop.
func (p teams) gather(v *variant, i, now int, from *rotation) int {
	var together Leg
	if from == nil && i > 0 {
		together = p.leg(v, v.order[i-1], v.order[i])
		now += together.Likely
	}
	left := p.leaving(v, i, now)
	for k := range v.courses {
		c := &v.courses[k]
		c.at[i], c.left[i], c.legs[i] = now, left, together
		if from != nil {
			c.legs[i] = from.onward[k]
		}
		c.sequence = append(c.sequence, i)
	}
	return left
}

// add appends a course through a loop that begins at a position and a time.
func (c *course) add(loop *course, first, now int) {
	for _, i := range loop.sequence {
		c.sequence = append(c.sequence, first+i)
		c.at[first+i], c.left[first+i], c.legs[first+i] = now+loop.at[i], now+loop.left[i], loop.legs[i]
	}
}

// open reports whether no stop of a loop refuses a team in a rotation that begins at
// a given time.
func (p teams) open(v *variant, l *part, r *rotation, now int) bool {
	if !v.dated || v.start < 0 {
		return true
	}
	for i := range l.last - l.first {
		h := &p.Stops[v.order[l.first+i]]
		if h.Hours < 0 {
			continue
		}
		for k := range r.courses {
			at := v.start + now + r.courses[k].at[i]
			kind, _ := p.tables[h.Hours].visit(v.day, at, at+max(1, h.Stay), h.LastEntry)
			if (Conflict{Kind: kind}).Refuses() {
				return false
			}
		}
	}
	return true
}
