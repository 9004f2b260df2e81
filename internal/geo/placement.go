package geo

import (
	"errors"
	"math"
)

// A Pixel is a point of a picture, counted from its top left corner.
type Pixel struct{ X, Y float64 }

// A Pair is a point of a picture whose position is known.
type Pair struct {
	Pixel Pixel
	Point Point
}

// A Placement places a picture on the ground: an affine map, so that a drawn map may
// be turned, and stretched in one direction, but not bent.
type Placement struct {
	origin      Point
	perLat      float64    // metres per degree at the origin
	perLon      float64    //
	centre      Pixel      // the picture's point at the origin
	east, north [2]float64 // metres per pixel of x and y
}

// The reasons why pairs do not place a picture.
var (
	ErrFew      = errors.New("fewer than three pairs")
	ErrLine     = errors.New("the pairs are on a line")
	ErrMirrored = errors.New("the pairs mirror the picture")
)

// thinnest is the least ratio of the breadth of a cloud of points to its length: of
// pairs nearly on a line, a slip of the mouse turns the picture around it.
const thinnest = 1.0 / 25

// Place fits a placement to pairs by least squares in metres.
func Place(pairs []Pair) (*Placement, error) {
	if len(pairs) < 3 {
		return nil, ErrFew
	}
	p := centred(pairs)
	var pixels, ground scatter
	var sums [2][2]float64 // of east and north with x and y
	for _, pair := range pairs {
		x, y := pair.Pixel.X-p.centre.X, pair.Pixel.Y-p.centre.Y
		e, n := p.metres(pair.Point)
		pixels.add(x, y)
		ground.add(e, n)
		sums[0][0], sums[0][1] = sums[0][0]+e*x, sums[0][1]+e*y
		sums[1][0], sums[1][1] = sums[1][0]+n*x, sums[1][1]+n*y
	}
	if pixels.thin() || ground.thin() {
		return nil, ErrLine
	}
	p.east = pixels.solve(sums[0])
	p.north = pixels.solve(sums[1])
	switch turn := p.determinant(); {
	case turn > 0: // y points down, so a map that shows the ground from above has a negative one
		return nil, ErrMirrored
	case math.Abs(turn) < 1e-12 || math.IsNaN(turn) || p.Stretch() > 1/thinnest:
		return nil, ErrLine
	}
	return p, nil
}

// centred returns a placement with the centre of the pairs as its origin.
func centred(pairs []Pair) *Placement {
	p := &Placement{}
	n := float64(len(pairs))
	for _, pair := range pairs {
		p.origin.Lat += pair.Point.Lat / n
		p.origin.Lon += pair.Point.Lon / n
		p.centre.X += pair.Pixel.X / n
		p.centre.Y += pair.Pixel.Y / n
	}
	p.perLat = Distance(Point{}, Point{Lat: 1})
	p.perLon = p.perLat * math.Cos(p.origin.Lat*math.Pi/180)
	return p
}

// metres returns how far a position is to the east and north of the origin. For the
// extent of a drawn map the flat approximation is exact enough.
func (p *Placement) metres(at Point) (east, north float64) {
	return (at.Lon - p.origin.Lon) * p.perLon, (at.Lat - p.origin.Lat) * p.perLat
}

func (p *Placement) determinant() float64 {
	return p.east[0]*p.north[1] - p.east[1]*p.north[0]
}

// Origin returns the position in the middle of the pairs.
func (p *Placement) Origin() Point { return p.origin }

// Pixel returns the point of the picture that shows a position.
func (p *Placement) Pixel(at Point) Pixel {
	e, n := p.metres(at)
	d := p.determinant()
	return Pixel{
		p.centre.X + (e*p.north[1]-n*p.east[1])/d,
		p.centre.Y + (n*p.east[0]-e*p.north[0])/d,
	}
}

// Off returns how far a pair is from where the placement has it, in metres.
func (p *Placement) Off(pair Pair) float64 {
	x, y := pair.Pixel.X-p.centre.X, pair.Pixel.Y-p.centre.Y
	e, n := p.metres(pair.Point)
	return math.Hypot(e-p.east[0]*x-p.east[1]*y, n-p.north[0]*x-p.north[1]*y)
}

