package render

import (
	"cmp"
	"encoding/hex"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/search"
	"wayside/internal/spreadsheet"
	"wayside/internal/words"
)

// A StandardsPage is /standards/, the standards of the curriculum with where each is met.
// In the teacher's folder it has a table for printing as well.
type StandardsPage struct {
	Frame
	Subjects    []StandardSubject
	Tables      []CoverageTable // in the teacher's folder only
	TableHref   string          // of the tables as CSV, in the teacher's folder; "" otherwise
	Unmet       string          // how many standards nothing serves yet, in the teacher's folder; "" for none
	TeacherHref string
}

// A StandardSubject has the standards of a subject.
type StandardSubject struct {
	ID    string
	Name  template.HTML // "" for standards without a subject
	Items []StandardItem
}

// A StandardItem is a standard with links to what serves it.
type StandardItem struct {
	ID   string
	Code string // "" if it has none
	Text template.HTML
	For  string // the names of its audiences; "" for all
	Met  []StandardLink
	// Unmet says that nothing serves it yet; "" if something does.
	Unmet string

	text string // for the search
}

// A StandardLink leads to a route or an event that serves a standard.
type StandardLink struct {
	Href  string
	Title template.HTML
	Kind  string // what it is
	Stops string // at which of a route's stops; "" for the route as a whole
}

// A CoverageTable shows which standards are served by some routes and events, as many as
// fit next to each other on paper.
type CoverageTable struct {
	Label   string
	Columns []CoverageColumn
	Rows    []CoverageRow
}

// A CoverageColumn is a route or an event.
type CoverageColumn struct {
	Number string
	Title  template.HTML
	Href   string
}

// A CoverageRow is a standard. Marks are in the order of the columns: the numbers of the
// stops, a tick for all of a route or an event, or "".
type CoverageRow struct {
	Code  string
	Text  template.HTML
	Marks []string
	Unmet bool // nothing serves it
}

const (
	standardsDir   = "standards/"
	standardsTable = "standards.csv"
	// mostColumns is how many routes and events fit next to a standard on paper.
	mostColumns = 10
	// tick marks a standard that is served by all of a route or an event.
	tick = "✓"
)

func standardsPages(l *listing) {
	if guide.HasStandards(l.r.guide) {
		l.add(standardsDir, registry, func(p *draft) page { return newStandardsPage(p) })
		if l.r.options.Teacher {
			addFile(l, standardsDir, standardsTable, registry, output.Page, func(p *draft) (output.Made, error) {
				return output.Made{Data: spreadsheet.CSV(standardRows(p))}, nil
			})
		}
	}
}

// standardRows returns a heading, and a row for each standard and what serves it, or for the
// standard alone if nothing does.
func standardRows(p *draft) [][]string {
	w := p.words()
	rows := [][]string{{w.T("standards-subject"), w.T("standards-code"), w.T("standards-text"), w.T("programme-audiences"), w.T("standards-by"), w.T("standards-kind"), w.T("stops")}}
	all := coverage(&p.view)
	for i := range all {
		c := &all[i]
		row := func(by, kind, stops string) {
			rows = append(rows, []string{p.plain(c.Subject), c.Code, p.plain(c.Text), audienceList(p, c.Audiences), by, kind, stops})
		}
		for _, s := range c.Routes {
			row(p.plain(s.Route.Title), w.T("route"), strings.Join(stopDigits(s.Stops), w.T("list-comma")))
		}
		for _, e := range c.Events {
			title := documentTitle(&e.Document, p.lang)
			row(p.phraseIn(title.Text, title.Lang).Text, w.T("event-kind-"+e.Details().Kind), "")
		}
		if len(c.Routes)+len(c.Events) == 0 {
			row(w.T("standards-not-yet"), "", "")
		}
	}
	return rows
}

