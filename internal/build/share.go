package build

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"sync"

	"wayside/internal/bucket"
	"wayside/internal/photo"
	"wayside/internal/queue"
	"wayside/internal/store"
)

// Shared configures what several machines share.
type Shared struct {
	// Store is a folder or the address of a bucket (with "://") in which values are kept that are
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
	case isAddress(s.Store):
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

// isAddress reports whether a store is no folder. Those of other schemes than that of a bucket
// are errors.
func isAddress(store string) bool { return strings.Contains(store, "://") }

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
	if _, err := shared.Holds(works[0].Keys()[0]); err != nil {
		return context.Cause(ctx) // nobody could put anything there, which is reported
	}
	tasks, err := photoTasks(works)
	if err != nil {
		return err
	}
	failed, err := p.settle(ctx, shared, tasks, photoMaker(p.photos))
	for _, f := range failed {
		var w photo.Work
		if f.Stopped && json.Unmarshal(f.Task.Input, &w) == nil {
			p.photos.Stop(w)
		} // or else it is made here, with the problem that this has
	}
	return err
}

// settle has some tasks done, here and elsewhere. That the queue cannot be reached is no
// error.
func (p *Project) settle(ctx context.Context, shared *store.Shared, tasks []queue.Task, here queue.Maker) ([]queue.Failure, error) {
	q, err := p.options.Shared.dial(ctx)
	if err != nil {
		return nil, p.options.Shared.tolerate(err)
	}
	defer q.Close()
	var progress func(int)
	if p.options.Progress != nil {
		progress = func(done int) { p.options.Progress(done, len(tasks)) }
	}
	working, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() { q.Work(working, queue.Worker{Makers: []queue.Maker{here}, Holds: shared.Holds}) })
	failed, err := q.Settle(ctx, tasks, shared.Holds, progress)
	stop()
	group.Wait()
	return failed, p.options.Shared.tolerate(err)
}

// tolerate reports an error of the queue, without which a build goes on alone.
func (s Shared) tolerate(err error) error {
	if _, ok := errors.AsType[queue.UnreachableError](err); ok {
		s.warn(err)
		return nil
	}
	return err
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
