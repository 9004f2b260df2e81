package queue

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"wayside/internal/parallel"
	"wayside/internal/store"
)

// Holds reports whether the store that the machines share has a value.
type Holds func(store.Key) (bool, error)

// all reports whether the store has all values of a task.
func (holds Holds) all(t *Task) (bool, error) {
	for _, key := range t.Keys {
		if has, err := holds(key); err != nil || !has {
			return false, err
		}
	}
	return true, nil
}

// Settle publishes tasks and returns when the store has the values of each, or it has
// failed. progress, which may be nil, is called with the number of tasks that are settled.
// If the queue or the store does not answer for a while, the error is an
// UnreachableError; what was settled by then is settled.
func (q *Queue) Settle(ctx context.Context, tasks []Task, holds Holds, progress func(done int)) ([]Failure, error) {
	s := settling{Queue: q, holds: holds, progress: progress, open: make(map[string]*Task, len(tasks)), total: len(tasks)}
	for i := range tasks {
		s.open[tasks[i].id()] = &tasks[i]
	}
	s.total = len(s.open)
	news := make(chan *nats.Msg, 1<<16) // what does not fit is found by a sweep
	to, err := q.conn.ChanSubscribe(q.subject("settled"), news)
	if err != nil {
		return nil, UnreachableError{err}
	}
	defer to.Unsubscribe()
	var trouble time.Time // since when there has been no answer
	begun := s.begin(ctx) == nil
	if !begun {
		trouble = time.Now()
	}
	quiet := time.NewTicker(q.sweep)
	defer quiet.Stop()
	for len(s.open) > 0 {
		select {
		case m := <-news:
			if s.news(ctx, m) {
				trouble = time.Time{}
				quiet.Reset(q.sweep)
			}
			continue
		case <-ctx.Done():
			return s.failed, context.Cause(ctx)
		case <-quiet.C:
		}
		if begun {
			err = s.sweepAll(ctx)
		} else {
			err = s.begin(ctx)
			begun = err == nil
		}
		switch now := time.Now(); {
		case err == nil:
			trouble = time.Time{}
		case ctx.Err() != nil || !trouble.IsZero() && now.Sub(trouble) >= q.patience:
			return s.failed, s.ended(ctx, err)
		case trouble.IsZero():
			trouble = now
		}
	}
	return s.failed, nil
}

// A settling is the state of Settle.
type settling struct {
	*Queue
	holds    Holds
	progress func(int)
	total    int
	open     map[string]*Task // by id
	failed   []Failure
}

func (s *settling) ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return UnreachableError{err}
}

// begin publishes the tasks. What is known of their failures is from an earlier run.
func (s *settling) begin(ctx context.Context) error {
	failures, known, err := s.known(ctx)
	if err != nil {
		return err
	}
	for _, id := range known {
		if err := failures.Purge(ctx, id); err != nil {
			return err
		}
	}
	return s.publish(ctx, s.rest())
}

// known returns the failures, and which of the open tasks have failed.
func (s *settling) known(ctx context.Context) (failures jetstream.KeyValue, known []string, err error) {
	failures, err = s.failures(ctx)
	if err != nil {
		return nil, nil, err
	}
	known, err = failures.Keys(ctx)
	if errors.Is(err, jetstream.ErrNoKeysFound) {
		err = nil
	}
	return failures, slices.DeleteFunc(known, func(id string) bool { return s.open[id] == nil }), err
}

// rest returns the tasks that are not settled, in the order of their ids.
func (s *settling) rest() []Task {
	var tasks []Task
	for _, t := range s.open {
		tasks = append(tasks, *t)
	}
	slices.SortFunc(tasks, func(a, b Task) int { return slices.Compare(a.Keys[0][:], b.Keys[0][:]) })
	return tasks
}

// news reports whether a message says that a task of ours is settled.
func (s *settling) news(ctx context.Context, m *nats.Msg) bool {
	if len(m.Data) == 0 || s.open[string(m.Data[1:])] == nil {
		return false
	}
	id := string(m.Data[1:])
	if m.Data[0] == '!' {
		return s.fail(ctx, id) == nil
	}
	s.close(id)
	return true
}

func (s *settling) close(id string) {
	delete(s.open, id)
	if s.progress != nil {
		s.progress(s.total - len(s.open))
	}
}

// fail closes a task if it has failed.
func (s *settling) fail(ctx context.Context, id string) error {
	failures, err := s.failures(ctx)
	if err != nil {
		return err
	}
	entry, err := failures.Get(ctx, id)
	if err != nil {
		return err
	}
	f := Failure{Task: *s.open[id]}
	if err := json.Unmarshal(entry.Value(), &f); err != nil {
		f.Reason = err.Error()
	}
	s.failed = append(s.failed, f)
	s.close(id)
	return nil
}

// sweepAll looks for what Settle has missed: values that are there, failures, and tasks
// that the queue has lost.
func (s *settling) sweepAll(ctx context.Context) error {
	if err := s.sweepStore(ctx); err != nil {
		return err
	}
	if err := s.sweepFailures(ctx); err != nil {
		return err
	}
	return s.publish(ctx, s.rest())
}

// swept is how many tasks are looked for in the store within the time for one that does not
// answer: an archive has more than it answers for in that time.
const swept = 256

func (s *settling) sweepStore(ctx context.Context) error {
	for some := range slices.Chunk(s.rest(), swept) {
		if err := s.look(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

// look closes the tasks whose values the store has.
func (s *settling) look(ctx context.Context, tasks []Task) error {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	var mu sync.Mutex
	return parallel.Each(ctx, len(tasks), 32, func(i int) error {
		has, err := s.holds.all(&tasks[i])
		if has {
			mu.Lock()
			defer mu.Unlock()
			s.close(tasks[i].id())
		}
		return err
	})
}

func (s *settling) sweepFailures(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	if err := s.prepare(ctx); err != nil {
		return err
	}
	_, known, err := s.known(ctx)
	if err != nil {
		return err
	}
	for _, id := range known {
		if err := s.fail(ctx, id); err != nil && !errors.Is(err, jetstream.ErrKeyNotFound) {
			return err
		}
	}
	return nil
}
