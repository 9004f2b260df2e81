// Package archive answers what an archive of photos asks: which of them lack texts,
// which tables have to be filled in, and what they are called.
//
// From a guide whose pictures were surveyed it makes a report, rows for tables, and the
// moves and edits of a renaming. It writes nothing.
package archive

import (
	"cmp"
	"slices"

	"wayside/internal/guide"
)

// Keys are the texts that every photo should have, in the order of reports.
var Keys = []string{"alt", "caption", "credit", "licence"}

// A Report is what the photos of a guide lack.
type Report struct {
	Photos  int            // that can be published
	Sites   int            // that have photos
	Lacking map[string]int // how many photos lack a text, by its key
	Lists   []Site         // of sites some of whose photos lack texts, the longest list first
}

// A Site is what the photos of one site lack.
type Site struct {
	ID      string
	Photos  int
	Lacking map[string]int
	Files   []File // that lack a text, in the order of the gallery
}

// A File is a photo that lacks texts.
type File struct {
	Photo   *guide.Photo
	Missing []string // keys
}

// NewReport reports on the photos of sites, of all if there are none.
func NewReport(g *guide.Guide, sites []string) *Report {
	r := &Report{Lacking: map[string]int{}}
	for s := range chosen(g, sites) {
		site := Site{ID: s.ID, Lacking: map[string]int{}}
		for i := range s.Document.Photos {
			photo := &s.Document.Photos[i]
			picture, ok := g.Pictures[photo.File]
			if !ok {
				continue // unreadable, as the survey reports
			}
			site.Photos++
			missing := lacking(photo, &picture)
			for _, key := range missing {
				site.Lacking[key]++
				r.Lacking[key]++
			}
			if len(missing) > 0 {
				site.Files = append(site.Files, File{photo, missing})
			}
		}
		r.Photos += site.Photos
		if site.Photos > 0 {
			r.Sites++
		}
		if len(site.Files) > 0 {
			r.Lists = append(r.Lists, site)
		}
	}
	slices.SortStableFunc(r.Lists, func(a, b Site) int { return cmp.Compare(len(b.Files), len(a.Files)) })
	return r
}

// chosen returns the sites with these ids, all if there are none.
func chosen(g *guide.Guide, ids []string) func(yield func(*guide.Site) bool) {
	return func(yield func(*guide.Site) bool) {
		for i := range g.Sites {
			if s := &g.Sites[i]; (len(ids) == 0 || slices.Contains(ids, s.ID)) && !yield(s) {
				return
			}
		}
	}
}

// lacking returns the keys of the texts that neither the guide nor the file has.
func lacking(photo *guide.Photo, picture *guide.Picture) (keys []string) {
	has := map[string]bool{
		"alt":     !photo.Alt.Empty(),
		"caption": !photo.Caption.Empty() || picture.Caption != "",
		"credit":  !photo.Credit.Empty() || picture.Credit != "",
		"licence": photo.Licence != "" || picture.Licence != "",
	}
	for _, key := range Keys {
		if !has[key] {
			keys = append(keys, key)
		}
	}
	return keys
}
