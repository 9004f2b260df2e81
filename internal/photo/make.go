package photo

import (
	"image"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/store"
)

// A keeper stores a value that was made of a photo.
type keeper func(key store.Key, value []byte)

// made returns what use makes of a photo, which is decoded at least as wide as width when
// it is upright. A file that was replaced after the survey is not what the keys name:
// nothing of it is stored.
func (r *Photos) made(name string, p guide.Picture, width int, use func(s *source, keep keeper) ([]byte, error)) (output.Made, error) {
	failed := func(problem string, argument any) (output.Made, error) {
		return output.Made{Problems: diag.List{diag.New(diag.Place{File: name}, problem, argument)}}, nil
	}
	data, problem, argument := r.content(name)
	if problem != "" {
		return failed(problem, argument)
	}
	surveyed := hashOf(data) == p.Hash
	format, config, problem, argument := examine(name, data)
	switch {
	case problem != "":
		return failed(problem, argument)
	case format != p.Format:
		return failed("photo-broken", diag.Term("another file has taken its place"))
	}
	defer r.decodes.take(weight(config))()
	s, err := open(format, data, image.Pt(config.Width, config.Height), width, metadataOf(format, data).orientation, false)
	if err != nil {
		return failed(brokenBy(err))
	}
	keep := r.store.Put
	if !surveyed {
		keep = func(store.Key, []byte) {}
	}
	value, err := use(s, keep)
	if err != nil {
		return failed(brokenBy(err))
	}
	return output.Made{Data: value, Fleeting: !surveyed}, nil
}

// make decodes a photo once and makes all its copies. It returns the copy with
// index want.
func (r *Photos) make(name string, p guide.Picture, want int) (output.Made, error) {
	return r.made(name, p, p.Variants[len(p.Variants)-1].Width, func(s *source, keep keeper) ([]byte, error) {
		copies, err := s.copies(p)
		if err != nil {
			return nil, err
		}
		keepCopies(p, copies, keep)
		return copies[want], nil
	})
}

// keepCopies stores the copies of a photo.
func keepCopies(p guide.Picture, copies [][]byte, keep keeper) {
	for i, data := range copies {
		keep(copyKey(p, p.Variants[i].Width), data)
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
