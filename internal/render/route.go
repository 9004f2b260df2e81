package render

import (
	"cmp"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/theme"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// A RoutePage is /routes/<id>/, the route for use on a phone.
type RoutePage struct {
	Frame
	Name        template.HTML
	Themes      template.HTML // chips
	Summary     Body
	For         *ForView
	Notices     []NoticeView
	Stops       []StopView
	Facts       []Fact
	Timetable   Timetable
	HandoutHref string
	CheckHref   string       // "" without questions
	Walk        *WalkView    // nil if the route is followed at home
	Evening     *EveningView // nil unless the route is followed at home
	Drawn       []DrawnMap
	Map         *MapView     // nil if no position is known, or Drawn shows the same
	MapWords    template.JS  // for the script; "" without a map
	Profile     *ProfileView // nil if no heights were recorded
	Lists       []TextList
	Pairs       *PairsView // nil if the route has none
	Safety      Body
	Contacts    []ContactView
	Files       []FileLink  // the route in formats of other programs
	Poster      *PosterView // nil without the guide's address
	Offline     OfflineView

	route *guide.Route
}

// A WalkView are the addresses that walk mode needs, or the clock of a route that is followed
// at home. It is opened by few readers, so it is loaded when its button is pressed.
type WalkView struct {
	Script, Sheet string
	Route         string // of the route's folder in the default language: all languages share what a phone keeps
}

// A StopView is a stop, with the leg to it.
type StopView struct {
	Number    int
	Name      template.HTML
	Href      string        // "" at a place that is not a site
	Time      template.HTML // of the first batch: "09:00–09:45", and that of each audience; "" without a start
	Stay      string
	At        string   // "39.99861,116.30932"; "" without a position that one can walk to
	Leg       *LegView // nil at the first stop, and if nothing is known
	OpenIn    *OpenIn  // nil without a position
	Cover     *Picture
	Story     Body
	Reading   Body // the site's text, if the route is followed at home
	Minutes   int  // how long it takes then
	Pause     int  // the minutes before it
	Session   int  // the number of the session that begins here; 0 if none does
	Questions []QuestionView
	Asked     QuestionCount
	// Activities are those that the group orders for this stop.
	Activities []ActivityView
}

// A QuestionCount says how many questions a stop has.
type QuestionCount struct {
	For  string        // the audiences for whom there are some, for data-audience; "" if for all
	Text template.HTML // the number, and that for each audience
}

// A LegView is the leg from the previous stop.
type LegView struct {
	By    string        // one of guide.Modes, which is the icon's class
	Words template.HTML // for each audience, if they walk at different speeds
	Along string        // what it passes; "" if that is not known
	// Services are what a group looks for on it, such as toilets; "" for nothing.
	Services string
}

// A TextList is a titled list: objectives, what to bring, before, after.
type TextList struct {
	ID    string
	Label string
	Items []template.HTML
}

// ContactView is a person or office to call.
type ContactView struct {
	Name  template.HTML
	Phone string // "" if there is none, or it is not public
	Blank bool   // on a handout, whether the number is not public: pupils write it by hand
}

// Tel formats a phone number for a tel: link.
func (*RoutePage) Tel(phone string) string { return digits(phone) }

func newRoutePage(p *draft, route *guide.Route) *RoutePage {
	p.shows(factRoute, route.ID)
	w := p.words()
	plan := p.r.tours.Plan(route)
	page := &RoutePage{route: route, Notices: newNotices(p, p.routeNotices(route), ""), Name: p.html(route.Title), Themes: p.chips(route.Themes), Summary: p.passage(route.Summary, inset{prefix: "summary-", shift: 1})}
	page.Timetable = newTimetable(p, route, plan)
	passed := along(p, route, plan, false)
	plans := audiencePlans(p, route)
	for i, row := range plan.Rows {
		page.Stops = append(page.Stops, newStopView(p, route, i, row, passed[row.Stop]))
		page.Stops[i].vary(p, plan, plans, i)
	}
	page.Facts = routeFacts(p, route, vary(plan, plans, func(plan timetable.Plan) string { return durationOf(w, route, plan) }))
	page.Walk = &WalkView{
		Script: p.root + p.r.assets.Script("walk", p.lang), Sheet: p.root + p.r.assets.Styles(theme.WalkKind)[0], Route: keptRoute(p, route),
	}
	page.Drawn = routeDrawn(p, route, phoneMap)
	if p.r.options.Map != nil || !drawnWhole(p, route) {
		page.Map = routeMap(p, route, phoneMap)
	}
	page.Profile = profileView(p, route, phoneMap)
	page.HandoutHref = p.to(handoutDir(route.ID))
	if hasCheck(route) {
		page.CheckHref = p.to(checkDir(route.ID))
	}
	page.Lists = textLists(p, routeLists(route)...)
	page.Pairs = pairsView(p, route)
	page.Safety = p.passage(route.Safety, inset{prefix: "safety-", shift: 2})
	page.Contacts = contactViews(p, route, false)
	page.Files = fileLinks(p, route)
	page.Poster = posterView(p, route)
	page.Offline = offlineView(p, route.ID)
	if route.Mode == guide.AtHome {
		followAtHome(page, p, route, plan)
	}
	page.Frame = newFrame(p, "route", p.plain(route.Title), nil)
	script := "route"
	if page.Evening != nil {
		page.TextFirst, script = true, "home"
		page.Styles = append(page.Styles, p.root+p.r.assets.Styles(theme.EveningKind)[0])
	}
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script(script, p.lang))
	page.For = forView(&page.Frame, p, routeReaders(p, route))
	if page.Map != nil || page.Drawn != nil {
		page.MapWords = page.mapScript(p)
	}
	page.Description = cmp.Or(excerpt(p, route.Summary).Text, w.Count("count-stops", len(route.Stops)))
	setTrail(&page.Frame, p, w.T("routes"), "routes/")
	setCover(&page.Frame, p, cmp.Or(routeCover(p.r.guide, route), p.face()))
	page.Schema = append(page.Schema, routeSchema(p, route, page)...)
	return page
}

