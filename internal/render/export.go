package render

import (
	"html/template"
	"path"
	"slices"
	"strings"

	"wayside/internal/export"
	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/output"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// A FileLink is a link to a route's file for another program.
type FileLink struct {
	Format string // "gpx", "kml", "geojson", "ics"
	Text   string
	Note   string // its purpose
	Href   string
	Type   string // media type
	Name   string // of the saved file, since all addresses end in "route"
}

// An OpenIn contains links to a position in map programs.
type OpenIn struct {
	Label string
	Doubt string        // how inaccurate the position may be; "" if it is exact enough
	Links template.HTML // items of a list
}

// formats are the formats of a route's files, in the order on its page.
var formats = []string{"gpx", "kml", "geojson", "ics"}

// addExports adds a route's files for other programs.
func (l *listing) addExports(route *guide.Route) {
	dir := routeDir(route.ID)
	for _, format := range exportFormats(l.r.guide, route) {
		file := "route." + format
		addFile(l, dir, file, route.At, output.Asset, func(p *draft) (output.Made, error) {
			p.shows(factRoute, route.ID) // and nothing else: links of its texts are left out
			exported := p.r.exported.get(p.r.prefix(p.lang)+dir, func() *export.Route { return exportRoute(p, route) })
			data, err := write(format, exported)
			return output.Made{Data: data}, err
		})
	}
}

func write(format string, route *export.Route) ([]byte, error) {
	switch format {
	case "gpx":
		return export.GPX(route)
	case "kml":
		return export.KML(route)
	case "geojson":
		return export.GeoJSON(route)
	}
	return export.Calendar(route), nil
}

// exportFormats returns the formats that a route can be written in.
func exportFormats(g *guide.Guide, route *guide.Route) []string {
	var all []string
	for i := range route.Stops {
		if timetable.Location(g, &route.Stops[i]) != nil {
			all = append(all, formats[:3]...)
			break
		}
	}
	if dated(route) {
		all = append(all, formats[3])
	}
	return all
}

// dated reports whether a route takes place at a known time.
func dated(route *guide.Route) bool {
	return !route.Date.IsZero() && route.Start >= 0 && len(route.Stops) > 0
}

// fileLinks returns a route's links to its files.
func fileLinks(p *draft, route *guide.Route) []FileLink {
	w := p.words()
	var links []FileLink
	for _, format := range exportFormats(p.r.guide, route) {
		kind, _, _ := strings.Cut(output.ContentType("route."+format), ";")
		links = append(links, FileLink{
			Format: format, Text: w.T("take-" + format), Note: w.T("take-" + format + "-for"), Href: "route." + format, Type: kind, Name: route.ID + "." + format,
		})
	}
	return links
}

// exportRoute converts a route for package export, with plain texts in the
// reader's language.
func exportRoute(p *draft, route *guide.Route) *export.Route {
	w := p.words()
	tour, plan := p.r.tours.Of(route), p.r.tours.Plan(route)
	x := &export.Route{
		Name: p.plain(route.Title), About: p.plainly(route.Summary, route.Audiences), Author: p.plain(p.r.guide.Publisher),
		URL: p.r.absolute(p.lang, routeDir(route.ID)), Apart: tour.Home, StopsLabel: w.T("stops"), WayLabel: w.T("route"),
	}
	var walked bool
	x.Ways, walked = exportWays(p, route, tour)
	credit := slices.DeleteFunc([]string{x.Author, p.r.guide.Licence}, func(s string) bool { return s == "" })
	x.Credit = strings.Join(credit, w.T("comma"))
	if walked {
		x.Credit = strings.TrimSpace(x.Credit + "\n" + osmCredit + " (ODbL)")
	}
	if dated(route) {
		x.Tour = &export.Tour{ID: route.ID + "@" + hostOf(p.r.guide), Date: route.Date, Zone: p.r.guide.Zone(), Start: plan.Start, End: plan.End}
	}
	for i, row := range plan.Rows {
		x.Stops = append(x.Stops, exportStop(p, route, i, row))
	}
	return x
}

// exportWays returns the lines of the route's map. walked reports whether they
// contain map data, whose licence must be stated.
func exportWays(p *draft, route *guide.Route, tour *timetable.Tour) (all []export.Way, walked bool) {
	_, ways := mapMarks(p, route, tour, 0, len(route.Stops))
	traced := 0
	for _, way := range ways {
		if way.By == severalWays {
			way.By = ""
		}
		if way.Traced {
			traced++
		}
		all = append(all, export.Way{By: way.By, Line: way.Line, Traced: way.Traced})
	}
	if route.Way != nil && len(route.Way.Line) > 1 {
		traced-- // the recording
	}
	return all, traced > 0 && !tour.Home
}

func exportStop(p *draft, route *guide.Route, i int, row timetable.Row) export.Stop {
	w := p.words()
	s := &route.Stops[i]
	x := export.Stop{
		Number: i + 1, Name: p.stopName(s).Text, Text: p.plainly(s.Story, route.Audiences), When: stayOf(w, p.r.guide, s),
		Stay: int(timetable.Stay(p.r.guide, s).Minutes()),
	}
	if lines := times(row); len(lines) > 0 {
		x.When = lines[0]
		if len(lines) > 1 {
			for k := range lines {
				lines[k] = batchName(w, route, k) + w.T("colon") + lines[k]
			}
			x.When = strings.Join(lines, "\n")
		}
		x.Arrive, x.Depart = row.Times[0].Arrive, row.Times[0].Depart
	}
	if site := p.site(s.Site); site != nil {
		x.Kind, x.Address = w.T("kind-"+kindOf(site)), p.plain(site.Address)
		if url := p.r.absolute(p.lang, siteDir(site.ID)); url != "" && !site.Document.Draft {
			x.URL = url + fragment(s.Hall)
		}
	}
	if at := timetable.Location(p.r.guide, s); at != nil {
		x.At, x.Accuracy, x.Doubt = &at.Point, at.Accuracy, doubt(w, at)
	}
	return x
}

// plainly renders a Markdown field as plain text. The page that shows the field
// reports its problems.
func (p *draft) plainly(field guide.Text, audiences []string) string {
	return plainly(p, field, field.Passage(p.lang).Text, audiences)
}

// plainly is like draft.plainly for a part of the field.
func plainly(p *draft, field guide.Text, part string, audiences []string) string {
	if part == "" {
		return ""
	}
	passage := field.Passage(p.lang)
	t := &text{inset: inset{audiences: audiences}, p: quiet(p), dir: path.Dir(passage.At.File), lang: passage.Lang, place: passage.Place}
	request := t.request(p.r.parsedPassage(part))
	request.Place = nil
	request.Link = func(markdown.Link) (string, bool) { return "", false }
	request.Cite = func(markdown.Citation) (markdown.Cited, bool) { return markdown.Cited{}, true } // or the page would list the source
	request.Picture = func(markdown.Picture) markdown.Fragment { return markdown.Fragment{} }
	request.Player = func(m markdown.Player) markdown.Fragment { return markdown.Fragment{HTML: m.Transcript} }
	result := p.r.markdown.Render(request)
	return result.Plain(0)
}

// hostOf returns a host name that makes the ids of this guide's events unique.
func hostOf(g *guide.Guide) string {
	_, address, ok := strings.Cut(g.BaseURL, "://")
	if !ok {
		return "wayside"
	}
	return strings.ReplaceAll(strings.Trim(address, "/"), "/", ".")
}

// openIn returns links to a position in map programs, or nil without a position.
func openIn(p *draft, name string, at *guide.Location) *OpenIn {
	if at == nil || !at.Point.Valid() {
		return nil
	}
	w := p.words()
	var b strings.Builder
	b.Grow(1200)
	// html/template would reject geo: links, and for the five links on every
	// site's page it takes three times as long as the rest of the facts.
	for _, link := range export.MapLinks(name, at.Point, p.r.guide.Country) {
		b.WriteString(`<li><a href="`)
		template.HTMLEscape(&b, []byte(link.Href))
		b.WriteString(`" rel="noopener">`)
		template.HTMLEscape(&b, []byte(w.T("program-"+link.Program)))
		b.WriteString("</a></li>")
	}
	return &OpenIn{Label: w.T("open-in"), Doubt: doubt(w, at), Links: template.HTML(b.String())}
}

// doubt states how inaccurate a position may be, or returns "" if it is exact
// enough to walk to.
func doubt(w words.Words, at *guide.Location) string {
	if !at.Approximate() {
		return ""
	}
	return w.Fill("approximate", "distance", w.Distance(at.Accuracy))
}
