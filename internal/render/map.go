package render

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/fold"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/routemap"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// A MapView is a route's map.
type MapView struct {
	SVG  template.HTML
	Note string // on its accuracy
	// Signs is the legend of its signs; nil if it has none.
	Signs []SignView

	Drawn *DrawnMap // shown instead of SVG on the sheet that has the map alone; nil for none
}

// The widths in which maps are drawn: on paper in tenths of a millimetre, on a
// screen in units that make its letters as high as those of the text.
const (
	paperMap  = 1760
	sheetMap  = 1780 // alone on a sheet, with a list of the stops
	phoneMap  = 700
	columnMap = 560 // in the column next to a site's text
)

// The height of the letters of a base map's names: 6.8 points on paper, and 13 pixels on a
// phone that shows a map 358 pixels wide.
const (
	paperWord = 24
	phoneWord = 26
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
	m := baseMap(p, "map-"+strconv.Itoa(int(width)))
	m.Stops, m.Ways, m.Width, m.Signs = stops, ways, width, mapSigns(route, first, last)
	switch width {
	case paperMap:
		m.ID += "-" + strconv.Itoa(first)
		m.Tallest, m.Flattest = 0.5, 0.5 // less than half a page, which it shares with other things
	case sheetMap:
		m.Tallest = max(0.5, 1.35-0.017*float64(len(route.Stops))) // what the list leaves
		m.Flattest = m.Tallest
	default:
		m.Tallest, m.Flattest, m.Word = 1.3, 0.7, phoneWord
		if m.Base != nil {
			m.Flattest = 1.2 // with space for the names of streets
		}
	}
	if m.Base == nil {
		m.Regions = regions(p, route, first, last)
	}
	drawing := routemap.Draw(m)
	view := &MapView{Note: mapNote(w, drawing), Signs: signViews(p, drawing.Signs)}
	var names []string
	for _, s := range stops {
		names = append(names, s.Number+" "+s.Name)
	}
	label := w.T("map") + w.T("colon") + strings.Join(names, w.T("comma"))
	role := "img"
	if width == phoneMap {
		role = "group" // of links
	}
	view.SVG = svg(drawing, role, label, "")
	return view
}

// mapWords are the keys of the words that a map's script shows.
var mapWords = []string{
	"map-in", "map-out", "map-whole", "map-where", "map-contrast", "map-here", "map-spot", "map-outside", "map-off", "map-refused", "map-unknown", "metres", "kilometres",
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
	m := baseMap(p, "map")
	m.Stops = []routemap.Stop{{Number: "●", Name: p.plain(s.Name), At: s.Location.Point}}
	m.Width, m.Least, m.Tallest, m.Flattest = columnMap, siteMetres, 0.7, 0.6
	drawing := routemap.Draw(m)
	if !drawing.Based {
		return nil
	}
	return &MapView{SVG: svg(drawing, "img", w.T("map-around")+w.T("colon")+p.plain(s.Name), ""), Note: mapNote(w, drawing)}
}

// baseMap returns a map without stops, in the page's language.
func baseMap(p *draft, id string) routemap.Map {
	w := p.words()
	m := routemap.Map{
		ID: id, North: w.T("map-north"), Distance: w.Distance, Join: joined, Word: paperWord,
		Base: p.r.options.Map, Languages: osmLanguages(p.lang), Note: osmCredit,
	}
	switch _, made, converts := p.r.guide.Conversion(); {
	case converts && p.lang == made:
		m.Convert = p.converter().Text
	case p.lang == simplifiedChinese:
		m.Convert = fold.Simplified
	}
	return m
}

// simplifiedChinese is the language for which names in traditional characters are converted.
const simplifiedChinese = "zh-Hans"

// mapNote returns what a reader has to know about what a drawing contains.
func mapNote(w words.Words, d routemap.Drawing) string {
	key := "map-schematic"
	switch {
	case d.Based:
		key = "map-base"
	case d.Traced:
		key = "map-traced"
	}
	sentences := []string{w.T(key)}
	for _, s := range []struct {
		key   string
		drawn bool
	}{{"map-straight", key != "map-schematic" && d.Straight}, {"map-stub", d.Stubs}, {"map-inset", d.Inset}, {"map-doubt", d.Doubts}} {
		if s.drawn {
			sentences = append(sentences, w.T(s.key))
		}
	}
	return words.Sentences(sentences)
}

// osmCredit is the attribution that OpenStreetMap's licence requires.
const osmCredit = "© OpenStreetMap contributors"

// svg returns a drawing as an element, with further attributes. One with links is for a
// phone: its script needs to know where the drawing lies.
func svg(d routemap.Drawing, role, label, attributes string) template.HTML {
	if role == "group" && d.View.Scale > 0 {
		attributes += ` data-view="` + template.HTMLEscapeString(string(scriptData(d.View))) + `"`
	}
	return template.HTML(fmt.Sprintf(`<svg class="routemap" viewBox="0 0 %d %d" role="%s" aria-label="%s"%s>%s</svg>`, d.Width, d.Height, role, template.HTMLEscapeString(label), attributes, d.SVG))
}

