package photo

import (
	"image"
	"io/fs"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
)

// make decodes a photo once and makes all its copies. It returns the copy with
// index want.
func (r *Photos) make(name string, p guide.Picture, want int) (output.Made, error) {
	data, err := fs.ReadFile(r.files, name)
	if err != nil {
		return output.Made{Problems: diag.List{diag.New(diag.Place{File: name}, "file-unreadable", err)}}, nil
	}
	// A file that was replaced after the survey is not what the keys name.
	surveyed := hashOf(data) == p.Hash
	config, err := configOf(p.Format, data)
	if err != nil {
		return broken(name, err)
	}
	defer r.decodes.take(weight(config))()
	s, err := open(p.Format, data, image.Pt(config.Width, config.Height), p.Variants[len(p.Variants)-1].Width, metadataOf(p.Format, data).orientation, false)
	if err != nil {
		return broken(name, err)
	}
	copies, err := s.copies(p)
	if err != nil {
		return broken(name, err)
	}
	if surveyed {
		r.keep(p, copies)
	}
	return output.Made{Data: copies[want], Fleeting: !surveyed}, nil
}

// broken returns the problem of a photo that cannot be decoded.
func broken(name string, err error) (output.Made, error) {
	return output.Made{Problems: diag.List{diag.New(diag.Place{File: name}, "photo-broken", err.Error())}}, nil
}

// keep stores the copies of a photo.
func (r *Photos) keep(p guide.Picture, copies [][]byte) {
	for i, data := range copies {
		r.store.Put(copyKey(p, p.Variants[i].Width), data)
	}
}

// photographic reports whether a picture is a photograph and not a drawing: it is
// opaque, and most of its pixels differ from their neighbours. A photograph as
// PNG would be many times larger than as JPEG.
func photographic(img image.Image) bool {
	const grid = 64
	solid, ok := img.(interface{ Opaque() bool })
	b := img.Bounds()
	if !ok || !solid.Opaque() || b.Dx() < 2 {
		return false
	}
	differ := 0
	for i := range grid * grid {
		x := b.Min.X + (i%grid)*(b.Dx()-1)/grid
		y := b.Min.Y + (i/grid)*b.Dy()/grid
		r, g, b, _ := img.At(x, y).RGBA()
		right, gRight, bRight, _ := img.At(x+1, y).RGBA()
		if r != right || g != gRight || b != bRight {
			differ++
		}
	}
	return differ > grid*grid/2
}
