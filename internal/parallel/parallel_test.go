package parallel

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 7, 1000} {
		calls := make([]atomic.Int32, n)
		var running, most atomic.Int32
		err := Each(t.Context(), n, 3, func(i int) error {
			now := running.Add(1)
			defer running.Add(-1)
			for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
			}
			calls[i].Add(1)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for i := range calls {
			if got := calls[i].Load(); got != 1 {
				t.Errorf("n = %d: index %d was called %d times", n, i, got)
			}
		}
		if most.Load() > 3 {
			t.Errorf("n = %d: %d calls at once, want at most 3", n, most.Load())
		}
	}
}

// TestEachWithoutALimit checks that calls are never left out silently.
func TestEachWithoutALimit(t *testing.T) {
	for _, limit := range []int{0, -1} {
		calls := 0
		if err := Each(t.Context(), 5, limit, func(int) error { calls++; return nil }); err != nil || calls != 5 {
			t.Errorf("limit %d: %d calls of 5, error %v", limit, calls, err)
		}
	}
}

// TestEachInOrder checks that one goroutine goes through the list in order.
func TestEachInOrder(t *testing.T) {
	var got []int
	if err := Each(t.Context(), 5, 1, func(i int) error { got = append(got, i); return nil }); err != nil {
		t.Fatal(err)
	}
	for i, n := range got {
		if n != i {
			t.Fatalf("order %v", got)
		}
	}
}

func TestEachStopsAtAnError(t *testing.T) {
	broken := errors.New("broken")
	var after atomic.Int32
	err := Each(t.Context(), 10_000, 1, func(i int) error {
		if i == 10 {
			return broken
		}
		if i > 10 {
			after.Add(1)
		}
		return nil
	})
	if err != broken || after.Load() > 0 {
		t.Errorf("error %v, %d calls after it", err, after.Load())
	}
}

func TestEachStopsWithItsContext(t *testing.T) {
	why := errors.New("interrupted")
	ctx, cancel := context.WithCancelCause(t.Context())
	var mu sync.Mutex
	calls := 0
	err := Each(ctx, 10_000, 2, func(int) error {
		mu.Lock()
		defer mu.Unlock()
		if calls++; calls == 5 {
			cancel(why)
		}
		return nil
	})
	if !errors.Is(err, why) {
		t.Errorf("error %v, want the context's cause", err)
	}
	if calls > 6 {
		t.Errorf("%d calls after the context ended", calls-5)
	}
}
