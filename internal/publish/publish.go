// Package publish uploads a guide to a bucket from which a web server or a cloud serves it.
//
// What a build has published in its folder is compared with the state that the last upload
// has left in the bucket, and only what differs is uploaded: what pages load before them, and
// the service worker, which requires everything, at last. Files that the guide no longer has
// are removed when readers that opened a page before have had time to load what it needs.
// Objects that no upload wrote are not touched.
package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"wayside/internal/bucket"
	"wayside/internal/output"
	"wayside/internal/parallel"
)

// Options configure an upload.
type Options struct {
	Folder string         // what the build has published
	Files  []output.Built // in the folder
	Bucket *bucket.Bucket
	Grace  time.Duration // how long files stay that the guide no longer has
	Now    time.Time
	// Progress, if not nil, is called with the number of files uploaded so far and of all to
	// be uploaded, from several goroutines.
	Progress func(done, total int)
}

// A Change is an object that an upload writes or removes.
type Change struct {
	Address string
	Kind    Kind
}

// A Kind is what happens to an object.
type Kind string

const (
	Add    Kind = "add"
	Update Kind = "update"
	Remove Kind = "remove" // now
	Wait   Kind = "wait"   // to be removed after the grace period
)

// A ChangedError means that a file in the folder is not the one that was built.
type ChangedError struct{ Address string }

func (e ChangedError) Error() string { return e.Address + " is not what the last build wrote" }

// stateName is the name of the object with the state. It has nothing that is not published.
const stateName = ".wayside.published.json"

// A state is what uploads have left in the bucket.
type state struct {
	Files map[string]string    `json:"files"` // address → hash, hexadecimal; "" while it is being uploaded
	Stale map[string]time.Time `json:"stale"` // files that the guide no longer has, and since when
}

// mostState is the largest size of a state in bytes: that of a million files.
const mostState = 128 << 20

// A Plan is what an upload will do.
type Plan struct {
	Changes []Change // in the order in which they are made
	Same    int      // files that the bucket has already

	options Options
	state   state
	uploads [3][]output.Built // by phase
	expired []string
}

// Prepare compares the folder with the bucket. Nothing is written.
func Prepare(ctx context.Context, o Options) (*Plan, error) {
	p := &Plan{options: o}
	data, err := o.Bucket.Get(ctx, stateName, mostState)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	default:
		if json.Unmarshal(data, &p.state) != nil {
			p.state = state{} // everything is uploaded again
		}
	}
	if p.state.Files == nil {
		p.state.Files = map[string]string{}
	}
	if p.state.Stale == nil {
		p.state.Stale = map[string]time.Time{}
	}
	p.compare()
	return p, nil
}

func (p *Plan) compare() {
	here := make(map[string]bool, len(p.options.Files))
	for _, f := range p.options.Files {
		here[f.Address] = true
		delete(p.state.Stale, f.Address)
		if p.state.Files[f.Address] == hex.EncodeToString(f.Hash[:]) {
			p.Same++
			continue
		}
		p.uploads[f.Phase] = append(p.uploads[f.Phase], f)
	}
	for _, files := range p.uploads {
		for _, f := range files {
			kind := Add
			if _, there := p.state.Files[f.Address]; there {
				kind = Update
			}
			p.Changes = append(p.Changes, Change{f.Address, kind})
		}
	}
	for address := range p.state.Files {
		if !here[address] {
			delete(p.state.Files, address) // if it comes back it is uploaded
			p.state.Stale[address] = p.options.Now
		}
	}
	for _, address := range slices.Sorted(maps.Keys(p.state.Stale)) {
		kind := Wait
		if p.options.Now.Sub(p.state.Stale[address]) >= p.options.Grace {
			kind = Remove
			p.expired = append(p.expired, address)
		}
		p.Changes = append(p.Changes, Change{address, kind})
	}
}

const (
	atOnce   = 16        // uploads
	inMemory = 256 << 20 // bytes of files that are being uploaded
)

// Upload does what was planned. If it is interrupted or fails, the bucket serves the old
// pages or the new ones, and the next upload goes on where this one has ended.
func (p *Plan) Upload(ctx context.Context) error {
	u := upload{Plan: p, memory: semaphore.NewWeighted(inMemory)}
	for _, files := range p.uploads {
		u.total += len(files)
		for _, f := range files {
			p.state.Files[f.Address] = "" // a program that is killed leaves the old file or the new one
		}
	}
	if u.total > 0 {
		if err := u.save(ctx); err != nil {
			return err
		}
	}
	for _, files := range p.uploads {
		err := parallel.Each(ctx, len(files), atOnce, func(i int) error { return u.file(ctx, files[i]) })
		if err != nil {
			// A killed program cannot say what it has done; one that fails can.
			return errors.Join(err, u.save(context.WithoutCancel(ctx)))
		}
	}
	err := parallel.Each(ctx, len(p.expired), atOnce, func(i int) error { return u.remove(ctx, p.expired[i]) })
	if len(p.Changes) == 0 {
		return err
	}
	return errors.Join(err, u.save(context.WithoutCancel(ctx)))
}

// An upload is the state of Upload.
type upload struct {
	*Plan
	memory *semaphore.Weighted
	total  int

	mu     sync.Mutex // of the plan's state, too
	done   int
	saving sync.Mutex
}

// file uploads one file.
func (u *upload) file(ctx context.Context, f output.Built) error {
	path := filepath.Join(u.options.Folder, filepath.FromSlash(f.Address))
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	weight := min(info.Size(), inMemory)
	if err := u.memory.Acquire(ctx, weight); err != nil {
		return err
	}
	defer u.memory.Release(weight)
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if sha256.Sum256(data) != f.Hash {
		return ChangedError{f.Address}
	}
	if err := u.options.Bucket.Publish(ctx, f.Address, data, headers(f)); err != nil {
		return fmt.Errorf("%s: %w", f.Address, err)
	}
	return u.uploaded(ctx, f)
}

// uploaded records an upload, and saves the state now and then: a program that is killed then
// has little to do again.
func (u *upload) uploaded(ctx context.Context, f output.Built) error {
	u.mu.Lock()
	u.state.Files[f.Address] = hex.EncodeToString(f.Hash[:])
	u.done++
	done, every := u.done, max(100, u.total/10)
	u.mu.Unlock()
	if u.options.Progress != nil {
		u.options.Progress(done, u.total)
	}
	if done%every == 0 {
		return u.save(ctx)
	}
	return nil
}

func (u *upload) remove(ctx context.Context, address string) error {
	if err := u.options.Bucket.Remove(ctx, address); err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.state.Stale, address)
	return nil
}

// save writes the state.
func (u *upload) save(ctx context.Context) error {
	u.saving.Lock() // in the order in which it grows
	defer u.saving.Unlock()
	u.mu.Lock()
	data, err := json.Marshal(u.state)
	u.mu.Unlock()
	if err != nil {
		return err
	}
	return u.options.Bucket.Publish(ctx, stateName, data, bucket.Headers{ContentType: "application/json", CacheControl: "no-store"})
}

// headers returns what the bucket sends with a file. What never changes is kept for a year,
// which browsers treat as for ever; the worker is never kept, since it says what is new.
func headers(f output.Built) bucket.Headers {
	h := bucket.Headers{ContentType: output.ContentType(f.Address), CacheControl: "public, max-age=60"}
	switch {
	case f.Phase == output.Worker:
		h.CacheControl = "no-cache"
	case output.Lasting(f.Address):
		h.CacheControl = "public, max-age=31536000, immutable"
	}
	if h.ContentType == "" {
		h.ContentType = "application/octet-stream"
	}
	return h
}
