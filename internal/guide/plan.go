package guide

import (
	"iter"

	"wayside/internal/diag"
	"wayside/internal/geo"
)

// A Plan is an editor's own map of a route, a site or a hall.
type Plan struct {
	At      diag.Place     `toml:",place"`
	File    string         `toml:"file"` // path in the project; "" if there is no such picture
	FileAt  diag.Place     `toml:"file,place"`
	Title   Text           `toml:"title"`
	Credit  Text           `toml:"credit"`
	Licence string         `toml:"licence"`
	Points  []ControlPoint `toml:"points"` // none: pins alone
	Pins    []Pin          `toml:"pins"`
}

// A ControlPoint is a point of a plan whose position is known.
type ControlPoint struct {
	At       diag.Place `toml:",place"`
	Pixel    *geo.Pixel `toml:"pixel"`    // nil if it could not be read; likewise Location
	Location *Location  `toml:"location"` // its accuracy does not matter
}

// A Pin is a stop, a hall or a photo on a plan.
type Pin struct {
	At    diag.Place `toml:",place"`
	Stop  int        `toml:"stop"` // from 1; 0 for none
	Hall  string     `toml:"hall"`
	Photo string     `toml:"photo"` // a file name in the gallery
	Pixel *geo.Pixel `toml:"pixel"` // nil if it could not be read
}

// Plans yields the plans of all routes, sites and halls.
func (g *Guide) Plans() iter.Seq[*Plan] {
	return g.plans(func(*Site) bool { return true })
}

// PublishedPlans yields the plans that published pages show, once HideDrafts has
// removed the routes that are drafts.
func (g *Guide) PublishedPlans() iter.Seq[*Plan] {
	return g.plans(func(s *Site) bool { return !s.Document.Draft })
}

// plans yields the plans of all routes, and of some sites and their halls.
func (g *Guide) plans(of func(*Site) bool) iter.Seq[*Plan] {
	return func(yield func(*Plan) bool) {
		for i := range g.Routes {
			if !eachPlan(g.Routes[i].Plans, yield) {
				return
			}
		}
		for i := range g.Sites {
			if s := &g.Sites[i]; of(s) && !s.eachPlan(yield) {
				return
			}
		}
	}
}

// AllPlans yields the plans of the site and of its halls.
func (s *Site) AllPlans() iter.Seq[*Plan] {
	return func(yield func(*Plan) bool) { s.eachPlan(yield) }
}

func (s *Site) eachPlan(yield func(*Plan) bool) bool {
	if !eachPlan(s.Plans, yield) {
		return false
	}
	for i := range s.Halls {
		if !eachPlan(s.Halls[i].Plans, yield) {
			return false
		}
	}
	return true
}

func eachPlan(plans []Plan, yield func(*Plan) bool) bool {
	for i := range plans {
		if !yield(&plans[i]) {
			return false
		}
	}
	return true
}

// Pairs returns the control points that could be read, and their indexes in Points.
func (p *Plan) Pairs() (pairs []geo.Pair, indexes []int) {
	for i := range p.Points {
		c := &p.Points[i]
		if c.Pixel != nil && c.Location != nil && c.Location.Point.Valid() {
			pairs = append(pairs, geo.Pair{Pixel: *c.Pixel, Point: c.Location.Point})
			indexes = append(indexes, i)
		}
	}
	return pairs, indexes
}

// Placement returns how the plan lies on the ground, or nil if its points do not say.
func (p *Plan) Placement() *geo.Placement {
	pairs, _ := p.Pairs()
	placed, err := geo.Place(pairs)
	if err != nil {
		return nil
	}
	return placed
}

// OnPlan returns where a plan shows the stops of a route, in pixels of its picture, and
// nil for those that it does not: a pin, or the position of the site if the plan is
// placed, unless that is approximate.
func (g *Guide) OnPlan(r *Route, p *Plan, picture Picture) []*geo.Pixel {
	shown := make([]*geo.Pixel, len(r.Stops))
	if placed := p.Placement(); placed != nil {
		for i := range r.Stops {
			site := g.Site(r.Stops[i].Site)
			if site == nil || site.Location == nil || !site.Location.Point.Valid() || site.Location.Approximate() {
				continue
			}
			if at := placed.Pixel(site.Location.Point); picture.Has(at) {
				shown[i] = &at
			}
		}
	}
	for _, pin := range p.Pins {
		if pin.Stop > 0 && pin.Stop <= len(shown) && pin.Pixel != nil && picture.Has(*pin.Pixel) {
			shown[pin.Stop-1] = pin.Pixel
		}
	}
	return shown
}