func newStandardsPage(p *draft) *StandardsPage {
	w, all := p.words(), coverage(&p.view)
	page := &StandardsPage{TeacherHref: p.to("")}
	bySubject := map[string]int{}
	for i := range all {
		c := &all[i]
		subject := p.plain(c.Subject)
		at, ok := bySubject[subject]
		if !ok {
			at = len(page.Subjects)
			bySubject[subject] = at
			page.Subjects = append(page.Subjects, StandardSubject{ID: "subject-" + strconv.Itoa(at+1), Name: p.html(c.Subject)})
		}
		page.Subjects[at].Items = append(page.Subjects[at].Items, newStandardItem(p, c))
	}
	// Those without a subject are last.
	slices.SortStableFunc(page.Subjects, func(a, b StandardSubject) int { return cmp.Compare(last(a.Name == ""), last(b.Name == "")) })
	if p.r.options.Teacher {
		page.Tables, page.TableHref = coverageTables(p, all), p.root+p.r.prefix(p.lang)+standardsDir+standardsTable
		unmet := 0
		for i := range all {
			unmet += last(len(all[i].Routes)+len(all[i].Events) == 0)
		}
		if unmet > 0 {
			page.Unmet = w.Count("standards-unmet", unmet)
		}
	}
	page.Frame = newFrame(p, "standards", w.T("standards-title"), nil)
	page.Description = w.Count("count-standards", len(all))
	setOpenGraph(&page.Frame, p, p.face())
	setTrail(&page.Frame, p)
	return page
}

// standardID returns the anchor of a standard on the page that lists all. Where it does not
// have the whole code or text, a sum of it tells apart those that begin alike.
func standardID(code string, text guide.Text) string {
	if code == "" && len(text) > 0 {
		code = text[0].Text
	}
	anchor := strings.Join(strings.Fields(code), "-")
	if r := []rune(anchor); len(r) > 40 {
		anchor = string(r[:40])
	}
	if anchor != code {
		sum := digest.String(code)
		anchor += "-" + hex.EncodeToString(sum[:4])
	}
	return "standard-" + anchor
}

func newStandardItem(p *draft, c *guide.Covered) StandardItem {
	item := StandardItem{ID: standardID(c.Code, c.Text), Code: c.Code, Text: p.html(c.Text), For: audienceList(p, c.Audiences), text: p.plain(c.Text)}
	for _, s := range c.Routes {
		item.Met = append(item.Met, routeStandardLink(p, s))
	}
	for _, e := range c.Events {
		title := documentTitle(&e.Document, p.lang)
		item.Met = append(item.Met, StandardLink{
			Href: p.to(eventDir(e.ID)), Title: p.phraseIn(title.Text, title.Lang).HTML(), Kind: p.words().T("event-kind-" + e.Details().Kind),
		})
	}
	if len(item.Met) == 0 {
		item.Unmet = p.words().T("standards-not-yet")
	}
	return item
}

// routeStandardLink returns a link to a route; in the teacher's folder to its handout.
func routeStandardLink(p *draft, s guide.Serves) StandardLink {
	dir := routeDir(s.Route.ID)
	if p.r.options.Teacher {
		dir = handoutDir(s.Route.ID)
	}
	return StandardLink{Href: p.to(dir), Title: p.html(s.Route.Title), Kind: p.words().T("route"), Stops: stopNumbers(p.words(), s.Stops)}
}

// stopNumbers names stops by their numbers, "" for none.
func stopNumbers(w words.Words, stops []int) string {
	if len(stops) == 0 {
		return ""
	}
	return w.Fill("standards-stops", "stops", strings.Join(stopDigits(stops), w.T("list-comma")))
}

func stopDigits(stops []int) (all []string) {
	for _, i := range stops {
		all = append(all, strconv.Itoa(i+1))
	}
	return all
}

// audienceList names audiences, "" for none.
func audienceList(p *draft, ids []string) string {
	var names []string
	for _, id := range ids {
		if a := p.r.guide.Audience(id); a != nil {
			names = append(names, p.plain(a.Name))
		}
	}
	return strings.Join(names, p.words().T("list-comma"))
}

