package render

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/search"
	"wayside/internal/words"
)

// A SeriesPage is /programme/series/<id>/.
type SeriesPage struct {
	Frame
	For             *ForView
	Name            template.HTML
	Summary         template.HTML
	Parts           []SeriesPartView
	Total           string // how many parts there are, and the hours of those whose length is known
	Unknown         string // which parts have no length; "" for none
	Cancelled       string // which parts are cancelled, and do not count; "" for none
	Facts           []Fact
	Cover           *Figure // nil without photos
	Body            Body
	Gallery         []Figure
	Asked           string // how many questions the self-check has; "" for none
	CheckHref       string // "" without questions
	CertificateHref string // "" without a certificate
	Offline         OfflineView
	Series          string // the address of the folder in the default language: all languages share what a phone keeps
	Zone            string // the guide's time zone

	series *guide.Series
}

// A SeriesPartView is a part of a series.
type SeriesPartView struct {
	Number  int
	ID      string // which a phone keeps; it does not change when parts change places
	Href    string // of the event's page; "" for a part of its own
	Name    template.HTML
	Kind    string // of the event; "" for a part of its own
	When    string // the dates in words, or that it is at any time
	Was     string // when it would have been, if it was moved
	Dates   string // for a script, as of AheadItem; "" at any time
	Off     bool   // it does not take place
	Dropped bool   // nor later: it does not count, and nobody can have heard it
	State   string // in words; "" as planned
	Reason  template.HTML
	Length  string // in words; "" if it is not known
	Minutes int    // 0 if the length is not known
	Facts   []Fact // where, speaker, recording, materials
}

// A SeriesCard is a series in a list.
type SeriesCard struct {
	Href    string
	Title   template.HTML
	Facts   string // how many parts and hours
	Summary template.HTML
}

// A CertificatePage is /programme/series/<id>/certificate/, a sheet that a participant
// prints. Without scripts it is filled in by hand.
type CertificatePage struct {
	Frame
	Name       template.HTML
	SeriesHref string
	Series     string           // as of SeriesPage
	Parts      []SeriesPartView // with their names and lengths
	Total      string           // as of SeriesPage
	Organizer  template.HTML
	Signature  template.HTML // who signs; "" if nobody is named
	Checked    bool          // there is a self-check
	Data       template.JS   // the questions without answers, for the script
}

// An AnswersPage is /programme/series/<id>/answers/ of the teacher's folder.
type AnswersPage struct {
	Frame
	Name        template.HTML
	Questions   []QuestionView
	TeacherHref string
}

const (
	allSeriesDir  = programmeDir + "series/"
	answersSuffix = "/answers/"
)

func seriesDir(id string) string      { return allSeriesDir + id + "/" }
func seriesCheckDir(id string) string { return allSeriesDir + id + checkSuffix }
func certificateDir(id string) string { return seriesDir(id) + "certificate/" }
func answersDir(id string) string     { return allSeriesDir + id + answersSuffix }

// seriesDirs returns the folders of the pages that a series has, as functions of its id.
func seriesDirs(s *guide.Series) []func(id string) string {
	dirs := []func(string) string{seriesDir}
	if hasSeriesCheck(s) {
		dirs = append(dirs, seriesCheckDir)
	}
	if s.Details().Certificate {
		dirs = append(dirs, certificateDir)
	}
	return dirs
}

// hasSeriesCheck reports whether a series has questions.
func hasSeriesCheck(s *guide.Series) bool { return len(s.Details().Questions) > 0 }

// asked returns the questions of a series as those of a route with one stop, which has the
// first id of the series: the self-check, its sealing and its results are the same.
func asked(v *view, s *guide.Series) *guide.Route {
	d, first := s.Details(), firstID(v, guide.SeriesKind, s.ID, s.Document.FormerIDs())
	return &guide.Route{ID: seriesPack(first), Audiences: d.Audiences, Stops: []guide.Stop{{Questions: d.Questions}}}
}

// addSeries adds the pages of all series.
func addSeries(l *listing) {
	for _, s := range publishedSeries(l.r.guide) {
		at := s.Document.At()
		l.add(seriesDir(s.ID), at, func(p *draft) page { return newSeriesPage(p, s) })
		if hasSeriesCheck(s) {
			l.add(seriesCheckDir(s.ID), at, func(p *draft) page { return newSeriesCheck(p, s) })
		}
		if s.Details().Certificate {
			l.add(certificateDir(s.ID), at, func(p *draft) page { return newCertificatePage(p, s) })
		}
	}
}

