package build

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"sync"

	"wayside/internal/bucket"
	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/parallel"
	"wayside/internal/photo"
	"wayside/internal/queue"
	"wayside/internal/store"
)

// Shared configures what several machines share.
type Shared struct {
	// Store is a folder or the address of a bucket in which values are kept that are
	// expensive to make; "" for none.
	Store string
	// Queue is the address of the queue of values that the store lacks; "" for none.
	Queue string
	// Warn, if not nil, is called when the store or the queue cannot be used: with a
	// store.UnusableError, a store.DamagedError or a queue.UnreachableError.
	Warn func(error)
}

// open returns a store with the folder and, beyond it, what is shared.
func (s Shared) open(ctx context.Context, local *store.Folder) (store.Store, error) {
	var remote store.Remote
	switch {
	case s.Store == "":
		return local, nil
	case strings.HasPrefix(s.Store, bucket.Scheme):
		b, err := bucket.Open(s.Store, os.Getenv)
		if err != nil {
			return nil, err
		}
		remote = b
	default:
		remote = store.NewDirectory(s.Store)
	}
	return store.NewShared(ctx, local, remote, s.warn), nil
}

func (s Shared) warn(err error) {
	if s.Warn != nil {
		s.Warn(err)
	}
}

// dial connects to the queue. Credentials are in the file that the environment names.
func (s Shared) dial(ctx context.Context) (*queue.Queue, error) {
	return queue.Dial(ctx, s.Queue, os.Getenv("NATS_CREDS"))
}

// distribute publishes the work of making the photos' copies that are needed and that the
// store lacks, takes part in it, and returns when the store has them. Without a queue, or if
// it cannot be reached, nothing is done: what is lacking then is made with the pages.
func (p *Project) distribute(ctx context.Context, planned *Planned, memory *memory) error {
	shared, ok := p.works.(*store.Shared)
	if !ok || p.options.Shared.Queue == "" || planned.render == nil {
		return nil
	}
	works, err := p.photos.Lacking(ctx, p.published(planned.Guide), func(address string) bool {
		o, ok := planned.Plan.Find(address)
		if ok {
			_, ok = memory.result(&o)
		}
		return ok
	})
	if err != nil || len(works) == 0 {
		return err
	}
	failed, err := p.settle(ctx, shared, works)
	if _, ok := errors.AsType[queue.UnreachableError](err); ok {
		p.options.Shared.warn(err)
		err = nil
	}
	for _, f := range failed {
		var w photo.Work
		if f.Stopped && json.Unmarshal(f.Task.Input, &w) == nil {
			p.photos.Stop(w)
		} // or else it is made here, with the problem that this has
	}
	return err
}

// settle has some work done, here and elsewhere.
func (p *Project) settle(ctx context.Context, shared *store.Shared, works []photo.Work) ([]queue.Failure, error) {
	q, err := p.options.Shared.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer q.Close()
	tasks, err := photoTasks(works)
	if err != nil {
		return nil, err
	}
	var progress func(int)
	if p.options.Progress != nil {
		progress = func(done int) { p.options.Progress(done, len(tasks)) }
	}
	here, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() { q.Work(here, queue.Worker{Makers: []queue.Maker{photoMaker(p.photos)}, Holds: shared.Holds}) })
	failed, err := q.Settle(ctx, tasks, shared.Holds, progress)
	stop()
	group.Wait()
	return failed, err
}

const photoKind = "photo"

func photoTasks(works []photo.Work) ([]queue.Task, error) {
	var tasks []queue.Task
	for _, w := range works {
		input, err := json.Marshal(w)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, queue.Task{Kind: photoKind, Recipe: photo.Recipe, Keys: w.Keys(), Input: input})
	}
	return tasks, nil
}

func photoMaker(photos *photo.Photos) queue.Maker {
	return queue.Maker{Kind: photoKind, Recipe: photo.Recipe, Make: func(_ context.Context, input json.RawMessage) error {
		var w photo.Work
		if err := json.Unmarshal(input, &w); err != nil {
			return err
		}
		return photos.Do(w)
	}}
}

// WorkOptions configure Work.
type WorkOptions struct {
	Shared    Shared
	Originals string            // the project's folder, or one with its pictures at the same paths
	Drain     bool              // whether Work returns when there is nothing left to do
	Report    func(queue.Event) // may be nil; called from many goroutines
}

// Work makes what builds on other machines have put into a queue, until the context ends.
func Work(ctx context.Context, o WorkOptions) error {
	works, err := o.Shared.open(context.WithoutCancel(ctx), nil) // what was begun is put
	if err != nil {
		return err
	}
	shared, ok := works.(*store.Shared)
	if !ok {
		return errNoStore
	}
	files, err := openProject(o.Originals)
	if err != nil {
		return err
	}
	defer files.close()
	q, err := o.Shared.dial(ctx)
	if err != nil {
		return err
	}
	defer q.Close()
	return q.Work(ctx, queue.Worker{
		Makers: []queue.Maker{photoMaker(photo.New(files, works, ""))}, Holds: shared.Holds, Report: o.Report, Drain: o.Drain,
	})
}

var errNoStore = errors.New("a store that machines share is needed")

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
		if data, ok := shared.Get(keys[i]); ok {
			shared.Put(keys[i], data)
		}
		if has, err = shared.Holds(keys[i]); err == nil && !has {
			err = store.UnusableError{Err: fmt.Errorf("it does not keep %s", keys[i])}
		}
		return err
	})
}