// A listed is a list of texts with the key of its title.
type listed struct {
	key   string
	texts []guide.Text
}

// routeLists returns the lists of a route's page, in order.
func routeLists(route *guide.Route) []listed {
	return []listed{{"objectives", route.Objectives}, {"before", route.Before}, {"bring", route.Bring}, {"after", route.After}}
}

// textLists returns the lists that have items.
func textLists(p *draft, all ...listed) []TextList {
	var lists []TextList
	for _, list := range all {
		l := TextList{ID: list.key, Label: p.words().T(list.key)}
		for _, t := range list.texts {
			l.Items = append(l.Items, p.html(t))
		}
		if len(l.Items) > 0 {
			lists = append(lists, l)
		}
	}
	return lists
}

// contactViews returns a route's contacts. Only the teacher's edition has those that
// are not public; a handout has a blank for their number.
func contactViews(p *draft, route *guide.Route, blanks bool) []ContactView {
	var all []ContactView
	for _, c := range route.Contacts {
		switch name := p.html(c.Name); {
		case c.Public || c.Phone == "":
			all = append(all, ContactView{Name: name, Phone: c.Phone})
		case p.r.options.Teacher:
			all = append(all, ContactView{Name: name, Phone: c.Phone, Blank: true})
		case blanks:
			all = append(all, ContactView{Name: name, Blank: true})
		}
	}
	return all
}

func newStopView(p *draft, route *guide.Route, i int, row timetable.Row, along string) StopView {
	w := p.words()
	s := &route.Stops[i]
	v := StopView{Number: i + 1, Name: p.stopName(s).HTML(), Stay: stayOf(w, p.r.guide, s), Leg: legView(w, row.Leg)}
	switch {
	case row.Legs != nil: // each group of a carousel has its own time and way
		v.Leg = legView(w, p.r.tours.Of(route).Legs()[i])
	case len(row.Times) > 0:
		v.Time = template.HTML(times(row)[0])
	}
	if v.Leg != nil {
		v.Leg.Along = along
		if row.Legs == nil {
			v.Leg.Services = serviceWords(p, route, i)
		}
	}
	if site := p.site(s.Site); site != nil {
		v.OpenIn = openIn(p, p.plain(site.Name), site.Location)
		if at := site.Location; at != nil && !at.Approximate() {
			v.At = fmt.Sprintf("%.5f,%.5f", at.Point.Lat, at.Point.Lon)
		}
		if !site.Document.Draft {
			v.Href = p.to(siteDir(site.ID)) + fragment(s.Hall)
		}
		if s.Hall == "" {
			v.Cover = p.cover(&site.Document, sizesText, lazy)
		}
	}
	v.Story = p.passage(s.Story, inset{prefix: "stop-" + strconv.Itoa(i+1) + "-", shift: 3})
	v.Activities = stopActivityViews(p, route, s)
	for _, q := range questionsFor(route, i) {
		v.Questions = append(v.Questions, newQuestion(p, route, q))
	}
	v.Asked = countQuestions(p.r.guide, route, questionsFor(route, i))
	return v
}

