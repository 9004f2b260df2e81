package load

import (
	"cmp"
	"math"
	"slices"

	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/osm"
)

// serviceReach is the maximum distance in metres of a service from the way: what is farther is
// not seen, and too far for a class with one pupil in need.
const serviceReach = 100.0

// servicesOf returns the services of an extract, from south to north, without their legs.
func servicesOf(e *osm.Extract) []guide.Service {
	var all []guide.Service
	add := func(tags osm.Tags, at geo.Point) {
		kind := serviceOf(tags)
		if kind == "" || tags.Is("access", "no", "private", "customers", "permit") {
			return
		}
		s := guide.Service{
			Kind: kind, At: at, Fee: tags.Get("fee") != "" && !tags.Is("fee", "no"),
			Wheelchair: tags.Is("wheelchair", "yes", "designated") || tags.Is("toilets:wheelchair", "yes"),
		}
		if !tags.Is("opening_hours", "24/7") {
			s.Hours = tags.Get("opening_hours")
		}
		all = append(all, s)
	}
	for _, s := range e.Spots {
		add(s.Tags, e.Nodes[s.Node].Point())
	}
	for _, a := range e.Areas {
		add(a.Tags, centre(a.Box))
	}
	slices.SortStableFunc(all, func(a, b guide.Service) int { return cmp.Compare(a.At.Lat, b.At.Lat) })
	return all
}

// serviceOf returns the kind of service that an element is, or "". The shelter of a bus
// stop is only for those who wait.
func serviceOf(t osm.Tags) string {
	switch {
	case t.Is("amenity", "toilets"):
		return "toilets"
	case t.Is("drinking_water", "no"):
		return ""
	case t.Is("amenity", "drinking_water"), t.Is("drinking_water", "yes") && (t.Is("amenity", "fountain", "water_point") || t.Is("man_made", "water_tap")):
		return "water"
	case t.Is("railway", "subway_entrance"):
		return "metro"
	case t.Is("emergency", "defibrillator"):
		return "aed"
	case t.Is("emergency", "first_aid", "first_aid_kit"), t.Is("amenity", "first_aid"):
		return "first-aid"
	case t.Is("amenity", "shelter") && !t.Is("shelter_type", "public_transport"):
		return "shelter"
	case t.Is("highway", "bus_stop"):
		return "bus"
	}
	return ""
}

func centre(b geo.Box) geo.Point {
	return geo.Point{Lat: (b.Min.Lat + b.Max.Lat) / 2, Lon: (b.Min.Lon + b.Max.Lon) / 2}
}

// serve sets the services along the ways of a route.
func (m *readMap) serve(g *guide.Guide, r *guide.Route) {
	r.Services = nil
	before := -1 // the stop at which the leg begins
	for i := range r.Stops {
		if locationOf(g, &r.Stops[i]) == nil {
			continue
		}
		if before >= 0 {
			for _, s := range m.along(legLine(r, before, i)) {
				s.Stop = i
				r.Services = append(r.Services, s)
			}
		}
		before = i
	}
}

// legLine returns the line from one stop to another, along the recording if it passes
// both, or else the way on foot. It may be nil.
func legLine(r *guide.Route, from, to int) []geo.Point {
	if r.Way != nil && r.Way.Legs[to] > 0 {
		return cutLine(r.Way.Line, float64(r.Way.At[from]), float64(r.Way.At[to]))
	}
	for _, w := range r.Walks {
		if w.From == r.Stops[from].Site && w.To == r.Stops[to].Site && onFoot(r, &r.Stops[to]) {
			return w.Line
		}
	}
	return nil
}

// cutLine returns the points of a line between two distances in metres along it.
func cutLine(line []geo.Point, from, to float64) []geo.Point {
	var part []geo.Point
	metres := 0.0
	for i := 1; i < len(line); i++ {
		long := geo.Distance(line[i-1], line[i])
		if metres+long >= from && metres <= to && long > 0 {
			if part == nil {
				part = append(part, between(line[i-1], line[i], (from-metres)/long))
			}
			part = append(part, between(line[i-1], line[i], (to-metres)/long))
		}
		metres += long
	}
	return part
}

// between returns the point at a part of a segment, from 0 to 1.
func between(a, b geo.Point, part float64) geo.Point {
	part = min(1, max(0, part))
	return geo.Point{Lat: a.Lat + part*(b.Lat-a.Lat), Lon: a.Lon + part*(b.Lon-a.Lon)}
}

// along returns the services near a line, each at the nearest point of it, in the order
// in which they come.
func (m *readMap) along(line []geo.Point) []guide.Service {
	box := geo.Around(line...).Grow(serviceReach)
	from, _ := slices.BinarySearchFunc(m.services, box.Min.Lat, func(s guide.Service, lat float64) int { return cmp.Compare(s.At.Lat, lat) })
	var near []guide.Service
	for _, s := range m.services[from:] {
		if s.At.Lat > box.Max.Lat {
			break
		}
		if !box.Has(s.At) {
			continue
		}
		if metres, off := nearestOn(line, s.At); off <= serviceReach {
			s.Metres = int(math.Round(metres))
			near = append(near, s)
		}
	}
	slices.SortStableFunc(near, func(a, b guide.Service) int { return cmp.Compare(a.Metres, b.Metres) })
	return near
}

// nearestOn returns the distance along a line of its point that is nearest to p, and the
// distance of p from it, in metres.
func nearestOn(line []geo.Point, p geo.Point) (along, off float64) {
	off = math.Inf(1)
	shrink := math.Cos(p.Lat * math.Pi / 180)
	metres := 0.0
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		dx, dy := (b.Lon-a.Lon)*shrink, b.Lat-a.Lat
		part := 0.0
		if square := dx*dx + dy*dy; square > 0 {
			part = ((p.Lon-a.Lon)*shrink*dx + (p.Lat-a.Lat)*dy) / square
		}
		long := geo.Distance(a, b)
		if d := geo.Distance(p, between(a, b, part)); d < off {
			along, off = metres+min(1, max(0, part))*long, d
		}
		metres += long
	}
	return along, off
}
