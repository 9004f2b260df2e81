package photo

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"

	"github.com/gen2brain/jpegn"

	"wayside/internal/colour"
	"wayside/internal/cover"
	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/store"
)

// coverQuality is that of the JPEGs of covers.
const coverQuality = 80

// Covers returns covers with titles in the fonts, which it calls when the first is made.
// sum is a digest of the fonts.
func (r *Photos) Covers(covers []guide.Cover, sum digest.Digest, fonts func() cover.Fonts) []output.Output {
	outputs := make([]output.Output, 0, len(covers))
	for _, c := range covers {
		key := store.KeyOf("cover "+recipe, c.Picture.Hash, c.Title, c.Line, c.Accent, string(sum[:]))
		unchanged := digest.Bytes(key[:])
		outputs = append(outputs, output.Output{Address: c.Address, From: diag.Place{File: c.File}, Phase: output.Asset, Key: &unchanged, Make: func() (output.Made, error) {
			return r.remembered(c.Picture.Hash, key, func() (output.Made, error) { return r.cover(c, key, fonts()) })
		}})
	}
	return outputs
}

// cover makes a cover. The title is left out if no font has its characters or can be drawn.
func (r *Photos) cover(c guide.Cover, key store.Key, fonts cover.Fonts) (output.Made, error) {
	w, h := filling(c.Picture.Width, c.Picture.Height)
	return r.made(c.File, c.Picture, w, func(s *source, keep keeper) ([]byte, error) {
		whole := s.uprightPlanes(guide.Variant{Width: w, Height: h}).image()
		// Of a tall picture the upper part is shown, where faces are.
		part := image.NewRGBA(image.Rect(0, 0, cover.Width, cover.Height))
		crop := func() {
			draw.Draw(part, part.Rect, whole, image.Pt((w-cover.Width)/2, (h-cover.Height)/3), draw.Src)
		}
		crop()
		if font := fonts.For(c.Title, c.Line); font != nil && cover.Draw(part, font, c.Title, c.Line) != nil {
			crop() // the font is broken
		}
		if accent, ok := colour.Parse(c.Accent); ok {
			cover.Edge(part, color.NRGBA{R: accent.R, G: accent.G, B: accent.B, A: 255})
		}
		var b bytes.Buffer
		if err := jpegn.Encode(&b, part, &jpegn.EncodeOptions{Quality: coverQuality, Subsampling: jpegn.Subsample420, OptimizeCoding: true}); err != nil {
			return nil, err
		}
		keep(key, b.Bytes())
		return b.Bytes(), nil
	})
}

// filling returns the size at which a picture fills a cover.
func filling(w, h int) (int, int) {
	if w*cover.Height > h*cover.Width {
		return max(cover.Width, (w*cover.Height+h/2)/h), cover.Height
	}
	return cover.Width, max(cover.Height, (h*cover.Width+w/2)/w)
}
