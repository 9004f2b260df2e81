package render

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"sync"

	"wayside/internal/guide"
	"wayside/internal/hours"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// A SitePage is /sites/<id>/.
type SitePage struct {
	Frame
	For        *ForView
	Name       template.HTML
	OtherNames []OtherName // its name in the guide's other languages
	KindName   string
	Protection template.HTML
	Summary    template.HTML
	Themes     template.HTML // chips
	Notices    []NoticeView
	Drawn      []DrawnMap
	MapWords   template.JS // for the script; "" without drawn maps
	Lead       *Figure     // the cover; nil without photos, and with drawn maps, which come first
	Body       Body
	Halls      []HallView
	HallsTotal string        // how many, and how long they take
	Practice   *PracticeView // nil without a hall's text and a narration
	Numbered   bool          // labels have numbers, which visitors type
	Later      string        // the numbers of photos on further pages of the gallery: "112:2 113:2"
	Gallery    []Figure
	Pages      PageLinks // of the gallery; empty if there is one
	Manifest   string    // the address of the gallery's IIIF manifest, if there is one
	Map        *MapView  // its surroundings; nil without map data
	Facts      []Fact
	Hours      []hours.Row // days, times, and the editor's remarks
	LastEntry  string
	Sources    []string
	Routes     template.HTML // items of a list, made by the part "route-card"
	Ahead      *AheadView    // its events; nil for none, and if there are too many
	Nearby     template.HTML // items of a list
	Same       []SameTheme

	site *guide.Site
}

// A HallView is a hall or exhibit; its ID is its anchor.
type HallView struct {
	ID     string
	Number int // on its label; 0 for none
	Name   template.HTML
	Stay   string
	Speech int // how many seconds its text takes to say
	Drawn  []DrawnMap
	Body   Body
	// Player is a recording of the body, with the body as its transcript; "" for none.
	Player template.HTML

	played string // what the player shows besides the name and the body
}

// A Fact is a label and a value in the column next to the text.
type Fact struct {
	Label string
	Value template.HTML
}

// A factList collects facts.
type factList struct {
	words words.Words
	all   []Fact
}

// add adds a value under the word of a key, unless it is "".
func (l *factList) add(key string, value template.HTML) {
	if value != "" {
		l.all = append(l.all, Fact{l.words.T(key), value})
	}
}

// text adds a value that is not HTML.
func (l *factList) text(key, value string) {
	l.add(key, template.HTML(template.HTMLEscapeString(value)))
}

// SameTheme lists a few sites of one of the site's themes.
type SameTheme struct {
	Label string
	Sites template.HTML // items of a list
}

// A SiteCard is a site in a list.
type SiteCard struct {
	Href    string
	Name    template.HTML
	Note    string // a note of the list, such as a distance or a kind
	Summary template.HTML
	Cover   *Picture
	Filter  string // the ids of its themes, for the filter of the list
}

const (
	nearbyCount  = 5
	nearbyMetres = 30_000
	sameCount    = 5
)

