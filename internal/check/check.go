// Package check applies rules to the model.
//
// From a loaded guide it makes a list of problems with their places. It contains
// the rules about the registry, the routes and the galleries; problems of links,
// headings and pictures in texts are reported when the texts are rendered. Each
// rule is a function and has a section in docs/rules.md.
package check

import (
	"path"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/prose"
	"wayside/internal/schema"
	"wayside/internal/timetable"
)

// Check applies all rules to the guide. tours are those of its routes.
func Check(g *guide.Guide, tours *timetable.Tours) diag.List {
	c := &checker{guide: g, tours: tours, reported: map[string]bool{}, wordings: Wordings(g)}
	c.broken = slices.ContainsFunc(g.Routes, func(r guide.Route) bool { return r.Broken })
	c.settings()
	checkBrand(c)
	for i := range g.Sites {
		c.site(&g.Sites[i])
	}
	for i := range g.Notices {
		c.notice(&g.Notices[i])
	}
	for i := range g.Routes {
		c.route(&g.Routes[i])
		if !c.far(&g.Routes[i]) {
			c.timetable(&g.Routes[i])
		}
	}
	planChecker{c}.all()
	checkFormer(c)
	c.document(&g.Home)
	for i := range g.Pages {
		c.document(&g.Pages[i])
	}
	checkPeople(c)
	checkEvents(c)
	checkSeries(c)
	checkStandards(c)
	checkWordings(g, c.add)
	checkYears(g, c.add)
	c.prose()
	return c.problems
}

type checker struct {
	guide    *guide.Guide
	tours    *timetable.Tours
	broken   bool            // a route could not be read completely, so it may have stops that are not known
	reported map[string]bool // the sites that are far from the other stops of a route
	wordings *prose.Wordings
	problems diag.List
}

func (c *checker) add(at diag.Place, key string, args ...any) { c.problems.Add(at, key, args...) }

// unknown reports a reference to something that does not exist. A former id is named by
// that which replaced it.
func (c *checker) unknown(at diag.Place, name string, what diag.Term, known []string) {
	p := diag.New(at, "unknown-reference", name, what)
	if p.Nearest = guide.Renamed(c.guide, string(what), name); p.Nearest == "" {
		p.Nearest = diag.Nearest(name, known)
	}
	c.problems.Append(p)
}

// settings reports a guide without base_url, which has no QR codes, sitemap or feed, and
// what needs its map data if there is none.
func (c *checker) settings() {
	if c.guide.BaseURLAt == (diag.Place{}) && !c.guide.Title.Empty() {
		c.add(diag.Place{File: "sites.toml"}, "base-url-missing")
	}
	c.placeholder(c.guide.BaseURL, c.guide.BaseURLAt)
	checkConversion(c.guide, c.add)
	if len(c.guide.MapData) > 0 {
		return
	}
	for _, a := range c.guide.Audiences {
		if a.StepFree {
			c.add(a.StepFreeAt, "no-effect", "step_free", "[guide] map_data")
		}
	}
	for _, r := range c.guide.Routes {
		if r.StepFree {
			c.add(r.StepFreeAt, "no-effect", "step_free", "[guide] map_data")
		}
	}
}

func (c *checker) site(s *guide.Site) {
	if s.ID == "" || s.Name.Empty() || c.guide.Repeated(s) || s.Document.Draft {
		return // as the loader has reported, or not published
	}
	c.position(s)
	if len(c.guide.SiteRoutes(s.ID)) == 0 && len(c.guide.Routes) > 0 && !c.broken && !c.guide.OnDraftRoute(s.ID) && !c.guide.IsAlternative(s.ID) {
		c.add(s.At, "site-no-route", s.ID)
	}
	c.hours(guide.Passage{Text: s.OpeningHours, At: s.OpeningAt, Literal: s.OpeningLiteral})
	checkNumbers(s, c.add)
	c.document(&s.Document)
}

