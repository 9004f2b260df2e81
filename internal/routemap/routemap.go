// Package routemap draws a route as SVG: numbered stops, the ways between them, the accuracy
// of positions, names, a north arrow and a scale.
//
// The input is positions and names, the output the contents of an <svg>, with classes that a
// stylesheet assigns colours to: the same drawing is used on phones, on paper and in dark
// mode. No information is conveyed by colour alone. Names do not overlap each other, numbers
// or furniture, and every stop has its name. The output depends only on the input.
package routemap

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/geo"
	"wayside/internal/osm"
)

// A Map describes a map to draw.
type Map struct {
	Stops []Stop
	Ways  []Way
	Width float64 // of the drawing in units, see Letter
	Least float64 // minimum width in metres; 0 for a width that distinguishes two nearby stops
	// Tallest and Flattest limit the drawing's height, as fractions of Width.
	Tallest, Flattest float64
	Note              string // attribution of the base map, at the bottom
	North             string // letter at the north arrow: "N", "北"
	// Distance formats metres for the scale.
	Distance func(metres float64) string
	// Join joins the numbers of stops that share a disc; nil for a list with commas.
	Join func(numbers []string) string
	// Base is the base map, or nil. Languages are the preferred languages of its
	// names, as OpenStreetMap tags them; features without a name in them show their
	// default name.
	Base      *osm.Extract
	Languages []string
	// Signs are candidates; only those for which there is room are drawn.
	Signs []Sign
	// Convert converts a name of the base map to the script of the map's language; nil
	// for names as they are.
	Convert func(name string) string
	// Word is the height of the base map's letters in units.
	Word float64
	// Regions are the districts that a map without a base names.
	Regions []Region
	// ID begins the ids of the drawing, which are unique in its page.
	ID string
	// Whole leaves out insets: what is close together has a map of its own elsewhere.
	Whole bool
	inset bool // shows the stops only, without a north arrow
}

// A Stop is a stop of the map.
type Stop struct {
	Number   string // text in its disc: "3", or "1–2" for several stops at one place
	Name     string // "" for none
	At       geo.Point
	Accuracy float64 // metres; drawn as a circle of doubt if larger than the disc
	Href     string  // link of its disc; "" for none
	Label    string  // what a screen reader says of the link; "" for what the disc shows
	Note     string  // below its name: a meal, a night; "" for none
}

// A Way is the way from one stop to the next.
type Way struct {
	By     string      // one of guide.Modes
	Line   []geo.Point // at least two points
	Traced bool        // follows the real way; otherwise a straight line
	// From and To are the positions that the way connects. A traced line may end short
	// of them. Both zero: the line's ends.
	From, To geo.Point
	Label    string // next to its line: its mode and length; "" for none
}

// A Drawing is the contents of an <svg> with its size.
type Drawing struct {
	Width, Height int
	SVG           string
	View          View
	// What the drawing contains, for its legend: a base map, circles of doubt, lines that
	// follow real ways and straight ones that do not, dots from a way's end to its stop, and
	// a magnified part.
	Based, Doubts, Traced, Straight, Stubs, Inset bool
	Signs                                         []string // kinds of the signs that it contains, for a legend
}

// A View is where a drawing lies, for a script that shows the reader's position: x is
// X[0] + X[1] * (lon - Lon) + X[2] * (lat - Lat), in the drawing's units, and y likewise.
type View struct {
	Lat   float64    `json:"lat"`
	Lon   float64    `json:"lon"`
	X     [3]float64 `json:"x"`
	Y     [3]float64 `json:"y"`
	Scale float64    `json:"scale"` // units per metre; 0 if it is not known where the drawing lies
}

// A Spot is a point of the drawing.
type Spot struct{ X, Y float64 }

// Letter is the height of a name's letters, and Disc the radius of a stop's
// disc, in the drawing's units.
const (
	Letter = 30.0
	Disc   = 25.0
)

// fingertip is the radius of what a fingertip meets around a disc: 49 pixels wide on a phone that
// shows 700 units in 358.
const fingertip = 48