func newSitePage(p *draft, s *guide.Site) *SitePage {
	p.shows(factSite, s.ID)
	w := p.words()
	shown := map[string]bool{}
	page := &SitePage{
		Notices: newNotices(p, p.siteNotices(s.ID), s.ID),
		site:    s,
		Name:    p.html(s.Name), KindName: w.T("kind-" + kindOf(s)), Protection: p.html(s.Protection),
		Summary: p.summary(&s.Document).HTML(), Themes: p.chips(s.Themes), Sources: s.Sources,
	}
	p.anchors = photoAnchors(firstPhotos(s))
	page.Drawn = siteDrawn(p, s, s.Plans, "plan")
	mapped := page.Drawn != nil
	if !mapped {
		page.Lead = coverFigure(p, &s.Document, sizesLead, shown)
	}
	page.Body = p.body("site", &s.Document, shown, guide.IDs(s.Halls, func(h *guide.Hall) string { return h.ID })...)
	for i := range s.Halls {
		h := &s.Halls[i]
		if p.r.layouts.ids("site")[h.ID] {
			p.problems.Add(h.At, "bad-id/hall", h.ID)
		}
		v := HallView{Drawn: siteDrawn(p, s, h.Plans, h.ID+"-plan"), ID: h.ID, Number: h.Number, Name: p.html(h.Name), Body: p.passage(h.Text, inset{prefix: h.ID + "-", shift: 2, spoken: true})}
		v.Speech = seconds(v.Body.spoken())
		v.Player = hallPlayer(p, h, &v)
		if h.Stay > 0 {
			v.Stay = w.Duration(h.Stay)
		}
		mapped = mapped || v.Drawn != nil
		page.Halls = append(page.Halls, v)
	}
	page.HallsTotal, page.Numbered = hallsTotal(w, s), numbered(s)
	page.Practice = practice(p, s)
	page.Gallery = p.gallery(firstPhotos(s), shown)
	if archived(p.r) && len(s.Document.Photos) > 0 {
		page.Manifest = p.root + manifestAddress(s)
	}
	if galleryPages(s) > 1 {
		page.Pages, page.Later = galleryLinks(p, s, 0), laterNumbers(s)
	}
	page.Map = siteMap(p, s)
	page.Facts = siteFacts(p, s)
	page.Hours = p.hours(s.OpeningHours)
	if s.LastEntry > 0 && s.OpeningHours != "" {
		page.LastEntry = w.Fill("last-entry", "time", w.Duration(s.LastEntry))
	}
	for _, route := range p.siteRoutes(s) {
		p.shows(factRouteCard, route.ID)
		page.Routes += p.once("route-card", route.ID, func() any { return routeCard(p, route) })
	}
	if hasEvents(p.r.guide) { // a part of factGuide
		events, x := siteEvents(&p.view, s.ID)
		page.Ahead = newAhead(p, events, x, fewAhead)
	}
	var nearby listItems
	p.shows(factNear, s.ID)
	for _, n := range p.r.near().Near(s.Order, nearbyCount, nearbyMetres) {
		other := &p.r.guide.Sites[n.I]
		nearby.link(p.siteLink(other), distanceTo(w, s, other, n.Metres))
	}
	page.Nearby = nearby.html()
	page.Same = newSameThemes(p, s)
	page.Frame = newFrame(p, "site", p.plain(s.Name), writtenIn(&s.Document))
	page.For = forView(&page.Frame, p, readers(p))
	if page.Routes != "" {
		page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("along", p.lang))
	}
	if page.Ahead != nil {
		page.Ahead.More = &Link{Text: w.T("programme-all"), Href: p.to(programmeDir)}
		useProgramme(&page.Frame, p)
	}
	if page.Practice != nil {
		page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("rehearse", p.lang))
	}
	if page.Numbered {
		page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("pad", p.lang))
	}
	if mapped {
		page.MapWords = page.mapScript(p)
	}
	if page.Lead != nil {
		page.Frame.Lead = &page.Lead.Picture
	}
	page.Description = cmp.Or(p.summary(&s.Document).Text, page.KindName+w.T("comma")+p.plain(s.Name))
	setTrail(&page.Frame, p, w.T("sites"), "sites/")
	page.OtherNames = otherNames(p, s.Name, page.Title)
	setCover(&page.Frame, p, &s.Document)
	page.Schema = append(page.Schema, siteSchema(p, s, page)...)
	page.terms = recordTerms(p, &s.Document)
	return page
}

// listItems builds the items of a short list of links.
type listItems struct{ b strings.Builder }

// link adds a link with a note.
func (l *listItems) link(link template.HTML, note string) {
	if l.b.Len() == 0 {
		l.b.Grow(1000)
	}
	l.b.WriteString("<li>")
	l.b.WriteString(string(link))
	if note != "" {
		l.b.WriteString(" <small>")
		template.HTMLEscape(&l.b, []byte(note))
		l.b.WriteString("</small>")
	}
	l.b.WriteString("</li>")
}

func (l *listItems) html() template.HTML { return template.HTML(l.b.String()) }

// distanceTo returns the distance between two sites in words, or "" if the
// positions are too inaccurate.
func distanceTo(w words.Words, a, b *guide.Site, metres float64) string {
	if doubt := a.Location.Accuracy + b.Location.Accuracy; doubt > metres/2 && doubt > 200 {
		return ""
	}
	return w.Fill("straight-line", "distance", w.Distance(metres))
}

func kindOf(s *guide.Site) string {
	if s.Kind == "" {
		return "other"
	}
	return s.Kind
}

// summary returns a document's summary, in the reader's language if it is
// translated.
func (p *draft) summary(d *guide.Document) Phrase {
	page := d.In(p.lang)
	if page == nil {
		return Phrase{}
	}
	return p.phraseIn(page.Summary, page.Lang)
}

// siteFacts returns the site's fields that are set.
func siteFacts(p *draft, s *guide.Site) []Fact {
	w := p.words()
	facts := factList{words: w}
	facts.add("address", p.html(s.Address))
	if s.Location != nil {
		facts.add("position", position(w, s.Location)+p.part("open-in", openIn(p, p.plain(s.Name), s.Location)))
	}
	facts.add("admission", p.html(s.Admission))
	if s.Stay > 0 {
		facts.text("stay", w.Duration(s.Stay))
	}
	if s.Capacity > 0 {
		facts.text("capacity", w.Count("people-at-once", s.Capacity))
	}
	facts.add("access", accessOf(p, s))
	if s.Phone != "" {
		facts.add("phone", template.HTML(`<a href="tel:`+template.HTMLEscapeString(digits(s.Phone))+`">`+template.HTMLEscapeString(s.Phone)+`</a>`))
	}
	facts.add("website", webLink(s.Website))
	return facts.all
}

