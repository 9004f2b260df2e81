package geo

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// drawn is a picture of a place: turned, stretched, and with a scale in metres per pixel.
type drawn struct {
	at             Point
	scale, stretch float64
	turn           float64 // radians
}

func (d drawn) pair(x, y float64) Pair {
	e, n := d.scale*x, -d.scale*d.stretch*y
	e, n = e*math.Cos(d.turn)-n*math.Sin(d.turn), e*math.Sin(d.turn)+n*math.Cos(d.turn)
	perLat := Distance(Point{}, Point{Lat: 1})
	return Pair{Pixel{x, y}, Point{Lat: d.at.Lat + n/perLat, Lon: d.at.Lon + e/perLat/math.Cos(d.at.Lat*math.Pi/180)}}
}

func randomDrawn(r *rand.Rand) drawn {
	return drawn{Point{Lat: -65 + 130*r.Float64(), Lon: -179 + 358*r.Float64()}, math.Pow(10, -1+2*r.Float64()), 0.6 + r.Float64(), 2 * math.Pi * r.Float64()}
}

// TestPlace fits random pictures with exact pairs: every other point must be where it was
// drawn, and a pair that is moved must be named with the distance by which it was moved.
func TestPlace(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 7))
	for n := range 2000 {
		d := randomDrawn(r)
		if d.at.Lat > 60 || d.at.Lat < -60 {
			continue // the ground is too round there for pictures of twenty kilometres
		}
		pairs := []Pair{d.pair(0, 0), d.pair(900, 40*r.Float64()), d.pair(100*r.Float64(), 700)}
		for range r.IntN(6) {
			pairs = append(pairs, d.pair(1000*r.Float64(), 800*r.Float64()))
		}
		p, err := Place(pairs)
		if err != nil {
			t.Fatalf("picture %d: %v", n, err)
		}
		if off := p.Error(pairs); off > 0.01*d.scale*100 {
			t.Errorf("picture %d: exact pairs are %g m off", n, off)
		}
		want := d.pair(1000*r.Float64(), 800*r.Float64())
		got := p.Pixel(want.Point)
		if off := math.Hypot(got.X-want.Pixel.X, got.Y-want.Pixel.Y); off > 1 {
			t.Errorf("picture %d: a point is %g pixels off", n, off)
		}
		if off := p.Off(Pair{got, want.Point}); off > 1e-3 {
			t.Errorf("picture %d: Pixel and Off disagree by %g m", n, off)
		}
		if ratio := p.Stretch(); math.Abs(ratio-max(d.stretch, 1/d.stretch)) > 0.02 {
			t.Errorf("picture %d: stretched by %g, want %g", n, ratio, d.stretch)
		}
		if ratio := p.PerPixel() / (d.scale * math.Sqrt(d.stretch)); math.Abs(ratio-1) > 0.02 {
			t.Errorf("picture %d: the scale is off by the factor %g", n, ratio)
		}
		if _, off, ok := Outlier(pairs); ok {
			t.Errorf("picture %d: an exact pair is %g m off", n, off)
		}
		if len(pairs) < 5 {
			continue
		}
		wrong := r.IntN(len(pairs))
		moved := 3 * tolerance(pairs) / d.scale / math.Min(1, d.stretch)
		pairs[wrong].Pixel.X += moved
		index, off, ok := Outlier(pairs)
		if rest, err := Place(append(append([]Pair{}, pairs[:wrong]...), pairs[wrong+1:]...)); err != nil || rest.Stretch() > 3 {
			continue // the others do not place the picture well
		}
		if !ok || index != wrong || off < moved*d.scale*0.5 {
			t.Errorf("picture %d: pair %d of %d was moved by %g m, pair %d is reported as %g m off (%v)", n, wrong, len(pairs), moved*d.scale, index, off, ok)
		}
	}
}

// TestOutlierOfFour names the one of four pairs of a map to scale that was moved.
func TestOutlierOfFour(t *testing.T) {
	d := drawn{Point{Lat: 40, Lon: 116.3}, 0.7, 1, 0.3}
	for wrong := range 4 {
		pairs := []Pair{d.pair(100, 100), d.pair(1500, 180), d.pair(1300, 1000), d.pair(200, 900)}
		pairs[wrong].Pixel.X += 260
		if index, off, ok := Outlier(pairs); !ok || index != wrong || math.Abs(off-182) > 1 {
			t.Errorf("pair %d was moved by 182 m: %d, %g m, %v", wrong, index, off, ok)
		}
	}
}

func TestPlaceRefuses(t *testing.T) {
	d := drawn{Point{Lat: 34, Lon: 119}, 1, 1, 0}
	mirrored := []Pair{d.pair(0, 0), d.pair(500, 0), d.pair(0, 500)}
	for i := range mirrored {
		mirrored[i].Pixel.X = 500 - mirrored[i].Pixel.X
	}
	same := []Pair{d.pair(10, 10), d.pair(500, 10), d.pair(20, 400)}
	for i := range same {
		same[i].Point = d.at
	}
	for name, c := range map[string]struct {
		pairs []Pair
		want  error
	}{
		"two":            {[]Pair{d.pair(0, 0), d.pair(100, 100)}, ErrFew},
		"on a line":      {[]Pair{d.pair(0, 0), d.pair(100, 101), d.pair(300, 299), d.pair(600, 600)}, ErrLine},
		"the same pixel": {[]Pair{d.pair(5, 5), d.pair(5, 5), d.pair(5, 5)}, ErrLine},
		"the same point": {same, ErrLine},
		"mirrored":       {mirrored, ErrMirrored},
		"not a number":   {[]Pair{{Pixel{math.NaN(), 0}, d.at}, d.pair(100, 0), d.pair(0, 100)}, ErrLine},
	} {
		if p, err := Place(c.pairs); !errors.Is(err, c.want) || p != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// FuzzPlace places pictures by any numbers: the result is a placement whose pixels are
// finite, or an error.
func FuzzPlace(f *testing.F) {
	f.Add(0.0, 0.0, 100.0, 0.0, 0.0, 100.0, 40.0, 116.0, 40.0, 116.01, 39.99, 116.0)
	f.Fuzz(func(t *testing.T, x1, y1, x2, y2, x3, y3, lat1, lon1, lat2, lon2, lat3, lon3 float64) {
		pairs := []Pair{{Pixel{x1, y1}, Point{lat1, lon1}}, {Pixel{x2, y2}, Point{lat2, lon2}}, {Pixel{x3, y3}, Point{lat3, lon3}}}
		for _, pair := range pairs {
			if !pair.Point.Valid() || math.Abs(pair.Pixel.X) > 1e6 || math.Abs(pair.Pixel.Y) > 1e6 {
				return
			}
		}
		p, err := Place(pairs)
		if err != nil {
			return
		}
		for _, pair := range pairs {
			at := p.Pixel(pair.Point)
			if math.IsNaN(at.X+at.Y) || math.IsInf(at.X+at.Y, 0) {
				t.Errorf("%+v is at %+v", pair, at)
			}
		}
		Outlier(append(pairs, pairs[0]))
	})
}