// Draw draws a map. Without stops the drawing is empty.
func Draw(m Map) Drawing {
	if len(m.Stops) == 0 {
		return Drawing{}
	}
	s := set(m)
	svg := s.svg()
	return Drawing{
		Width: int(s.width), Height: int(s.height), SVG: svg,
		Based: s.based, Doubts: s.doubts, Signs: s.drawnSigns(),
		Traced:   slices.ContainsFunc(m.Ways, func(w Way) bool { return w.Traced }),
		Straight: slices.ContainsFunc(m.Ways, func(w Way) bool { return !w.Traced }),
		Stubs:    len(s.course.stubs) > 0 || slices.ContainsFunc(s.insets, func(in *inset) bool { return len(in.course.stubs) > 0 }),
		Inset:    len(s.insets) > 0,
		View:     s.view.forScript(),
	}
}

// set lays out the map, with insets for stops that are too close to each other.
func set(m Map) *sheet {
	plain := layOut(m, nil)
	if m.Whole {
		return plain
	}
	if s := insets(m, plain); s != nil {
		return s
	}
	return plain
}

// layOut lays out the map with the given insets, or returns nil if there is no space for
// them. If there is not enough space for long names, the sheet becomes higher.
func layOut(m Map, insets []*inset) *sheet {
	for {
		s := &sheet{Map: m, view: fit(m)}
		s.discs()
		s.course = newCourse(s.view, m.Ways)
		s.furniture()
		if !s.placeInsets(insets) {
			return nil
		}
		if s.names() || m.Flattest > 4 {
			s.placeSigns()
			s.stamp()
			return s
		}
		m.Flattest = s.height/s.width + 0.2
		m.Tallest = max(m.Tallest, m.Flattest)
	}
}

// stamp marks what is placed before the names of the base map.
func (s *sheet) stamp() {
	s.solid = newInk(s.width, s.height)
	for i := range s.at {
		s.solid.mark(s.discSpace(i))
		s.solid.mark(s.labels[i].margins())
	}
	for _, b := range s.taken {
		s.solid.mark(b)
	}
	s.ink = s.course.ink.and(s.solid)
}

// A view converts positions to the drawing's units.
type view struct {
	width, height float64
	scale         float64 // units per metre
	left, top     float64 // metres
	origin        geo.Point
	metresPerLon  float64
}

// metresPerLat is the length of a degree of latitude in metres.
const metresPerLat = 111_195.08

// least is the minimum width of a map in metres, for routes at a single place.
const least = 240.0

// margin is the margin around the route, and foot the space below it for the scale and the
// note.
const (
	margin = 2.6 * Disc
	foot   = 2.4 * Letter
)

func fit(m Map) view {
	v := view{width: m.Width, origin: m.Stops[0].At}
	v.metresPerLon = metresPerLat * math.Cos(v.origin.Lat*math.Pi/180)
	west, east, north, south := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	around := func(p geo.Point, metres float64) {
		x, y := v.metres(p)
		west, east = min(west, x-metres), max(east, x+metres)
		north, south = min(north, y-metres), max(south, y+metres)
	}
	for _, s := range m.Stops {
		around(s.At, max(0, s.Accuracy))
	}
	small := max(least, m.Least)
	if m.inset {
		small = insetLess
	} else {
		for _, w := range m.Ways {
			for _, p := range w.Line {
				around(p, 0)
			}
		}
	}
	grow := func(from, to *float64, least float64) {
		if short := least - (*to - *from); short > 0 {
			*from, *to = *from-short/2, *to+short/2
		}
	}
	grow(&west, &east, small)
	wide := m.Width - 2*margin
	tall := wide * (south - north) / (east - west)
	v.height = min(max(tall+2*margin+foot, m.Flattest*m.Width), m.Tallest*m.Width)
	high := v.height - 2*margin - foot
	v.scale = min(wide/(east-west), high/max(south-north, 1))
	grow(&west, &east, wide/v.scale)
	grow(&north, &south, high/v.scale)
	v.left, v.top = west-margin/v.scale, north-margin/v.scale
	v.height = math.Round(v.height)
	return v
}

// metres converts a position to metres east and south of the origin. For the extent of a
// day's route the flat approximation has an error below 0.1%.
func (v *view) metres(p geo.Point) (x, y float64) {
	return (p.Lon - v.origin.Lon) * v.metresPerLon, (v.origin.Lat - p.Lat) * metresPerLat
}