func newSeriesPage(p *draft, s *guide.Series) *SeriesPage {
	seriesShown(&p.view, s)
	w, d, doc := p.words(), s.Details(), &s.Document
	name, summary := seriesName(p, s), p.summary(doc)
	page := &SeriesPage{series: s, Name: name.HTML(), Summary: summary.HTML(), Series: keptSeries(p, s), Zone: p.r.guide.Zone().String(), Offline: offlineView(p, seriesPack(s.ID))}
	page.Parts = partViews(p, s)
	hours := programme.HoursOf(p.r.guide, s)
	page.Total = totalWords(w, hours)
	page.Unknown, page.Cancelled = partsWords(w, "series-unknown", hours.Unknown), partsWords(w, "series-cancelled", hours.Cancelled)
	page.Facts = seriesFacts(p, s)
	if n := len(s.Details().Questions); n > 0 {
		page.CheckHref, page.Asked = p.to(seriesCheckDir(s.ID)), w.Count("count-questions", n)
	}
	if d.Certificate {
		page.CertificateHref = p.to(certificateDir(s.ID))
	}
	shown := map[string]bool{}
	p.anchors = photoAnchors(doc.Photos)
	page.Cover = coverFigure(p, doc, sizesText, shown)
	page.Body = p.body("series", doc, shown)
	page.Gallery = p.gallery(doc.Photos, shown)
	page.Frame = newFrame(p, "series", name.Text, writtenIn(doc))
	page.For = forView(&page.Frame, p, readers(p))
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("series", p.lang))
	if !p.plays { // otherwise the frame has it
		page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("later", p.lang))
	}
	page.Description = cmp.Or(summary.Text, page.Total)
	setTrail(&page.Frame, p, w.T("programme"), programmeDir)
	setOpenGraph(&page.Frame, p, doc)
	page.Schema = append(page.Schema, seriesSchema(p, page))
	return page
}

func seriesName(p *draft, s *guide.Series) Phrase {
	title := documentTitle(&s.Document, p.lang)
	return p.phraseIn(title.Text, title.Lang)
}

// seriesLink returns a link to the page of a series.
func seriesLink(p *draft, id string) Link {
	name := seriesName(p, seriesCard(&p.view, id))
	return Link{Text: name.Text, Lang: name.Lang, Href: p.to(seriesDir(id))}
}

// seriesCards returns the series for an audience; "" means all.
func seriesCards(p *draft, audience string) (cards []SeriesCard) {
	for _, s := range allSeries(&p.view) {
		seriesCard(&p.view, s.ID)
		if audience == "" || s.Details().For(audience) {
			total := totalWords(p.words(), programme.HoursOf(p.r.guide, s))
			cards = append(cards, SeriesCard{p.to(seriesDir(s.ID)), seriesName(p, s).HTML(), total, p.summary(&s.Document).HTML()})
		}
	}
	return cards
}

// totalWords says how many parts a series has, and how long they take.
func totalWords(w words.Words, h programme.Hours) string {
	total := w.Count("count-parts", h.Parts)
	if h.Total > 0 {
		total = w.Fill("series-total", "parts", total, "time", w.Duration(h.Total))
	}
	return total
}

// partsWords says something of parts with numbers, "" of none.
func partsWords(w words.Words, key string, parts []int) string {
	if len(parts) == 0 {
		return ""
	}
	var numbers []string
	for _, n := range parts {
		numbers = append(numbers, strconv.Itoa(n))
	}
	return w.Fill(key, "parts", strings.Join(numbers, w.T("list-comma")))
}

