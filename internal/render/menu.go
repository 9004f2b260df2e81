package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/words"
)

// A MenuPage is /programme/menu/: the activities that units order.
type MenuPage struct {
	Frame
	For       *ForView
	Groups    []MenuGroup
	OrderHref string
}

// A MenuGroup has the activities of about the same duration.
type MenuGroup struct {
	ID         string
	Name       string
	For        string // the audiences of all of them, for data-audience; "" if one is for everybody
	Activities []ActivityView
}

// An ActivityView is an activity on request.
type ActivityView struct {
	ID       string
	Href     string // of its page; "" on that page
	Title    template.HTML
	Kind     string
	Duration string
	Facts    []string // its kind, duration, group, venue and audiences, for a line
	Summary  template.HTML
	Needs    template.HTML // what the unit provides; "" for nothing
	Ask      template.HTML // how to order it
	For      string        // its audiences, for data-audience; "" for everybody
	Fits     string        // on a route's handout for teachers: how its group compares; "" elsewhere
	Order    OrderLink
}

// An OrderLink is what the script that adds an activity to the order needs.
type OrderLink struct {
	ID   string
	Name string
	Key  string // the folder of the order in the default language: all languages share what a phone keeps
	Href string
}

// An OrderPage is /programme/order/: the activities that a visitor has chosen, to print or to
// send. What it shows is made by its script.
type OrderPage struct {
	Frame
	MenuHref  string
	Key       string // as that of OrderLink
	Zone      string // the guide's time zone, in which the script counts days
	Audiences []AudienceView
	Others    []ActivityView // how to order each without a script
	Data      template.JS
}

const (
	menuDir  = programmeDir + "menu/"
	orderDir = programmeDir + "order/"
)

// addMenu adds the menu, the order sheet and the pages of activities.
func addMenu(l *listing) {
	all := activities(l.r.guide)
	if len(all) == 0 {
		return
	}
	place := diag.Place{File: "content/programme"}
	l.add(menuDir, place, func(p *draft) page { return newMenuPage(p) })
	if !l.r.options.Teacher {
		l.add(orderDir, place, func(p *draft) page { return newOrderPage(p) })
	}
	for _, e := range all {
		l.add(eventDir(e.ID), e.Document.At(), func(p *draft) page { return newEventPage(p, e) })
	}
}

// menuSteps are the durations up to which activities are in one group, in minutes.
var menuSteps = []int{30, 60, 120}

func newMenuPage(p *draft) *MenuPage {
	w, all := p.words(), menu(&p.view)
	page := &MenuPage{OrderHref: p.to(orderDir)}
	addressed := false
	for _, e := range all {
		minutes := int(e.Details().Duration.Minutes())
		step := slices.IndexFunc(menuSteps, func(most int) bool { return minutes <= most })
		id, name := "menu-longer", w.Fill("menu-longer", "time", w.Minutes(menuSteps[len(menuSteps)-1]))
		if step >= 0 {
			id, name = "menu-"+strconv.Itoa(menuSteps[step]), w.Fill("menu-up-to", "time", w.Minutes(menuSteps[step]))
		}
		if n := len(page.Groups); n == 0 || page.Groups[n-1].ID != id {
			page.Groups = append(page.Groups, MenuGroup{ID: id, Name: name})
		}
		group := &page.Groups[len(page.Groups)-1]
		v := newActivityView(p, e)
		addressed = addressed || v.For != ""
		group.Activities = append(group.Activities, v)
	}
	for i := range page.Groups {
		page.Groups[i].For = audiencesOfGroup(page.Groups[i].Activities)
	}
	page.Frame = newFrame(p, "menu", w.T("menu"), nil)
	if addressed {
		page.For = forView(&page.Frame, p, audiencesOf(p.r.guide, &guide.Route{}))
	}
	useOrder(&page.Frame, p)
	page.Description = w.Count("count-activities", len(all))
	setMenuTrail(&page.Frame, p)
	setOpenGraph(&page.Frame, p, p.face())
	return page
}

