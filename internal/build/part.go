package build

import (
	"context"
	"fmt"
	"hash/fnv"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/parallel"
	"wayside/internal/photo"
	"wayside/internal/store"
)

// Share is one of several parts of the work: number K of N, from 1.
type Share struct{ K, N int }

// Has reports whether a file is in the part.
func (s Share) has(name string) bool {
	sum := fnv.New32a()
	sum.Write([]byte(name))
	return int(sum.Sum32()%uint32(s.N)) == s.K-1
}

// Part makes the photos' copies of one part, without reading the others, puts them into the
// shared store, and publishes nothing. The error is a store.UnusableError if the store does
// not have them afterwards.
func Part(ctx context.Context, o Options, part Share) (made int, problems diag.List, err error) {
	p, err := Open(ctx, o)
	if err != nil {
		return 0, nil, err
	}
	defer p.Close()
	shared, ok := p.works.(*store.Shared)
	if !ok {
		return 0, nil, errNoStore
	}
	g, _, err := p.loader.Load(ctx) // the build that publishes reports its problems
	if err != nil {
		return 0, nil, err
	}
	if !o.Drafts {
		g.HideDrafts()
		hideFiles(g)
	}
	mine := map[string]guide.File{}
	for name, file := range g.Files {
		if guide.IsPicture(name) && part.has(name) {
			mine[name] = file
		}
	}
	photos := photo.New(p.files, p.works, fmt.Sprintf("%s part %d/%d", absolute(o.Project), part.K, part.N))
	pictures, problems, err := photos.Survey(ctx, mine, true)
	if err != nil {
		return 0, problems, err
	}
	works, err := photos.Lacking(ctx, pictures, func(string) bool { return false }) // of photos surveyed by an earlier run
	if err == nil {
		err = parallel.Each(ctx, len(works), parallel.Cores(), func(i int) error { return photos.Do(works[i]) })
	}
	if err == nil {
		err = fill(ctx, shared, pictures)
	}
	p.works.Prune()
	return len(pictures), problems, err
}

// fill puts into the shared store what only the folder of this computer has.
func fill(ctx context.Context, shared *store.Shared, pictures map[string]guide.Picture) error {
	var keys []store.Key
	for name, picture := range pictures {
		keys = append(keys, photo.Work{File: name, Picture: picture}.Keys()...)
	}
	return parallel.Each(ctx, len(keys), 32, func(i int) error {
		has, err := shared.Holds(keys[i])
		if err != nil || has {
			return err
		}
		data, ok := shared.Local().Get(keys[i])
		if !ok {
			return store.UnusableError{Err: fmt.Errorf("it has lost %s", keys[i])}
		}
		return shared.Share(keys[i], data)
	})
}
