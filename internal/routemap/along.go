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

// A trial is a name that is tried at one place after another: the middles of its parts there
// and their boxes, and whether its letters are upright.
type trial struct {
	*namer
	text   string
	spots  []Spot
	boxes  []box
	raised bool
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
	t := trial{namer: n, text: text}
	for k, offset := range []float64{0, beyond, -beyond, beyond + 8, -beyond - 8, beyond + 16, -beyond - 16} {
		moved := beside(line, offset)
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
	if t.raised = strings.ContainsFunc(t.text, wide); t.raised {
		return t.upright(line)
	}
	return t.turned(line, width(t.text, t.Word))
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

// turned writes a name of a length along the line, letters turned with it, as Latin is
// written.
func (t *trial) turned(line []Spot, left float64) bool {
	half := 0.42 * t.Word
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
		pen(&d, longer(beside(w.line, 0.35*n.Word), 0.1*length(w.line)), false)
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
