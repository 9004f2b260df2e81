package render

import (
	"cmp"
	"encoding/json"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/output"
	"wayside/internal/theme"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// A HandoutPage is /routes/<id>/handout/: the student's handout or, in the
// teacher's folder, the teacher's edition.
type HandoutPage struct {
	Frame
	Teacher    bool
	Edition    string // "student handout" or "teacher's edition", in words
	Name       template.HTML
	For        *ForView
	Readers    template.HTML // its audiences, in words; the chosen one
	Publisher  string
	Contact    template.HTML
	Logo       *LogoView
	Summary    Body
	Fields     []Field // who, when and where
	Lists      []TextList
	Timetable  Timetable
	Notices    []NoticeView
	Slips      []NoticeView // notices to cut out; only in the teacher's edition
	Plans      []PlanView   // for the leader; only in the teacher's edition
	Drawn      []DrawnMap   // of the editor
	Maps       []DayMap     // one, or one for each day; nil if no position is known, or Drawn shows the same
	Profile    *ProfileView // nil if no heights were recorded
	MapSheet   *MapView     // the same for the edition that is one sheet
	Desk       *Desk        // only in the teacher's edition
	Cards      []CardView   // to cut out; only in the teacher's edition
	Safety     Body
	Contacts   []ContactView
	Stops      []HandoutStop
	After      []TextList
	Pairs      *PairsView   // nil if the route has none
	Stamps     bool         // whether there is a stamp card; never in the teacher's edition
	Credits    []Credit     // of its pictures
	Glossary   []PersonCard // the people and terms to which its texts link
	Points     string       // of all questions, in words; "" for none
	Code       Code         // of the route's page
	RouteHref  string
	Paper      string   // "A4" or "Letter"
	PDFs       *PDFList // published next to the page
	Planner    string   // the address of the script for the settings
	PaperStyle string   // the address of the stylesheet for paper
	Data       template.JS
}

// A Field is a line of the cover: a known value, or space to write.
type Field struct {
	ID    string
	Label string
	Value string
}

// A Code is an address, as a QR code and as text.
type Code struct {
	SVG     template.HTML // "" if the guide has no base_url
	Address template.HTML // may be broken after each slash
}

// A HandoutStop is a stop's section.
type HandoutStop struct {
	Index     int // from 0, for the script
	Number    int // from 1, for readers
	Name      template.HTML
	Times     []string // one for each batch; nil without a start
	Stay      string
	Code      Code
	Cover     *Figure
	Story     Body
	Body      Body
	Questions []QuestionView
	Points    int // of its questions
	// Activities are those that the group orders for this stop.
	Activities []ActivityView
	Talks      []Figure // photos with a narration; only in the teacher's edition

	roles []CardView // of its text
}

// Printed is a PDF next to each handout: its edition ("page", "booklet",
// "large", "plain") and the suffix of its file name.
type Printed struct{ Edition, Suffix string }

// printName is the file name of a handout's PDF, without suffix and extension.
const printName = "handout"

// PaperFile is the script next to a handout's PDFs that says how much paper each
// takes.
const PaperFile = "paper.js"

// paperScript returns that script.
func paperScript(p *draft, copies int, pages map[string]int) []byte {
	sizes := map[string]string{}
	for name, n := range pages {
		sizes[name] = p.words().Paper(n, strings.HasSuffix(name, "-booklet.pdf"), copies)
	}
	return []byte("wayside.paper(" + string(scriptData(sizes)) + ");\n")
}

// A PDFList has links to a page's PDFs.
type PDFList struct {
	Links []Link
	Paper string // the address of the script that says how much paper each takes
}

// pdfLinks returns links to a page's PDFs, or nil if none are printed. name is their file
// name, without are the editions that the page does not have, way is the path to their
// folder.
func pdfLinks(p *draft, name string, without []string, way string) *PDFList {
	if len(p.r.options.Printed) == 0 {
		return nil
	}
	var links []Link
	for _, printed := range p.r.options.Printed {
		if slices.Contains(without, printed.Edition) {
			continue
		}
		links = append(links, Link{Text: p.words().T("pdf-" + printed.Edition), Href: way + name + printed.Suffix})
	}
	return &PDFList{links, way + PaperFile}
}

// unprinted returns the editions that a route does not have: a map without a position,
// and cards without an address for their codes.
func unprinted(r *Renderer, route *guide.Route) []string {
	var names []string
	placed := func(s guide.Stop) bool { return timetable.Location(r.guide, &s) != nil }
	if r.tours.Of(route).Home || !slices.ContainsFunc(route.Stops, placed) {
		names = append(names, "map")
	}
	if r.guide.BaseURL == "" {
		names = append(names, "cards")
	}
	return names
}

// Bare reports whether the stop has nothing to print except its row in the
// timetable, such as a lunch.
func (s HandoutStop) Bare() bool {
	return s.Story.HTML == "" && s.Body.HTML == "" && s.Cover == nil && s.Code.SVG == "" && len(s.Questions) == 0 && len(s.Activities) == 0
}

// Tel formats a phone number for a tel: link.
func (*HandoutPage) Tel(phone string) string { return digits(phone) }

// addHandout adds a route's handout and the stylesheet with its running heads.
func (l *listing) addHandout(route *guide.Route) {
	copies := route.Group.Size // one for each pupil
	if l.r.options.Teacher {
		copies = 1
	}
	dir := handoutDir(route.ID)
	l.add(dir, route.At, func(p *draft) page { return newHandoutPage(p, route) })
	l.print(printed{
		dir: dir, name: printName, without: unprinted(l.r, route), copies: copies,
		heads: func(p *draft) string {
			p.shows(factRoute, route.ID)
			return runningHeads(p, p.plain(route.Title), editionKey(p.r))
		},
	})
}

// printed describes how a page is printed.
type printed struct {
	dir, name string   // of the PDFs
	without   []string // editions that it does not have
	copies    int
	heads     func(p *draft) string // its running heads
}

// print makes the page that was added last one that is printed.
func (l *listing) print(how printed) {
	o := &l.outputs[len(l.outputs)-1]
	o.Print, o.Unprinted = how.name, how.without
	o.Paper = func(pages map[string]int) []byte {
		return paperScript(l.r.draft(l.lang, how.dir, PaperFile), how.copies, pages)
	}
	l.outputs = append(l.outputs, output.Output{
		Address: l.r.prefix(l.lang) + how.dir + headsFile, From: o.From, Phase: output.Asset,
		Make: func() (output.Made, error) {
			p := l.r.draft(l.lang, how.dir, headsFile)
			return output.Made{Data: []byte(how.heads(p)), Trace: p.trace.Facts()}, nil
		},
	})
}

func handoutDir(route string) string { return routeDir(route) + "handout/" }

// headsFile is the stylesheet with a handout's running heads.
const headsFile = "heads.css"

func newHandoutPage(p *draft, route *guide.Route) *HandoutPage {
	p.shows(factRoute, route.ID)
	w := p.words()
	plan := p.r.tours.Plan(route)
	page := &HandoutPage{
		Teacher: p.r.options.Teacher, Edition: w.T(editionKey(p.r)), Name: p.html(route.Title), Publisher: p.plain(p.r.guide.Publisher), Contact: contact(p), Logo: logoView(p),
		Readers: readerNames(p, route), Summary: p.passage(route.Summary, inset{prefix: "summary-", shift: 1, audiences: route.Audiences}),
		Safety: p.passage(route.Safety, inset{prefix: "safety-", shift: 2, audiences: route.Audiences}), Contacts: contactViews(p, route, true),
		Lists:     textLists(p, listed{"objectives", route.Objectives}, listed{"bring", route.Bring}, listed{"before", route.Before}),
		After:     textLists(p, listed{"after", route.After}),
		Timetable: newTimetable(p, route, plan), RouteHref: p.to(routeDir(route.ID)), Paper: paperOf(p.r.guide),
		Code: qrCode(p, routeDir(route.ID), "", w),
	}
	page.Pairs, page.Stamps = pairsView(p, route), route.Stamps && !page.Teacher
	passed := along(p, route, plan, !page.Teacher)
	for _, row := range page.Timetable.Rows {
		if row.Leg != nil {
			row.Leg.Along = passed[row.Index]
		}
	}
	page.PDFs = pdfLinks(p, printName, unprinted(p.r, route), "")
	notices := p.routeNotices(route)
	page.Notices = newNotices(p, holding(notices, route.Date), "")
	page.Drawn = routeDrawn(p, route, paperMap)
	drawn := p.r.options.Map == nil && drawnWhole(p, route)
	if !drawn {
		page.Maps = dayMaps(p, route)
	}
	page.Profile = profileView(p, route, paperMap)
	if p.r.options.Teacher {
		page.Slips = newNotices(p, notices, "")
		page.Plans = leaderPlans(p, route, plan)
	}
	switch {
	case !drawn:
		page.MapSheet = routeMap(p, route, sheetMap)
	case !slices.Contains(unprinted(p.r, route), "map"):
		first := &routeDrawn(p, route, sheetMap)[0]
		page.MapSheet = &MapView{Drawn: first, Note: first.Note}
	}
	page.Fields = coverFields(p, route, page.Timetable)
	points, number := 0, 0
	seen := map[string]bool{}
	var credits credits
	var roles []CardView
	for i := range route.Stops {
		stop := newHandoutStop(p, route, i, &number, seen, &credits)
		roles = append(roles, stop.roles...)
		stop.Times = page.Timetable.Rows[i].Times
		page.Stops = append(page.Stops, stop)
		points += stop.Points
	}
	page.Credits = credits.list()
	if page.Teacher {
		page.Desk = newDesk(p, route, plan)
		page.Desk.Scenes = scenes(page.Stops)
		page.Cards = append(codeCards(p, route), roles...)
	}
	if points > 0 {
		page.Points = w.Count("points", points)
	}
	page.Glossary = glossary(p)
	page.Data = handoutData(p, route)
	page.Frame = newFrame(p, "handout", p.plain(route.Title)+w.T("title-comma")+page.Edition, nil)
	if page.Pairs != nil || page.Stamps || page.Desk != nil && page.Desk.Scenes != nil {
		page.Styles = append(page.Styles, p.root+p.r.assets.Styles(theme.KeepsakeKind)[0])
	}
	page.Styles = append(page.Styles, headsFile)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("handout", p.lang))
	page.For = forView(&page.Frame, p, routeReaders(p, route))
	page.PaperStyle = p.root + p.r.assets.Styles(theme.PaperKind)[0]
	page.Planner = p.root + p.r.assets.Script("planner", p.lang)
	page.Description = cmp.Or(excerpt(p, route.Summary).Text, page.Title)
	if !p.r.options.Teacher {
		setTrail(&page.Frame, p, w.T("routes"), "routes/", p.plain(route.Title), routeDir(route.ID))
		setOpenGraph(&page.Frame, p, cmp.Or(routeCover(p.r.guide, route), p.face()))
	}
	return page
}