// partViews returns the parts of a series. An event that is not published is left out, as
// its rule has reported.
func partViews(p *draft, s *guide.Series) (all []SeriesPartView) {
	w, parts := p.words(), s.Details().Parts
	for i := range parts {
		part := &parts[i]
		if !programme.Shown(p.r.guide, part) {
			continue
		}
		v := SeriesPartView{Number: i + 1, Dropped: programme.Cancelled(p.r.guide, part)}
		if length := programme.Length(p.r.guide, part); length > 0 {
			v.Length, v.Minutes = w.Duration(length), int(length/time.Minute)
		}
		if part.Event == "" {
			v.ID, v.Name, v.When = ownID(part), p.html(part.Title), w.T("series-any-time")
			facts := factList{words: w}
			facts.add("event-online", webLink(part.Online))
			facts.add("event-recording", webLink(part.Recording))
			facts.add("event-speaker", p.html(part.Speaker))
			facts.add("event-materials", materialLinks(p, &s.Document, seriesDir(s.ID), part.Materials))
			v.Facts = facts.all
		} else {
			eventPart(p, part, guide.FindEvent(p.r.guide, part.Event), &v)
		}
		all = append(all, v)
	}
	return all
}

// eventPart fills in a part that is an event.
func eventPart(p *draft, part *guide.SeriesPart, e *guide.Event, v *SeriesPartView) {
	w, d, dates := p.words(), e.Details(), eventDates(&p.view, e)
	title := documentTitle(&e.Document, p.lang)
	v.ID, v.Href, v.Name, v.Kind = firstID(&p.view, guide.EventKind, e.ID, e.Document.FormerIDs()), p.to(eventDir(e.ID)), p.phraseIn(title.Text, title.Lang).HTML(), w.T("event-kind-"+d.Kind)
	if v.When = w.T("series-on-request"); len(dates) > 0 {
		v.When = allWords(w, dates)
	}
	var marks []string
	for i := range dates {
		marks = append(marks, scriptDate(&dates[i], p.r.guide.Zone()))
	}
	v.Dates = strings.Join(marks, " ")
	if len(dates) == 1 {
		one := newDateView(p, &dates[0])
		v.When, v.Was, v.Off, v.State, v.Reason = one.When, one.Was, one.Off, one.State, one.Reason
	}
	if d.Status != "" {
		v.Off, v.State, v.Reason = true, stateWord(w, d.Status), p.html(d.Reason)
	}
	facts := factList{words: w}
	facts.add("event-where", whereOf(p, d))
	facts.add("event-online", webLink(d.Online))
	facts.add("event-broadcast", webLink(d.Broadcast))
	facts.add("event-recording", webLink(d.Recording))
	speaker := part.Speaker
	if speaker.Empty() {
		speaker = d.Speaker
	}
	facts.add("event-speaker", p.html(speaker))
	facts.add("event-materials", materialLinks(p, &e.Document, eventDir(e.ID), d.Materials))
	v.Facts = facts.all
}

// ownID identifies a part that is not an event by its title, so that what a phone keeps
// stays with it when parts are added or change places. It contains a dot, as no event's
// id does.
func ownID(part *guide.SeriesPart) string {
	text := ""
	if len(part.Title) > 0 {
		text = part.Title[0].Text
	}
	sum := sha256.Sum256([]byte(text))
	return "own." + hex.EncodeToString(sum[:5])
}

func seriesFacts(p *draft, s *guide.Series) []Fact {
	w, d := p.words(), s.Details()
	facts := factList{words: w}
	facts.add("event-organizer", p.html(d.Organizer))
	facts.text("audience", audienceList(p, d.Audiences))
	facts.add("event-materials", materialLinks(p, &s.Document, seriesDir(s.ID), d.Materials))
	return facts.all
}

func (d *SeriesPage) entry(p *draft) *search.Page {
	e := newEntry(p, seriesName(p, d.series), p.words().T("series"), titles(&d.series.Document))
	e.text(p.summary(&d.series.Document), d.Body)
	parts := d.series.Details().Parts
	for i := range parts {
		e.section("", "", part{text: p.plain(parts[i].Title)}, part{text: p.plain(parts[i].Speaker)})
	}
	e.gallery(d.Gallery)
	return &e.Page
}

// schemaCourse describes a series for search engines: as a course, since its parts may be
// at any time.
type schemaCourse struct {
	Context     string       `json:"@context"`
	Type        string       `json:"@type"`
	URL         string       `json:"url,omitempty"`
	Name        string       `json:"name"`
	Description string       `json:"description,omitempty"`
	Provider    *schemaOwner `json:"provider,omitempty"`
	Required    string       `json:"timeRequired,omitempty"` // ISO 8601
	Parts       []schemaPart `json:"hasPart,omitempty"`
}

