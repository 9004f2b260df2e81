package render

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/routemap"
	"wayside/internal/timetable"
)

// A MapView is a route's map.
type MapView struct {
	SVG  template.HTML
	Note string // on its accuracy
	// Signs is the legend of its signs; nil if it has none.
	Signs []SignView
	Data  template.JS
}

// The widths in which maps are drawn: on paper in tenths of a millimetre, on a
// screen in units that make its letters as high as those of the text.
const (
	paperMap  = 1760
	sheetMap  = 1780 // alone on a sheet, with a list of the stops
	phoneMap  = 900
	columnMap = 560 // in the column next to a site's text
)

// routeMap draws a route. It returns nil if no position is known, or the route
// leads to none of them.
func routeMap(p *draft, route *guide.Route, width float64) *MapView {
	return partMap(p, route, width, 0, len(route.Stops))
}

// A DayMap is the map of a day of a route.
type DayMap struct {
	*MapView
	ID, Title string
}

// dayMaps draws a route for paper: in one map, or in one for each of its days, which
// begins where the group has spent the night.
func dayMaps(p *draft, route *guide.Route) (maps []DayMap) {
	w := p.words()
	first := 0
	for i := range route.Stops {
		if last := i == len(route.Stops)-1; !last && !route.Stops[i].Overnight {
			continue
		}
		day := DayMap{MapView: partMap(p, route, paperMap, first, i+1), ID: "map", Title: w.T("map")}
		if first > 0 || i < len(route.Stops)-1 {
			n := strconv.Itoa(len(maps) + 1)
			day.ID, day.Title = "map-"+n, w.T("map")+w.T("colon")+w.Day(len(maps))
		}
		if first = i; day.MapView != nil {
			maps = append(maps, day)
		}
	}
	return maps
}

// partMap draws the stops of a route from first to before last.
func partMap(p *draft, route *guide.Route, width float64, first, last int) *MapView {
	tour := p.r.tours.Of(route)
	if tour.Home {
		return nil
	}
	w := p.words()
	stops, ways := mapMarks(p, route, tour, first, last)
	if len(stops) == 0 {
		return nil
	}
	if width == paperMap || width == sheetMap {
		for i := range stops {
			stops[i].Href = "" // there are no links on paper
		}
	}
	tallest, flattest := 1.15, 0.5
	switch width {
	case paperMap:
		tallest = 0.5 // less than half a page, which it shares with other things
	case sheetMap:
		tallest = max(0.5, 1.35-0.017*float64(len(route.Stops))) // what the list leaves
		flattest = tallest
	}
	view := &MapView{}
	drawing := routemap.Draw(routemap.Map{
		Stops: stops, Ways: ways, Width: width, Tallest: tallest, Flattest: flattest, North: w.T("map-north"), Distance: w.Distance,
		Base: p.r.options.Map, Languages: osmLanguages(p.lang), Note: osmCredit, Signs: mapSigns(route, first, last),
	})
	view.Signs = signViews(p, drawing.Signs)
	view.Note = w.T("map-schematic")
	if drawing.Based {
		view.Note = w.T("map-drawn")
		if slices.ContainsFunc(ways, func(w routemap.Way) bool { return !w.Traced }) {
			view.Note = w.T("map-drawn-straight")
		}
	}
	var names []string
	for _, s := range stops {
		names = append(names, s.Number+" "+s.Name)
	}
	label := w.T("map") + w.T("colon") + strings.Join(names, w.T("comma"))
	role := "img"
	if width == phoneMap {
		role = "group" // of links
		view.Data = scriptData(struct {
			View  routemap.View     `json:"view"`
			Words map[string]string `json:"words"`
		}{drawing.View, w.Some(mapWords)})
	}
	view.SVG = svg(drawing, role, label)
	return view
}

// mapWords are the keys of the words that a map's script shows.
var mapWords = []string{
	"map-in", "map-out", "map-whole", "map-where", "map-contrast", "map-here", "map-outside", "map-refused", "map-unknown", "metres", "kilometres",
}

// siteMetres is the width of a site's map in metres.
const siteMetres = 450

