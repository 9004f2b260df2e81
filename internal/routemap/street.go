package routemap

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"wayside/internal/osm"
)

// A street is what the sheet shows of the ways of one name.
type street struct {
	text   string
	chains []chain
	walked float64 // units of it that the route follows
	corner bool    // seen where the route turns
	long   float64 // units on the sheet
}

// A chain is a line of a street at equal distances of step units.
type chain struct {
	line   []Spot
	walked []span // the parts that the route follows
}

// A span is a range of points of a chain, the last one excluded.
type span struct{ from, to int }

const (
	step    = 2.0
	reach   = 7.0  // metres next to a street, such as its pavement, on which one walks along it
	shortly = 25.0 // metres below which one only crosses a street
	seen    = 12.0 // metres around a turn in which a street is seen
	turning = 35 * math.Pi / 180
)

// streets returns the streets of the base map, those first whose names are needed most:
// that the route follows, that are seen where it turns, and then others by length.
func streets(s *sheet, part *osm.Extract) []*street {
	ways := map[string][][]int32{}
	for _, w := range part.Ways {
		if name := s.nameOf(w.Tags); name != "" && shownLine(s, w.Tags) {
			ways[name] = append(ways[name], w.Nodes)
		}
	}
	along, turns := followed(s), turns(s)
	var all []*street
	for name, ways := range ways {
		st := &street{text: name}
		for _, nodes := range joined(ways, func(i int32) Spot { return s.spot(part.Nodes[i].Point()) }) {
			for _, line := range clipLine(s.spots(part.Line(nodes)), box{0, 0, s.width, s.height}) {
				st.add(resampled(simplified(line, fine/2), step), s.scale, &along, &turns)
			}
		}
		all = append(all, st)
	}
	slices.SortFunc(all, func(a, b *street) int {
		return cmp.Or(cmp.Compare(a.class(), b.class()), a.within(b), cmp.Compare(a.text, b.text))
	})
	return all
}

// class orders streets by how much their names are needed.
func (st *street) class() int {
	switch {
	case st.walked > 0:
		return 0
	case st.corner:
		return 1
	}
	return 2
}

// within orders streets of a class. Of those that the route follows the short ones have
// fewer places for their names, so they come first.
func (st *street) within(other *street) int {
	if st.walked > 0 {
		return cmp.Compare(st.long, other.long)
	}
	return cmp.Compare(other.long, st.long)
}

// add adds a line to the street, and which parts of it the route follows.
func (st *street) add(line []Spot, scale float64, along, turns *ink) {
	c := chain{line: line}
	least := int(max(shortly, 4*reach) * scale / step)
	from := -1
	for i := 0; i <= len(line); i++ {
		on := i < len(line) && along.meets(around(line[i], cell/4))
		switch {
		case on && from < 0:
			from = i
		case !on && from >= 0:
			if i-from >= max(least, 6) {
				c.walked = append(c.walked, span{from, i})
				st.walked += float64(i-from) * step
			}
			from = -1
		}
		st.corner = st.corner || i < len(line) && turns.meets(around(line[i], cell/4))
	}
	st.long += float64(len(line)) * step
	st.chains = append(st.chains, c)
}

// shownLine reports whether a way with these tags is drawn as a line in the open.
func shownLine(s *sheet, t osm.Tags) bool {
	if tunnel := t.Get("tunnel"); tunnel != "" && tunnel != "no" || t.Get("railway") != "" {
		return false
	}
	return slices.ContainsFunc(layers, func(l layer) bool { return !l.surface && 1/s.scale <= l.coarse && l.is(t) })
}

// followed returns an ink of the ground near the ways that follow real ones.
func followed(s *sheet) ink {
	k := newInk(s.width, s.height)
	for _, w := range s.Ways {
		if w.Traced {
			k.stroke(s.spots(w.Line), max(reach*s.scale, cell))
		}
	}
	return k
}

// turns returns an ink of the ground near the turns of the route.
func turns(s *sheet) ink {
	k := newInk(s.width, s.height)
	for _, w := range s.Ways {
		if !w.Traced {
			continue
		}
		line := simplified(s.spots(w.Line), max(3*s.scale, 1))
		for i := 1; i < len(line)-1; i++ {
			a, b, c := line[i-1], line[i], line[i+1]
			if bend(math.Atan2(b.Y-a.Y, b.X-a.X), math.Atan2(c.Y-b.Y, c.X-b.X)) > turning {
				k.mark(around(b, max(seen*s.scale, 2*cell)))
			}
		}
	}
	return k
}

// nameOf returns the name of a feature in the map's language.
func (m *Map) nameOf(t osm.Tags) string {
	name := t.Get("name")
	for _, lang := range m.Languages {
		if local := t.Get("name:" + lang); local != "" {
			name = local
			break
		}
	}
	if m.Convert != nil {
		name = m.Convert(name)
	}
	return strings.TrimSpace(name)
}
