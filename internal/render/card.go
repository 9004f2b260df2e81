package render

import (
	"html/template"

	"wayside/internal/guide"
)

// A CardView is a card to cut out: the code of a site or a hall, or a role.
type CardView struct {
	Title  template.HTML
	Number int           // of the stop; 0 for none
	Stop   template.HTML // its name, if that is not the title
	Code   Code
	Text   template.HTML // of a role
}

// codeCards returns a card with the code of each site that the route visits, and of
// each of its halls. A guide without an address has no codes.
func codeCards(p *draft, route *guide.Route) []CardView {
	var cards []CardView
	seen := map[string]bool{}
	w := p.words()
	for i := range route.Stops {
		site := p.site(route.Stops[i].Site)
		if site == nil || site.Document.Draft || seen[site.ID] {
			continue
		}
		seen[site.ID] = true
		code := qrCode(p, siteDir(site.ID), "", w)
		if code.SVG == "" {
			return nil
		}
		cards = append(cards, CardView{Title: p.html(site.Name), Number: i + 1, Code: code})
		for k := range site.Halls {
			hall := &site.Halls[k]
			cards = append(cards, CardView{Title: p.html(hall.Name), Stop: p.html(site.Name), Code: qrCode(p, siteDir(site.ID), hall.ID, w)})
		}
	}
	return cards
}
