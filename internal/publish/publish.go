// Package publish uploads a guide to a bucket from which a web server or a cloud serves it.
//
// What a build has published in its folder is compared with the state that the last upload
// has left in the bucket, and only what differs is uploaded: what pages load before them, and
// the service worker, which requires everything, at last. Files that the guide no longer has
// are removed when readers that opened a page before have had time to load what it needs.
// Objects that no upload wrote are not removed, and a place that has another website is
// refused.
package publish

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	Guide  Guide
	// Replace allows what another guide or another program has published there to be replaced.
	Replace bool
	Grace   time.Duration // how long files stay that the guide no longer has
	Now     time.Time
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

// A Guide says which guide a website is.
type Guide struct {
	Title   string `json:"title"`
	BaseURL string `json:"base_url"` // "" if it has none
}

// same reports whether two are one guide, whose title may change once it has an address.
func (g Guide) same(other Guide) bool {
	if g.BaseURL != "" && other.BaseURL != "" {
		return g.BaseURL == other.BaseURL
	}
	return g.Title == other.Title
}

// An OccupiedError means that there is another website where one is to be uploaded: that of
// a guide or, if it is zero, one that is unknown.
type OccupiedError struct{ Guide Guide }

func (e OccupiedError) Error() string {
	return fmt.Sprintf("there is another website: %q %s", e.Guide.Title, e.Guide.BaseURL)
}

// ErrBusy is returned if there are two uploads to one place at the same time. The next one
// uploads again what both have written.
var ErrBusy = errors.New("another upload to the same place is running")

// A ChangedError means that a file in the folder is not the one that was built.
type ChangedError struct{ Address string }

func (e ChangedError) Error() string { return e.Address + " is not what the last build wrote" }

// stateName is the name of the object with the state. It has nothing that is not published.
const stateName = ".wayside.published.json"

// A state is what uploads have left in the bucket.
type state struct {
	Guide  Guide                `json:"guide"`
	Upload string               `json:"upload"` // which upload has written it
	Files  map[string]string    `json:"files"`  // address → hash, hexadecimal; "" while it is being uploaded
	Stale  map[string]time.Time `json:"stale"`  // files that the guide no longer has, and since when
}

// mostState is the largest size of a state in bytes: that of a million files.
const mostState = 128 << 20

// A Plan is what an upload will do.
type Plan struct {
	Changes []Change // in the order in which they are made
	Same    int      // files that the bucket has already

	options Options
	state   state
	before  string            // the upload that wrote the state which was read
	uploads [3][]output.Built // by phase
	expired []string
}

// Prepare compares the folder with the bucket. Nothing is written. The error is an
// OccupiedError if the bucket has another website.
func Prepare(ctx context.Context, o Options) (*Plan, error) {
	before, found, err := readState(ctx, o.Bucket)
	if err != nil {
		return nil, err
	}
	if !o.Replace {
		if err := vacant(ctx, o, before, found); err != nil {
			return nil, err
		}
	}
	p := &Plan{options: o, state: before, before: before.Upload}
	p.state.Guide, p.state.Upload = o.Guide, rand.Text()
	p.compare()
	return p, nil
}

// readState returns the state in a bucket, which is empty if it cannot be decoded. found
// reports whether there is one.
func readState(ctx context.Context, b *bucket.Bucket) (s state, found bool, err error) {
	data, err := b.Get(ctx, stateName, mostState)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return state{}, false, err
	default:
		if found = json.Unmarshal(data, &s) == nil; !found {
			s = state{}
		}
	}
	if s.Files == nil {
		s.Files = map[string]string{}
	}
	// No upload writes such names, which a server may take for objects elsewhere.
	maps.DeleteFunc(s.Files, func(address, _ string) bool { return !fs.ValidPath(address) })
	maps.DeleteFunc(s.Stale, func(address string, _ time.Time) bool { return !fs.ValidPath(address) })
	if s.Stale == nil {
		s.Stale = map[string]time.Time{}
	}
	return s, found, nil
}

// homePage is what every website has.
const homePage = "index.html"

