package render

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"
	"time"

	"wayside/internal/guide"
	"wayside/internal/timetable"
)

// A RoutePage is /routes/<id>/, the route on the phone.
type RoutePage struct {
	Frame
	Name        template.HTML
	Themes      template.HTML // chips
	Summary     Body
	Stops       []StopView
	Facts       []Fact
	Timetable   Timetable
	HandoutHref string
	Map         *MapView // nil when no position is known
	Lists       []TextList
	Safety      Body
	Contacts    []ContactView
	Files       []FileLink // the route for other programs
	Offline     OfflineView
}

// A StopView is one halt, with the way to it.
type StopView struct {
	Number    int
	Name      template.HTML
	Href      string // "" at a place that is no site
	Time      string // when the first batch is there: "09:00–09:45"; "" without a start
	Stay      string
	Leg       *LegView // nil before the first stop, and where nothing is known
	OpenIn    *OpenIn  // nil without a position
	Cover     *Picture
	Story     Body
	Questions []QuestionView
}

// A LegView is the way from the stop before.
type LegView struct {
	By    string // one of guide.Modes: the icon's class
	Words string
}

// A TextList is a titled list: objectives, what to bring, before, after.
type TextList struct {
	ID    string
	Label string
	Items []template.HTML
}

// ContactView is somebody to call.
type ContactView struct {
	Name  template.HTML
	Phone string
}

// Tel is a phone number as a tel: link has it.
func (*RoutePage) Tel(phone string) string { return digits(phone) }

func (r *Renderer) route(p *draft, route *guide.Route) *RoutePage {
	w := r.words(p.lang)
	plan := r.tours.Plan(route)
	page := &RoutePage{Name: p.say(route.Title), Themes: r.chips(p, route.Themes), Summary: r.passage(p, route.Summary, inset{prefix: "summary-", shift: 1})}
	page.Timetable = r.timetable(p, route, plan)
	for i, row := range plan.Rows {
		page.Stops = append(page.Stops, r.stop(p, route, i, row))
	}
	page.Facts = r.routeFacts(p, route, page.Timetable)
	page.Map = r.routeMap(p, route, phoneMap)
	page.HandoutHref = r.to(p, handoutDir(route.ID))
	page.Lists = p.lists(w, listed{"objectives", route.Objectives}, listed{"before", route.Before}, listed{"bring", route.Bring}, listed{"after", route.After})
	page.Safety = r.passage(p, route.Safety, inset{prefix: "safety-", shift: 2})
	page.Contacts = p.contacts(route)
	page.Files = r.files(p, route)
	page.Offline = r.offline(p, route)
	page.Frame = r.frame(p, "route", p.plain(route.Title), nil)
	page.Scripts = append(page.Scripts, p.root+r.assets.Script("save", p.lang))
	if page.Map != nil {
		page.Scripts = append(page.Scripts, p.root+r.assets.Script("map", p.lang))
	}
	page.Description = cmp.Or(p.excerpt(route.Summary).Text, w.Count("count-stops", len(route.Stops)))
	r.trail(&page.Frame, p, w.T("routes"), "routes/")
	r.openGraph(&page.Frame, p, cmp.Or(r.routeCover(route), r.face))
	page.Schema = append(page.Schema, r.routeSchema(p, route, page)...)
	return page
}

// A listed is a list of texts and the word for it.
type listed struct {
	key   string
	texts []guide.Text
}

// lists are those of the lists that have something in them.
func (p *draft) lists(w Words, all ...listed) []TextList {
	var lists []TextList
	for _, list := range all {
		l := TextList{ID: list.key, Label: w.T(list.key)}
		for _, t := range list.texts {
			l.Items = append(l.Items, p.say(t))
		}
		if len(l.Items) > 0 {
			lists = append(lists, l)
		}
	}
	return lists
}

func (p *draft) contacts(route *guide.Route) []ContactView {
	var all []ContactView
	for _, c := range route.Contacts {
		all = append(all, ContactView{p.say(c.Name), c.Phone})
	}
	return all
}

