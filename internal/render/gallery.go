package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/search"
)

// photosPerPage is the maximum number of photos on one page of a site's gallery. An
// archive of thousands has many light pages: the site's own page has the first photos,
// and /sites/<id>/photos/2/ and so on have the others.
const photosPerPage = 60

// A PhotosPage is a further page of a site's gallery.
type PhotosPage struct {
	Frame
	Name    template.HTML // of the site
	Span    string        // which of the photos these are, and how many there are
	Gallery []Figure
	Pages   PageLinks

	site *guide.Site
}

// galleryPages returns how many pages the gallery of a site has.
func galleryPages(s *guide.Site) int {
	return max(1, (len(s.Document.Photos)+photosPerPage-1)/photosPerPage)
}

// galleryDir returns the folder of page n of a site's gallery, counted from 0. Page 0 is
// the page of the site.
func galleryDir(s *guide.Site, n int) string {
	if n == 0 {
		return siteDir(s.ID)
	}
	return siteDir(s.ID) + "photos/" + strconv.Itoa(n+1) + "/"
}

// photoDir returns the folder of the page that has the anchor of a photo of a site.
func photoDir(s *guide.Site, photo *guide.Photo) string {
	i := slices.IndexFunc(s.Document.Photos, func(p guide.Photo) bool { return p.File == photo.File })
	return galleryDir(s, max(0, i)/photosPerPage)
}

// photoHref returns the link to a photo of a site, which may be on another page of the
// gallery than this one.
func photoHref(p *draft, s *guide.Site, photo *guide.Photo) string {
	if anchor, here := p.anchors[photo.File]; here || p.anchors == nil {
		return fragment(anchor)
	}
	return p.to(photoDir(s, photo)) + fragment(photoAnchor(photo))
}

// firstPhotos returns the photos of a site's own page.
func firstPhotos(s *guide.Site) []guide.Photo {
	return s.Document.Photos[:min(photosPerPage, len(s.Document.Photos))]
}

// galleryLinks links the pages of a site's gallery.
func galleryLinks(p *draft, s *guide.Site, n int) PageLinks {
	links := pageLinks(p, n, galleryPages(s), func(k int) string { return galleryDir(s, k) })
	for i := range links {
		links[i].Href += fragment("gallery")
	}
	return links
}

// laterNumbers returns the numbers on labels of photos that are on further pages, with the
// number of the page: "112:2 113:2". The script of the number pad opens that page.
func laterNumbers(s *guide.Site) string {
	var b strings.Builder
	for i := range s.Document.Photos {
		if n := s.Document.Photos[i].Number; n > 0 && i >= photosPerPage {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(n) + ":" + strconv.Itoa(i/photosPerPage+1))
		}
	}
	return b.String()
}

// addGallery adds the further pages of a site's gallery.
func (l *listing) addGallery(s *guide.Site) {
	for n := 1; n < galleryPages(s); n++ {
		l.add(galleryDir(s, n), s.At, func(p *draft) page { return newPhotosPage(p, s, n) })
	}
}

func newPhotosPage(p *draft, s *guide.Site, n int) *PhotosPage {
	p.shows(factSite, s.ID)
	w, all := p.words(), s.Document.Photos
	from, to := n*photosPerPage, min((n+1)*photosPerPage, len(all))
	p.anchors = photoAnchors(all[from:to])
	page := &PhotosPage{
		site: s, Name: p.html(s.Name), Pages: galleryLinks(p, s, n), Gallery: p.gallery(all[from:to], nil),
		Span: w.Fill("photos-span", "from", strconv.Itoa(from+1), "to", strconv.Itoa(to), "count", strconv.Itoa(len(all))),
	}
	page.Frame = newFrame(p, "photos", p.plain(s.Name)+w.T("comma")+page.Span, writtenIn(&s.Document))
	page.Description = page.Title
	setTrail(&page.Frame, p, w.T("sites"), "sites/", p.plain(s.Name), siteDir(s.ID))
	setOpenGraph(&page.Frame, p, &s.Document)
	return page
}

func (d *PhotosPage) entry(p *draft) *search.Page {
	e := newEntry(p, p.phrase(d.site.Name), d.Span, d.site.Name)
	e.gallery(d.Gallery)
	return &e.Page
}