// checkNumbers reports labels of a site with the number of another one.
func checkNumbers(s *guide.Site, report func(diag.Place, string, ...any)) {
	first := map[int]diag.Place{}
	label := func(number int, at diag.Place) {
		if number == 0 {
			return
		}
		if place, taken := first[number]; taken {
			report(at, "duplicate-number", number, place.File, place.Line)
			return
		}
		first[number] = at
	}
	for i := range s.Halls {
		label(s.Halls[i].Number, s.Halls[i].NumberAt)
	}
	for i := range s.Document.Photos {
		label(s.Document.Photos[i].Number, s.Document.Photos[i].NumberAt)
	}
}

// The area of guides of China, with a margin. A position outside almost always has
// latitude and longitude swapped, or lacks a digit.
const (
	chinaSouth, chinaNorth = 3.0, 54.0
	chinaWest, chinaEast   = 73.0, 136.0
)

func (c *checker) position(s *guide.Site) {
	if s.Location == nil {
		if !s.Misplaced {
			c.add(s.At, "site-no-position", s.ID)
		}
		return
	}
	p := s.Location.Point
	switch {
	case p.Lat == 0 && p.Lon == 0:
		c.add(s.Location.At, "position-impossible/zero")
	case !p.Valid() && p.Lat <= 180 && p.Lat >= -180 && p.Lon <= 90 && p.Lon >= -90:
		c.add(s.Location.At, "position-impossible/swapped", p.Lat, p.Lon)
	case !p.Valid():
		c.add(s.Location.At, "position-impossible", p.Lat, p.Lon)
	case c.guide.Country == "CN" && (p.Lat < chinaSouth || p.Lat > chinaNorth || p.Lon < chinaWest || p.Lon > chinaEast):
		c.add(s.Location.At, "position-abroad", p.Lat, p.Lon)
	}
}

func (c *checker) route(r *guide.Route) {
	if len(r.Stops) == 0 && !r.Broken {
		c.add(r.At, "route-no-stops", r.ID)
	}
	c.group(r)
	for i := range r.Contacts {
		if p := &r.Contacts[i]; p.Phone != "" && !p.Name.Empty() && p.PublicAt.File == "" {
			name, _ := p.Name.In(c.guide.Default())
			c.add(p.At, "contact-private", name)
		}
	}
	for i := range r.Stops {
		s := &r.Stops[i]
		if site := c.guide.Site(s.Site); site != nil && site.Document.Draft {
			c.add(s.At, "link-to-draft", s.Site)
		}
		stopActivities(c, r, s)
		for j := range s.Questions {
			if !r.Broken { // otherwise its options may be missing
				c.question(&s.Questions[j])
			}
		}
	}
}

// question compares a question's answer with its options.
func (c *checker) question(q *guide.Question) {
	switch q.Kind {
	case guide.Choice, guide.Order:
		if len(q.Options) < 2 {
			c.add(q.At, "question-answer/options", q.Kind)
			return
		}
	}
	switch q.Kind {
	case guide.Choice:
		for _, a := range q.Answers {
			if a < 1 || a > len(q.Options) {
				c.add(q.AnswerAt, "question-answer", a, len(q.Options))
			}
		}
	case guide.Order:
		seen := make([]bool, len(q.Options)+1)
		once := len(q.Answers) == len(q.Options)
		for _, a := range q.Answers {
			if a < 1 || a > len(q.Options) {
				c.add(q.AnswerAt, "question-answer", a, len(q.Options))
				return
			}
			once = once && !seen[a]
			seen[a] = true
		}
		if !once && len(q.Answers) > 0 {
			c.add(q.AnswerAt, "question-answer/order", len(q.Options))
		}
	case guide.Short:
		for _, a := range q.Accepted {
			if !strings.ContainsFunc(a, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
				c.add(q.AnswerAt, "question-answer/letters", a)
			}
		}
	}
}

