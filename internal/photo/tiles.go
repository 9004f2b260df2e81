package photo

import (
	"crypto/sha256"
	"encoding/hex"
	"image"
	"io/fs"
	"maps"
	"slices"

	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/iiif"
	"wayside/internal/output"
	"wayside/internal/resample"
	"wayside/internal/store"
)

// Tiles returns the tiles of photos, by the files of which there are photos.
func (r *Photos) Tiles(pictures map[string]guide.Picture) []output.Output {
	var outputs []output.Output
	taken := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(pictures)) {
		p := pictures[name]
		if taken[p.Hash] {
			continue
		}
		taken[p.Hash] = true
		for i, t := range iiif.Tiles(p.Width, p.Height) {
			key := tileKey(p, t)
			unchanged := digest.Bytes(key[:])
			outputs = append(outputs, output.Output{Address: iiif.Dir(p.Hash) + "/" + t.Address(), From: diag.Place{File: name}, Phase: output.Asset, Key: &unchanged, Make: func() (output.Made, error) {
				return r.remembered(p.Hash, key, func() (output.Made, error) { return r.cut(name, p, i) })
			}})
		}
	}
	return outputs
}

// tileKey returns the key of a tile of a picture.
func tileKey(p guide.Picture, t iiif.Tile) store.Key {
	return store.KeyOf("photo tile "+recipe, p.Hash, t.Address())
}

// cut makes all tiles of a photo, and returns the one with index want.
func (r *Photos) cut(name string, p guide.Picture, want int) (output.Made, error) {
	data, err := fs.ReadFile(r.files, name)
	if err != nil {
		return output.Made{Problems: diag.List{diag.New(diag.Place{File: name}, "file-unreadable", err)}}, nil
	}
	sum := sha256.Sum256(data)
	surveyed := hex.EncodeToString(sum[:]) == p.Hash
	config, err := configOf(p.Format, data)
	if err != nil {
		return broken(name, err)
	}
	defer r.decodes.take(weight(config))()
	s, err := open(p.Format, data, image.Pt(config.Width, config.Height), p.Width, metadataOf(p.Format, data).orientation, false)
	if err != nil {
		return broken(name, err)
	}
	made := output.Made{Fleeting: !surveyed}
	level := s.uprightPlanes(guide.Variant{Width: p.Width, Height: p.Height})
	factor := 1
	for i, t := range iiif.Tiles(p.Width, p.Height) {
		if t.Factor != factor {
			factor = t.Factor
			level = level.resized((p.Width+factor-1)/factor, (p.Height+factor-1)/factor, 2, 1)
		}
		tile := level.cropped(t.X/factor, t.Y/factor, t.Across, t.Down).jpeg()
		if surveyed {
			r.store.Put(tileKey(p, t), tile)
		}
		if i == want {
			made.Data = tile
		}
	}
	return made, nil
}

// cropped returns a part of the picture, which shares its samples. x and y are even.
func (p *planar) cropped(x, y, w, h int) *planar {
	part := &planar{luma: croppedPlane(p.luma, x, y, w, h)}
	for _, plane := range p.chroma {
		part.chroma = append(part.chroma, croppedPlane(plane, x/2, y/2, (w+1)/2, (h+1)/2))
	}
	return part
}

func croppedPlane(p *resample.Plane, x, y, w, h int) *resample.Plane {
	return resample.View(p.Pix[y*p.Stride+x:], p.Stride, float64(w), float64(h))
}