// mapScript makes a page load the script for its maps. It returns the words that the
// script shows.
func (f *Frame) mapScript(p *draft) template.JS {
	f.Scripts = append(f.Scripts, p.root+p.r.assets.Script("map", p.lang))
	return scriptData(p.words().Some(mapWords))
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
	var leg mapLeg
	for i := first; i < last; i++ {
		leg.add(p, route, legs[i], i)
		site := p.site(route.Stops[i].Site)
		to := timetable.Location(p.r.guide, &route.Stops[i])
		if to == nil {
			continue
		}
		if leg.from != nil && *leg.from != to.Point && (route.Way == nil || route.Way.Legs[i] == 0) {
			way := routemap.Way{By: leg.by(), Line: []geo.Point{*leg.from, to.Point}, From: *leg.from, To: to.Point}
			if line := walkOf(route, leg.site, site.ID, legs[i].Around); way.By == "walk" && line != nil {
				way.Line, way.Traced = line, true
			} else {
				way.Label = leg.label(p)
			}
			ways = append(ways, way)
		}
		leg = mapLeg{from: &to.Point, site: site.ID}
		k, ok := at[site]
		if !ok {
			k = len(stops)
			at[site] = k
			stops = append(stops, routemap.Stop{Name: p.plain(site.Name), At: to.Point, Accuracy: to.Accuracy, Href: "#stop-" + strconv.Itoa(i+1)})
			numbers = append(numbers, nil)
		}
		numbers[k] = append(numbers[k], i+1)
		if note := stopNote(p, &route.Stops[i]); note != "" {
			stops[k].Note = strings.TrimPrefix(stops[k].Note+p.words().T("comma")+note, p.words().T("comma"))
		}
	}
	if route.Way != nil && len(route.Way.Line) > 1 {
		ways = append(ways, routemap.Way{By: route.Mode, Line: route.Way.Line, Traced: true})
	}
	for k := range stops {
		stops[k].Number = series(numbers[k])
	}
	return stops, ways
}

// A mapLeg is what leads from one position on a map to the next, by way of places that have
// none.
type mapLeg struct {
	from   *geo.Point // nil before the first position
	site   string     // at from
	modes  []string   // in the order in which they are first used
	metres int        // 0: not known
	places []string
}

// add adds what leads to a stop.
func (l *mapLeg) add(p *draft, route *guide.Route, to timetable.Leg, stop int) {
	if len(l.modes) == 0 || to.High > 0 && !slices.Contains(l.modes, to.By) {
		l.modes = append(l.modes, to.By)
	}
	l.metres += to.Metres
	if s := &route.Stops[stop]; s.Site == "" && l.from != nil {
		// The place without what the group does there, which is in the timetable.
		place := strings.TrimSpace(strings.FieldsFunc(p.plain(s.Place)+" ", func(c rune) bool { return strings.ContainsRune("（(：:，,；;。", c) })[0])
		if note := stopNote(p, s); !strings.Contains(place, note) {
			place += p.words().T("comma") + note
		}
		l.places = append(l.places, place)
	}
}

// by returns the mode in which a leg is drawn.
func (l *mapLeg) by() string {
	if len(l.modes) > 1 {
		return severalWays
	}
	return l.modes[0]
}

// label returns the mode and the length of a leg that is drawn as a straight line.
func (l *mapLeg) label(p *draft) string {
	w := p.words()
	var parts []string
	for _, by := range l.modes {
		parts = append(parts, w.T("by-"+by))
	}
	if l.metres > 0 && len(l.places) == 0 {
		parts = append(parts, w.Distance(float64(l.metres)))
	}
	return strings.Join(append(parts, l.places...), " · ")
}

// stopNote returns the meal at a stop and whether the group spends the night there.
func stopNote(p *draft, s *guide.Stop) string {
	var notes []string
	if s.Meal != "" {
		notes = append(notes, p.words().T("meal-"+s.Meal))
	}
	if s.Overnight {
		notes = append(notes, p.words().T("night"))
	}
	return strings.Join(notes, p.words().T("comma"))
}

// walkOf returns the line of a route's way on foot between two sites, around gates that
// are shut or through them, or nil.
func walkOf(route *guide.Route, from, to string, around bool) []geo.Point {
	w := route.Walk(from, to)
	switch {
	case w == nil || len(w.Line) < 2:
		return nil
	case around:
		return w.AroundLine
	}
	return w.Line
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

// joined joins the numbers of stops that share a disc.
func joined(numbers []string) string {
	var all []int
	for _, n := range numbers {
		k, err := strconv.Atoi(n)
		if err != nil { // a series of its own
			return strings.Join(numbers, ", ")
		}
		all = append(all, k)
	}
	return series(all)
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
