package render

import (
	"cmp"
	"html/template"
	"slices"
	"time"

	"wayside/internal/guide"
	"wayside/internal/theme"
	"wayside/internal/words"
)

// A NarratorPage is /sites/<id>/script/ in the teacher's folder: what a narrator says, hall
// by hall and picture by picture, and the labels of the exhibition to cut out.
type NarratorPage struct {
	Frame
	Name       template.HTML
	HallsTotal string // how many halls, and how long they take; "" without halls
	Code       Code   // of the site's page
	Halls      []NarratorHall
	Spoken     string     // how long all texts take to say; "" without texts
	Talks      []Figure   // photos with a narration
	Judging    Rubric     // of young guides, the best level first
	Judged     []int      // the numbers of the lines for them; nil without texts
	Labels     []CardView // in the order of their numbers
	Paper      string     // "A4" or "Letter"
	PaperStyle string     // the address of the stylesheet for paper
	PDFs       *PDFList   // published next to the page
}

// A NarratorHall is a hall in walking order.
type NarratorHall struct {
	ID     string // anchor
	Sign   string // its number
	Name   template.HTML
	Begin  string // since the first hall, as on a clock; "" after a hall of unknown length
	Stay   string
	Spoken string // how long its text takes to say; "" without a text
	Over   bool   // that is longer than the stay
	Body   Body

	spoken time.Duration
}

// narrated reports whether a site has a narrator's script: whether it is an exhibition,
// with halls or with numbers on labels.
func narrated(s *guide.Site) bool {
	return s.ID != "" && !s.Document.Draft && (len(s.Halls) > 0 || numbered(s))
}

func scriptDir(site string) string { return siteDir(site) + "script/" }

// scriptName is the file name of a script's PDF, without suffix and extension.
const scriptName = "script"

// addScript adds a site's script and the stylesheet with its running heads.
func (l *listing) addScript(s *guide.Site) {
	l.add(scriptDir(s.ID), s.At, func(p *draft) page { return newNarratorPage(p, s) })
	l.print(printed{
		dir: scriptDir(s.ID), name: scriptName, without: unlabelled(l.r, s), copies: 1,
		heads: func(p *draft) string {
			p.shows(factSite, s.ID)
			return runningHeads(p, p.plain(s.Name), "edition-script")
		},
	})
}

// unlabelled returns the editions that a site's script does not have: a map, and labels
// without numbers or without an address for their codes.
func unlabelled(r *Renderer, s *guide.Site) []string {
	without := []string{"map"}
	if !numbered(s) || r.guide.BaseURL == "" {
		without = append(without, "cards")
	}
	return without
}

func newNarratorPage(p *draft, s *guide.Site) *NarratorPage {
	p.shows(factSite, s.ID)
	w := p.words()
	page := &NarratorPage{
		Name: p.html(s.Name), Code: qrCode(p, siteDir(s.ID), "", w), Halls: narratorHalls(p, s), Talks: narratorTalks(p, s), Labels: labels(p, s),
		Paper: paperOf(p.r.guide), PaperStyle: p.root + p.r.assets.Styles(theme.PaperKind)[0], PDFs: pdfLinks(p, scriptName, unlabelled(p.r, s), ""),
	}
	halls, talks := spokenTotals(page)
	if halls+talks > 0 {
		page.Spoken, page.Judging = spokenWords(w, halls, talks), judging(w)
		for n := range mostJudged {
			page.Judged = append(page.Judged, n+1)
		}
	}
	if len(s.Halls) > 0 {
		page.HallsTotal = hallsTotal(w, s)
	}
	page.Frame = newFrame(p, "narrator", p.plain(s.Name)+w.T("title-comma")+w.T("edition-script"), nil)
	page.Styles = append(page.Styles, headsFile)
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("handout", p.lang))
	return page
}

func narratorHalls(p *draft, s *guide.Site) []NarratorHall {
	signs, _ := hallSigns(s)
	begin, known := time.Duration(0), true
	var all []NarratorHall
	for i := range s.Halls {
		h := &s.Halls[i]
		v := NarratorHall{ID: h.ID, Sign: signs[i], Name: p.html(h.Name), Body: p.passage(h.Text, inset{prefix: h.ID + "-", shift: 2, spoken: true})}
		v.spoken = v.Body.spoken()
		v.Spoken, v.Over = aloud(p.words(), v.spoken), h.Stay > 0 && v.spoken > h.Stay
		if known {
			v.Begin = words.Clock(int(begin.Minutes()))
		}
		if h.Stay > 0 {
			v.Stay = p.words().Duration(h.Stay)
		}
		begin, known = begin+h.Stay, known && h.Stay > 0
		all = append(all, v)
	}
	return all
}

// narratorTalks returns the photos at which something is said, with the time that it takes.
func narratorTalks(p *draft, s *guide.Site) []Figure {
	all := talks(p, s)
	for i := range all {
		all[i].Spoken = aloud(p.words(), all[i].narration.spoken())
	}
	return all
}

// talks returns the photos of a site at which something is said.
func talks(p *draft, s *guide.Site) []Figure {
	var all []Figure
	for i := range s.Document.Photos {
		photo := &s.Document.Photos[i]
		if photo.Narration.Empty() {
			continue
		}
		if f := p.figure(photo, sizesCard, ready); f != nil {
			all = append(all, *f)
		}
	}
	return all
}

// labels returns the labels of a site's halls and photos that have numbers, with the codes
// of their places on its page. A guide without an address has no codes.
func labels(p *draft, s *guide.Site) []CardView {
	if p.r.guide.BaseURL == "" {
		return nil
	}
	var all []CardView
	label := func(number int, dir, anchor string, title template.HTML) {
		if number > 0 {
			all = append(all, CardView{Title: title, Number: number, Stop: p.html(s.Name), Code: qrCode(p, dir, anchor, p.words())})
		}
	}
	for i := range s.Halls {
		label(s.Halls[i].Number, siteDir(s.ID), s.Halls[i].ID, p.html(s.Halls[i].Name))
	}
	for i := range s.Document.Photos {
		photo := &s.Document.Photos[i]
		label(photo.Number, galleryDir(s, i/photosPerPage), photoAnchor(photo), photoName(p, photo).HTML())
	}
	slices.SortStableFunc(all, func(a, b CardView) int { return cmp.Compare(a.Number, b.Number) })
	return all
}
