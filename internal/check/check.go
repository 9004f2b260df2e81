// Package check is a set of small rules over the model.
//
// A guide that was loaded comes in, problems with their places go out. What
// only a page's text can tell (its links, headings and pictures) is told by
// the rooms that render it; here is what the registry, the routes and the
// galleries tell by themselves. Each rule is a function of its own, and a
// section of docs/rules.md.
package check

import (
	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/prose"
	"wayside/internal/timetable"
)

// Check applies every rule to the guide; tours are the guide's own.
func Check(g *guide.Guide, tours *timetable.Tours) diag.List {
	c := &checker{guide: g, tours: tours}
	c.baseURL()
	for i := range g.Sites {
		c.site(&g.Sites[i])
	}
	for i := range g.Routes {
		c.route(&g.Routes[i])
		c.timetable(&g.Routes[i])
	}
	c.document(&g.Home, nil)
	for i := range g.Pages {
		c.document(&g.Pages[i], nil)
	}
	c.texts()
	return c.problems
}

type checker struct {
	guide    *guide.Guide
	tours    *timetable.Tours
	problems diag.List
}

func (c *checker) add(at diag.Place, key string, args ...any) { c.problems.Add(at, key, args...) }

// baseURL: without it there are no QR codes, no sitemap and no feed.
func (c *checker) baseURL() {
	if c.guide.BaseURLAt == (diag.Place{}) && !c.guide.Title.Empty() {
		c.add(diag.Place{File: "sites.toml"}, "base-url-missing")
	}
}

func (c *checker) site(s *guide.Site) {
	if s.ID == "" || s.Name.Empty() {
		return // the loader said what is wrong with it
	}
	c.position(s)
	if len(c.guide.SiteRoutes(s.ID)) == 0 && len(c.guide.Routes) > 0 {
		c.add(s.At, "site-no-route", s.ID)
	}
	c.openingHours(s)
	c.document(&s.Document, s)
}

// Where China's guides can be, generously. A position outside is almost
// always latitude and longitude exchanged, or a digit lost.
const (
	chinaSouth, chinaNorth = 3.0, 54.0
	chinaWest, chinaEast   = 73.0, 136.0
)

func (c *checker) position(s *guide.Site) {
	if s.Location == nil {
		c.add(s.At, "site-no-position", s.ID)
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
	for i := range r.Stops {
		s := &r.Stops[i]
		if site := c.guide.Site(s.Site); site != nil && site.Document.Draft {
			c.add(s.At, "link-to-draft", s.Site)
		}
		for j := range s.Questions {
			c.question(&s.Questions[j])
		}
	}
}

// question holds a question's answer against its options.
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
	}
}

// document checks what an editor wrote about one thing: its translations,
// its cover and its photos. site is nil for a page that is no site's.
func (c *checker) document(d *guide.Document, site *guide.Site) {
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
		c.cover(d, &d.Pages[i])
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

// photo wants of each photo what a page must say of it.
func (c *checker) photo(p *guide.Photo) {
	own, readable := c.guide.Pictures[p.File]
	if !readable {
		return // the survey said why
	}
	at := p.At
	if p.Alt.Empty() {
		c.add(at, "missing-alt", p.Base())
	}
	if p.Credit.Empty() && own.Credit == "" {
		c.add(at, "photo-credit")
	}
	if p.Licence == "" && own.Licence == "" {
		c.add(at, "photo-licence")
	}
}

// texts looks through the fields that editors write in TOML; bodies are
// looked through when they are rendered.
func (c *checker) texts() {
	g := c.guide
	c.text(g.Title, g.Publisher)
	for i := range g.Themes {
		c.text(g.Themes[i].Name, g.Themes[i].Summary)
	}
	for i := range g.Sites {
		s := &g.Sites[i]
		c.text(s.Name, s.Protection, s.Address, s.Admission, s.Access)
		c.translated(s.Name)
		for j := range s.Halls {
			c.text(s.Halls[j].Name) // its text is Markdown: rendered, and looked through then
		}
		for j := range s.Document.Photos {
			p := &s.Document.Photos[j]
			c.text(p.Alt, p.Caption, p.Credit)
		}
		c.heads(&s.Document)
	}
	c.heads(&g.Home)
	for i := range g.Pages {
		c.heads(&g.Pages[i])
	}
	for i := range g.Routes {
		r := &g.Routes[i]
		c.text(r.Title)
		c.translated(r.Title)
		c.text(r.Objectives...)
		c.text(r.Bring...)
		c.text(r.Before...)
		c.text(r.After...)
		for j := range r.Stops {
			for k := range r.Stops[j].Questions {
				q := &r.Stops[j].Questions[k]
				c.text(q.Prompt, q.Explain)
				c.text(q.Options...)
			}
		}
	}
}

func (c *checker) text(texts ...guide.Text) {
	for _, t := range texts {
		for _, p := range t {
			for _, f := range prose.Lint(p.Text) {
				c.add(p.Place(f.Offset), f.Key, f.Args...)
			}
		}
	}
}

// heads looks through what stands above the pages of a document.
func (c *checker) heads(d *guide.Document) {
	for i := range d.Pages {
		page := &d.Pages[i]
		c.line(page.Title, page.Places["title"])
		c.line(page.Summary, page.Places["summary"])
	}
}

func (c *checker) line(text string, at diag.Place) {
	for _, f := range prose.Lint(text) {
		c.add(at, f.Key, f.Args...)
	}
}

// translated wants a name in every language of the guide: it is what lists
// and links show.
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