// audiencesOfGroup returns the audiences for whom there is something in a group.
func audiencesOfGroup(all []ActivityView) string {
	var ids []string
	for i := range all {
		if all[i].For == "" {
			return ""
		}
		for id := range strings.FieldsSeq(all[i].For) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return strings.Join(ids, " ")
}

// setMenuTrail sets the breadcrumbs of the menu and of what is below it.
func setMenuTrail(f *Frame, p *draft, below ...string) {
	var pairs []string
	if hasEvents(p.r.guide) { // a part of factGuide
		pairs = append(pairs, p.words().T("programme"), programmeDir)
	}
	setTrail(f, p, append(pairs, below...)...)
}

// useOrder adds the script with which a visitor adds activities to the order.
func useOrder(f *Frame, p *draft) {
	if !p.r.options.Teacher {
		f.Scripts = append(f.Scripts, p.root+p.r.assets.Script("menu", p.lang))
	}
}

// newActivityView returns what lists show of an activity.
func newActivityView(p *draft, e *guide.Event) ActivityView {
	d := e.Details()
	w, title := p.words(), documentTitle(&e.Document, p.lang)
	name := p.phraseIn(title.Text, title.Lang)
	v := ActivityView{
		ID: e.ID, Href: p.to(eventDir(e.ID)), Title: name.HTML(), Kind: w.T("event-kind-" + d.Kind), Duration: w.Duration(d.Duration), Summary: p.summary(&e.Document).HTML(),
		Needs: textsOf(p, d.Needs), Ask: bookingOf(p, &d.Booking, true), For: strings.Join(d.Audiences, " "), Order: orderLink(p, e),
	}
	for _, fact := range []string{v.Kind, v.Duration, partyWords(w, d.Party), w.T("venue-" + d.Venue), audienceList(p, d.Audiences)} {
		if fact != "" {
			v.Facts = append(v.Facts, fact)
		}
	}
	return v
}

func orderLink(p *draft, e *guide.Event) OrderLink {
	return OrderLink{ID: e.ID, Name: documentTitle(&e.Document, p.lang).Text, Key: p.root + orderDir, Href: p.to(orderDir)}
}

// partyWords says for how many people an activity is; "" for any number.
func partyWords(w words.Words, party guide.Party) string {
	switch from, to := strconv.Itoa(party.From), strconv.Itoa(party.To); {
	case party.From > 0 && party.From == party.To:
		return w.Count("event-people", party.To)
	case party.From > 0 && party.To > 0:
		return w.Fill("party", "from", from, "to", to)
	case party.From > 0:
		return w.Fill("party-from", "from", from)
	case party.To > 0:
		return w.Fill("party-to", "to", to)
	}
	return ""
}

// textsOf returns texts as one line.
func textsOf(p *draft, texts []guide.Text) template.HTML {
	var all []string
	for _, t := range texts {
		all = append(all, string(p.html(t)))
	}
	return template.HTML(strings.Join(all, template.HTMLEscapeString(p.words().T("list-comma"))))
}

// activityFacts returns what the page of an activity says about it next to its text.
func activityFacts(p *draft, d *guide.EventDetails) []Fact {
	w := p.words()
	facts := factList{words: w}
	facts.text("duration", w.Duration(d.Duration))
	facts.text("activity-party", partyWords(w, d.Party))
	where := template.HTML(template.HTMLEscapeString(w.T("venue-" + d.Venue)))
	if at := whereOf(p, d); at != "" {
		where += template.HTML(template.HTMLEscapeString(w.T("colon"))) + at
	}
	facts.add("event-where", where)
	facts.add("activity-needs", textsOf(p, d.Needs))
	facts.add("activity-brings", textsOf(p, d.Brings))
	return facts.all
}

// activityFiles returns the pages that a route's pack has for the activities that it orders:
// theirs, the menu and the order.
func activityFiles(g *guide.Guide, route *guide.Route, prefix string) []string {
	var files []string
	for i := range route.Stops {
		for _, id := range route.Stops[i].Activities {
			file := prefix + eventDir(id) + "index.html"
			if guide.FindActivity(g, id) != nil && !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
	}
	if files == nil {
		return nil
	}
	return append(files, prefix+menuDir+"index.html", prefix+orderDir+"index.html")
}

// stopActivityViews returns the activities that a route orders at a stop.
func stopActivityViews(p *draft, route *guide.Route, s *guide.Stop) []ActivityView {
	var all []ActivityView
	for _, id := range s.Activities {
		e := activityShown(&p.view, id)
		if e == nil {
			continue // as internal/check reports
		}
		v := newActivityView(p, e)
		if p.r.options.Teacher {
			v.Fits = fitWords(p.words(), route.Group, e.Details().Party)
		}
		all = append(all, v)
	}
	return all
}

// fitWords compares a route's group with the size for which an activity is; "" if one of
// them is not known.
func fitWords(w words.Words, group guide.Group, party guide.Party) string {
	size, limits := group.Party(), partyWords(w, party)
	if size == 0 || limits == "" {
		return ""
	}
	key := "activity-fits"
	if !party.Fits(size) {
		key = "activity-unfit"
	}
	return w.Fill(key, "group", limits, "people", w.Count("event-people", size))
}

// An orderItem is an activity as the order's script has it.
type orderItem struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Minutes   int      `json:"minutes"`
	From      int      `json:"from,omitempty"`
	To        int      `json:"to,omitempty"`
	Days      int      `json:"days,omitempty"`
	Audiences []string `json:"audiences,omitempty"`
	Venue     string   `json:"venue"`
	Where     string   `json:"where,omitempty"`
	Needs     string   `json:"needs,omitempty"`
	Mail      string   `json:"mail,omitempty"`
	Phone     string   `json:"phone,omitempty"`
	URL       string   `json:"url,omitempty"`
}

func newOrderPage(p *draft) *OrderPage {
	w := p.words()
	page := &OrderPage{MenuHref: p.to(menuDir), Key: p.root + orderDir, Zone: p.r.guide.Zone().String()}
	items := []orderItem{}
	for _, e := range menu(&p.view) {
		d := e.Details()
		var needs []string
		for _, t := range d.Needs {
			needs = append(needs, p.plain(t))
		}
		items = append(items, orderItem{
			ID: e.ID, Name: documentTitle(&e.Document, p.lang).Text, Minutes: int(d.Duration.Minutes()), From: d.Party.From, To: d.Party.To, Days: d.Booking.Days,
			Audiences: d.Audiences, Venue: d.Venue, Where: commas(w, siteName(p, d), p.plain(d.Place)), Needs: strings.Join(needs, w.T("list-comma")),
			Mail: d.Booking.Mail, Phone: d.Booking.Phone, URL: d.Booking.URL,
		})
		page.Others = append(page.Others, newActivityView(p, e))
	}
	for i := range p.r.guide.Audiences {
		a := &p.r.guide.Audiences[i]
		page.Audiences = append(page.Audiences, AudienceView{a.ID, p.plain(a.Name)})
	}
	page.Data = scriptData(items)
	page.Frame = newFrame(p, "order", w.T("order"), nil)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("order", p.lang))
	page.Description = w.T("order-lead")
	setMenuTrail(&page.Frame, p, w.T("menu"), menuDir)
	setOpenGraph(&page.Frame, p, p.face())
	return page
}

