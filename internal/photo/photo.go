// Package photo makes the published copies of pictures.
//
// Picture files come in; what a page needs to know of them goes out at once,
// and the copies as outputs, made when they are asked for. Every copy is
// upright, in sRGB, and free of metadata. Only JPEG and PNG, recognised by
// their first bytes and bounded in size, ever reach a decoder.
//
// Copies are kept in the store by the content they were made from, so a photo
// is decoded once in its life, wherever it is moved.
package photo

import (
	"context"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/parallel"
	"wayside/internal/store"
)

// recipe names the way copies are made. It is part of every cache key and
// address: a change of widths or quality must change it.
const recipe = "2"

// The widths that are published, in pixels. A photo narrower than one of them
// is published at its own width in its place.
var widths = []int{480, 960, 1600}

const (
	longestFile  = 100 << 20 // bytes
	mostPixels   = 120_000_000
	longestSide  = 20_000
	smallestSide = 640 // of the longer side; below it a picture looks poor on a phone
)

// A Room keeps one project's pictures.
type Room struct {
	files  fs.FS
	store  *store.Folder
	survey store.Key       // of the facts
	facts  map[string]fact // by path
	stale  bool            // facts changed since they were read

	decodes *budget
	mu      sync.Mutex
	locks   map[string]*sync.Mutex // by hash: one goroutine at a time makes a photo's copies
}

// A fact is what a survey found in one file, valid as long as the file's size
// and time stay the same.
type fact struct {
	Size     int64
	Modified int64
	Picture  guide.Picture
	Problem  string `json:",omitempty"` // a catalogue key; the file is no usable picture unless it is a warning's
	Argument string `json:",omitempty"` // the problem's argument
}

// New opens a room over the project's files. id names the project in the
// store: its folder.
func New(files fs.FS, store *store.Folder, id string) *Room {
	r := &Room{files: files, store: store, survey: surveyKey(id), facts: map[string]fact{}, decodes: newBudget(mostPixels), locks: map[string]*sync.Mutex{}}
	if !store.Facts(r.survey, &r.facts) || r.facts == nil {
		r.facts = map[string]fact{}
	}
	return r
}

// surveyKey is the key of a project's surveys. They are one value, since
// reading ten thousand would take longer than the rest of a build that
// changes nothing.
func surveyKey(project string) store.Key { return store.KeyOf("photo survey "+recipe, project) }

// Survey reads every picture among the files that has changed since the last
// survey. The error is the context's.
func (r *Room) Survey(ctx context.Context, files map[string]guide.File) (map[string]guide.Picture, diag.List, error) {
	var names []string
	for name := range files {
		if guide.IsPicture(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	found := make([]fact, len(names))
	var changed []int // indexes of names
	for i, name := range names {
		file, was := files[name], r.facts[name]
		if was.Size == file.Size && was.Modified == file.Modified {
			found[i] = was
		} else {
			changed = append(changed, i)
		}
	}
	r.stale = r.stale || len(changed) > 0
	err := parallel.Each(ctx, len(changed), parallel.Cores(), func(k int) error {
		i := changed[k]
		file := files[names[i]]
		found[i] = r.look(names[i])
		found[i].Size, found[i].Modified = file.Size, file.Modified
		return nil
	})
	if err != nil {
		return nil, nil, err
	}

	pictures := make(map[string]guide.Picture, len(names))
	var problems diag.List
	for i, name := range names {
		f := found[i]
		if r.facts[name] = f; f.Problem == "file-unreadable" {
			delete(r.facts, name) // permission may come without a change of the file
		}
		if f.Problem != "" {
			problems.Add(diag.Place{File: name}, f.Problem, f.Argument)
		}
		if len(f.Picture.Variants) > 0 {
			pictures[name] = f.Picture
		}
	}
	for name := range r.facts {
		if _, there := files[name]; !there {
			delete(r.facts, name)
			r.stale = true
		}
	}
	if r.stale {
		r.store.PutFacts(r.survey, r.facts)
		r.stale = false
	}
	return pictures, problems, nil
}

// Outputs lists the published copies of the pictures.
func (r *Room) Outputs(pictures map[string]guide.Picture) []output.Output {
	var outputs []output.Output
	taken := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(pictures)) {
		p := pictures[name]
		for i, v := range p.Variants {
			if taken[v.Address] {
				continue // the same photo in two galleries is published once
			}
			taken[v.Address] = true
			outputs = append(outputs, output.Output{Address: v.Address, From: diag.Place{File: name}, Phase: output.Asset, Make: func() (output.Made, error) {
				return r.copy(name, p, i)
			}})
		}
	}
	return outputs
}

// copy returns a published copy, from the store or made now. All copies of a
// photo are made at once, each from the one before, so only one decode is
// needed: the first caller makes them, the others wait.
func (r *Room) copy(name string, p guide.Picture, i int) (output.Made, error) {
	key := copyKey(p, i)
	if data, ok := r.store.Get(key); ok {
		return output.Made{Data: data}, nil
	}
	r.mu.Lock()
	lock := r.locks[p.Hash]
	if lock == nil {
		lock = new(sync.Mutex)
		r.locks[p.Hash] = lock
	}
	r.mu.Unlock()
	lock.Lock()
	defer lock.Unlock()
	if data, ok := r.store.Get(key); ok {
		return output.Made{Data: data}, nil
	}
	return r.make(name, p, i)
}

// copyKey is the key of copy i of a picture: what it is made from, and how.
func copyKey(p guide.Picture, i int) store.Key {
	return store.KeyOf("photo copy "+recipe, p.Hash, strconv.Itoa(p.Variants[i].Width), p.Copies)
}