// editionKey returns the key of the word for the edition.
func editionKey(r *Renderer) string {
	if r.options.Teacher {
		return "edition-teacher"
	}
	return "edition-student"
}

// paperSizes are the paper sizes as custom properties.
var paperSizes = map[string]string{"A4": "--paper-width:210mm;--paper-height:297mm", "Letter": "--paper-width:215.9mm;--paper-height:279.4mm"}

func paperOf(g *guide.Guide) string { return cmp.Or(g.Paper, "A4") }

// coverFields returns the lines of the cover. A student's name and group are
// written by hand, unless a group is set in the browser.
func coverFields(p *draft, route *guide.Route, t Timetable) []Field {
	w := p.words()
	fields := []Field{{"group", w.T("field-group"), ""}}
	if !p.r.options.Teacher {
		fields = append(fields, Field{"name", w.T("field-name"), ""})
	} else if route.Group.Size > 0 {
		fields = append(fields, Field{"size", w.T("group"), groupWords(w, route.Group)})
	}
	fields = append(fields, Field{"date", w.T("date-of-visit"), t.Date})
	meeting := ""
	if route.Mode == guide.AtHome {
		return fields // nobody meets
	}
	if len(route.Stops) > 0 {
		meeting = p.stopName(&route.Stops[0]).Text
		if route.Start >= 0 {
			meeting = words.Clock(int(route.Start.Minutes())) + "  " + meeting
		}
	}
	return append(fields, Field{"meeting", w.T("field-meeting"), meeting})
}