// coverageTables returns the tables of all standards against all routes and events that
// serve one. Without any, there is one table without columns. Of several tables, each has the
// standards that its columns serve, and the first those that nothing serves as well: all in
// each would be paper without marks.
func coverageTables(p *draft, all []guide.Covered) []CoverageTable {
	var columns []CoverageColumn
	column := map[string]int{}
	of := func(key string, c CoverageColumn) {
		if _, ok := column[key]; !ok {
			column[key] = len(columns)
			c.Number = strconv.Itoa(len(columns) + 1)
			columns = append(columns, c)
		}
	}
	for i := range all {
		for _, s := range all[i].Routes {
			link := routeStandardLink(p, s)
			of("route "+s.Route.ID, CoverageColumn{Title: link.Title, Href: link.Href})
		}
	}
	for i := range all {
		for _, e := range all[i].Events {
			title := documentTitle(&e.Document, p.lang)
			of("event "+e.ID, CoverageColumn{Title: p.phraseIn(title.Text, title.Lang).HTML(), Href: p.to(eventDir(e.ID))})
		}
	}
	tables := make([]CoverageTable, max(1, (len(columns)+mostColumns-1)/mostColumns))
	for k := range tables {
		from, to := k*mostColumns, min((k+1)*mostColumns, len(columns))
		tables[k] = CoverageTable{Columns: columns[from:to], Label: p.words().T("standards-table")}
		if len(tables) > 1 {
			tables[k].Label += p.words().T("colon") + strconv.Itoa(from+1) + "–" + strconv.Itoa(to)
		}
	}
	for i := range all {
		c := &all[i]
		rows := map[int]int{} // by table
		row := func(table int) []string {
			t := &tables[table]
			at, ok := rows[table]
			if !ok {
				at, rows[table] = len(t.Rows), len(t.Rows)
				t.Rows = append(t.Rows, CoverageRow{Code: c.Code, Text: p.html(c.Text), Marks: make([]string, len(t.Columns)), Unmet: len(c.Routes)+len(c.Events) == 0})
			}
			return t.Rows[at].Marks
		}
		for _, s := range c.Routes {
			at := column["route "+s.Route.ID]
			row(at / mostColumns)[at%mostColumns] = cmp.Or(strings.Join(stopDigits(s.Stops), p.words().T("list-comma")), tick)
		}
		for _, e := range c.Events {
			at := column["event "+e.ID]
			row(at / mostColumns)[at%mostColumns] = tick
		}
		if len(rows) == 0 {
			row(0)
		}
	}
	return tables
}

// standardLinks returns links to the standards that a route or an event serves, for its
// facts; the teacher's folder has their texts.
func standardLinks(p *draft, all []guide.Standard) template.HTML {
	var links []string
	for i := range all {
		s := &all[i]
		label := s.Code
		if label == "" {
			label = p.plain(s.Text)
		}
		if label == "" {
			continue
		}
		href := p.to(standardsDir) + fragment(url.PathEscape(standardID(s.Code, s.Text)))
		links = append(links, `<a href="`+template.HTMLEscapeString(href)+`">`+template.HTMLEscapeString(label)+`</a>`)
	}
	return template.HTML(strings.Join(links, template.HTMLEscapeString(p.words().T("list-comma"))))
}

// routeStandards returns the standards of a route, those of its stops included.
func routeStandards(route *guide.Route) (all []guide.Standard) {
	for _, s := range guide.RouteStandards(route) {
		all = append(all, s.Standard)
	}
	return all
}

// standardText returns the text of a standard, which may be in sites.toml.
func standardText(p *draft, s *guide.Standard) guide.Text {
	if s.Text.Empty() {
		for i := range p.r.guide.Standards { // a part of factGuide
			if goal := &p.r.guide.Standards[i]; goal.Code == s.Code {
				return goal.Text
			}
		}
	}
	return s.Text
}

func (page *StandardsPage) entry(p *draft) *search.Page {
	e := newEntry(p, Phrase{Text: page.Title}, "", nil)
	for _, subject := range page.Subjects {
		for _, item := range subject.Items {
			e.section(item.ID, item.Code, part{text: item.text})
		}
	}
	return &e.Page
}