// Error returns the root mean square of the pairs' distances, in metres.
func (p *Placement) Error(pairs []Pair) float64 {
	sum := 0.0
	for _, pair := range pairs {
		off := p.Off(pair)
		sum += off * off
	}
	return math.Sqrt(sum / float64(len(pairs)))
}

// PerPixel returns the length of a pixel in metres: the mean of both directions.
func (p *Placement) PerPixel() float64 { return math.Sqrt(math.Abs(p.determinant())) }

// Stretch returns by how much the picture is stretched in one direction: 1 for a
// map that is drawn to scale.
func (p *Placement) Stretch() float64 {
	a, b, c, d := p.east[0], p.east[1], p.north[0], p.north[1]
	sum, det := a*a+b*b+c*c+d*d, math.Abs(a*d-b*c)
	root := math.Sqrt(max(0, sum*sum/4-det*det))
	least := sum/2 - root
	if least <= 0 {
		return math.Inf(1)
	}
	return math.Sqrt((sum/2 + root) / least)
}

// Outlier returns the pair that disagrees with the others, which agree among
// themselves, and how far it is from where they place it. ok is false if there is
// none. It takes at least four pairs: three always agree.
//
// With four, leaving out any one of them lets the other three agree. Then those
// count as agreeing that would draw the map to scale.
func Outlier(pairs []Pair) (index int, metres float64, ok bool) {
	if len(pairs) < 4 {
		return 0, 0, false
	}
	rest := make([]Pair, 0, len(pairs)-1)
	best, left := math.Inf(1), 0.0 // of the remaining pairs, and of the one left out
	for i := range pairs {
		rest = append(append(rest[:0], pairs[:i]...), pairs[i+1:]...)
		p, err := Place(rest)
		if err != nil {
			continue
		}
		among := p.Error(rest)
		if len(pairs) == 4 {
			among = p.unscaled(rest)
		}
		if among < best {
			best, index, left = among, i, p.Off(pairs[i])
		}
	}
	return index, left, left > max(3*best, tolerance(pairs))
}

// unscaled returns how far pairs are from any map drawn to scale, in metres.
func (p *Placement) unscaled(pairs []Pair) float64 {
	// The similarity nearest to the placement, in the sense of least squares.
	scaled := *p
	a, b := (p.east[0]-p.north[1])/2, (p.east[1]+p.north[0])/2
	scaled.east, scaled.north = [2]float64{a, b}, [2]float64{b, -a}
	return scaled.Error(pairs)
}

// tolerance is how far a pair may be off without a word: 3% of the extent of the
// pairs, which an artist's freedom takes, and at least what a phone's position is
// off, in metres.
func tolerance(pairs []Pair) float64 {
	around := Around()
	for _, pair := range pairs {
		around = around.Add(pair.Point)
	}
	return max(10, 0.03*around.Diagonal())
}

// Rough reports whether the pairs of a placement agree so badly that a position on
// the picture may mislead.
func (p *Placement) Rough(pairs []Pair) bool { return p.Error(pairs) > 2*tolerance(pairs) }

// A scatter holds the sums of squares and products of a cloud of points.
type scatter struct{ xx, xy, yy float64 }

func (s *scatter) add(x, y float64) {
	s.xx, s.xy, s.yy = s.xx+x*x, s.xy+x*y, s.yy+y*y
}

// thin reports whether the points are nearly on a line.
func (s *scatter) thin() bool {
	mean, root := (s.xx+s.yy)/2, math.Hypot((s.xx-s.yy)/2, s.xy)
	return !(mean-root > thinnest*thinnest*(mean+root)) // also for one point, and for numbers that are none
}

// solve solves the normal equations of a row.
func (s *scatter) solve(sums [2]float64) [2]float64 {
	d := s.xx*s.yy - s.xy*s.xy
	return [2]float64{(sums[0]*s.yy - sums[1]*s.xy) / d, (sums[1]*s.xx - sums[0]*s.xy) / d}
}
