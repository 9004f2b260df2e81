package hours

import "slices"

// A timeline describes one day: stretches in order that do not overlap. Times
// between them are closed.
type timeline []stretch

type stretch struct {
	from, to int // minutes since midnight, between 0 and 1440
	state    State
	openEnd  bool
	spill    bool // began on the previous day
	holiday  bool // the rule matched a public holiday
	comment  string
}

// paint covers s with the rule's state and comment. A fallback rule covers
// only times that are still closed.
func (line timeline) paint(r *rule, s stretch) timeline {
	if s.from >= s.to {
		return line
	}
	s.state, s.comment = r.state, r.comment
	if s.openEnd && s.state == Open {
		s.state = Unknown // the closing time is not given
	}
	if r.join != fallback {
		return line.cover(s)
	}
	gaps := timeline{}
	for at := s.from; at < s.to; {
		gap := s
		gap.from, gap.to = at, s.to
		at = s.to
		for _, held := range line {
			if held.state != Closed && held.to > gap.from && held.from < gap.to {
				gap.to, at = max(held.from, gap.from), held.to
				break
			}
		}
		if gap.from < gap.to {
			gaps = append(gaps, gap)
		}
	}
	for _, gap := range gaps {
		line = line.cover(gap)
	}
	return line
}

// cover replaces the stretches in the range of s with s.
func (line timeline) cover(s stretch) timeline {
	first := 0
	for first < len(line) && line[first].to <= s.from {
		first++
	}
	last := first
	for last < len(line) && line[last].from < s.to {
		last++
	}
	with := make(timeline, 0, 3)
	if first < last && line[first].from < s.from {
		head := line[first]
		head.to = s.from
		with = append(with, head)
	}
	with = append(with, s)
	if first < last && line[last-1].to > s.to {
		tail := line[last-1]
		tail.from = s.to
		with = append(with, tail)
	}
	return slices.Replace(line, first, last, with...)
}

// agreement returns the common part of two timelines of a day. It is Unknown
// where they differ.
func (line timeline) agreement(other timeline) timeline {
	edges := []int{0, dayLength}
	for _, s := range line {
		edges = append(edges, s.from, s.to)
	}
	for _, s := range other {
		edges = append(edges, s.from, s.to)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out timeline
	for i, from := range edges[:len(edges)-1] {
		a, b := line.at(from), other.at(from)
		both := a
		if a.state != b.state {
			both = stretch{state: Unknown, spill: a.spill || b.spill, holiday: a.holiday}
		}
		both.from, both.to = from, edges[i+1]
		if both.state != Closed || both.comment != "" {
			out = append(out, both)
		}
	}
	return out
}

// at returns the stretch at a minute, or a closed one if there is none.
func (line timeline) at(minute int) stretch {
	for _, s := range line {
		if s.from <= minute && minute < s.to {
			return s
		}
	}
	return stretch{}
}
