package routemap

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strings"
)

// A Profile describes the heights along a route to draw.
type Profile struct {
	Step    float64 // metres from one height to the next
	Heights []float64
	Gaps    [][2]float64 // where nothing was recorded, from and to in metres
	Stops   []ProfileStop
	Width   float64 // of the drawing in units, see Letter
	// Distance formats metres along the way, and Height metres above sea level.
	Distance, Height func(metres float64) string
}

// A ProfileStop is a stop of the profile.
type ProfileStop struct {
	Number string
	Along  float64 // metres
}

// leastRange is the minimum range of a profile's axis in metres: it must not make
// mountains of a town's kerbs.
const leastRange = 40.0

// A slope is a profile under construction.
type slope struct {
	Profile
	height        float64 // of the drawing
	land          box     // where the heights are drawn
	lowest        float64 // metres
	perMetre      float64 // units along the way
	perUp         float64 // units upwards
	lowAt, highAt int     // indexes in Heights
}

// DrawProfile draws a profile: its heights over their distances, the stops at the top, and
// its lowest and highest height. Without heights the drawing is empty.
func DrawProfile(p Profile) Drawing {
	if len(p.Heights) < 2 || !(p.Step > 0) {
		return Drawing{}
	}
	s := slope{Profile: p, height: math.Round(0.2*p.Width + 135)}
	s.lowAt = slices.Index(p.Heights, slices.Min(p.Heights))
	s.highAt = slices.Index(p.Heights, slices.Max(p.Heights))
	s.land = box{margin, 4.2 * Disc, p.Width - margin, s.height - 2.6*Letter}
	low, high := p.Heights[s.lowAt], p.Heights[s.highAt]
	spare := max(0, leastRange-(high-low)) / 2
	s.lowest = low - spare
	s.perUp = (s.land.bottom - s.land.top) / (high - low + 2*spare)
	s.perMetre = (s.land.right - s.land.left) / (p.Step * float64(len(p.Heights)-1))
	var b strings.Builder
	fmt.Fprintf(&b, `<rect class="ground" width="%d" height="%d"/>`, int(p.Width), int(s.height))
	s.writeLand(&b)
	s.writeAxis(&b)
	s.writeStops(&b)
	s.writeExtremes(&b)
	return Drawing{Width: int(p.Width), Height: int(s.height), SVG: b.String()}
}

func (s *slope) spot(metres, height float64) Spot {
	return Spot{s.land.left + metres*s.perMetre, s.land.bottom - (height-s.lowest)*s.perUp}
}

// heightAt returns the height at a distance along the way.
func (s *slope) heightAt(metres float64) float64 {
	at := min(max(metres/s.Step, 0), float64(len(s.Heights)-1))
	i := min(int(at), len(s.Heights)-2)
	return s.Heights[i] + (at-float64(i))*(s.Heights[i+1]-s.Heights[i])
}

// writeLand writes the heights, with gaps where nothing was recorded.
func (s *slope) writeLand(b *strings.Builder) {
	foot := s.land.bottom + 0.5*Letter
	var land, top strings.Builder
	for _, line := range s.pieces() {
		line = simplified(line, 1)
		pen(&land, slices.Concat([]Spot{{line[0].X, foot}}, line, []Spot{{line[len(line)-1].X, foot}}), true)
		pen(&top, line, false)
	}
	fmt.Fprintf(b, `<path class="slope" d="%s"/><path class="way" d="%s"/>`, land.String(), top.String())
}

// pieces returns the lines of the heights between the gaps.
func (s *slope) pieces() [][]Spot {
	var lines [][]Spot
	var line []Spot
	for i, h := range s.Heights {
		at := float64(i) * s.Step
		if slices.ContainsFunc(s.Gaps, func(gap [2]float64) bool { return at > gap[0] && at < gap[1] }) {
			if len(line) > 0 {
				lines, line = append(lines, line), nil
			}
			continue
		}
		line = append(line, s.spot(at, h))
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// writeExtremes writes the highest and the lowest height, over the lines to the stops.
func (s *slope) writeExtremes(b *strings.Builder) {
	for _, i := range [2]int{s.highAt, s.lowAt} {
		at := s.spot(float64(i)*s.Step, s.Heights[i])
		text := s.Height(s.Heights[i])
		half := width(text, 25)/2 + gap
		fmt.Fprintf(b, `<circle class="dot" cx="%s" cy="%s" r="6"/><text class="tick" x="%s" y="%s">%s</text>`,
			num(at.X), num(at.Y), num(min(max(at.X, half), s.Width-half)), num(at.Y-0.5*Letter), html.EscapeString(text))
	}
}

// writeAxis writes the distances, at round numbers of metres.
func (s *slope) writeAxis(b *strings.Builder) {
	y := s.land.bottom + 0.5*Letter
	long := s.Step * float64(len(s.Heights)-1)
	step := math.Pow(10, math.Floor(math.Log10(long)))
	for _, part := range []float64{0.1, 0.2, 0.5} {
		if long/step/part <= s.Width/150 {
			step *= part
			break
		}
	}
	fmt.Fprintf(b, `<path class="scale" d="M%s %sH%s`, num(s.land.left), num(y), num(s.land.right))
	for at := 0.0; at <= long; at += step {
		fmt.Fprintf(b, "M%s %sv8", num(s.spot(at, 0).X), num(y))
	}
	b.WriteString(`"/>`)
	for at := 0.0; at <= long; at += step {
		text := s.Distance(at)
		if at == 0 {
			text = "0"
		}
		fmt.Fprintf(b, `<text class="tick" x="%s" y="%s">%s</text>`, num(min(s.spot(at, 0).X, s.Width-width(text, 25)/2-gap)), num(y+1.25*Letter), html.EscapeString(text))
	}
}

// small is the size of a profile's discs, of that on a map.
const small = 0.8

// writeStops writes the stops' discs in a row at the top, in groups as on the map. Those
// that would overlap move aside; of more than fit into the row, some are left out.
func (s *slope) writeStops(b *strings.Builder) {
	const y = 1.3 * Disc
	most := int((s.Width - 2*gap) / (2*small*1.5*Disc + 4))
	if every := (len(s.Stops) + most - 1) / most; every > 1 {
		var some []ProfileStop
		for i := 0; i < len(s.Stops); i += every {
			some = append(some, s.Stops[i])
		}
		s.Stops = some
	}
	x := make([]float64, len(s.Stops))
	half := func(i int) float64 { return small * halfWidth(s.Stops[i].Number) }
	for i, stop := range s.Stops {
		x[i] = s.spot(stop.Along, 0).X
		if i > 0 {
			x[i] = max(x[i], x[i-1]+half(i-1)+half(i)+4)
		}
	}
	for i, right := len(x)-1, s.Width-gap; i >= 0; i-- {
		x[i] = min(x[i], right-half(i))
		right = x[i] - half(i) - 4
	}
	for i, stop := range s.Stops {
		at := s.spot(stop.Along, s.heightAt(stop.Along))
		fmt.Fprintf(b, `<g transform="translate(%s %s)"><g class="mark"><path class="leader" d="M0 0L%s %s"/><rect class="disc" x="%s" y="%s" width="%s" height="%s" rx="%s"/><text class="number small" y="7">%s</text></g></g>`,
			num(x[i]), num(y), num(at.X-x[i]), num(at.Y-y), num(-half(i)), num(-small*Disc), num(2*half(i)), num(2*small*Disc), num(small*Disc), html.EscapeString(stop.Number))
	}
}
