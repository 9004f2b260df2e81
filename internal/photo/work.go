package photo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/parallel"
	"wayside/internal/store"
)

// Recipe is the version of the way copies are made: programs with the same recipe make the
// same copies.
const Recipe = recipe

// A Work is the work of making all copies of one photo, which any machine can do that has
// the project's pictures.
type Work struct {
	File    string        // relative to the project
	Picture guide.Picture // its hash, orientation, format, and the copies to be made
}

// Keys returns the keys of the copies.
func (w Work) Keys() []store.Key {
	var keys []store.Key
	for _, v := range w.Picture.Variants {
		keys = append(keys, copyKey(w.Picture, v.Width))
	}
	return keys
}

// Lacking returns the work of making the copies that the store lacks, sorted by file. A copy
// that published returns true for is not needed. The error is that of the context.
func (r *Photos) Lacking(ctx context.Context, pictures map[string]guide.Picture, published func(address string) bool) ([]Work, error) {
	names := slices.Sorted(maps.Keys(pictures))
	lacks := make([]bool, len(names))
	err := parallel.Each(ctx, len(names), lookups, func(i int) error {
		p := pictures[names[i]]
		lacks[i] = slices.ContainsFunc(p.Variants, func(v guide.Variant) bool {
			return !published(v.Address) && !r.store.Has(copyKey(p, v.Width))
		})
		return nil
	})
	var works []Work
	seen := map[string]bool{} // one photo may be in two galleries
	for i, name := range names {
		if p := pictures[name]; lacks[i] && !seen[p.Hash] {
			seen[p.Hash] = true
			p.Placeholder, p.Caption = "", "" // of no use for the copies
			works = append(works, Work{File: name, Picture: p})
		}
	}
	return works, err
}

// lookups is how many values are looked up at once: each waits for the network.
const lookups = 32

// Do makes the copies of a photo and puts them into the store.
func (r *Photos) Do(w Work) error {
	if !w.valid() {
		return fmt.Errorf("%s: %w", w.File, fs.ErrInvalid)
	}
	made, err := r.make(w.File, w.Picture, 0)
	switch {
	case err != nil:
		return err
	case len(made.Problems) > 0:
		return errors.New(made.Problems[0].Line(diag.English))
	case made.Fleeting:
		return fmt.Errorf("%s: the file is not the one that was surveyed", w.File)
	}
	return nil
}

// valid reports whether a survey may have described the picture so: the work may come from
// another program, and what it asks for must be bounded.
func (w Work) valid() bool {
	p := w.Picture
	bounded := p.Width > 0 && p.Height > 0 && p.Width <= longestSide && p.Height <= longestSide && p.Width*p.Height <= mostPixels
	return bounded && fs.ValidPath(w.File) && slices.Equal(p.Variants, variants(w.File, p))
}

// Stop makes the copies of a photo a problem without making them: programs that tried have
// ended.
func (r *Photos) Stop(w Work) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stops == nil {
		r.stops = map[string]bool{}
	}
	r.stops[w.Picture.Hash] = true
}
