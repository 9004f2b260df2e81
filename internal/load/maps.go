package load

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/osm"
	"wayside/internal/walk"
)

// A search is for a way between two positions.
type search struct {
	from, to geo.Point
	by       walk.Preference
}

// A readMap contains the parts of the guide's extracts that are needed, and the
// ways on foot found in them. A way between two positions is searched for again
// only when an extract changes.
type readMap struct {
	files    []string
	boxes    []geo.Box // the areas for which it was read
	extract  *osm.Extract
	graph    *walk.Graph
	problems diag.List
	services []guide.Service // from south to north
	found    sync.Map        // search → *walk.Path; nil if there is none
}

// Map returns the map data around the guide's routes, as read by the last Load. It
// returns nil if no extract could be read.
func (l *Loader) Map() *osm.Extract {
	if l.maps == nil {
		return nil
	}
	return l.maps.extract
}

// Areas returns the areas of the map data that Map covers.
func (l *Loader) Areas() []geo.Box {
	if l.maps == nil {
		return nil
	}
	return l.maps.boxes
}

// walks gives each route its ways on foot along the guide's extracts.
func (l *Loader) walks(g *guide.Guide, problems *diag.List) {
	if len(g.MapData) == 0 {
		l.maps = nil
		return
	}
	boxes := boxesOf(g)
	if l.maps == nil || !slices.Equal(l.maps.files, g.MapData) || !covered(boxes, l.maps.boxes) {
		l.maps = l.readMap(g.MapData, boxes)
	}
	m := l.maps
	*problems = append(*problems, m.problems...)
	if m.extract == nil {
		return
	}
	elsewhere(g, m, problems)
	missed := make([]diag.List, len(g.Routes))
	l.each(len(g.Routes), func(i int) { g.Routes[i].Walks = m.walksOf(g, &g.Routes[i], &missed[i]) })
	l.each(len(g.Routes), func(i int) { m.serve(g, &g.Routes[i]) })
	for _, found := range missed {
		*problems = append(*problems, found...)
	}
}

func (l *Loader) readMap(files []string, boxes []geo.Box) *readMap {
	m := &readMap{files: files, boxes: boxes}
	var extracts []osm.File
	for _, name := range files {
		raw, _ := readBytes(l.fsys, name, longestMap, "file-size/map", &m.problems)
		if raw != nil { // if it does not exist, that is a problem of the registry
			extracts = append(extracts, osm.File{Name: name, Data: raw})
		}
	}
	if len(extracts) > 0 && len(boxes) > 0 {
		if m.extract = osm.Read(l.ctx, extracts, boxes, &m.problems); m.extract != nil {
			m.graph = walk.New(m.extract)
			m.services = servicesOf(m.extract)
		}
	}
	return m
}

// locationOf returns the location of a stop, or nil if it is not known.
func locationOf(g *guide.Guide, s *guide.Stop) *guide.Location {
	site := g.Site(s.Site)
	if site == nil || site.Location == nil || !site.Location.Point.Valid() {
		return nil
	}
	return site.Location
}