// vacant returns an OccupiedError unless the place is empty or has the same guide.
func vacant(ctx context.Context, o Options, s state, found bool) error {
	if found {
		if !s.Guide.same(o.Guide) {
			return OccupiedError{s.Guide}
		}
		return nil
	}
	has, err := o.Bucket.Has(ctx, homePage)
	if err == nil && has {
		err = OccupiedError{}
	}
	return err
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
	// largestInMemory is the size in bytes of the largest file that is read whole; larger
	// ones are videos.
	largestInMemory = 32 << 20
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
	if u.total+len(p.expired) > 0 {
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
	saved  bool // whether the bucket has a state of this upload
}

// file uploads one file.
func (u *upload) file(ctx context.Context, f output.Built) error {
	file, err := os.Open(filepath.Join(u.options.Folder, filepath.FromSlash(f.Address)))
	if errors.Is(err, fs.ErrNotExist) {
		return ChangedError{f.Address}
	}
	if err != nil {
		return err
	}
	defer file.Close()
	before, err := file.Stat()
	if err != nil {
		return err
	}
	if before.Size() > largestInMemory {
		err = u.streamed(ctx, f, file, before)
	} else {
		err = u.read(ctx, f, file, before.Size())
	}
	if err != nil {
		return err
	}
	return u.uploaded(ctx, f)
}

// read uploads a file from memory, since a build on Windows cannot replace an open file.
func (u *upload) read(ctx context.Context, f output.Built, file *os.File, size int64) error {
	if err := u.memory.Acquire(ctx, size); err != nil {
		return err
	}
	defer u.memory.Release(size)
	data := make([]byte, size)
	_, err := io.ReadFull(file, data)
	file.Close()
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	return u.put(ctx, f, sha256.Sum256(data), bytes.NewReader(data), size)
}

// streamed uploads a large file, which must be the same before and after it.
func (u *upload) streamed(ctx context.Context, f output.Built, file *os.File, before fs.FileInfo) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return err
	}
	if err := u.put(ctx, f, [sha256.Size]byte(sum.Sum(nil)), file, before.Size()); err != nil {
		return err
	}
	after, err := file.Stat()
	if err == nil && (after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime())) {
		err = ChangedError{f.Address}
	}
	return err
}

// put uploads data with a hash, which must be that of the file that was built.
func (u *upload) put(ctx context.Context, f output.Built, hash [sha256.Size]byte, data io.ReaderAt, size int64) error {
	if hash != f.Hash {
		return ChangedError{f.Address}
	}
	if err := u.options.Bucket.Publish(ctx, f.Address, data, size, headers(f)); err != nil {
		return fmt.Errorf("%s: %w", f.Address, err)
	}
	return nil
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

// save writes the state. The error is ErrBusy if another upload has written it since.
func (u *upload) save(ctx context.Context) error {
	u.saving.Lock() // in the order in which it grows
	defer u.saving.Unlock()
	there, found, err := readState(ctx, u.options.Bucket)
	if err != nil {
		return err
	}
	before := u.before
	if u.saved {
		before = u.state.Upload
	}
	if found && there.Upload != before {
		if !u.saved { // and nothing was changed
			return ErrBusy
		}
		u.doubt(&there)
		return errors.Join(ErrBusy, u.write(ctx, there))
	}
	u.mu.Lock()
	mine := u.state
	mine.Files, mine.Stale = maps.Clone(mine.Files), maps.Clone(mine.Stale)
	u.mu.Unlock()
	err = u.write(ctx, mine)
	u.saved = u.saved || err == nil
	return err
}

// doubt marks in the state of another upload what this one may have changed: the next
// upload writes it again.
func (u *upload) doubt(there *state) {
	there.Upload = rand.Text()
	for _, files := range u.uploads {
		for _, f := range files {
			there.Files[f.Address] = ""
			delete(there.Stale, f.Address)
		}
	}
	for _, address := range u.expired {
		if _, has := there.Files[address]; has {
			there.Files[address] = ""
		}
	}
}

func (u *upload) write(ctx context.Context, s state) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return u.options.Bucket.Publish(ctx, stateName, bytes.NewReader(data), int64(len(data)), bucket.Headers{ContentType: "application/json", CacheControl: "no-store"})
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
