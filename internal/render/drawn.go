package render

import (
	"cmp"
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

// A DrawnMap is an editor's own map: a picture with numbered marks, and the list of
// what they are.
type DrawnMap struct {
	ID       string // anchor of its title
	Title    string
	Picture  Picture
	SVG      template.HTML // marks, laid over the picture
	Entries  []DrawnEntry
	OffLabel string // of entries that are not on the picture
	Note     string // on its accuracy; "" if it is not placed on the ground
	Credit   template.HTML
	Licence  string
}

// A DrawnEntry is a line of a drawn map's list.
type DrawnEntry struct {
	Number string
	Name   template.HTML
	Href   string // "" on paper, and for a photo without an anchor
	Stop   string // index of the stop, for the handout's script; "" on a site's map
	Off    bool   // it is not on the picture
}

// A HomeMap is the drawn map of a route on the home page.
type HomeMap struct {
	Href, Name string // of the route
	DrawnMap
}

// routeDrawn returns the drawn maps of a route. On a phone, the discs link to the
// stops of the page.
func routeDrawn(p *draft, route *guide.Route, width float64) []DrawnMap {
	return drawnMaps(p, route.Plans, width, "plan", func(plan *guide.Plan, picture guide.Picture) ([]routemap.Mark, []DrawnEntry) {
		return stopMarks(p, route, plan, picture, width, func(i int) string { return "#stop-" + strconv.Itoa(i+1) })
	})
}

// homeMap returns the first drawn map of a route for the home page, where discs link to
// the sites, or nil.
func homeMap(p *draft, routes []guide.Route) *HomeMap {
	i := slices.IndexFunc(routes, func(r guide.Route) bool { return len(r.Plans) > 0 })
	if i < 0 {
		return nil
	}
	route := &routes[i]
	p.shows(factRoute, route.ID)
	maps := drawnMaps(p, route.Plans[:1], phoneMap, "plan", func(plan *guide.Plan, picture guide.Picture) ([]routemap.Mark, []DrawnEntry) {
		return stopMarks(p, route, plan, picture, phoneMap, func(i int) string {
			if site := p.site(route.Stops[i].Site); site != nil && !site.Document.Draft {
				return p.to(siteDir(site.ID)) + fragment(route.Stops[i].Hall)
			}
			return p.to(routeDir(route.ID)) + "#stop-" + strconv.Itoa(i+1)
		})
	})
	if len(maps) == 0 {
		return nil
	}
	return &HomeMap{p.to(routeDir(route.ID)), p.plain(route.Title), maps[0]}
}

// drawnMaps draws plans whose pictures could be read. marks returns the marks of a plan
// and the lines of its list.
func drawnMaps(p *draft, plans []guide.Plan, width float64, prefix string, marks func(*guide.Plan, guide.Picture) ([]routemap.Mark, []DrawnEntry)) []DrawnMap {
	var all []DrawnMap
	for i := range plans {
		plan := &plans[i]
		picture, ok := p.surveyed(plan.File)
		if plan.File == "" || !ok {
			continue // as the loader or the survey has reported
		}
		when := lazy
		if width != phoneMap {
			when = ready
		}
		m := DrawnMap{
			ID: prefix, OffLabel: p.words().T("plan-off"), Title: cmp.Or(p.plain(plan.Title), picture.Caption, p.words().T("plan")),
			Credit: p.html(plan.Credit), Licence: cmp.Or(plan.Licence, picture.Licence),
		}
		if len(plans) > 1 {
			m.ID += "-" + strconv.Itoa(i+1)
		}
		if m.Credit == "" {
			m.Credit = template.HTML(template.HTMLEscapeString(picture.Credit))
		}
		if pic := p.picture(plan.File, Phrase{Text: m.Title}, sizesLead, when); pic != nil {
			m.Picture = *pic
		}
		placed := plan.Placement()
		if placed != nil {
			pairs, _ := plan.Pairs()
			off := placed.Error(pairs)
			m.Note = p.words().Fill("plan-placed", "count", strconv.Itoa(len(pairs)), "distance", p.words().Distance(max(10, off)))
			if len(pairs) == 3 { // which always agree
				m.Note = p.words().T("plan-placed-three")
			}
		}
		found, entries := marks(plan, picture)
		m.Entries = entries
		m.SVG = drawnSVG(p, picture, placed, found, width, m.Title)
		all = append(all, m)
	}
	return all
}

// tallestDrawn is the height of a drawn map on paper, in tenths of a millimetre.
const tallestDrawn = 1500

// drawnSVG draws the marks of a plan. On paper the drawing has a size of its own, so
// that discs are as large as on other maps.
func drawnSVG(p *draft, picture guide.Picture, placed *geo.Placement, marks []routemap.Mark, width float64, title string) template.HTML {
	role, size := "group", "" // of links
	if width != phoneMap {
		role = "img"
		width = min(width, tallestDrawn*float64(picture.Width)/float64(picture.Height))
	}
	drawing := routemap.DrawPlan(routemap.Plan{Size: [2]int{picture.Width, picture.Height}, Width: width, Placement: placed, Marks: marks})
	if role == "img" {
		size = fmt.Sprintf(` width="%gmm" height="%gmm"`, float64(drawing.Width)/10, float64(drawing.Height)/10)
	}
	var names []string
	for _, mark := range marks {
		names = append(names, strings.TrimSpace(mark.Number+" "+mark.Name))
	}
	label := title
	if len(names) > 0 {
		label += p.words().T("colon") + strings.Join(names, p.words().T("comma"))
	}
	return svg(drawing, role, label, size)
}

// stopMarks returns the marks of a route's stops on a plan, one for all stops at the
// same point, and the list of its stops. Places such as a lunch are listed if they are
// on the plan.
func stopMarks(p *draft, route *guide.Route, plan *guide.Plan, picture guide.Picture, width float64, href func(i int) string) (marks []routemap.Mark, entries []DrawnEntry) {
	at := p.r.guide.OnPlan(route, plan, picture)
	numbers := map[geo.Pixel][]int{}
	var points []geo.Pixel
	for i := range route.Stops {
		stop := &route.Stops[i]
		entry := DrawnEntry{Number: strconv.Itoa(i + 1), Name: p.stopName(stop).HTML(), Stop: strconv.Itoa(i), Off: at[i] == nil}
		if width == phoneMap {
			entry.Href = href(i)
		}
		if !entry.Off || stop.Site != "" {
			entries = append(entries, entry)
		}
		if entry.Off {
			continue
		}
		if _, ok := numbers[*at[i]]; !ok {
			points = append(points, *at[i])
		}
		numbers[*at[i]] = append(numbers[*at[i]], i+1)
	}
	for _, point := range points {
		first := numbers[point][0] - 1
		mark := routemap.Mark{Number: series(numbers[point]), Name: p.stopName(&route.Stops[first]).Text, Pixel: point}
		if to := timetable.Location(p.r.guide, &route.Stops[first]); to != nil {
			mark.At = &to.Point
		}
		if width == phoneMap {
			mark.Href = href(first)
		}
		marks = append(marks, mark)
	}
	return marks, entries
}

// drawnWhole reports whether the drawn maps of a route show all of its sites, so that
// a schematic map would say less.
func drawnWhole(p *draft, route *guide.Route) bool {
	shown := make([]bool, len(route.Stops))
	for i := range route.Plans {
		picture, ok := p.surveyed(route.Plans[i].File)
		if !ok {
			continue
		}
		for k, at := range p.r.guide.OnPlan(route, &route.Plans[i], picture) {
			shown[k] = shown[k] || at != nil
		}
	}
	for i := range route.Stops {
		if !shown[i] && route.Stops[i].Site != "" {
			return false
		}
	}
	return len(route.Plans) > 0
}

// siteDrawn returns the drawn maps of a site: its halls have numbers, and photos those of
// their labels, or letters.
func siteDrawn(p *draft, s *guide.Site, plans []guide.Plan, prefix string) []DrawnMap {
	signs, labels := hallSigns(s)
	return drawnMaps(p, plans, phoneMap, prefix, func(plan *guide.Plan, _ guide.Picture) (marks []routemap.Mark, entries []DrawnEntry) {
		var photos []DrawnEntry
		lettered := 0
		for _, pin := range plan.Pins {
			if pin.Pixel == nil {
				continue
			}
			mark := routemap.Mark{Pixel: *pin.Pixel}
			if k := slices.IndexFunc(s.Halls, func(h guide.Hall) bool { return h.ID == pin.Hall }); pin.Hall != "" && k >= 0 {
				mark.Number, mark.Name, mark.Href = signs[k], p.plain(s.Halls[k].Name), fragment(pin.Hall)
				entries = append(entries, DrawnEntry{Number: mark.Number, Name: p.html(s.Halls[k].Name), Href: mark.Href})
			} else if photo := photoNamed(&s.Document, pin.Photo); pin.Photo != "" && photo != nil {
				name := photoName(p, photo)
				mark.Number, mark.Name, mark.Href = letters(lettered), name.Text, photoHref(p, s, photo)
				if labels && photo.Number > 0 {
					mark.Number = strconv.Itoa(photo.Number)
				} else {
					lettered++
				}
				photos = append(photos, DrawnEntry{Number: mark.Number, Name: name.HTML(), Href: mark.Href})
			} else {
				continue // as the check has reported
			}
			marks = append(marks, mark)
		}
		slices.SortStableFunc(entries, func(a, b DrawnEntry) int {
			return cmp.Or(cmp.Compare(len(a.Number), len(b.Number)), cmp.Compare(a.Number, b.Number))
		})
		entries = append(entries, photos...)
		return marks, entries
	})
}

// photoName returns what a photo is called in a list, its file's name at worst: a link
// without a text leads nowhere for a screen reader.
func photoName(p *draft, photo *guide.Photo) Phrase {
	for _, text := range []guide.Text{photo.Caption, photo.Alt} {
		if name := p.phrase(text); name.Text != "" {
			return name
		}
	}
	return Phrase{Text: photo.Base()}
}

// letters returns A, B, …, Z, AA for 0, 1, …, 25, 26.
func letters(n int) string {
	text := string(rune('A' + n%26))
	if n >= 26 {
		text = letters(n/26-1) + text
	}
	return text
}

// photoNamed returns the photo of a gallery with a file name, or nil.
func photoNamed(d *guide.Document, name string) *guide.Photo {
	for i := range d.Photos {
		if d.Photos[i].Base() == name {
			return &d.Photos[i]
		}
	}
	return nil
}