// newHandoutStop returns the section of stop i. A site's text is shown at the first
// stop there, and a hall's at the first stop in it; what is said at the site's photos
// is at the first stop there or in a hall. number counts the questions of the whole
// handout; seen has the ids of the sites whose text was shown, and with a slash those
// of the sites whose photos were.
func newHandoutStop(p *draft, route *guide.Route, i int, number *int, seen map[string]bool, credits *credits) HandoutStop {
	w := p.words()
	s := &route.Stops[i]
	prefix := "stop-" + strconv.Itoa(i+1) + "-"
	v := HandoutStop{Index: i, Number: i + 1, Name: p.stopName(s).HTML(), Stay: stayOf(w, p.r.guide, s)}
	labelled := func(b markdown.Labelled) string {
		switch b.Name {
		case "task":
			return taskRoom(w, b.Text)
		case "role":
			v.roles = append(v.roles, CardView{Title: template.HTML(template.HTMLEscapeString(b.Label)), Number: v.Number, Stop: v.Name, Text: template.HTML(b.HTML)})
		}
		return ""
	}
	v.Story = p.passage(s.Story, inset{prefix: prefix, shift: 2, audiences: route.Audiences, labelled: labelled})
	v.Activities = stopActivityViews(p, route, s)
	for _, q := range questionsFor(route, i) {
		*number++
		v.Questions = append(v.Questions, newWorksheet(p, route, q, *number))
		v.Points += q.Points
	}
	site := p.site(s.Site)
	if site == nil || site.Document.Draft {
		return v
	}
	v.Code = qrCode(p, siteDir(site.ID), s.Hall, w)
	if said := site.ID + "/"; p.r.options.Teacher && !seen[said] {
		seen[said] = true
		v.Talks = talks(p, site)
	}
	if hall := site.Hall(s.Hall); hall != nil {
		v.Body = p.passage(hall.Text, inset{prefix: prefix + "hall-", shift: 2, audiences: route.Audiences, labelled: labelled})
		return v
	}
	if seen[site.ID] {
		return v
	}
	seen[site.ID] = true
	pictured := func(f *Figure) { credits.add(v.Number, f) }
	v.Body = p.bodyOn(&site.Document, inset{prefix: prefix + "text-", shift: 1, audiences: route.Audiences, home: siteDir(site.ID), pictured: pictured, labelled: labelled})
	if photo := site.Document.Cover(p.lang); photo != nil {
		v.Cover = paperFigure(p, photo)
		if v.Cover != nil {
			pictured(v.Cover)
		}
	}
	return v
}

