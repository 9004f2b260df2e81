package build

import (
	"context"
	"errors"

	"wayside/internal/pdf"
	"wayside/internal/photo"
	"wayside/internal/queue"
	"wayside/internal/store"
)

// WorkOptions configure Work.
type WorkOptions struct {
	Shared    Shared
	Originals string            // the project's folder, or one with its pictures and fonts at the same paths
	Browser   string            // the name or path of the program that prints; "" means to search for one
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
	makers := []queue.Maker{photoMaker(photo.New(files, works, ""))}
	if browser, err := pdf.Find(o.Browser); err == nil { // without one, others print
		defer pdf.Sweep()
		presses := &presses{ctx: ctx, browser: browser, files: files, store: shared}
		defer presses.close()
		makers = append(makers, presses.maker())
	}
	return q.Work(ctx, queue.Worker{Makers: makers, Holds: shared.Holds, Report: o.Report, Drain: o.Drain})
}

var errNoStore = errors.New("a store that machines share is needed")