// siteMap draws a site's surroundings. It returns nil if there is no map data, since
// a disc alone would be useless.
func siteMap(p *draft, s *guide.Site) *MapView {
	if p.r.options.Map == nil || s.Location == nil || !s.Location.Point.Valid() || s.Location.Approximate() || !p.r.options.Map.Bounds.Has(s.Location.Point) {
		return nil
	}
	w := p.words()
	drawing := routemap.Draw(routemap.Map{
		Stops: []routemap.Stop{{Number: "●", Name: p.plain(s.Name), At: s.Location.Point}},
		Width: columnMap, Least: siteMetres, Tallest: 0.7, Flattest: 0.6, North: w.T("map-north"), Distance: w.Distance,
		Base: p.r.options.Map, Languages: osmLanguages(p.lang), Note: osmCredit,
	})
	if !drawing.Based {
		return nil
	}
	return &MapView{SVG: svg(drawing, "img", w.T("map-around")+w.T("colon")+p.plain(s.Name)), Note: w.T("map-base")}
}

// osmCredit is the attribution that OpenStreetMap's licence requires.
const osmCredit = "© OpenStreetMap contributors"

// svg returns a drawing as an element.
func svg(d routemap.Drawing, role, label string) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg class="routemap" viewBox="0 0 %d %d" role="%s" aria-label="%s">%s</svg>`, d.Width, d.Height, role, template.HTMLEscapeString(label), d.SVG))
}

// severalWays is the mode of a line on which the group changes modes, at a place
// without a position.
const severalWays = "several"

// mapMarks returns the stops of a route from first to before last, and their ways, on
// a map. Stops at the same site share
// a disc, and places without a position are skipped.
func mapMarks(p *draft, route *guide.Route, tour *timetable.Tour, first, last int) (stops []routemap.Stop, ways []routemap.Way) {
	legs := tour.Legs()
	at := map[*guide.Site]int{}
	numbers := [][]int{}
	var from *geo.Point
	before := "" // the site of the last mark
	by := ""     // the mode from there on; "" also for several modes
	for i := first; i < last; i++ {
		if by == "" || by == legs[i].By || legs[i].High == 0 {
			by = legs[i].By
		} else {
			by = severalWays
		}
		site := p.site(route.Stops[i].Site)
		to := timetable.Location(p.r.guide, &route.Stops[i])
		if to == nil {
			continue
		}
		if from != nil && *from != to.Point && (route.Way == nil || route.Way.Legs[i] == 0) {
			way := routemap.Way{By: by, Line: []geo.Point{*from, to.Point}}
			if line := walkOf(route, before, site.ID); by == "walk" && line != nil {
				way.Line, way.Traced = line, true
			}
			ways = append(ways, way)
		}
		from, by, before = &to.Point, "", site.ID
		k, ok := at[site]
		if !ok {
			k = len(stops)
			at[site] = k
			stops = append(stops, routemap.Stop{Name: p.plain(site.Name), At: to.Point, Accuracy: to.Accuracy, Href: "#stop-" + strconv.Itoa(i+1)})
			numbers = append(numbers, nil)
		}
		numbers[k] = append(numbers[k], i+1)
	}
	if route.Way != nil && len(route.Way.Line) > 1 {
		ways = append(ways, routemap.Way{By: route.Mode, Line: route.Way.Line, Traced: true})
	}
	for k := range stops {
		stops[k].Number = series(numbers[k])
	}
	return stops, ways
}

// walkOf returns the line of a route's way on foot between two sites, or nil.
func walkOf(route *guide.Route, from, to string) []geo.Point {
	for _, w := range route.Walks {
		if w.From == from && w.To == to && len(w.Line) > 1 {
			return w.Line
		}
	}
	return nil
}

// osmLanguages returns OpenStreetMap's codes for a language, in order of
// preference.
func osmLanguages(lang guide.Lang) []string {
	short, _, _ := strings.Cut(string(lang), "-")
	if short == string(lang) {
		return []string{short}
	}
	return []string{string(lang), short}
}

// series formats ascending numbers, such as "3", "1–3" or "1, 4".
func series(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); i++ {
		from := i
		for i+1 < len(numbers) && numbers[i+1] == numbers[i]+1 {
			i++
		}
		part := strconv.Itoa(numbers[from])
		if i > from {
			part += "–" + strconv.Itoa(numbers[i])
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}
