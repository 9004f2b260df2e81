package render

import (
	"cmp"
	"html/template"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/schema"
	"wayside/internal/search"
)

// An EventPage is /programme/<id>/.
type EventPage struct {
	Frame
	For      *ForView
	Name     template.HTML
	KindName string
	Off      bool   // all of it is cancelled or postponed
	State    string // that in words; "" as planned
	Reason   template.HTML
	Summary  template.HTML
	Dates    []DateView // none of an activity on request
	Facts    []Fact
	Cover    *Figure // nil without photos
	Body     Body
	Gallery  []Figure
	Calendar CalendarLink // of an activity on request empty
	Series   []Link       // the series of which it is a part
	Zone     string       // the guide's time zone
	Order    *OrderLink   // of an activity on request; nil otherwise
	MenuHref string       // the same; "" otherwise

	event *guide.Event
}

func newEventPage(p *draft, e *guide.Event) *EventPage {
	dates := eventDates(&p.view, e)
	w, d, doc := p.words(), e.Details(), &e.Document
	title := documentTitle(doc, p.lang)
	name, summary := p.phraseIn(title.Text, title.Lang), p.summary(doc)
	page := &EventPage{
		event: e, Name: name.HTML(), KindName: w.T("event-kind-" + d.Kind), Summary: summary.HTML(), Zone: p.r.guide.Zone().String(),
		Off: d.Status != "", State: stateWord(w, d.Status), Reason: p.html(d.Reason), Facts: eventFacts(p, doc, eventDir(e.ID), d),
	}
	for i := range dates {
		v := newDateView(p, &dates[i])
		v.Href, v.Where = "", ""
		if page.Off {
			v.Reason = ""
		}
		page.Dates = append(page.Dates, v)
	}
	shown := map[string]bool{}
	p.anchors = photoAnchors(doc.Photos)
	page.Cover = coverFigure(p, doc, sizesText, shown)
	for _, s := range seriesOfEvent(&p.view, e.ID) {
		page.Series = append(page.Series, seriesLink(p, s.ID))
	}
	page.Body = p.body("event", doc, shown)
	page.Gallery = p.gallery(doc.Photos, shown)
	page.Frame = newFrame(p, "event", stated(w, d.Status, name.Text), writtenIn(doc))
	page.For = forView(&page.Frame, p, readers(p))
	page.Description = cmp.Or(summary.Text, page.KindName+w.T("comma")+name.Text)
	if d.Request {
		order := orderLink(p, e)
		page.Order, page.MenuHref = &order, p.to(menuDir)
		page.KindName = w.T("activity") + w.T("comma") + page.KindName
		useOrder(&page.Frame, p)
		setMenuTrail(&page.Frame, p, w.T("menu"), menuDir)
		page.Schema = append(page.Schema, activitySchema(p, page))
	} else {
		page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("programme", p.lang))
		page.Calendar = calendarLink(p, p.dir, e.ID+".ics")
		setTrail(&page.Frame, p, w.T("programme"), programmeDir)
		page.Schema = append(page.Schema, eventSchema(p, page, dates)...)
	}
	setOpenGraph(&page.Frame, p, doc)
	return page
}

// eventFacts returns what an event's page says about it next to its text.
func eventFacts(p *draft, doc *guide.Document, dir string, d *guide.EventDetails) []Fact {
	w := p.words()
	facts, audience := factList{words: w}, "audience"
	if d.Request {
		audience = "programme-audiences"
		facts.all = activityFacts(p, d)
	} else {
		facts.add("event-where", whereOf(p, d))
	}
	facts.add("event-online", webLink(d.Online))
	facts.add("event-broadcast", webLink(d.Broadcast))
	facts.add("event-recording", webLink(d.Recording))
	facts.add("event-speaker", p.html(d.Speaker))
	facts.add("event-organizer", p.html(d.Organizer))
	facts.text(audience, audienceList(p, d.Audiences))
	facts.add("standards", standardLinks(p, d.Standards))
	if d.Capacity > 0 {
		facts.text("event-capacity", w.Count("event-people", d.Capacity))
	}
	facts.add("event-booking", bookingOf(p, &d.Booking, d.Request))
	facts.add("event-materials", materialLinks(p, doc, dir, d.Materials))
	return facts.all
}

// bookingOf returns how to book, or that it is not necessary, which it always is for an
// activity on request.
func bookingOf(p *draft, b *guide.Booking, request bool) template.HTML {
	w, escape := p.words(), template.HTMLEscapeString
	if *b == (guide.Booking{}) && !request {
		return template.HTML(escape(w.T("event-free")))
	}
	var ways []string
	if b.Phone != "" {
		ways = append(ways, `<a href="tel:`+escape(digits(b.Phone))+`">`+escape(b.Phone)+`</a>`)
	}
	if b.Mail != "" {
		ways = append(ways, `<a href="mailto:`+escape(b.Mail)+`">`+escape(b.Mail)+`</a>`)
	}
	if b.URL != "" {
		ways = append(ways, string(webLink(b.URL)))
	}
	if !b.Until.IsZero() {
		ways = append(ways, escape(w.Fill("event-book-until", "date", w.Date(b.Until))))
	}
	if b.Days > 0 {
		ways = append(ways, escape(w.Count("activity-days", b.Days)))
	}
	return template.HTML(strings.Join(ways, "<br>"))
}