// document checks the translations, the cover and the photos of a document.
func (c *checker) document(d *guide.Document) {
	if d.Draft {
		return
	}
	for i := range d.Photos {
		c.photo(&d.Photos[i])
	}
	if len(d.Pages) == 0 {
		return
	}
	first := &d.Pages[0]
	for _, lang := range c.guide.Languages {
		page := d.In(lang)
		switch {
		case page.Lang != lang:
			c.add(diag.Place{File: first.At.File}, "translation-missing", string(lang))
		case page != first && !page.Date.IsZero() && page.Date.Before(first.Date):
			c.add(page.Places["date"], "translation-old", page.Date.String(), first.Date.String())
		}
	}
	for i := range d.Pages {
		if d.Pages[i].From == "" {
			c.cover(d, &d.Pages[i])
		}
	}
}

func (c *checker) cover(d *guide.Document, page *guide.Page) {
	if page.Cover == "" {
		return
	}
	var names []string
	for i := range d.Photos {
		if name := d.Photos[i].Base(); name == page.Cover || "photos/"+name == page.Cover {
			return
		} else {
			names = append(names, name)
		}
	}
	c.problems.AddUnknown(page.Places["cover"], "cover-missing", page.Cover, names)
}

// photo reports the missing texts of a photo in one problem.
func (c *checker) photo(p *guide.Photo) {
	picture, readable := c.guide.Pictures[p.File]
	if !readable {
		return // as the survey has reported
	}
	var missing diag.Terms
	var lines []string
	lacks := func(what diag.Term, line string) { missing, lines = append(missing, what), append(lines, line) }
	if p.Alt.Empty() {
		lacks("alternative text", `alt = "…"`)
	}
	if p.Credit.Empty() && picture.Credit == "" {
		lacks("credit", `credit = "…"`)
	}
	if p.Licence == "" && picture.Licence == "" {
		lacks("licence", `licence = "…"`)
	}
	switch {
	case len(missing) == 0:
	case p.Listed && path.Ext(p.At.File) != ".toml":
		c.add(p.At, "photo-text/table", p.Base(), missing)
	case p.Listed:
		c.add(p.At, "photo-text", p.Base(), missing, strings.Join(lines, "  "))
	default:
		c.add(p.At, "photo-text/unlisted", p.Base(), missing, strings.Join(lines, "  "))
	}
}

// The texts of each kind of table, as internal/schema declares them.
var (
	guideTexts    = schema.Bind(&schema.Guide, reflect.TypeFor[guide.Guide]())
	themeTexts    = schema.Bind(&schema.Theme, reflect.TypeFor[guide.Theme]())
	noticeTexts   = schema.Bind(&schema.Notice, reflect.TypeFor[guide.Notice]())
	audienceTexts = schema.Bind(&schema.Audience, reflect.TypeFor[guide.Audience]())
	siteTexts     = schema.Bind(&schema.Site, reflect.TypeFor[guide.Site]())
	hallTexts     = schema.Bind(&schema.Hall, reflect.TypeFor[guide.Hall]())
	photoTexts    = schema.Bind(&schema.Photo, reflect.TypeFor[guide.Photo]())
	routeTexts    = schema.Bind(&schema.Route, reflect.TypeFor[guide.Route]())
	contactTexts  = schema.Bind(&schema.Contact, reflect.TypeFor[guide.Contact]())
	hospitalTexts = schema.Bind(&schema.Hospital, reflect.TypeFor[guide.Hospital]())
	goalTexts     = schema.Bind(&schema.Goal, reflect.TypeFor[guide.Goal]())
	standardTexts = schema.Bind(&schema.Standard, reflect.TypeFor[guide.Standard]())
	rubricTexts   = schema.Bind(&schema.Criterion, reflect.TypeFor[guide.Criterion]())
	pairTexts     = schema.Bind(&schema.Pair, reflect.TypeFor[guide.Pair]())
	stopTexts     = schema.Bind(&schema.Stop, reflect.TypeFor[guide.Stop]())
	questionTexts = schema.Bind(&schema.Question, reflect.TypeFor[guide.Question]())
)