// elsewhere warns of extracts that contain no stop: most likely they are of
// another city.
func elsewhere(g *guide.Guide, m *readMap, problems *diag.List) {
	for i := range g.Routes {
		for k := range g.Routes[i].Stops {
			if l := locationOf(g, &g.Routes[i].Stops[k]); l != nil && m.extract.Bounds.Has(l.Point) {
				return
			}
		}
	}
	b := m.extract.Bounds
	if b.Empty() {
		problems.Add(diag.Place{File: m.files[0]}, "map-elsewhere/empty")
		return
	}
	degrees := func(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
	problems.Add(diag.Place{File: m.files[0]}, "map-elsewhere", degrees(b.Min.Lat), degrees(b.Min.Lon), degrees(b.Max.Lat), degrees(b.Max.Lon))
}

// farthest is the maximum distance in metres of two stops between which a way on
// foot is searched for. Classes do not walk farther, and the search would cover
// the whole town.
const farthest = 10_000

// walksOf returns the ways on foot between any two of a route's stops that the group
// may walk between: a teacher may omit or swap stops.
func (m *readMap) walksOf(g *guide.Guide, r *guide.Route, problems *diag.List) []guide.Walk {
	var sites []string
	var walked []bool // by site: on foot
	exact := func(s *guide.Stop) bool { l := locationOf(g, s); return l != nil && !l.Approximate() }
	for s := range visited(r) {
		if !exact(s) {
			continue
		}
		k := slices.Index(sites, s.Site)
		if k < 0 {
			k = len(sites)
			sites, walked = append(sites, s.Site), append(walked, false)
		}
		walked[k] = walked[k] || onFoot(r, s)
	}
	var walks []guide.Walk
	for i, from := range sites {
		for k, to := range sites {
			if i == k || !walked[k] || len(sites) > many && max(i-k, k-i) > 2 {
				continue
			}
			a, b := g.Site(from).Location.Point, g.Site(to).Location.Point
			if w := m.walk(g, a, b); w != nil {
				w.From, w.To = from, to
				walks = append(walks, *w)
			}
		}
	}
	return m.draw(g, r, walks, problems)
}

// walk returns the way on foot between two positions without what is only known of ways
// that are taken, or nil if there is none.
func (m *readMap) walk(g *guide.Guide, from, to geo.Point) *guide.Walk {
	p := m.find(search{from: from, to: to})
	if p == nil {
		return nil
	}
	// At least the straight line, which is the way between two sites on opposite sides
	// of a street.
	least := int(math.Round(geo.Distance(from, to)))
	w := &guide.Walk{Metres: max(p.Metres, least), Steps: p.Steps, Rough: p.Rough}
	w.Gates, w.Around = m.gates(g, p, search{from: from, to: to})
	if free := (search{from, to, walk.Preference{StepFree: true}}); p.Rough {
		if q := m.find(free); q != nil {
			w.StepFree = &guide.Detour{Metres: max(q.Metres, least)}
			w.StepFree.Gates, w.StepFree.Around = m.gates(g, q, free)
		}
	}
	return w
}

// gates returns the gates with opening hours that the result of a search passes, and
// the metres of the way without them, 0 if there is none.
func (m *readMap) gates(g *guide.Guide, p *walk.Path, s search) (gates []guide.Gate, metres int) {
	for _, gate := range p.Gates {
		gates = append(gates, guide.Gate{Name: nameOf(g, gate.Tags), Hours: gate.Tags.Get("opening_hours"), Metres: gate.Metres})
	}
	if gates == nil {
		return nil, 0
	}
	s.by.Always = true
	if around := m.find(s); around != nil {
		metres = max(around.Metres, p.Metres)
	}
	return gates, metres
}

// nameOf returns the name of an element of the map in the guide's languages.
func nameOf(g *guide.Guide, tags osm.Tags) (name guide.Text) {
	_, made, converts := g.Conversion()
	for _, lang := range g.Languages {
		short, _, _ := strings.Cut(string(lang), "-")
		text := tags.Get("name:" + string(lang))
		if !converts || lang != made { // name:zh may be in either script, and is converted
			text = cmp.Or(text, tags.Get("name:"+short))
		}
		if len(name) == 0 {
			text = cmp.Or(text, tags.Get("name")) // for readers of all languages without a name of their own
		}
		if text != "" {
			name = append(name, guide.Passage{Lang: lang, Text: text})
		}
	}
	return name
}

// visited yields the stops of a route, each followed by its alternative.
func visited(r *guide.Route) iter.Seq[*guide.Stop] {
	return func(yield func(*guide.Stop) bool) {
		for i := range r.Stops {
			if !yield(&r.Stops[i]) || r.Stops[i].Instead != "" && !yield(&guide.Stop{Site: r.Stops[i].Instead}) {
				return
			}
		}
	}
}

// many is as many sites as a group can visit in a day. If a route has more, only
// ways between sites at most two positions apart are searched for.
const many = 16

func onFoot(r *guide.Route, s *guide.Stop) bool { return cmp.Or(s.By, r.Mode) == "walk" }

// draw sets the lines of the walks that the route takes in its order of stops, with what
// they pass, and reports missing ones.
func (m *readMap) draw(g *guide.Guide, r *guide.Route, walks []guide.Walk, problems *diag.List) []guide.Walk {
	last := (*guide.Stop)(nil)
	for i := range r.Stops {
		s := &r.Stops[i]
		before := last
		if locationOf(g, s) != nil || s.Travel > 0 {
			last = s
		}
		if before == nil || before.Site == s.Site || !onFoot(r, s) || locationOf(g, s) == nil || locationOf(g, before) == nil {
			continue
		}
		a, b := locationOf(g, before), locationOf(g, s)
		if a.Approximate() || b.Approximate() || geo.Distance(a.Point, b.Point) > farthest {
			continue
		}
		at := slices.IndexFunc(walks, func(w guide.Walk) bool { return w.From == before.Site && w.To == s.Site })
		if at >= 0 {
			m.describe(g, &walks[at], search{from: a.Point, to: b.Point}, g.StepFree(r))
			continue
		}
		measured := s.Travel > 0 || r.Way != nil && r.Way.Legs[i] > 0
		inside := m.extract.Bounds.Has(a.Point) && m.extract.Bounds.Has(b.Point)
		switch {
		case measured || !inside || a.Point == b.Point:
		case !m.graph.Reaches(a.Point):
			problems.Add(a.At, "walk-unmeasured/far", before.Site, int(walk.MaxOffset))
		case !m.graph.Reaches(b.Point):
			problems.Add(b.At, "walk-unmeasured/far", s.Site, int(walk.MaxOffset))
		default:
			problems.Add(s.At, "walk-unmeasured", before.Site, s.Site)
		}
	}
	return walks
}

// describe sets what is known of walks that are taken only.
func (m *readMap) describe(g *guide.Guide, w *guide.Walk, s search, stepFree bool) {
	s.by.StepFree = w.Detours(stepFree)
	p := m.find(s)
	details := m.graph.Describe(*p)
	w.Line, w.AroundLine, w.Streets, w.Flights, w.Crossings = p.Line, nil, nil, nil, nil
	if s.by.Always = true; p.Gates != nil {
		if around := m.find(s); around != nil {
			w.AroundLine = around.Line
		}
	}
	for _, tags := range details.Streets {
		w.Streets = append(w.Streets, nameOf(g, tags))
	}
	for _, f := range details.Flights {
		w.Flights = append(w.Flights, guide.Flight(f))
	}
	for _, c := range details.Crossings {
		w.Crossings = append(w.Crossings, guide.Crossing(c))
	}
}

// find returns the result of a search, nil if there is no way. It remembers what it
// found. A way that is equally long in both directions is searched for from the south
// only, so that the choice between two equally long ones does not depend on the order
// of calls.
func (m *readMap) find(s search) *walk.Path {
	if s.from == s.to || geo.Distance(s.from, s.to) > farthest {
		return nil
	}
	if known, ok := m.found.Load(s); ok {
		return known.(*walk.Path)
	}
	var found *walk.Path
	if m.graph.Symmetric() && cmp.Or(cmp.Compare(s.from.Lat, s.to.Lat), cmp.Compare(s.from.Lon, s.to.Lon)) > 0 {
		if p := m.find(search{s.to, s.from, s.by}); p != nil {
			back := p.Reversed()
			found = &back
		}
	} else if p, ok := m.graph.Find(s.from, s.to, s.by); ok {
		found = &p
	}
	m.found.Store(s, found)
	return found
}
