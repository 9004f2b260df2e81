// Package parallel runs a function for every index of a list on a bounded
// number of goroutines.
//
// It is the one worker pool of the program: indexes are handed out in order,
// so that neighbours in a list, which often need the same data, run at about
// the same time; the first error or the end of the context stops the rest.
package parallel

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Cores returns the number of goroutines for work that keeps a core busy.
func Cores() int { return runtime.GOMAXPROCS(0) }

// Each calls f for 0 to n-1, from at most limit goroutines at once (one if limit
// is not positive), and returns when all calls have returned. It starts no further
// call after one has failed or the context has ended, and returns the first error,
// or the context's cause.
func Each(ctx context.Context, n, limit int, f func(i int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(max(limit, 1), n) {
		group.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if ctx.Err() != nil {
					return context.Cause(ctx)
				}
				if err := f(i); err != nil {
					return err
				}
			}
		})
	}
	return group.Wait()
}