// accessOf returns whether a site has no steps, and what its editor says of access.
func accessOf(p *draft, s *guide.Site) template.HTML {
	said := p.html(s.Access)
	if !s.StepFree {
		return said
	}
	free := template.HTML(template.HTMLEscapeString(p.words().T("step-free")))
	if said == "" {
		return free
	}
	return free + "<br>" + said
}

// position returns the coordinates of a place and their accuracy.
func position(w words.Words, at *guide.Location) template.HTML {
	decimals := 5
	if at.Approximate() {
		decimals = 3
	}
	lat := strconv.FormatFloat(at.Point.Lat, 'f', decimals, 64)
	lon := strconv.FormatFloat(at.Point.Lon, 'f', decimals, 64)
	text := fmt.Sprintf(`<a href="geo:%s,%s">%s, %s</a>`, lat, lon, lat, lon)
	if doubt := doubt(w, at); doubt != "" {
		text += ` <small class="doubt">` + template.HTMLEscapeString(doubt) + `</small>`
	}
	return template.HTML(text)
}

// digits formats a phone number for a tel: address: the first of several, without
// its extension.
func digits(phone string) string {
	var b strings.Builder
	for _, c := range phone {
		switch {
		case c >= '0' && c <= '9', c == '+' && b.Len() == 0:
			b.WriteRune(c)
		case strings.ContainsRune(" -()（）—–－.·\u00a0", c):
		case b.Len() > 4: // a second number, or the word before an extension
			return b.String()
		}
	}
	return b.String()
}

// followers are the sites that follow a site in one of its themes.
type followers struct {
	theme string
	sites []*guide.Site
}

// sameThemes lists, for the site's first themes, the sites of the theme that follow
// it in the registry, continuing from the start at the end.
func sameThemes(g *guide.Guide, s *guide.Site) []followers {
	var all []followers
	for _, id := range s.Themes[:min(2, len(s.Themes))] {
		ring := g.ThemeSites(id)
		at, _ := slices.BinarySearchFunc(ring, s.Order, func(o *guide.Site, order int) int { return o.Order - order })
		same := followers{theme: id}
		for k := 1; k < len(ring) && len(same.sites) < sameCount; k++ {
			if other := ring[(at+k)%len(ring)]; !other.Document.Draft && other.ID != s.ID {
				same.sites = append(same.sites, other)
			}
		}
		all = append(all, same)
	}
	return all
}

func newSameThemes(p *draft, s *guide.Site) []SameTheme {
	p.shows(factSameTheme, s.ID)
	var all []SameTheme
	for _, same := range sameThemes(p.r.guide, s) {
		var items listItems
		for _, other := range same.sites {
			items.link(p.siteLink(other), "")
		}
		if theme := p.r.guide.Theme(same.theme); items.b.Len() > 0 && theme != nil {
			all = append(all, SameTheme{p.words().Fill("same-theme", "theme", p.plain(theme.Name)), items.html()})
		}
	}
	return all
}

// siteCard returns the card of a site, with its cover.
func siteCard(p *draft, s *guide.Site) SiteCard {
	p.shows(factCard, s.ID)
	return SiteCard{
		Href: p.to(siteDir(s.ID)), Name: p.html(s.Name), Note: p.words().T("kind-" + kindOf(s)),
		Summary: p.summary(&s.Document).HTML(), Cover: p.cover(&s.Document, sizesCard, lazy), Filter: strings.Join(s.Themes, " "),
	}
}

// opening is a parsed value of opening_hours. It is cached, because many sites have
// the same value.
type opening struct {
	hours *hours.Hours // nil if it cannot be parsed, which the check has reported
	spec  []schemaHours
	rows  sync.Map // guide.Lang → []hours.Row
}

// openings caches the parsed opening hours of a guide.
type openings struct{ read sync.Map } // opening_hours as written → *opening

func (a *openings) of(value string) *opening {
	if o, ok := a.read.Load(value); ok {
		return o.(*opening)
	}
	o := &opening{}
	if h, err := hours.Parse(value); err == nil && value != "" {
		o.hours = h
		for _, row := range h.Specification() {
			o.spec = append(o.spec, schemaHours{"OpeningHoursSpecification", row.Days, row.Opens, row.Closes, row.ValidFrom, row.ValidThrough})
		}
	}
	a.read.Store(value, o)
	return o
}

// hours describes opening hours in words. It returns nil if there are none or they
// cannot be parsed.
func (p *draft) hours(value string) []hours.Row {
	o := p.r.openings.of(value)
	if o.hours == nil {
		return nil
	}
	if rows, ok := o.rows.Load(p.lang); ok {
		return rows.([]hours.Row)
	}
	rows := o.hours.Words(p.words().T)
	o.rows.Store(p.lang, rows)
	return rows
}

func stayOf(w words.Words, g *guide.Guide, s *guide.Stop) string {
	if d := timetable.Stay(g, s); d > 0 {
		return w.Duration(d)
	}
	return ""
}
