package routemap

import (
	"fmt"
	"html"
	"math"
	"strings"

	"wayside/internal/geo"
)

// A Plan describes what is drawn over a map that an editor has drawn, a picture.
type Plan struct {
	Size      [2]int         // width and height of the picture file in pixels, in which its marks are placed
	Width     float64        // of the drawing in units, see Letter
	Placement *geo.Placement // nil if it is not known where the picture lies
	Marks     []Mark
}

// A Mark is a numbered disc on a plan. Names are not written on the picture, which
// usually has them, but in a list next to it.
type Mark struct {
	Number string
	Name   string // for screen readers
	Pixel  geo.Pixel
	At     *geo.Point // for a script that names the nearest mark; nil if unknown
	Href   string     // link of the disc; "" for none
}

// DrawPlan draws marks, to be laid over the picture. Discs that would cover each other are moved
// apart, and lines lead from them to their places. The View of a picture without a
// placement is zero.
func DrawPlan(p Plan) Drawing {
	scale := p.Width / float64(max(1, p.Size[0]))
	height := max(4*Disc, math.Round(float64(p.Size[1])*scale))
	real := make([]Spot, len(p.Marks))
	for i, m := range p.Marks {
		real[i] = Spot{m.Pixel.X * scale, m.Pixel.Y * scale}
	}
	at := append([]Spot(nil), real...)
	spread(at, box{Disc + 4, Disc + 4, p.Width - Disc - 4, height - Disc - 4})
	var b strings.Builder
	for i := range p.Marks {
		if math.Hypot(at[i].X-real[i].X, at[i].Y-real[i].Y) > 3 {
			b.WriteString(leaderLine(at[i], real[i]))
		}
	}
	for i, m := range p.Marks {
		b.WriteString(m.svg(at[i]))
	}
	d := Drawing{Width: int(p.Width), Height: int(height), SVG: b.String()}
	if p.Placement != nil {
		d.View = placedView(p.Placement, scale)
	}
	return d
}

// svg returns the mark's disc, in a group with its own origin like that of a stop.
func (m *Mark) svg(at Spot) string {
	half := halfWidth(m.Number)
	disc := fmt.Sprintf(`<rect class="disc" x="%s" y="%s" width="%s" height="%s" rx="%s"/><text class="number" y="%s">%s</text>`,
		num(-half), num(-Disc), num(2*half), num(2*Disc), num(Disc), num(0.31*Letter), html.EscapeString(m.Number))
	if m.Href != "" {
		place := ""
		if m.At != nil {
			place = fmt.Sprintf(` data-at="%.5f,%.5f"`, m.At.Lat, m.At.Lon)
		}
		disc = fmt.Sprintf(`<a href="%s" aria-label="%s"%s><circle class="touch" r="%d"/>%s</a>`, html.EscapeString(m.Href), html.EscapeString(strings.TrimSpace(m.Number+" "+m.Name)), place, fingertip, disc)
	}
	return fmt.Sprintf(`<g transform="translate(%s %s)"><g class="mark">%s</g></g>`, num(at.X), num(at.Y), disc)
}

// placedView returns the view of a picture, drawn at a number of units per pixel.
func placedView(p *geo.Placement, scale float64) View {
	origin := p.Origin()
	at := p.Pixel(origin)
	// The placement is linear, so that a degree away shows what a degree is.
	east, north := p.Pixel(geo.Point{Lat: origin.Lat, Lon: origin.Lon + 1}), p.Pixel(geo.Point{Lat: origin.Lat + 1, Lon: origin.Lon})
	return View{
		Lat: origin.Lat, Lon: origin.Lon,
		X:     [3]float64{at.X * scale, (east.X - at.X) * scale, (north.X - at.X) * scale},
		Y:     [3]float64{at.Y * scale, (east.Y - at.Y) * scale, (north.Y - at.Y) * scale},
		Scale: scale / p.PerPixel(),
	}
}