// paperFigure returns a photo for a handout, without its narration.
func paperFigure(p *draft, photo *guide.Photo) *Figure {
	f := apart(p, func() *Figure { return p.figure(photo, sizesPaper, ready) })
	if f != nil {
		f.Narration = ""
	}
	return f
}

// questionsFor returns a stop's questions for the route's audiences.
func questionsFor(route *guide.Route, i int) []*guide.Question {
	var all []*guide.Question
	for k := range route.Stops[i].Questions {
		q := &route.Stops[i].Questions[k]
		if len(route.Audiences) == 0 || slices.ContainsFunc(route.Audiences, q.For) {
			all = append(all, q)
		}
	}
	return all
}

// allQuestions returns the questions of a route's stops for its audiences, in order.
func allQuestions(route *guide.Route) []*guide.Question {
	var all []*guide.Question
	for i := range route.Stops {
		all = append(all, questionsFor(route, i)...)
	}
	return all
}

// qrCode returns a code with the address of a page.
func qrCode(p *draft, dir, anchor string, w words.Words) Code {
	address := p.r.absolute(p.lang, dir)
	if address == "" {
		return Code{}
	}
	address += fragment(anchor)
	text := template.HTML(strings.ReplaceAll(template.HTMLEscapeString(typed(address)), "/", "/<wbr>"))
	return Code{p.r.qr.SVG(address, w.Fill("qr-label", "address", typed(address))), text}
}

// runningHeads returns CSS with the paper size and the running heads of a page: its title
// and the edition, on every page but the first. No browser supports string-set, and a
// named page for each stop would begin a sheet with each.
func runningHeads(p *draft, title, edition string) string {
	return ":root{" + paperSizes[paperOf(p.r.guide)] + "}\n@page{size:" + paperOf(p.r.guide) + " portrait;@top-left{content:" + cssString(title) + "}@bottom-left{content:" +
		cssString(p.words().T(edition)) + "}}\n@page :first{@top-left{content:none}}\n"
}

// cssString returns a text as a CSS string. Characters that could end the string,
// the rule or a style element are escaped by their code points.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		if c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == 0x7f {
			b.WriteString("\\" + strconv.FormatInt(int64(c), 16) + " ")
			continue
		}
		b.WriteRune(c)
	}
	b.WriteByte('"')
	return b.String()
}

// handoutData returns the input of the page's script.
func handoutData(p *draft, route *guide.Route) template.JS {
	return scriptData(struct {
		Tour  any               `json:"tour"`
		Words map[string]string `json:"words"`
	}{p.r.tours.Of(route), p.words().Some(scriptWords)})
}

// scriptData encodes data for a page's script as JSON.
func scriptData(v any) template.JS {
	data, err := json.Marshal(v)
	if err != nil {
		return "null" // not reached: data consists of numbers and strings
	}
	return template.JS(data)
}