// webLink returns a link to another website, "" for none.
func webLink(address string) template.HTML {
	if address == "" {
		return ""
	}
	return template.HTML(`<a href="` + template.HTMLEscapeString(address) + `" rel="noopener">` + template.HTMLEscapeString(typed(address)) + `</a>`)
}

func (d *EventPage) entry(p *draft) *search.Page {
	title := documentTitle(&d.event.Document, p.lang)
	e := newEntry(p, p.phraseIn(title.Text, title.Lang), d.KindName, titles(&d.event.Document))
	about := d.event.Details()
	if site := siteName(p, about); site != "" {
		e.Places = append(e.Places, site)
	}
	e.text(p.summary(&d.event.Document), d.Body)
	e.section("", "", part{text: d.State}, part{text: p.plain(about.Place)}, part{text: p.plain(about.Speaker)})
	e.gallery(d.Gallery)
	return &e.Page
}

// siteName returns the name of the site where an event is, "" for none.
func siteName(p *draft, d *guide.EventDetails) string {
	if d.Site == "" {
		return ""
	}
	return p.stopName(&guide.Stop{Site: d.Site, Hall: d.Hall}).Text
}

// The schema.org type of an event's date.
type schemaEvent struct {
	Context     string       `json:"@context"`
	Type        string       `json:"@type"`
	URL         string       `json:"url,omitempty"`
	Name        string       `json:"name"`
	Description string       `json:"description,omitempty"`
	Start       string       `json:"startDate"`
	End         string       `json:"endDate,omitempty"`
	Was         string       `json:"previousStartDate,omitempty"`
	Status      string       `json:"eventStatus"`
	Attendance  string       `json:"eventAttendanceMode"`
	Location    []any        `json:"location,omitempty"`
	Organizer   *schemaOwner `json:"organizer,omitempty"`
	Image       *schemaImage `json:"image,omitempty"`
	Capacity    int          `json:"maximumAttendeeCapacity,omitempty"`
	Audience    []string     `json:"audience,omitempty"`
}

type (
	schemaOwner struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	schemaWhere struct {
		Type    string `json:"@type"`
		Name    string `json:"name,omitempty"`
		Address string `json:"address,omitempty"`
		URL     string `json:"url,omitempty"`
	}
)

// organizerSchema describes an organiser, or without one the guide's publisher; nil if
// neither is named.
func organizerSchema(p *draft, organizer guide.Text) *schemaOwner {
	name := cmp.Or(p.plain(organizer), p.plain(p.r.guide.Publisher))
	if name == "" {
		return nil
	}
	return &schemaOwner{"Organization", name}
}

// mostDescribed is how many dates of an event a page describes for search engines.
const mostDescribed = 30

// eventTypes are the types of kinds of events; others are "Event".
var eventTypes = map[string]string{
	"lecture": "EducationEvent", "class": "EducationEvent", "broadcast": "EducationEvent", "exhibition": "ExhibitionEvent",
	"film": "ScreeningEvent", "reading": "LiteraryEvent", "performance": "TheaterEvent",
}

// eventSchema describes the dates of an event for search engines, each as an event.
func eventSchema(p *draft, page *EventPage, dates []programme.Occurrence) (all []any) {
	e, zone := page.event, p.r.guide.Zone()
	d := e.Details()
	common := schemaEvent{
		Context: schemaContext, Type: cmp.Or(eventTypes[d.Kind], "Event"), URL: page.Canonical, Name: documentTitle(&e.Document, p.lang).Text,
		Description: page.Description, Capacity: d.Capacity, Attendance: schemaContext + "/" + attendance(d),
	}
	common.Organizer = organizerSchema(p, d.Organizer)
	if site := siteName(p, d); site != "" {
		where := schemaWhere{Type: "Place", Name: site, Address: p.plain(p.site(d.Site).Address)}
		common.Location = append(common.Location, where)
	} else if !d.Place.Empty() {
		common.Location = append(common.Location, schemaWhere{Type: "Place", Name: p.plain(d.Place)})
	}
	if online := cmp.Or(d.Online, d.Broadcast); online != "" {
		common.Location = append(common.Location, schemaWhere{Type: "VirtualLocation", URL: online})
	}
	if photo := e.Document.Cover(p.lang); photo != nil {
		common.Image = imageSchema(p, photo)
	}
	for i := range dates[:min(len(dates), mostDescribed)] {
		o, v := &dates[i], common
		v.Start, v.End, v.Was = isoMoment(o.Start, zone), isoMoment(o.End, zone), isoMoment(o.Was, zone)
		if o.End.Timed && o.End.In(zone).Before(o.Start.In(zone)) {
			v.End = ""
		}
		v.Status = schemaContext + "/" + eventStatus[o.Status]
		all = append(all, v)
	}
	return all
}

var eventStatus = map[string]string{
	"": "EventScheduled", schema.Cancelled: "EventCancelled", schema.Postponed: "EventPostponed", schema.Moved: "EventRescheduled",
}

func attendance(d *guide.EventDetails) string {
	online, here := d.Online != "" || d.Broadcast != "", d.Site != "" || !d.Place.Empty()
	switch {
	case online && here:
		return "MixedEventAttendanceMode"
	case online:
		return "OnlineEventAttendanceMode"
	}
	return "OfflineEventAttendanceMode"
}
