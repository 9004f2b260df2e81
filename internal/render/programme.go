package render

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/theme"
)

// A ProgrammePage is /programme/, the programme of an audience, or a month of a long
// programme.
type ProgrammePage struct {
	Frame
	Ahead     *AheadView       // what a script finds to be ahead; nil on the page of a month, and in a long programme
	Months    []ProgrammeMonth // all dates; none if there are too many for one page
	More      []MonthLink      // the pages of months instead
	Series    []SeriesCard     // of the whole programme or the audience; none on the page of a month
	Audiences []Link           // the whole programme and that of each audience; none if there is no choice
	Menu      *Link            // the menu of activities that units order; nil if there are none
	Calendar  CalendarLink
	Zone      string // the guide's time zone
}

// A ProgrammeMonth has the dates that begin in a month.
type ProgrammeMonth struct {
	ID    string // "2026-12"
	Name  string
	Dates []DateView
}

// A MonthLink leads to the page of a month.
type MonthLink struct {
	ID, Href, Text string
	Count          string
}

// A DateView is a date of an event in a list.
type DateView struct {
	Href   string // of the event's page; "" on that page
	Title  template.HTML
	Kind   string
	Begins string // ISO 8601
	Dates  string // the same for a script, as of AheadItem
	When   string
	Was    string // when it would have been, if it was moved
	Where  template.HTML
	Off    bool   // it does not take place then
	State  string // in words; "" as planned
	Reason template.HTML
}

// A CalendarLink leads to a calendar file.
type CalendarLink struct {
	Href      string
	Text      string
	Name      string       // of the file when it is saved
	Subscribe template.URL // what a calendar program follows; "" without a base_url
	// SubscribeText is the text of Subscribe.
	SubscribeText string
}

const (
	programmeDir = "programme/"
	calendarFile = "programme.ics"
	// mostDates is how many dates one page lists. A longer programme has a page for each
	// month.
	mostDates = 600
)

func eventDir(id string) string          { return programmeDir + id + "/" }
func audienceDir(audience string) string { return programmeDir + "for/" + audience + "/" }
func monthDir(month string) string       { return programmeDir + "month/" + month + "/" }

// monthOf returns the month in which an occurrence begins: "2026-12".
func monthOf(o *programme.Occurrence) string { return o.Start.Date.String()[:len("2026-12")] }

// forAudience returns the occurrences that are for an audience; "" means all.
func forAudience(all []programme.Occurrence, audience string) []programme.Occurrence {
	if audience == "" {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(o programme.Occurrence) bool { return !o.Event.Details().For(audience) })
}

// chosenAudiences returns the ids of the audiences that have a programme of their own:
// those that an event names.
func chosenAudiences(g *guide.Guide, x *programmeIndex) []string {
	var ids []string
	for i := range g.Audiences {
		id := g.Audiences[i].ID
		if slices.ContainsFunc(x.events, func(e *guide.Event) bool { return slices.Contains(e.Details().Audiences, id) }) {
			ids = append(ids, id)
		}
	}
	return ids
}

// addProgramme adds the programme's pages and calendars.
func (l *listing) addProgramme() {
	addMenu(l)
	if !hasProgramme(l.r.guide) {
		return
	}
	addSeries(l)
	x := l.r.programme()
	place := diag.Place{File: "content/programme"}
	addProgrammeOf(l, place, programmeDir, "", x.dates)
	for _, id := range chosenAudiences(l.r.guide, x) {
		addProgrammeOf(l, place, audienceDir(id), id, forAudience(x.dates, id))
	}
	if len(x.dates) > mostDates {
		for _, month := range months(x.dates) {
			l.add(monthDir(month), place, func(p *draft) page { return newMonthPage(p, month) })
		}
	}
	for i := range l.r.guide.Events {
		if e := &l.r.guide.Events[i]; !e.Document.Draft && !e.Details().Request {
			l.add(eventDir(e.ID), e.Document.At(), func(p *draft) page { return newEventPage(p, e) })
			addEventCalendar(l, e.Document.At(), eventDir(e.ID), e)
		}
	}
}

func addEventCalendar(l *listing, from diag.Place, dir string, e *guide.Event) {
	addCalendar(l, from, dir, func(p *draft) (string, []programme.Occurrence) {
		return documentTitle(&e.Document, p.lang).Text, eventDates(&p.view, e)
	})
}

func addProgrammeOf(l *listing, place diag.Place, dir, audience string, dates []programme.Occurrence) {
	l.add(dir, place, func(p *draft) page { return newProgrammePage(p, audience) })
	addCalendar(l, place, dir, func(p *draft) (string, []programme.Occurrence) {
		return programmeName(p, audience), forAudience(wholeProgramme(&p.view).dates, audience)
	})
}

// programmeName returns the title of the programme of an audience; "" is that of all.
func programmeName(p *draft, audience string) string {
	w := p.words()
	if a := p.r.guide.Audience(audience); a != nil {
		return w.Fill("programme-for", "audience", p.plain(a.Name))
	}
	return w.T("programme")
}

// months returns the months in which the occurrences begin, in order.
func months(dates []programme.Occurrence) (all []string) {
	for i := range dates {
		if m := monthOf(&dates[i]); len(all) == 0 || all[len(all)-1] != m {
			all = append(all, m)
		}
	}
	return all
}