// The schema.org type of an activity on request.
type schemaService struct {
	Context     string        `json:"@context"`
	Type        string        `json:"@type"`
	URL         string        `json:"url,omitempty"`
	Name        string        `json:"name"`
	Description string        `json:"description,omitempty"`
	ServiceType string        `json:"serviceType"`
	Provider    *schemaOwner  `json:"provider,omitempty"`
	Audience    []schemaGroup `json:"audience,omitempty"`
	Image       *schemaImage  `json:"image,omitempty"`
	Offers      schemaOffer   `json:"offers"`
}

type (
	schemaGroup struct {
		Type string `json:"@type"`
		Name string `json:"audienceType"`
	}
	schemaOffer struct {
		Type      string          `json:"@type"`
		Lead      *schemaQuantity `json:"advanceBookingRequirement,omitempty"`
		Quantity  *schemaQuantity `json:"eligibleQuantity,omitempty"`
		Available []any           `json:"availableAtOrFrom,omitempty"`
	}
	schemaQuantity struct {
		Type  string `json:"@type"`
		Min   int    `json:"minValue,omitempty"`
		Max   int    `json:"maxValue,omitempty"`
		Value int    `json:"value,omitempty"`
		Unit  string `json:"unitCode,omitempty"`
	}
)

// activitySchema describes an activity for search engines, as a service that is offered.
func activitySchema(p *draft, page *EventPage) schemaService {
	e := page.event
	d := e.Details()
	s := schemaService{
		Context: schemaContext, Type: "Service", URL: page.Canonical, Name: documentTitle(&e.Document, p.lang).Text, Description: page.Description,
		ServiceType: p.words().T("event-kind-" + d.Kind), Offers: schemaOffer{Type: "Offer"},
	}
	s.Provider = organizerSchema(p, d.Organizer)
	for _, id := range d.Audiences {
		if a := p.r.guide.Audience(id); a != nil {
			s.Audience = append(s.Audience, schemaGroup{"Audience", p.plain(a.Name)})
		}
	}
	if d.Booking.Days > 0 {
		s.Offers.Lead = &schemaQuantity{Type: "QuantitativeValue", Value: d.Booking.Days, Unit: "DAY"}
	}
	if d.Party != (guide.Party{At: d.Party.At}) {
		s.Offers.Quantity = &schemaQuantity{Type: "QuantitativeValue", Min: d.Party.From, Max: d.Party.To}
	}
	if d.Venue != schema.VenueUnit {
		if site := siteName(p, d); site != "" {
			s.Offers.Available = append(s.Offers.Available, schemaWhere{Type: "Place", Name: site, Address: p.plain(p.site(d.Site).Address)})
		} else if !d.Place.Empty() {
			s.Offers.Available = append(s.Offers.Available, schemaWhere{Type: "Place", Name: p.plain(d.Place)})
		}
	}
	if photo := e.Document.Cover(p.lang); photo != nil {
		s.Image = imageSchema(p, photo)
	}
	return s
}

// byDuration compares activities by how long they take, and then by id.
func byDuration(a, b *guide.Event) int {
	return cmp.Or(cmp.Compare(a.Details().Duration, b.Details().Duration), strings.Compare(a.ID, b.ID))
}
