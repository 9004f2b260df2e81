package photo

import (
	"bytes"
	"image"
	"image/draw"
	"io/fs"

	"github.com/gen2brain/jpegn"

	"wayside/internal/cover"
	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/store"
)

// A Cover is a picture with a title on it, for chats.
type Cover struct {
	Address     string // of its file, in the published folder
	File        string // the picture
	Picture     guide.Picture
	Title, Line string
}

// coverQuality is that of the JPEGs of covers.
const coverQuality = 80

// Covers returns covers with titles in the fonts, which it calls when the first is made.
// sum is a digest of the fonts.
func (r *Photos) Covers(covers []Cover, sum digest.Digest, fonts func() cover.Fonts) []output.Output {
	outputs := make([]output.Output, 0, len(covers))
	for _, c := range covers {
		key := store.KeyOf("cover "+recipe, c.Picture.Hash, c.Title, c.Line, string(sum[:]))
		unchanged := digest.Bytes(key[:])
		outputs = append(outputs, output.Output{Address: c.Address, From: diag.Place{File: c.File}, Phase: output.Asset, Key: &unchanged, Make: func() (output.Made, error) {
			return r.remembered(c.Picture.Hash, key, func() (output.Made, error) { return r.cover(c, key, fonts()) })
		}})
	}
	return outputs
}

// cover makes a cover. The title is left out if no font has its characters.
func (r *Photos) cover(c Cover, key store.Key, fonts cover.Fonts) (output.Made, error) {
	data, err := fs.ReadFile(r.files, c.File)
	if err != nil {
		return output.Made{Problems: diag.List{diag.New(diag.Place{File: c.File}, "file-unreadable", err)}}, nil
	}
	config, err := configOf(c.Picture.Format, data)
	if err != nil {
		return broken(c.File, err)
	}
	defer r.decodes.take(weight(config))()
	w, h := filling(c.Picture.Width, c.Picture.Height)
	s, err := open(c.Picture.Format, data, image.Pt(config.Width, config.Height), w, metadataOf(c.Picture.Format, data).orientation, false)
	if err != nil {
		return broken(c.File, err)
	}
	whole := s.uprightPlanes(guide.Variant{Width: w, Height: h}).image()
	// Of a tall picture the upper part is shown, where faces are.
	part := image.NewRGBA(image.Rect(0, 0, cover.Width, cover.Height))
	draw.Draw(part, part.Rect, whole, image.Pt((w-cover.Width)/2, (h-cover.Height)/3), draw.Src)
	if font := fonts.For(c.Title, c.Line); font != nil {
		if err := cover.Draw(part, font, c.Title, c.Line); err != nil {
			return output.Made{}, err
		}
	}
	var b bytes.Buffer
	if err := jpegn.Encode(&b, part, &jpegn.EncodeOptions{Quality: coverQuality, Subsampling: jpegn.Subsample420, OptimizeCoding: true}); err != nil {
		return output.Made{}, err
	}
	r.store.Put(key, b.Bytes())
	return output.Made{Data: b.Bytes()}, nil
}

// filling returns the size at which a picture fills a cover.
func filling(w, h int) (int, int) {
	if w*cover.Height > h*cover.Width {
		return max(cover.Width, (w*cover.Height+h/2)/h), cover.Height
	}
	return cover.Width, max(cover.Height, (h*cover.Width+w/2)/w)
}
