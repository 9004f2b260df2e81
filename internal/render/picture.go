package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/markdown"
)

// A Picture is a picture in all widths in which it is published.
type Picture struct {
	Src           string       // the middle width, for readers without srcset
	Srcset        string       // "" for a single width
	Sizes         string       // the width in the layout, as a value of the attribute sizes
	Width, Height int          // of Src; they prevent layout shifts
	Placeholder   template.URL // a data: URL, which html/template accepts only in this type; "" for none
	Alt           Phrase       // empty for a decorative picture
	Lazy          bool         // loaded when it is near: on all pages except handouts, which are printed
	First         bool         // at the head of the page, loaded before others
	Unshown       bool         // the file cannot be used; only Alt is set
}

// Tall reports whether the picture is higher than wide.
func (p *Picture) Tall() bool { return p.Height > p.Width }

// A Figure is a picture with its caption and narration.
type Figure struct {
	ID             string // anchor; "" except on its site's page
	Number         int    // on its label; 0 for none
	Picture        Picture
	Caption        template.HTML
	Credit         template.HTML
	Licence        string
	Taken          string // ISO 8601; "" if unknown
	Narration      template.HTML
	NarrationLabel string
	Speech         int    // how many seconds the narration takes to say
	Spoken         string // the same in words; "" except in a narrator's script

	caption, credit Phrase // the texts of Caption and Credit
	narration       Body
}

// text returns the text that is shown instead of the picture, for the search.
func (p *Picture) text() string {
	if p.Unshown {
		return p.Alt.Text
	}
	return ""
}

// text returns the figure's texts, for the search.
func (f *Figure) text() string {
	parts := []string{f.Picture.text(), f.caption.Text, f.credit.Text, f.Taken, f.Licence}
	if len(f.narration.sections) > 0 {
		parts = append(parts, f.NarrationLabel)
	}
	for _, s := range f.narration.sections {
		parts = append(parts, s.Heading, s.Text)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), markdown.Gap)
}

// The widths of pictures in layouts: in a card, in the column of the text, in a
// handout, and at the head of a page.
const (
	sizesCard  = "(min-width: 70rem) 21rem, (min-width: 40rem) 45vw, 92vw"
	sizesText  = "(min-width: 46rem) 42rem, 92vw"
	sizesPaper = "(max-width: 34rem) 92vw, 30rem" // half the width of a page, for which 960 pixels are 250 dpi
	sizesLead  = "(min-width: 72rem) 48rem, (min-width: 60rem) 64vw, 94vw"
)

// An urgency determines when a picture is loaded.
type urgency uint8

const (
	lazy  urgency = iota // when it is near
	first                // when it is near, and before others: at the head of a page
	ready                // with the page, which may be printed at once
)

// picture returns a surveyed file for a page. It returns nil if the file could not
// be read, which the survey has reported.
func (p *draft) picture(file string, alt Phrase, sizes string, when urgency) *Picture {
	pic, ok := p.surveyed(file)
	if !ok || len(pic.Variants) == 0 {
		return nil
	}
	middle := pic.Variants[len(pic.Variants)/2]
	out := &Picture{Src: p.root + middle.Address, Width: middle.Width, Height: middle.Height, Placeholder: template.URL(pic.Placeholder), Alt: alt, Lazy: when != ready, First: when == first}
	if len(pic.Variants) > 1 {
		var b strings.Builder
		for i, v := range pic.Variants {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(p.root + v.Address + " " + strconv.Itoa(v.Width) + "w")
		}
		out.Srcset, out.Sizes = b.String(), sizes
	}
	return out
}

// cover returns the picture of a card or of a page's head. It is decorative, because
// the name is next to it.
func (p *draft) cover(d *guide.Document, sizes string, when urgency) *Picture {
	photo := d.Cover(p.lang)
	if photo == nil {
		return nil
	}
	return p.picture(photo.File, Phrase{}, sizes, when)
}

// coverFigure returns the cover of a document as the first picture of its page, and adds it
// to the photos that are shown. It is nil if the document has none that can be shown.
func coverFigure(p *draft, d *guide.Document, sizes string, shown map[string]bool) *Figure {
	photo := d.Cover(p.lang)
	if photo == nil {
		return nil
	}
	figure := p.figure(photo, sizes, first)
	if figure != nil {
		figure.ID = anchorOf(p, photo.File)
		shown[photo.File] = true
	}
	return figure
}

// figure returns a photo of a gallery, or nil if its file could not be read.
func (p *draft) figure(photo *guide.Photo, sizes string, when urgency) *Figure {
	pic := p.picture(photo.File, p.phrase(photo.Alt), sizes, when)
	if pic == nil {
		return nil
	}
	return p.captioned(photo, *pic)
}

// captioned returns a picture with the texts of a photo. Texts that photos.toml lacks
// are taken from the metadata of the file.
func (p *draft) captioned(photo *guide.Photo, pic Picture) *Figure {
	file, _ := p.surveyed(photo.File) // with its metadata
	f := &Figure{
		Picture: pic, Number: photo.Number, Licence: cmp.Or(photo.Licence, file.Licence), Taken: cmp.Or(photo.Taken.String(), file.Taken.String()),
		NarrationLabel: p.words().T("narration"),
		caption:        p.phrase(photo.Caption), credit: p.phrase(photo.Credit),
		narration: p.passage(photo.Narration, inset{shift: 3, spoken: true}),
	}
	f.Speech = seconds(f.narration.spoken())
	if f.caption.Text == "" {
		f.caption = p.phraseIn(file.Caption, p.r.guide.Default())
	}
	if f.credit.Text == "" {
		f.credit = p.phraseIn(file.Credit, p.r.guide.Default())
	}
	f.Caption, f.Credit, f.Narration = f.caption.HTML(), f.credit.HTML(), f.narration.marked()
	return f
}

// gallery returns photos of a document except those that the page's head and text show.
func (p *draft) gallery(photos []guide.Photo, shown map[string]bool) []Figure {
	var figures []Figure
	for i := range photos {
		if shown[photos[i].File] {
			continue
		}
		if f := p.figure(&photos[i], sizesText, lazy); f != nil {
			f.ID = anchorOf(p, photos[i].File)
			figures = append(figures, *f)
		}
	}
	return figures
}

// photoOf returns the photo of a file in the document's gallery, or nil.
func photoOf(d *guide.Document, file string) *guide.Photo {
	if d == nil {
		return nil
	}
	for i := range d.Photos {
		if d.Photos[i].File == file {
			return &d.Photos[i]
		}
	}
	return nil
}