func newProgrammePage(p *draft, audience string) *ProgrammePage {
	x := wholeProgramme(&p.view)
	w, dates := p.words(), forAudience(x.dates, audience)
	page := &ProgrammePage{Zone: p.r.guide.Zone().String()}
	if len(dates) > mostDates {
		for _, month := range months(dates) {
			from, to := monthSpan(dates, month)
			page.More = append(page.More, MonthLink{ID: month, Href: p.to(monthDir(month)), Text: monthName(p, month), Count: w.Count("count-dates", to-from)})
		}
	} else {
		page.Months = programmeMonths(p, dates)
	}
	events := slices.DeleteFunc(slices.Clone(x.events), func(e *guide.Event) bool { return audience != "" && !e.Details().For(audience) })
	page.Ahead = newAhead(p, events, x, mostAhead)
	page.Series = seriesCards(p, audience)
	page.Audiences = audienceLinks(p, x, audience)
	title := programmeName(p, audience)
	page.finish(p, title, p.dir)
	page.Description = w.Count("count-events", len(events))
	if audience != "" {
		setTrail(&page.Frame, p, w.T("programme"), programmeDir)
	} else {
		setTrail(&page.Frame, p)
	}
	return page
}

func newMonthPage(p *draft, month string) *ProgrammePage {
	dates := wholeProgramme(&p.view).dates
	from, to := monthSpan(dates, month)
	page := &ProgrammePage{Zone: p.r.guide.Zone().String(), Months: programmeMonths(p, dates[from:to])}
	page.finish(p, monthName(p, month), programmeDir)
	page.Description = p.words().Count("count-dates", to-from)
	setTrail(&page.Frame, p, p.words().T("programme"), programmeDir)
	return page
}

// finish sets the frame, and the links to the calendar in a folder.
func (page *ProgrammePage) finish(p *draft, title, calendar string) {
	page.Frame = newFrame(p, "programme", title, nil)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("programme", p.lang))
	if len(activities(p.r.guide)) > 0 { // a part of factGuide
		page.Menu = &Link{Text: p.words().T("menu"), Href: p.to(menuDir)}
	}
	page.Calendar = calendarLink(p, calendar, calendarName(calendar))
	setOpenGraph(&page.Frame, p, p.face())
}

// monthSpan returns the range of the dates that begin in a month.
func monthSpan(dates []programme.Occurrence, month string) (from, to int) {
	from = slices.IndexFunc(dates, func(o programme.Occurrence) bool { return monthOf(&o) == month })
	for to = from; to < len(dates) && monthOf(&dates[to]) == month; to++ {
	}
	return from, to
}

func monthName(p *draft, month string) string {
	first, _ := time.Parse("2006-01", month) // as monthOf returns it
	return dayWords(p.words(), guide.PartialDate{Year: first.Year(), Month: first.Month()})
}

func programmeMonths(p *draft, dates []programme.Occurrence) (all []ProgrammeMonth) {
	for _, month := range months(dates) {
		from, to := monthSpan(dates, month)
		m := ProgrammeMonth{ID: month, Name: monthName(p, month)}
		for i := from; i < to; i++ {
			m.Dates = append(m.Dates, newDateView(p, &dates[i]))
		}
		all = append(all, m)
	}
	return all
}

// audienceLinks leads to the programmes of all and of each audience.
func audienceLinks(p *draft, x *programmeIndex, chosen string) (links []Link) {
	ids := chosenAudiences(p.r.guide, x)
	if len(ids) == 0 {
		return nil
	}
	add := func(id, text, dir string) {
		link := Link{Text: text, Href: p.to(dir)}
		if id == chosen {
			link.Current = "page"
		}
		links = append(links, link)
	}
	add("", p.words().T("audience-all"), programmeDir)
	for _, id := range ids {
		add(id, p.plain(p.r.guide.Audience(id).Name), audienceDir(id))
	}
	return links
}

// newDateView returns a date of an event for a list of several.
func newDateView(p *draft, o *programme.Occurrence) DateView {
	w, d, zone := p.words(), o.Event.Details(), p.r.guide.Zone()
	title := documentTitle(&o.Event.Document, p.lang)
	v := DateView{
		Href: p.to(eventDir(o.Event.ID)), Title: p.phraseIn(title.Text, title.Lang).HTML(), Kind: w.T("event-kind-" + d.Kind),
		Begins: isoMoment(o.Start, zone), Dates: scriptDate(o, zone), When: whenWords(w, o.Start, o.End), Where: whereOf(p, d),
		Off: !o.Holds(), State: stateWord(w, o.Status), Reason: p.html(o.Reason),
	}
	if !o.Was.IsZero() {
		v.Was = whenWords(w, o.Was, guide.Moment{})
	}
	return v
}

// whereOf returns where an event takes place, with a link to the site.
func whereOf(p *draft, d *guide.EventDetails) template.HTML {
	var parts []string
	if site := p.site(d.Site); site != nil {
		name := p.stopName(&guide.Stop{Site: d.Site, Hall: d.Hall}).HTML()
		if !site.Document.Draft {
			name = template.HTML(`<a href="`+template.HTMLEscapeString(p.to(siteDir(d.Site))+fragment(d.Hall))+`">`) + name + `</a>`
		}
		parts = append(parts, string(name))
	}
	if !d.Place.Empty() {
		parts = append(parts, string(p.html(d.Place)))
	}
	if len(parts) == 0 && (d.Online != "" || d.Broadcast != "") {
		parts = append(parts, template.HTMLEscapeString(p.words().T("event-online")))
	}
	return template.HTML(strings.Join(parts, template.HTMLEscapeString(p.words().T("comma"))))
}

// useProgramme adds the styles and the script of a page of another kind that shows what is
// ahead.
func useProgramme(f *Frame, p *draft) {
	f.Styles = append(f.Styles, p.root+p.r.assets.Styles(theme.ProgrammeKind)[0])
	f.Scripts = append(f.Scripts, p.root+p.r.assets.Script("ahead", p.lang))
}
