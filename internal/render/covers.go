package render

import (
	"cmp"
	"encoding/hex"
	"path"
	"strings"

	"wayside/internal/cover"
	"wayside/internal/digest"
	"wayside/internal/guide"
)

const (
	coverDir = "covers/"
	// mostEnlarged is how many times as wide or as high a cover may be as the photo.
	mostEnlarged = 2
)

// titled returns the cover of a page with the photo of a document, or else of the guide's
// face; ok is false if the guide has no fonts to set titles in, or no photo.
func titled(p *draft, title string, d *guide.Document) (c guide.Cover, ok bool) {
	photo := cmp.Or(d.Cover(p.lang), p.face().Cover(p.lang))
	if photo == nil || p.r.options.Fonts == nil || p.r.guide.BaseURL == "" || p.r.options.Teacher {
		return c, false
	}
	picture, _ := p.surveyed(photo.File)
	if len(picture.Variants) == 0 || picture.Width*mostEnlarged < cover.Width || picture.Height*mostEnlarged < cover.Height {
		return c, false
	}
	c = guide.Cover{File: photo.File, Picture: picture, Title: title, Accent: p.r.guide.Brand.Accent}
	if name := p.r.title(p.lang); name != title {
		c.Line = name
	}
	sum := digest.String(strings.Join([]string{picture.Hash, c.Title, c.Line, c.Accent, string(p.r.options.Fonts[:])}, "\x00"))
	stem, _, _ := strings.Cut(path.Base(picture.Variants[0].Address), ".")
	c.Address = coverDir + stem + "." + hex.EncodeToString(sum[:5]) + ".jpg" // as those of photos, which are cached for ever
	return c, true
}

// setCover sets the page's picture for chats: a photo with the page's title on it or, if
// the guide has no fonts, without.
func setCover(f *Frame, p *draft, d *guide.Document) {
	c, ok := titled(p, f.Title, d)
	if !ok {
		setOpenGraph(f, p, d)
		return
	}
	f.OpenGraph.Image = &OpenGraphImage{URL: p.r.guide.BaseURL + c.Address, Width: cover.Width, Height: cover.Height, Alt: f.Title}
}

// Covers returns the covers of all pages that have one.
func Covers(r *Renderer) []guide.Cover {
	if r.options.Fonts == nil {
		return nil
	}
	var covers []guide.Cover
	known := map[string]bool{}
	for _, lang := range r.guide.Languages {
		p := r.draft(lang, "", "")
		add := func(title string, d *guide.Document) {
			if c, ok := titled(p, title, d); ok && !known[c.Address] {
				known[c.Address] = true
				covers = append(covers, c)
			}
		}
		add(homeTitle(p).Text, r.face)
		for i := range r.guide.Themes {
			add(p.plain(r.guide.Themes[i].Name), themeCover(p, r.guide.Themes[i].ID))
		}
		for i := range r.guide.Routes {
			route := &r.guide.Routes[i]
			add(p.plain(route.Title), cmp.Or(routeCover(r.guide, route), r.face))
		}
		for _, s := range publishedSites(r.guide) {
			add(p.plain(s.Name), &s.Document)
		}
	}
	return covers
}

// themeCover returns the document whose cover represents a theme.
func themeCover(p *draft, theme string) *guide.Document {
	if s := p.themeFace(theme); s != nil {
		return &s.Document
	}
	return p.face()
}
