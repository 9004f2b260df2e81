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
	Name     template.HTML
	Themes   template.HTML // chips
	Summary  Body
	Stops    []StopView
	Facts    []Fact
	Estimate string // how distances and times were computed; "" when there are none
	Lists    []TextList
	Safety   Body
	Contacts []ContactView
}

// A StopView is one halt, with the way to it.
type StopView struct {
	Number    int
	Name      template.HTML
	Href      string // "" at a place that is no site
	Stay      string
	Leg       *LegView // nil before the first stop, and where nothing is known
	Cover     *Picture
	Story     Body
	Questions []QuestionView
}

// A LegView is the way from the stop before.
type LegView struct {
	By    string // one of guide.Modes: the icon's class
	Words string
}

// A QuestionView is a question without its answer.
type QuestionView struct {
	Prompt  template.HTML
	Note    string
	Options []template.HTML
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
	legs := r.tours.Of(route).Legs()
	page := &RoutePage{Name: p.say(route.Title), Themes: r.chips(p, route.Themes), Summary: r.passage(p, route.Summary, "summary-", 1)}
	for i := range route.Stops {
		page.Stops = append(page.Stops, r.stop(p, route, i, legs[i]))
	}
	page.Facts = r.routeFacts(p, route, legs)
	for i := range legs {
		if legs[i].High > legs[i].Low {
			page.Estimate = w.T("estimate")
		}
	}
	for _, list := range []struct {
		key   string
		texts []guide.Text
	}{{"objectives", route.Objectives}, {"before", route.Before}, {"bring", route.Bring}, {"after", route.After}} {
		if len(list.texts) == 0 {
			continue
		}
		l := TextList{ID: list.key, Label: w.T(list.key)}
		for _, t := range list.texts {
			l.Items = append(l.Items, p.say(t))
		}
		page.Lists = append(page.Lists, l)
	}
	page.Safety = r.passage(p, route.Safety, "safety-", 2)
	for _, c := range route.Contacts {
		page.Contacts = append(page.Contacts, ContactView{p.say(c.Name), c.Phone})
	}
	page.Frame = r.frame(p, "route", p.plain(route.Title), nil)
	page.Description = cmp.Or(p.excerpt(route.Summary).Text, w.Count("count-stops", len(route.Stops)))
	r.trail(&page.Frame, p, w.T("routes"), "routes/")
	r.openGraph(&page.Frame, p, cmp.Or(r.routeCover(route), r.face))
	page.Schema = append(page.Schema, r.routeSchema(p, route, page)...)
	return page
}

func (r *Renderer) stop(p *draft, route *guide.Route, i int, leg timetable.Leg) StopView {
	w := r.words(p.lang)
	s := &route.Stops[i]
	v := StopView{Number: i + 1, Name: r.stopName(p, s).HTML(), Stay: stayOf(w, r.guide, s), Leg: legView(w, leg)}
	if site := r.guide.Site(s.Site); site != nil {
		if !site.Document.Draft {
			v.Href = r.to(p, siteDir(site.ID)) + fragment(s.Hall)
		}
		if s.Hall == "" {
			v.Cover = r.cover(p, &site.Document, sizesText, i > 1)
		}
	}
	v.Story = r.passage(p, s.Story, "stop-"+strconv.Itoa(i+1)+"-", 3)
	for _, q := range s.Questions {
		view := QuestionView{Prompt: p.say(q.Prompt)}
		for _, o := range q.Options {
			view.Options = append(view.Options, p.say(o))
		}
		note := []string{w.T("question-" + q.Kind)}
		if q.Points > 0 {
			note = append(note, w.Count("points", q.Points))
		}
		view.Note = strings.Join(note, w.T("comma"))
		v.Questions = append(v.Questions, view)
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

func (r *Renderer) routeFacts(p *draft, route *guide.Route, legs []timetable.Leg) []Fact {
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
	var names []string
	for _, id := range route.Audiences {
		if a := r.guide.Audience(id); a != nil {
			names = append(names, p.plain(a.Name))
		}
	}
	add("for", strings.Join(names, w.T("comma")))
	add("stops", w.Count("count-stops", len(route.Stops)))
	if metres, ok := length(legs); ok {
		add("length", w.Fill("about", "what", w.Distance(metres)))
	}
	if route.Group.Size > 0 {
		add("group", r.groupWords(w, route.Group))
	}
	return facts
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
