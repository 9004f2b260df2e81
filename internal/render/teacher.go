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
	ResultsHref string // of the class's results; "" without questions
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
// results of a class, and the handouts. The folder is self-contained, so it can be copied
// to a USB stick.
func (l *listing) addTeacher() {
	l.add("", registry, func(p *draft) page { return newTeacherPage(p) })
	if anyCheck(l.r.guide.Routes) {
		l.add(resultsDir, registry, func(p *draft) page { return newResultsPage(p) })
	}
	for i := range l.r.guide.Routes {
		l.addHandout(&l.r.guide.Routes[i])
		l.addCards(&l.r.guide.Routes[i])
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
		page.Routes = append(page.Routes, TeacherRoute{Title: card.Title, Facts: card.Facts, HandoutHref: p.to(handoutDir(route.ID)), CardsHref: cardsHref(p, route), PDFs: pdfLinks(p, route, p.root+p.r.prefix(p.lang)+handoutDir(route.ID))})
	}
	if anyCheck(routes) {
		page.ResultsHref = p.to(resultsDir)
	}
	page.Frame = newFrame(p, "teacher", w.T("edition-teacher"), nil)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("handout", p.lang))
	return page
}

// TeacherPictures returns the pictures that the teacher's handouts may show: all
// except those of sites on no route.
func TeacherPictures(g *guide.Guide) map[string]guide.Picture {
	pictures := maps.Clone(g.Pictures)
	for i := range g.Sites {
		if s := &g.Sites[i]; len(g.SiteRoutes(s.ID)) == 0 {
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