type schemaPart struct {
	Type     string `json:"@type"`
	Name     string `json:"name"`
	URL      string `json:"url,omitempty"`
	Position int    `json:"position"`
	Required string `json:"timeRequired,omitempty"`
}

func seriesSchema(p *draft, page *SeriesPage) any {
	d := page.series.Details()
	x := schemaCourse{Context: schemaContext, Type: "Course", URL: page.Canonical, Name: page.Title, Description: page.Description}
	x.Provider = organizerSchema(p, d.Organizer)
	minutes := 0
	for i := range page.Parts {
		v := &page.Parts[i]
		if v.Dropped {
			continue
		}
		one := schemaPart{Type: "LearningResource", Name: p.plain(d.Parts[v.Number-1].Title), Position: v.Number, Required: isoMinutes(v.Minutes)}
		if id := d.Parts[v.Number-1].Event; id != "" {
			one.Name = documentTitle(&guide.FindEvent(p.r.guide, id).Document, p.lang).Text
			one.URL = p.r.absolute(p.lang, eventDir(id))
		}
		x.Parts = append(x.Parts, one)
		minutes += v.Minutes
	}
	x.Required = isoMinutes(minutes)
	return x
}

func isoMinutes(n int) string {
	if n == 0 {
		return ""
	}
	return "PT" + strconv.Itoa(n) + "M"
}

func newSeriesCheck(p *draft, s *guide.Series) *CheckPage {
	seriesShown(&p.view, s)
	w, route, name := p.words(), asked(&p.view, s), seriesName(p, s)
	page := &CheckPage{Name: name.HTML(), RouteHref: p.to(seriesDir(s.ID)), Back: w.T("series-back"), Route: keptSeries(p, s)}
	page.ask(p, route, func(int) Phrase { return Phrase{Text: w.T("questions")} })
	page.finish(p, route, name.Text)
	page.Description = cmp.Or(p.summary(&s.Document).Text, page.Title)
	setTrail(&page.Frame, p, w.T("programme"), programmeDir, name.Text, seriesDir(s.ID))
	setOpenGraph(&page.Frame, p, &s.Document)
	return page
}

func newCertificatePage(p *draft, s *guide.Series) *CertificatePage {
	seriesShown(&p.view, s)
	w, d, route, name := p.words(), s.Details(), asked(&p.view, s), seriesName(p, s)
	page := &CertificatePage{
		Name: name.HTML(), SeriesHref: p.to(seriesDir(s.ID)), Series: keptSeries(p, s), Parts: partViews(p, s),
		Organizer: p.html(d.Organizer), Signature: p.html(d.Signature), Checked: hasCheck(route),
	}
	if d.Organizer.Empty() {
		page.Organizer = p.html(p.r.guide.Publisher)
	}
	page.Parts = slices.DeleteFunc(page.Parts, func(v SeriesPartView) bool { return v.Dropped })
	page.Total = totalWords(w, programme.HoursOf(p.r.guide, s))
	set := checkOf(&p.view, checkReaders(p.r.guide, route), route)
	items := []checkItem{}
	for i, q := range allQuestions(route) {
		item := set.Items[i]
		items = append(items, checkItem{ID: item.ID, Kind: item.Kind, Points: item.Points, For: forWhom(p.r.guide, route, q.Audiences)})
	}
	page.Data = scriptData(items)
	page.Frame = newFrame(p, "certificate", name.Text+w.T("title-comma")+w.T("certificate"), nil)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("certificate", p.lang))
	page.Description = w.T("certificate-lead")
	setTrail(&page.Frame, p, w.T("programme"), programmeDir, name.Text, seriesDir(s.ID))
	setOpenGraph(&page.Frame, p, &s.Document)
	return page
}

func newAnswersPage(p *draft, s *guide.Series) *AnswersPage {
	seriesShown(&p.view, s)
	name := seriesName(p, s)
	page := &AnswersPage{Name: name.HTML(), TeacherHref: p.to("")}
	route := asked(&p.view, s)
	for i, q := range allQuestions(route) {
		page.Questions = append(page.Questions, newWorksheet(p, route, q, i+1))
	}
	page.Frame = newFrame(p, "series-answers", name.Text+p.words().T("title-comma")+p.words().T("series-answers"), nil)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("handout", p.lang))
	return page
}
