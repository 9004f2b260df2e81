package check

import (
	"errors"
	"math"
	"path"
	"slices"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
)

// A planChecker checks the plans of routes, sites and halls.
type planChecker struct{ *checker }

// A planned is what the pins of a plan may name.
type planned struct {
	stops  int // of a route; 0 for a site
	halls  []string
	photos []string
}

func (c planChecker) all() {
	for i := range c.guide.Routes {
		r := &c.guide.Routes[i]
		for k := range r.Plans {
			p, before := &r.Plans[k], len(c.problems)
			if r.Broken {
				continue
			}
			c.plan(p, planned{stops: len(r.Stops)})
			if len(c.problems) == before { // otherwise it would be a consequence
				c.routePlan(r, p)
			}
		}
	}
	for i := range c.guide.Sites {
		s := &c.guide.Sites[i]
		if s.Document.Draft {
			continue
		}
		names := planned{}
		for k := range s.Halls {
			names.halls = append(names.halls, s.Halls[k].ID)
		}
		for k := range s.Document.Photos {
			names.photos = append(names.photos, s.Document.Photos[k].Base())
		}
		for k := range s.Plans {
			c.plan(&s.Plans[k], names)
		}
		for k := range s.Halls {
			for n := range s.Halls[k].Plans {
				c.plan(&s.Halls[k].Plans[n], planned{photos: names.photos})
			}
		}
	}
}

// plan checks a plan's texts, its control points, and its pins.
func (c planChecker) plan(p *guide.Plan, names planned) {
	picture, readable := c.guide.Pictures[p.File]
	if p.File == "" || !readable {
		return // as the loader or the survey has reported
	}
	var missing diag.Terms
	if p.Credit.Empty() && picture.Credit == "" {
		missing = append(missing, "credit")
	}
	if p.Licence == "" && picture.Licence == "" {
		missing = append(missing, "licence")
	}
	if len(missing) > 0 {
		c.add(p.At, "photo-text/plan", path.Base(p.File), missing)
	}
	inside := true
	for i := range p.Points {
		if at := &p.Points[i]; at.Pixel != nil && !picture.Has(*at.Pixel) {
			c.add(at.At, "plan-points/outside", i+1, picture.Width, picture.Height)
			inside = false
		}
	}
	if len(p.Points) > 0 && inside {
		c.placement(p)
	}
	c.pins(p, names, picture)
}

// stretchMost is by how much artists stretch a map in one direction, and more.
const stretchMost = 2.5

// placement checks that a plan's control points agree.
func (c planChecker) placement(p *guide.Plan) {
	pairs, indexes := p.Pairs()
	if len(pairs) < len(p.Points) {
		return // the decoder has reported those that it could not read
	}
	placed, err := geo.Place(pairs)
	switch {
	case errors.Is(err, geo.ErrFew):
		c.add(p.Points[0].At, "plan-points/few", len(pairs))
		return
	case errors.Is(err, geo.ErrMirrored):
		c.add(p.Points[0].At, "plan-points/mirrored")
		return
	case err != nil:
		c.add(p.Points[0].At, "plan-points")
		return
	}
	metres := func(m float64) int { return int(math.Round(m)) }
	if i, off, ok := geo.Outlier(pairs); ok {
		c.add(p.Points[indexes[i]].At, "plan-residual", indexes[i]+1, metres(off))
		return
	}
	switch {
	case placed.Rough(pairs):
		worst := 0
		for i := range pairs {
			if placed.Off(pairs[i]) > placed.Off(pairs[worst]) {
				worst = i
			}
		}
		c.add(p.Points[indexes[worst]].At, "plan-residual/rough", metres(placed.Error(pairs)), indexes[worst]+1, metres(placed.Off(pairs[worst])))
	case placed.Stretch() > stretchMost:
		c.add(p.Points[0].At, "plan-residual/stretched", math.Round(10*placed.Stretch())/10)
	}
}

// pins checks that each pin names one thing, which exists, and is on the picture.
func (c planChecker) pins(p *guide.Plan, names planned, picture guide.Picture) {
	seen := map[guide.Pin]bool{}
	for i := range p.Pins {
		pin := &p.Pins[i]
		what := guide.Pin{Stop: pin.Stop, Hall: pin.Hall, Photo: pin.Photo}
		kinds := 0
		for _, given := range []bool{pin.Stop > 0, pin.Hall != "", pin.Photo != ""} {
			if given {
				kinds++
			}
		}
		switch {
		case kinds != 1:
			c.add(pin.At, "plan-pin")
		case pin.Stop > 0 && names.stops == 0, (pin.Hall != "" || pin.Photo != "") && names.stops > 0:
			c.add(pin.At, "plan-pin/elsewhere")
		case pin.Stop > names.stops:
			c.add(pin.At, "plan-pin/stop", pin.Stop, names.stops)
		case pin.Hall != "" && !slices.Contains(names.halls, pin.Hall):
			c.unknown(pin.At, pin.Hall, "hall", names.halls)
		case pin.Photo != "" && !slices.Contains(names.photos, pin.Photo):
			c.unknown(pin.At, pin.Photo, "photo", names.photos)
		case seen[what]:
			c.add(pin.At, "plan-pin/twice")
		}
		seen[what] = true
		if pin.Pixel != nil && !picture.Has(*pin.Pixel) {
			c.add(pin.At, "plan-pin/outside", picture.Width, picture.Height)
		}
	}
}

// routePlan reports a plan of a route that shows none of its stops.
func (c planChecker) routePlan(r *guide.Route, p *guide.Plan) {
	picture, readable := c.guide.Pictures[p.File]
	onPlan := func(at *geo.Pixel) bool { return at != nil }
	if readable && len(r.Stops) > 0 && !slices.ContainsFunc(c.guide.OnPlan(r, p, picture), onPlan) {
		c.add(p.At, "plan-empty")
	}
}
