package routemap

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"wayside/internal/geo"
)

// TestDrawPlan draws random marks on pictures: discs do not cover each other, are inside,
// and the result is well-formed.
func TestDrawPlan(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for n := range 300 {
		p := Plan{Size: [2]int{200 + random.IntN(3000), 200 + random.IntN(3000)}, Width: []float64{900, 1760}[n%2]}
		for i := range random.IntN(15) {
			m := Mark{Number: fmt.Sprint(i + 1), Name: `"A" & <B>`, Href: "#stop-1"}
			m.Pixel = geo.Pixel{X: random.Float64() * float64(p.Size[0]), Y: random.Float64() * float64(p.Size[1])}
			if i > 0 && random.IntN(4) == 0 {
				m.Pixel = p.Marks[i-1].Pixel
			}
			p.Marks = append(p.Marks, m)
		}
		d := DrawPlan(p)
		if DrawPlan(p).SVG != d.SVG {
			t.Errorf("plan %d: drawing it again gives a different result", n)
		}
		decoder := xml.NewDecoder(strings.NewReader("<svg>" + d.SVG + "</svg>"))
		var at []Spot
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("plan %d: %v", n, err)
			}
			start, _ := token.(xml.StartElement)
			for _, a := range start.Attr {
				var s Spot
				if _, err := fmt.Sscanf(a.Value, "translate(%f %f)", &s.X, &s.Y); a.Name.Local == "transform" && err == nil {
					at = append(at, s)
				}
			}
		}
		if len(at) != len(p.Marks) {
			t.Fatalf("plan %d: %d discs for %d marks", n, len(at), len(p.Marks))
		}
		for i := range at {
			if at[i].X < Disc || at[i].Y < Disc || at[i].X > float64(d.Width)-Disc || at[i].Y > float64(d.Height)-Disc {
				t.Errorf("plan %d: disc %d is at %+v, outside of %d × %d", n, i, at[i], d.Width, d.Height)
			}
			for j := range i {
				if apart := math.Hypot(at[i].X-at[j].X, at[i].Y-at[j].Y); apart < 1.8*Disc && d.Height > 600 {
					t.Errorf("plan %d: discs %d and %d are %g units apart", n, j, i, apart)
				}
			}
		}
	}
}

// TestPlacedView converts positions with the view of a placed picture, as the script does.
func TestPlacedView(t *testing.T) {
	pairs := []geo.Pair{
		{Pixel: geo.Pixel{X: 229, Y: 1875}, Point: geo.Point{Lat: 39.998602, Lon: 116.309319}},
		{Pixel: geo.Pixel{X: 1114, Y: 1732}, Point: geo.Point{Lat: 39.999713, Lon: 116.318290}},
		{Pixel: geo.Pixel{X: 475, Y: 124}, Point: geo.Point{Lat: 40.012217, Lon: 116.311816}},
	}
	placed, err := geo.Place(pairs)
	if err != nil {
		t.Fatal(err)
	}
	v := DrawPlan(Plan{Size: [2]int{1400, 2000}, Width: 900, Placement: placed}).View
	for _, pair := range pairs {
		east, north := pair.Point.Lon-v.Lon, pair.Point.Lat-v.Lat
		x, y := v.X[0]+v.X[1]*east+v.X[2]*north, v.Y[0]+v.Y[1]*east+v.Y[2]*north
		if want := (Spot{pair.Pixel.X * 900 / 1400, pair.Pixel.Y * 900 / 1400}); math.Hypot(x-want.X, y-want.Y) > 0.01 {
			t.Errorf("%+v is at %g, %g, want %+v", pair.Point, x, y, want)
		}
	}
	if metres := 1000 * v.Scale * 1400 / 900; math.Abs(metres-1157) > 15 {
		t.Errorf("a kilometre is %g pixels, want 1157", metres)
	}
}
