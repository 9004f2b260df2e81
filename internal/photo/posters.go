package photo

import (
	"image"
	"image/color"
	"image/draw"

	"wayside/internal/colour"
	"wayside/internal/cover"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/store"
)

// posterRecipe is the version of the way posters are drawn.
const posterRecipe = "poster 1 "

// Poster returns a poster. sum is a digest of the fonts; fonts and code, which returns the
// modules of a QR code, are called if the poster is not in the store.
func (r *Photos) Poster(p guide.Poster, sum digest.Digest, fonts func() cover.Fonts, code func(text string) [][]bool) (output.Made, error) {
	key := store.KeyOf(posterRecipe+recipe, p.Picture.Hash, p.Title, p.Line, p.Name, p.Hint, p.Address, p.Typed, p.Accent, string(sum[:]))
	if data, ok := r.store.Get(key); ok {
		return output.Made{Data: data}, nil
	}
	poster := cover.Poster{Title: p.Title, Line: p.Line, Name: p.Name, Hint: p.Hint, Address: p.Typed, Code: code(p.Address)}
	if accent, ok := colour.Parse(p.Accent); ok {
		poster.Accent = color.RGBA{R: accent.R, G: accent.G, B: accent.B, A: 255}
	}
	fleeting := false
	if n, ok := posterCopy(p.Picture); ok {
		made, err := r.remembered(p.Picture.Hash, copyKey(p.Picture, p.Picture.Variants[n].Width), func() (output.Made, error) { return r.make(p.File, p.Picture, n) })
		if err != nil || len(made.Problems) > 0 {
			return output.Made{}, err // the copy's own output reports the problems
		}
		fleeting = made.Fleeting
		poster.Picture = posterPicture(p.Picture, made.Data)
	}
	data, err := poster.PNG(fonts())
	if err != nil {
		return output.Made{}, err
	}
	if !fleeting {
		r.store.Put(key, data)
	}
	return output.Made{Data: data, Fleeting: fleeting}, nil
}

// posterCopy returns the index of the copy of which a poster shows a part: the narrowest that
// fills its picture. ok is false if none does at twice its size.
func posterCopy(p guide.Picture) (index int, ok bool) {
	for i, v := range p.Variants {
		if v.Width >= cover.PosterWidth && v.Height >= cover.PictureHeight {
			return i, true
		}
	}
	last := len(p.Variants) - 1
	return last, last >= 0 && 2*p.Variants[last].Width >= cover.PosterWidth && 2*p.Variants[last].Height >= cover.PictureHeight
}

// posterPicture returns the part of a copy that a poster shows, or nil if the copy cannot be
// read.
func posterPicture(p guide.Picture, data []byte) image.Image {
	format := p.Copies
	if format != "png" {
		format = "jpeg"
	}
	config := image.Pt(0, 0)
	if f, c, problem, _ := examine("copy", data); problem == "" {
		format, config = f, image.Pt(c.Width, c.Height)
	}
	s, err := open(format, data, config, config.X, 1, false)
	if err != nil {
		return nil
	}
	w, h := cover.PosterWidth, max(cover.PictureHeight, (config.Y*cover.PosterWidth+config.X/2)/max(1, config.X))
	if config.X*cover.PictureHeight > config.Y*cover.PosterWidth {
		w, h = max(cover.PosterWidth, (config.X*cover.PictureHeight+config.Y/2)/config.Y), cover.PictureHeight
	}
	whole := s.uprightPlanes(guide.Variant{Width: w, Height: h}).image()
	part := image.NewRGBA(image.Rect(0, 0, cover.PosterWidth, cover.PictureHeight))
	// Of a tall picture the upper part is shown, where faces are.
	draw.Draw(part, part.Rect, whole, image.Pt((w-cover.PosterWidth)/2, (h-cover.PictureHeight)/3), draw.Src)
	return part
}
