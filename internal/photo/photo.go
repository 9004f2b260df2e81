// Package photo makes the published copies of pictures.
//
// A survey of the project's picture files returns what pages need to know about
// them; the copies are outputs that are made on demand. Every copy is upright,
// in sRGB and without metadata. Only JPEG, PNG, WebP and GIF files, recognised by
// their first bytes and limited in size, are decoded.
//
// A photo stays in the planes of luma and chroma that JPEG stores, from decoding to
// encoding (see planar); other pictures are resized as RGB by imaging. Copies are
// kept in the store, keyed by the content of the photo, so a photo is decoded only
// once, even if it is moved.
package photo

import (
	"context"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/parallel"
	"wayside/internal/store"
)

// recipe is the version of the way copies are made. It is part of every key and
// address: any change of widths or quality must change it.
const recipe = "4"

// survey is the version of what a survey finds out about a photo.
const survey = "4"

// widths are the published widths in pixels. Instead of a width larger than the
// photo, the photo's width is used.
var widths = []int{480, 960, 1600}

const (
	longestFile  = 100 << 20 // bytes
	mostPixels   = 120_000_000
	longestSide  = 20_000
	mostScans    = 200 // of a JPEG; programs write about ten
	smallestSide = 640 // pixels of the longer side; smaller pictures look poor on a phone
)

// Photos are the pictures of one project.
type Photos struct {
	// Progress, if not nil, is called during a survey with the number of photos read so
	// far and of all that it reads, from several goroutines.
	Progress func(done, total int)

	files  fs.FS
	store  store.Store
	survey store.Key       // the key of the facts
	facts  map[string]fact // by path
	stale  bool            // whether the facts changed since they were read

	decodes *budget
	mu      sync.Mutex
	locks   map[string]*sync.Mutex // by hash: one goroutine at a time makes a photo's copies
	stops   map[string]bool        // by hash: photos that must not be made
}

// A fact is the result of surveying one file. It is valid while what the file system
// says of the file is unchanged.
type fact struct {
	File     guide.File
	Picture  guide.Picture
	Problem  string `json:",omitempty"` // a catalogue key; unless it is a warning, the picture is unusable
	Argument string `json:",omitempty"` // the problem's argument
}

// New returns the pictures among the project's files. id identifies the project
// in the store: the path of its folder.
func New(files fs.FS, s store.Store, id string) *Photos {
	r := &Photos{files: files, store: s, survey: surveyKey(id), facts: map[string]fact{}, decodes: newBudget(mostPixels), locks: map[string]*sync.Mutex{}}
	if !store.Facts(s.Local(), r.survey, &r.facts) || r.facts == nil {
		r.facts = map[string]fact{}
	}
	return r
}

// surveyKey returns the key of all facts of a project. They are stored as one
// value, because reading ten thousand values would take longer than the rest of
// a build without changes.
func surveyKey(project string) store.Key { return store.KeyOf("photo survey "+survey, project) }

// Survey reads the pictures among the files that have changed since the last
// survey, and returns all usable ones. If copies is true, it also makes their copies
// and stores them: a caller that needs all of them anyway has each photo read and
// decoded once. The error is that of the context.
func (r *Photos) Survey(ctx context.Context, files map[string]guide.File, copies bool) (map[string]guide.Picture, diag.List, error) {
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
		if was := r.facts[name]; was.File == files[name] {
			found[i] = was
		} else {
			changed = append(changed, i)
		}
	}
	r.stale = r.stale || len(changed) > 0
	var done atomic.Int64
	err := parallel.Each(ctx, len(changed), parallel.Cores(), func(k int) error {
		i := changed[k]
		found[i] = r.look(names[i], copies)
		found[i].File = files[names[i]]
		if n := int(done.Add(1)); r.Progress != nil {
			r.Progress(n, len(changed))
		}
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
			delete(r.facts, name) // read it again next time: permissions change without changing the file's time
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
		store.PutFacts(r.store.Local(), r.survey, r.facts)
		r.stale = false
	}
	return pictures, append(problems, Twins(pictures)...), nil
}

// Outputs returns the published copies of the pictures.
func (r *Photos) Outputs(pictures map[string]guide.Picture) []output.Output {
	var outputs []output.Output
	taken := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(pictures)) {
		p := pictures[name]
		for i, v := range p.Variants {
			if taken[v.Address] {
				continue // the same photo in two galleries is published once
			}
			taken[v.Address] = true
			copied := copyKey(p, v.Width)
			key := digest.Bytes(copied[:])
			outputs = append(outputs, output.Output{Address: v.Address, From: diag.Place{File: name}, Phase: output.Asset, Key: &key, Make: func() (output.Made, error) {
				return r.copy(name, p, i)
			}})
		}
	}
	return outputs
}

// copy returns a published copy, from the store or newly made. All copies of a
// photo are made together, so that it is decoded once: the first caller makes
// them, and the others wait.
func (r *Photos) copy(name string, p guide.Picture, i int) (output.Made, error) {
	r.mu.Lock()
	stopped := r.stops[p.Hash]
	r.mu.Unlock()
	if stopped {
		return output.Made{Problems: diag.List{diag.New(diag.Place{File: name}, "photo-broken", diag.Term("making its copies has ended the program three times"))}}, nil
	}
	return r.remembered(p.Hash, copyKey(p, p.Variants[i].Width), func() (output.Made, error) { return r.make(name, p, i) })
}

// remembered returns a value of a photo with a hash from the store, or else makes it, one
// value of a photo at a time.
func (r *Photos) remembered(hash string, key store.Key, make func() (output.Made, error)) (output.Made, error) {
	if data, ok := r.store.Get(key); ok {
		return output.Made{Data: data}, nil
	}
	r.mu.Lock()
	lock := r.locks[hash]
	if lock == nil {
		lock = new(sync.Mutex)
		r.locks[hash] = lock
	}
	r.mu.Unlock()
	lock.Lock()
	defer lock.Unlock()
	if data, ok := r.store.Get(key); ok {
		return output.Made{Data: data}, nil
	}
	return make()
}

// copyKey returns the key of a picture's copy of a width.
func copyKey(p guide.Picture, width int) store.Key {
	return store.KeyOf("photo copy "+recipe, p.Hash, strconv.Itoa(width), p.Copies)
}