// vary adds the times of row i for each audience, if they differ. In a carousel each group
// has its own.
func (v *StopView) vary(p *draft, plan timetable.Plan, plans []audiencePlan, i int) {
	if plan.Courses != nil {
		return
	}
	if v.Time != "" {
		v.Time = vary(plan, plans, func(plan timetable.Plan) string { return times(plan.Rows[i])[0] })
	}
	if v.Leg != nil {
		v.Leg.Words = vary(plan, plans, func(plan timetable.Plan) string { return legWords(p.words(), plan.Rows[i].Leg) })
	}
}

// countQuestions counts the questions of a stop, for each audience of the route.
func countQuestions(g *guide.Guide, route *guide.Route, questions []*guide.Question) QuestionCount {
	var variants []variant
	var asked []string
	for _, id := range audiencesOf(g, route) {
		n := 0
		for _, q := range questions {
			if q.For(id) {
				n++
			}
		}
		if n > 0 {
			asked = append(asked, id)
		}
		variants = append(variants, variant{id, strconv.Itoa(n)})
	}
	return QuestionCount{forWhom(g, route, asked), varying(strconv.Itoa(len(questions)), variants)}
}

// stopName returns the names of the site and the hall, or that of the place.
func (p *draft) stopName(s *guide.Stop) Phrase {
	site := p.site(s.Site)
	if site == nil {
		return p.phrase(s.Place)
	}
	name := p.phrase(site.Name)
	if hall := site.Hall(s.Hall); hall != nil {
		name.Text += " · " + p.plain(hall.Name)
	}
	return name
}

// legView describes a leg. It returns nil if nothing is known about it.
func legView(w words.Words, leg timetable.Leg) *LegView {
	if leg.By == "" || leg.Metres == 0 && leg.High == 0 {
		return nil
	}
	return &LegView{By: leg.By, Words: template.HTML(template.HTMLEscapeString(legWords(w, leg)))}
}

// legWords describes a leg: "on foot, about 600 m, about 8–10 min".
func legWords(w words.Words, leg timetable.Leg) string {
	parts := []string{w.T("by-" + leg.By)}
	if leg.Metres > 0 {
		parts = append(parts, w.Fill("about", "what", w.Distance(float64(leg.Metres))))
	}
	switch {
	case leg.High == 0:
	case leg.Given:
		parts = append(parts, w.Minutes(leg.Low))
	case leg.Low == leg.High:
		parts = append(parts, w.Fill("about", "what", w.Minutes(leg.Low)))
	default:
		parts = append(parts, w.Fill("about", "what", w.Range(leg)))
	}
	return strings.Join(parts, w.T("comma"))
}

// routeFacts returns what is known about a route. duration is its length in time.
func routeFacts(p *draft, route *guide.Route, duration template.HTML) []Fact {
	w := p.words()
	facts := factList{words: w}
	facts.text("date-of-visit", w.Date(route.Date))
	if route.Start >= 0 {
		facts.text("start", words.Clock(int(route.Start.Minutes())))
	}
	facts.text("mode", modeWord(w, route.Mode))
	facts.text("for", audienceNames(p, route))
	facts.add("standards", standardLinks(p, routeStandards(route)))
	facts.text("stops", w.Count("count-stops", len(route.Stops)))
	if metres, ok := length(p.r.tours.Of(route).Legs()); ok {
		facts.text("length", w.Fill("about", "what", w.Distance(metres)))
	}
	facts.add("duration", duration)
	if route.Group.Size > 0 {
		facts.text("group", groupWords(w, route.Group))
	}
	return facts.all
}

// modeWord returns how one goes from stop to stop.
func modeWord(w words.Words, mode string) string {
	if mode == guide.AtHome {
		return w.T("at-home")
	}
	return w.T("by-" + mode)
}

// audienceNames returns the names of a route's audiences as one text.
func audienceNames(p *draft, route *guide.Route) string {
	var names []string
	for _, id := range route.Audiences {
		if a := p.r.guide.Audience(id); a != nil {
			names = append(names, p.plain(a.Name))
		}
	}
	return strings.Join(names, p.words().T("comma"))
}

func groupWords(w words.Words, group guide.Group) string {
	text := w.Count("people", group.Size)
	if group.Batches > 1 {
		text += w.T("comma") + w.Count("batches", group.Batches)
		if group.Interval > 0 {
			text += w.T("comma") + w.Fill("interval", "time", w.Duration(group.Interval))
		}
	}
	return text
}
