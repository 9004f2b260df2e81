package routemap

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"
)

// unitsPerName is the part of the sheet, in square units, for each of the names that the
// route does not need.
const unitsPerName = 55_000

// A namer places the names of the base map, and writes those that found a place.
type namer struct {
	*sheet
	written []written
	legs    int       // how many of them are labels of ways
	leaders [][2]Spot // from streets to names next to them
}

// A written is a name with its place: the middles of its letters if they are upright, or
// else the line on which it is written.
type written struct {
	text    string
	upright bool
	line    []Spot
	boxes   []box // its space; nil for the further rows of a name
}

// writeNames writes the names of what is between the stops: the ways' labels, and then the
// names of the base map, or of regions.
func (s *sheet) writeNames(b *strings.Builder) {
	n := namer{sheet: s}
	n.nameLegs()
	n.legs = len(n.written)
	if s.Base != nil {
		n.nameBase()
	}
	n.write(b)
	if s.Base == nil {
		n.writeRegions(b)
	}
}

// nameBase places the names of the base map.
func (n *namer) nameBase() {
	part := n.Base.Within(n.box())
	all := streets(n.sheet, part)
	var walked []*street
	for _, st := range all {
		if st.class() == 0 {
			walked = append(walked, st)
		}
	}
	n.nameWalked(walked)
	for _, st := range all {
		if st.class() == 1 {
			n.place(st)
		}
	}
	n.others(all, part)
}

// rounds is how often the streets that the route follows are named, each time those first
// that found no place the time before.
const rounds = 4

// nameWalked names the streets that the route follows, in the order that leaves fewest
// without a name.
func (n *namer) nameWalked(order []*street) {
	before := n.save()
	var best saved
	fewest := len(order) + 1
	first := 0 // how many of the order come before all others
	for range rounds {
		n.restore(before)
		left := n.nameInOrder(order, first)
		if len(left) < fewest {
			best, fewest = n.save(), len(left)
		}
		if len(left) == 0 {
			break
		}
		first = len(left)
		for _, st := range order {
			if !slices.Contains(left, st) {
				left = append(left, st)
			}
		}
		order = left
	}
	n.restore(best)
}

// nameInOrder names streets: the first ones as best it can, then those of the others that
// have a place on the street itself, and then those next to which there is one. It returns
// the streets without a name.
func (n *namer) nameInOrder(order []*street, first int) (left []*street) {
	for i, st := range order {
		if !n.place(st) && !(i < first && n.callOut(st)) {
			left = append(left, st)
		}
	}
	slices.SortStableFunc(left, func(a, b *street) int { return cmp.Compare(b.walked, a.walked) })
	return slices.DeleteFunc(left, n.callOut)
}

// A saved is what a namer has placed.
type saved struct {
	ink, solid ink
	written    []written
	leaders    [][2]Spot
}

func (n *namer) save() saved {
	return saved{n.ink.clone(), n.solid.clone(), slices.Clone(n.written), slices.Clone(n.leaders)}
}

func (n *namer) restore(s saved) {
	n.ink, n.solid, n.written, n.leaders = s.ink.clone(), s.solid.clone(), slices.Clone(s.written), slices.Clone(s.leaders)
}

// place places the name of a street at the best place that is free.
func (n *namer) place(st *street) bool {
	best := attempt{cost: math.Inf(1)}
	for _, text := range shortened(st.text) {
		for _, c := range st.chains {
			n.try(c, st.class(), text, &best)
		}
		if len(best.line) > 0 {
			break
		}
	}
	if len(best.line) == 0 {
		return false
	}
	for _, b := range best.boxes {
		n.take(b)
	}
	n.written = append(n.written, best.written)
	return true
}

// take marks the space of a name, with a margin before and after it.
func (n *namer) take(b box) {
	b.left, b.right = b.left-2*cell, b.right+2*cell
	n.ink.mark(b)
	n.solid.mark(b)
}

// open reports whether a box is on the sheet and free.
func (n *namer) open(b box) bool {
	return b.left >= 0 && b.top >= 0 && b.right <= n.width && b.bottom <= n.height && !n.ink.meets(b)
}