func (v *view) forScript() View {
	return View{
		Lat: v.origin.Lat, Lon: v.origin.Lon,
		X: [3]float64{-v.left * v.scale, v.metresPerLon * v.scale, 0}, Y: [3]float64{-v.top * v.scale, 0, -metresPerLat * v.scale},
		Scale: v.scale,
	}
}

func (v *view) spot(p geo.Point) Spot {
	x, y := v.metres(p)
	return Spot{(x - v.left) * v.scale, (y - v.top) * v.scale}
}

func (v *view) spots(points []geo.Point) []Spot {
	line := make([]Spot, len(points))
	for i, p := range points {
		line[i] = v.spot(p)
	}
	return line
}

// point returns the position of a point of the drawing.
func (v *view) point(x, y float64) geo.Point {
	return geo.Point{Lat: v.origin.Lat - (v.top+y/v.scale)/metresPerLat, Lon: v.origin.Lon + (v.left+x/v.scale)/v.metresPerLon}
}

// A sheet is a drawing under construction.
type sheet struct {
	Map
	view
	real      []Spot  // positions of the stops
	at        []Spot  // positions of their discs
	labels    []label // the stops' names
	taken     []box   // space of the furniture
	north     box     // space of the north arrow, one of taken
	obstacles grid    // discs and placed names
	course    *course
	insets    []*inset
	bar       bar
	signs     []placedSign
	ink       ink  // all that names of the base map must not cover
	solid     ink  // the same without the route's lines
	based     bool // contains parts of the base map
	doubts    bool // contains circles of doubt
}

// discs places the stops' discs at their positions, or next to them to avoid overlaps.
func (s *sheet) discs() {
	for _, stop := range s.Stops {
		s.real = append(s.real, s.spot(stop.At))
	}
	s.at = append([]Spot(nil), s.real...)
	spread(s.at, box{Disc + 4, Disc + 4, s.width - Disc - 4, s.height - foot - Disc})
}

// spread moves discs apart that overlap, as far as a box allows that none leaves.
func spread(at []Spot, within box) {
	const apart = 2*Disc + 4
	for range 60 {
		moved := false
		for i := range at {
			for j := range i {
				dx, dy := at[i].X-at[j].X, at[i].Y-at[j].Y
				d := math.Hypot(dx, dy)
				if d >= apart {
					continue
				}
				if d < 1 { // at the same point: move in a fixed direction
					angle := float64(i) * 2.4
					dx, dy, d = math.Cos(angle), math.Sin(angle), 1
				}
				push := (apart - d) / 2 / d
				at[i] = within.clamp(Spot{at[i].X + dx*push, at[i].Y + dy*push})
				at[j] = within.clamp(Spot{at[j].X - dx*push, at[j].Y - dy*push})
				moved = true
			}
			at[i] = within.clamp(at[i])
		}
		if !moved {
			break
		}
	}
}

// A bar is the scale's bar: its length in the drawing's units and in words.
type bar struct {
	length float64
	words  string
}

// furniture reserves space for the north arrow and, at the bottom, the scale and the note.
func (s *sheet) furniture() {
	s.taken = append(s.taken, box{0, s.height - foot, s.width, s.height})
	if !s.inset {
		discs := make([]box, len(s.at))
		for i := range s.at {
			discs[i] = s.discSpace(i)
		}
		s.north = northArrow(s.width, discs)
		s.taken = append(s.taken, s.north)
	}
	longest := s.width / 4 / s.scale
	power := math.Pow(10, math.Floor(math.Log10(longest)))
	for _, n := range []float64{1, 2, 5} {
		if n*power <= longest {
			s.bar = bar{n * power * s.scale, s.Distance(n * power)}
		}
	}
}

// northArrow returns a space for the north arrow at the upper edge of a sheet, in which
// there is no disc, as far to the right as possible.
func northArrow(sheet float64, discs []box) box {
	const wide, high = 2.6 * Letter, 3.4 * Letter
	corner := box{sheet - wide, 0, sheet, high}
	for at := corner; at.left >= 0; at.left, at.right = at.left-wide/4, at.right-wide/4 {
		if !slices.ContainsFunc(discs, at.meets) {
			return at
		}
	}
	return corner
}

