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
	Name   template.HTML
	Routes []TeacherRoute
}

// A TeacherRoute leads to a route's handout with the answers.
type TeacherRoute struct {
	Title       template.HTML
	Facts       string
	HandoutHref string
	PDFs        []Link
}

// teacherPlan lists the teacher's folder: a page that leads to the handouts,
// the handouts, and the theme's files. It stands by itself: whoever holds the
// folder on a stick needs nothing else.
func (r *Renderer) teacherPlan() []output.Output {
	var plan []output.Output
	for _, lang := range r.guide.Languages {
		plan = append(plan, r.page(lang, "", registry, func(p *draft) (any, string) { return r.teacher(p), "teacher" }))
		for i := range r.guide.Routes {
			plan = append(plan, r.handoutFiles(lang, &r.guide.Routes[i])...)
		}
	}
	plan = append(plan, output.Output{Address: TeacherMark, From: registry, Phase: output.Asset, Make: output.Bytes([]byte(r.words(r.guide.Default()).T("teacher-lead") + "\n"))})
	return append(plan, r.assets.outputs...)
}

// TeacherMark is a file that every teacher's folder has: it says what the
// folder is to whoever is about to upload it, and keeps a build from
// publishing there.
const TeacherMark = "ANSWERS.txt"

func (r *Renderer) teacher(p *draft) *TeacherPage {
	w := r.words(p.lang)
	page := &TeacherPage{Name: p.say(r.guide.Title)}
	for i := range r.guide.Routes {
		route := &r.guide.Routes[i]
		card := r.routeCard(p, route)
		page.Routes = append(page.Routes, TeacherRoute{Title: card.Title, Facts: card.Facts, HandoutHref: r.to(p, handoutDir(route.ID)), PDFs: r.pdfs(p, p.root+r.prefix(p.lang)+handoutDir(route.ID))})
	}
	page.Frame = r.frame(p, "teacher", w.T("edition-teacher"), nil)
	return page
}

// TeacherPictures are the pictures that the teacher's handouts may show: all
// but those of sites that no route stops at.
func TeacherPictures(g *guide.Guide) map[string]guide.Picture {
	pictures := maps.Clone(g.Pictures)
	for i := range g.Sites {
		if s := &g.Sites[i]; len(g.SiteRoutes(s.ID)) == 0 {
			for k := range s.Document.Photos {
				delete(pictures, s.Document.Photos[k].File)
			}
		}
	}
	return pictures
}