func (r *Renderer) stop(p *draft, route *guide.Route, i int, row timetable.Row) StopView {
	w := r.words(p.lang)
	s := &route.Stops[i]
	v := StopView{Number: i + 1, Name: r.stopName(p, s).HTML(), Stay: stayOf(w, r.guide, s), Leg: legView(w, row.Leg)}
	if len(row.Times) > 0 {
		v.Time = times(row)[0]
	}
	if site := r.guide.Site(s.Site); site != nil {
		v.OpenIn = r.openIn(p, p.plain(site.Name), site.Location)
		if !site.Document.Draft {
			v.Href = r.to(p, siteDir(site.ID)) + fragment(s.Hall)
		}
		if s.Hall == "" {
			v.Cover = r.cover(p, &site.Document, sizesText, lazy)
		}
	}
	v.Story = r.passage(p, s.Story, inset{prefix: "stop-" + strconv.Itoa(i+1) + "-", shift: 3})
	for k := range s.Questions {
		v.Questions = append(v.Questions, r.question(p, &s.Questions[k]))
	}
	return v
}

// stopName is the hall's name after the site's, or the place's.
func (r *Renderer) stopName(p *draft, s *guide.Stop) Said {
	site := r.guide.Site(s.Site)
	if site == nil {
		return p.said(s.Place)
	}
	name := p.said(site.Name)
	if hall := site.Hall(s.Hall); hall != nil {
		name.Text += " · " + p.plain(hall.Name)
	}
	return name
}

// legView says a leg; nil when there is nothing to say.
func legView(w Words, leg timetable.Leg) *LegView {
	if leg.By == "" || leg.Metres == 0 && leg.High == 0 {
		return nil
	}
	parts := []string{w.T("by-" + leg.By)}
	if leg.Metres > 0 {
		parts = append(parts, w.Fill("about", "what", w.Distance(float64(leg.Metres))))
	}
	switch {
	case leg.High == 0:
	case leg.Given:
		parts = append(parts, w.minutes(leg.Low))
	case leg.Low == leg.High:
		parts = append(parts, w.Fill("about", "what", w.minutes(leg.Low)))
	default:
		parts = append(parts, w.Fill("about", "what", w.span(leg)))
	}
	return &LegView{By: leg.By, Words: strings.Join(parts, w.T("comma"))}
}

// span is a leg's time as a range: "12–14 min".
func (w Words) span(leg timetable.Leg) string {
	if leg.High < 60 {
		return w.Fill("minutes", "m", strconv.Itoa(leg.Low)+"–"+strconv.Itoa(leg.High))
	}
	return w.Fill("from-to", "from", w.minutes(leg.Low), "to", w.minutes(leg.High))
}

// minutes says a length of time.
func (w Words) minutes(n int) string { return w.Duration(time.Duration(n) * time.Minute) }

func (r *Renderer) routeFacts(p *draft, route *guide.Route, t Timetable) []Fact {
	w := r.words(p.lang)
	var facts []Fact
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, Fact{w.T(key), template.HTML(template.HTMLEscapeString(value))})
		}
	}
	add("date-of-visit", w.Date(route.Date))
	if route.Start >= 0 {
		add("start", clock(int(route.Start.Minutes())))
	}
	add("mode", w.T("by-"+route.Mode))
	add("for", r.audienceNames(p, route))
	add("stops", w.Count("count-stops", len(route.Stops)))
	if metres, ok := length(r.tours.Of(route).Legs()); ok {
		add("length", w.Fill("about", "what", w.Distance(metres)))
	}
	if t.Length != "" {
		add("duration", w.Fill("about", "what", t.Length))
	}
	if route.Group.Size > 0 {
		add("group", r.groupWords(w, route.Group))
	}
	return facts
}

// audienceNames says for whom a route is.
func (r *Renderer) audienceNames(p *draft, route *guide.Route) string {
	var names []string
	for _, id := range route.Audiences {
		if a := r.guide.Audience(id); a != nil {
			names = append(names, p.plain(a.Name))
		}
	}
	return strings.Join(names, r.words(p.lang).T("comma"))
}

func (r *Renderer) groupWords(w Words, group guide.Group) string {
	text := w.Count("people", group.Size)
	if group.Batches > 1 {
		text += w.T("comma") + w.Count("batches", group.Batches)
		if group.Interval > 0 {
			text += w.T("comma") + w.Fill("interval", "time", w.Duration(group.Interval))
		}
	}
	return text
}

// clock is minutes since midnight as hours and minutes.
func clock(minutes int) string {
	text := strconv.Itoa(minutes/60%24) + ":"
	if minutes%60 < 10 {
		text += "0"
	}
	return text + strconv.Itoa(minutes%60)
}