// svg writes the drawing: circles of doubt first, then ways, discs and names.
func (s *sheet) svg() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<rect class="ground" width="%d" height="%d"/>`, int(s.width), int(s.height))
	s.base(&b)
	for i, stop := range s.Stops {
		if r := stop.Accuracy * s.scale; r > Disc {
			s.doubts = true
			fmt.Fprintf(&b, `<circle class="doubt" cx="%s" cy="%s" r="%s"/>`, num(s.real[i].X), num(s.real[i].Y), num(r))
		}
	}
	s.course.write(&b, s.at)
	for i := range s.Stops {
		if math.Hypot(s.at[i].X-s.real[i].X, s.at[i].Y-s.real[i].Y) > 3 {
			b.WriteString(leaderLine(s.at[i], s.real[i]))
		}
		s.labels[i].leader(&b, s.at[i])
	}
	s.writeSigns(&b)
	s.writeNames(&b)
	s.writeInsets(&b)
	for i := range s.Stops {
		s.mark(&b, i)
	}
	s.writeFurniture(&b)
	return b.String()
}

// mark writes a stop's disc and name in a group with its own origin, so that a script can
// keep their size when it enlarges the map.
func (s *sheet) mark(b *strings.Builder, i int) {
	stop, at := s.Stops[i], s.at[i]
	fmt.Fprintf(b, `<g transform="translate(%s %s)"><g class="mark">`, num(at.X), num(at.Y))
	if stop.Href != "" {
		label := ""
		if stop.Label != "" {
			label = ` aria-label="` + html.EscapeString(stop.Label) + `"`
		}
		fmt.Fprintf(b, `<a href="%s"%s data-at="%.5f,%.5f"><circle class="touch" r="%d"/>`, html.EscapeString(stop.Href), label, stop.At.Lat, stop.At.Lon, fingertip)
	}
	half := s.half(i)
	fmt.Fprintf(b, `<rect class="disc" x="%s" y="%s" width="%s" height="%s" rx="%s"/><text class="number" y="%s">%s</text>`,
		num(-half), num(-Disc), num(2*half), num(2*Disc), num(Disc), num(0.31*Letter), html.EscapeString(stop.Number))
	s.labels[i].write(b, at, s.Word)
	if stop.Href != "" {
		b.WriteString("</a>")
	}
	b.WriteString("</g></g>")
}

// leaderLine returns a line from a disc to a dot at its place.
func leaderLine(disc, place Spot) string {
	return fmt.Sprintf(`<path class="leader" d="M%s %sL%s %s"/><circle class="dot" cx="%s" cy="%s" r="5"/>`, num(place.X), num(place.Y), num(disc.X), num(disc.Y), num(place.X), num(place.Y))
}

// discSpace returns the space of the disc of a stop, with a gap.
func (s *sheet) discSpace(i int) box {
	at, half := s.at[i], s.half(i)
	return box{at.X - half - gap, at.Y - Disc - gap, at.X + half + gap, at.Y + Disc + gap}
}

// half returns half the width of a stop's disc.
func (s *sheet) half(i int) float64 { return halfWidth(s.Stops[i].Number) }

// halfWidth returns half the width of a disc, which is wider for a longer number.
func halfWidth(number string) float64 {
	return Disc + max(0, (width(number, 0.85*Letter)-1.5*Disc)/2)
}

func (s *sheet) writeFurniture(b *strings.Builder) {
	if x := s.north.right - 1.3*Letter; !s.inset {
		fmt.Fprintf(b, `<path class="north" d="M%s %sl12 34l-12 -8l-12 8z"/><text class="north-letter" x="%s" y="%s">%s</text>`, num(x), num(0.5*Letter), num(x), num(2.8*Letter), html.EscapeString(s.North))
	}
	y := s.height - 0.7*Letter
	fmt.Fprintf(b, `<path class="scale" d="M%s %sv10h%sv-10"/><text class="scale-words" x="%s" y="%s">%s</text>`, num(0.6*Letter), num(y-10), num(s.bar.length), num(0.6*Letter+s.bar.length+12), num(y), html.EscapeString(s.bar.words))
	if s.Note != "" && s.based {
		fmt.Fprintf(b, `<text class="note" x="%s" y="%s">%s</text>`, num(s.width-0.5*Letter), num(y), html.EscapeString(s.Note))
	}
}

// num formats a coordinate in whole units, 0.1 mm on paper.
func num(x float64) string { return strconv.Itoa(int(math.Round(x))) }
