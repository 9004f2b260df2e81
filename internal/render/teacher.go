package render

import (
	"html/template"
	"maps"

	"wayside/internal/guide"
	"wayside/internal/output"
)

// A TeacherPage is the first page of the teacher's folder.
type TeacherPage struct {
	Frame
	Name        template.HTML
	Routes      []TeacherRoute
	Narrators   []TeacherScript
	Series      []Link // the answers of each series with questions
	ResultsHref string // of the class's results; "" without questions
	// StandardsHref is of the table of the curriculum's standards; "" without any.
	StandardsHref string
}

// A TeacherScript links to a site's narrator's script.
type TeacherScript struct {
	Name  template.HTML
	Facts string // how many halls, and how long they take
	Href  string
	PDFs  *PDFList
}

// A TeacherRoute links to a route's handout with the answers.
type TeacherRoute struct {
	Title       template.HTML
	Facts       string
	HandoutHref string
	CardsHref   string // of the answer cards; "" without questions
	PDFs        *PDFList
}

// addTeacher adds the pages of the teacher's folder: one that links to the others, the
// results of a class, the handouts, the answer cards, the answers of series, and the narrators' scripts. The folder is
// self-contained, so it can be copied to a USB stick.
func (l *listing) addTeacher() {
	l.add("", registry, func(p *draft) page { return newTeacherPage(p) })
	if anyCheck(l.r.guide, l.r.guide.Routes) {
		l.add(resultsDir, registry, func(p *draft) page { return newResultsPage(p) })
	}
	standardsPages(l)
	for i := range l.r.guide.Routes {
		l.addHandout(&l.r.guide.Routes[i])
		l.addCards(&l.r.guide.Routes[i])
	}
	for _, s := range publishedSeries(l.r.guide) {
		if hasSeriesCheck(s) {
			l.add(answersDir(s.ID), s.Document.At(), func(p *draft) page { return newAnswersPage(p, s) })
		}
	}
	for i := range l.r.guide.Sites {
		if s := &l.r.guide.Sites[i]; narrated(s) && !l.r.guide.Repeated(s) {
			l.addScript(s)
		}
	}
}

func (r *Renderer) teacherMark() output.Output {
	text := r.words(r.guide.Default()).T("teacher-lead") + "\n"
	return output.Output{Address: TeacherMark, From: registry, Phase: output.Asset, Make: output.Bytes([]byte(text))}
}

// TeacherMark is the name of a file in every teacher's folder. It warns people who
// are about to upload the folder, and a build does not publish to a folder that
// has it.
const TeacherMark = "ANSWERS.txt"

func newTeacherPage(p *draft) *TeacherPage {
	w := p.words()
	page := &TeacherPage{Name: p.html(p.r.guide.Title)}
	routes := p.routes()
	for i := range routes {
		route := &routes[i]
		card := routeCard(p, route)
		page.Routes = append(page.Routes, TeacherRoute{Title: card.Title, Facts: card.Facts, HandoutHref: p.to(handoutDir(route.ID)), CardsHref: cardsHref(p, route), PDFs: pdfLinks(p, printName, unprinted(p.r, route), p.root+p.r.prefix(p.lang)+handoutDir(route.ID))})
	}
	for _, s := range p.sites() {
		p.shows(factSite, s.ID)
		if narrated(s) {
			page.Narrators = append(page.Narrators, newTeacherScript(p, s))
		}
	}
	for _, s := range allSeries(&p.view) {
		seriesShown(&p.view, s)
		if hasSeriesCheck(s) {
			name := seriesName(p, s)
			page.Series = append(page.Series, Link{Text: name.Text, Lang: name.Lang, Href: p.to(answersDir(s.ID))})
		}
	}
	if anyCheck(p.r.guide, routes) {
		page.ResultsHref = p.to(resultsDir)
	}
	if guide.HasStandards(p.r.guide) {
		page.StandardsHref = p.to(standardsDir)
	}
	page.Frame = newFrame(p, "teacher", w.T("edition-teacher"), nil)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("handout", p.lang))
	return page
}

func newTeacherScript(p *draft, s *guide.Site) TeacherScript {
	dir := scriptDir(s.ID)
	v := TeacherScript{Name: p.html(s.Name), Href: p.to(dir), PDFs: pdfLinks(p, scriptName, unlabelled(p.r, s), p.root+p.r.prefix(p.lang)+dir)}
	if len(s.Halls) > 0 {
		v.Facts = hallsTotal(p.words(), s)
	}
	return v
}

// TeacherPictures returns the pictures that the teacher's pages may show: all except
// those of sites on no route and without a script.
func TeacherPictures(g *guide.Guide) map[string]guide.Picture {
	pictures := maps.Clone(g.Pictures)
	for i := range g.Sites {
		if s := &g.Sites[i]; len(g.SiteRoutes(s.ID)) == 0 && !narrated(s) {
			for k := range s.Document.Photos {
				delete(pictures, s.Document.Photos[k].File)
			}
			for plan := range s.AllPlans() {
				delete(pictures, plan.File)
			}
		}
	}
	return pictures
}