// prose checks the prose of the fields of TOML files. Markdown is checked when it is
// rendered.
func (c *checker) prose() {
	g := c.guide
	c.texts(guideTexts, g)
	for i := range g.Themes {
		c.texts(themeTexts, &g.Themes[i])
	}
	for i := range g.Audiences {
		c.texts(audienceTexts, &g.Audiences[i])
	}
	for i := range g.Standards {
		c.texts(goalTexts, &g.Standards[i])
	}
	for i := range g.Notices {
		c.texts(noticeTexts, &g.Notices[i])
	}
	for i := range g.Sites {
		s := &g.Sites[i]
		c.texts(siteTexts, s)
		c.translated(s.Name)
		for j := range s.Halls {
			c.texts(hallTexts, &s.Halls[j])
		}
		for j := range s.Document.Photos {
			c.texts(photoTexts, &s.Document.Photos[j])
		}
	}
	for d := range guide.Documents(g) {
		c.heads(d)
	}
	for i := range g.Routes {
		r := &g.Routes[i]
		c.texts(routeTexts, r)
		c.translated(r.Title)
		for j := range r.Contacts {
			c.texts(contactTexts, &r.Contacts[j])
		}
		c.texts(hospitalTexts, &r.Hospital)
		for j := range r.Standards {
			c.texts(standardTexts, &r.Standards[j])
		}
		for j := range r.Rubric {
			c.texts(rubricTexts, &r.Rubric[j])
		}
		for j := range r.Pairs {
			c.texts(pairTexts, &r.Pairs[j])
		}
		for j := range r.Stops {
			c.texts(stopTexts, &r.Stops[j])
			for k := range r.Stops[j].Questions {
				c.texts(questionTexts, &r.Stops[j].Questions[k])
			}
		}
	}
}

// texts checks the texts of a struct, given by a pointer.
func (c *checker) texts(b *schema.Binding, structure any) {
	for _, f := range b.Fields {
		if f.Type != schema.Text && f.Type != schema.Markdown {
			continue
		}
		switch text := b.Pointer(structure, f.Key).(type) {
		case *guide.Text:
			if f.Type == schema.Markdown {
				for _, p := range *text {
					c.placeholder(p.Text, p.At)
				}
				continue
			}
			c.text(*text)
		case *[]guide.Text:
			c.text(*text...)
		}
	}
}

func (c *checker) text(texts ...guide.Text) {
	for _, t := range texts {
		for _, p := range t {
			if p.From != "" { // its original is checked
				continue
			}
			for _, f := range prose.Lint(p.Text) {
				c.add(p.Place(f.Offset), f.Key, f.Args...)
			}
			for _, f := range c.wordings.Find(p.Text) {
				c.add(p.Place(f.Offset), f.Key, f.Args...)
			}
			c.placeholder(p.Text, p.At)
		}
	}
}

// heads checks the prose of a document's front matter.
func (c *checker) heads(d *guide.Document) {
	if d.Draft {
		return
	}
	for i := range d.Pages {
		page := &d.Pages[i]
		if page.From != "" {
			continue
		}
		for _, p := range page.Placeholders {
			c.placeholder(p.Text, p.At)
		}
		title, summary := "title", "summary"
		if page.Particulars != nil {
			title, summary = "name", "gloss"
		}
		c.line(page.Title, page.Places[title])
		c.line(page.Summary, page.Places[summary])
	}
}

func (c *checker) line(text string, at diag.Place) {
	for _, f := range slices.Concat(prose.Lint(text), c.wordings.Find(text)) {
		c.add(at, f.Key, f.Args...)
	}
	c.placeholder(text, at)
}

// placeholder reports a text that new wrote and nobody replaced.
func (c *checker) placeholder(text string, at diag.Place) {
	if schema.IsPlaceholder(text) {
		c.add(at, "placeholder", strings.TrimSpace(text))
	}
}

// translated reports the languages in which a name is missing: lists and links show
// it.
func (c *checker) translated(name guide.Text) {
	if name.Empty() {
		return
	}
	for _, lang := range c.guide.Languages {
		if _, real := name.In(lang); real != lang {
			c.add(name[0].At, "translation-missing/text", string(lang))
		}
	}
}