// write writes the names: the ways' labels in a group of their own, which a page can hide
// with the ways, and those of the base map.
func (n *namer) write(b *strings.Builder) {
	var legs, names, lines strings.Builder
	for i, w := range n.written {
		texts := &names
		if i < n.legs {
			texts = &legs
		}
		n.writeName(texts, &lines, i, w)
	}
	if len(n.leaders) > 0 {
		var d strings.Builder
		for _, l := range n.leaders {
			pen(&d, l[:], false)
		}
		fmt.Fprintf(b, `<path class="base-leader" d="%s"/>`, d.String())
	}
	for _, group := range []struct{ open, texts, end string }{
		{"<defs>", lines.String(), "</defs>"},
		{fmt.Sprintf(`<g class="base-names legs" font-size="%s">`, num(n.Word)), legs.String(), "</g>"},
		{fmt.Sprintf(`<g class="base-names" font-size="%s">`, num(n.Word)), names.String(), "</g>"},
	} {
		if group.texts != "" {
			b.WriteString(group.open + group.texts + group.end)
		}
	}
}

// writeName writes a name, and the line that it follows if that is curved.
func (n *namer) writeName(texts, lines *strings.Builder, i int, w written) {
	text := html.EscapeString(w.text)
	switch {
	case w.upright:
		fmt.Fprintf(texts, `<text%s>%s</text>`, n.places(w.line), text)
	case straight(w.line):
		a, c := w.line[0], w.line[len(w.line)-1]
		turn := math.Atan2(c.Y-a.Y, c.X-a.X)
		fmt.Fprintf(texts, `<text transform="translate(%s %s)rotate(%s)" y="%s">%s</text>`, num((a.X+c.X)/2), num((a.Y+c.Y)/2), num(turn*180/math.Pi), num(0.35*n.Word), text)
	default:
		var d strings.Builder
		pen(&d, longer(parallel(w.line, 0.35*n.Word), 0.1*length(w.line)), false)
		fmt.Fprintf(lines, `<path id="%s-%d" d="%s"/>`, n.ID, i, d.String())
		fmt.Fprintf(texts, `<text><textPath href="#%s-%d" startOffset="50%%">%s</textPath></text>`, n.ID, i, text)
	}
}

// longer returns a line that goes on straight at both ends: a browser leaves out the letters
// that have no space on their line, and its font may be wider than most.
func longer(line []Spot, by float64) []Spot {
	last := len(line) - 1
	long := append([]Spot{line[0].towards(line[1], line[0], by)}, line...)
	return append(long, line[last].towards(line[last-1], line[last], by))
}

// places returns the coordinates of a name's letters. Those that are as high as the one
// before need no y of their own at the end of the list.
func (n *namer) places(line []Spot) string {
	xs, ys := make([]string, len(line)), make([]string, len(line))
	for i, p := range line {
		xs[i], ys[i] = num(p.X), num(p.Y+0.36*n.Word)
	}
	for len(ys) > 1 && ys[len(ys)-1] == ys[len(ys)-2] {
		ys = ys[:len(ys)-1]
	}
	return fmt.Sprintf(` x="%s" y="%s"`, strings.Join(xs, " "), strings.Join(ys, " "))
}

// straight reports whether a line deviates so little from a straight one that letters can
// be written on that.
func straight(line []Spot) bool {
	last := len(line) - 1
	for _, p := range line {
		if off(p, line[0], line[last]) > 1.5 {
			return false
		}
	}
	return true
}

// shortened returns a name and its usual abbreviation, if it has one.
func shortened(name string) []string {
	if short := abbreviations.Replace(name); short != name {
		return []string{name, short}
	}
	return []string{name}
}

// abbreviations are those that street signs and printed maps use.
var abbreviations = strings.NewReplacer(
	"straße", "str.", "Straße", "Str.", "platz ", "pl. ", "Sankt-", "St.-", "Sankt ", "St. ",
	"Avenue ", "Av. ", "Rue ", "R. ", "Allée ", "All. ", "Boulevard ", "Bd ", "Chemin ", "Ch. ", "Passage ", "Pass. ", "Place ", "Pl. ", "Promenade ", "Prom. ", "Impasse ", "Imp. ",
	"Escalier ", "Esc. ", "Square ", "Sq. ", "Saint-", "St-", "Sainte-", "Ste-", "Princesse ", "Psse ", "Général ", "Gal ", "Rond-Point ", "Rd-Pt ",
	" Street", " St", " Road", " Rd", " Lane", " Ln", " Square", " Sq", " Avenue", " Ave",
)
