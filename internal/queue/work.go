package queue

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"wayside/internal/parallel"
)

// A Maker makes the values of one kind of tasks and puts them into the store.
type Maker struct {
	Kind, Recipe string
	Make         func(ctx context.Context, input json.RawMessage) error
}

// An Event is something that a worker reports.
type Event struct {
	Task  Task  // none if the queue does not answer
	Err   error // why it could not be made; nil if it was
	Last  bool  // whether it will not be tried again
	Other bool  // whether it is of another recipe, so that this worker leaves it
}

// A Worker takes tasks from a queue.
type Worker struct {
	Makers []Maker
	Holds  Holds
	AtOnce int         // tasks of one kind; 0 means the number of cores
	Report func(Event) // may be nil; called from many goroutines
	Drain  bool        // whether Work returns when there is no task left for it
}

// Work makes tasks until the context ends; then it returns nil when those that were begun
// are done.
func (q *Queue) Work(ctx context.Context, w Worker) error {
	if w.AtOnce <= 0 {
		w.AtOnce = parallel.Cores()
	}
	var group sync.WaitGroup
	for _, m := range w.Makers {
		worker := &working{Queue: q, Worker: w, maker: m, others: map[string]bool{}}
		for range w.AtOnce {
			group.Go(func() { worker.run(ctx) })
		}
	}
	group.Wait()
	return nil
}

// A working is the state of Work for one kind of tasks.
type working struct {
	*Queue
	Worker
	maker Maker

	mu     sync.Mutex
	others map[string]bool // other recipes that were reported
	away   bool            // whether it was reported that the queue does not answer
}

func (w *working) run(ctx context.Context) {
	var tasks jetstream.Consumer
	for ctx.Err() == nil {
		var err error
		if tasks == nil {
			tasks, err = w.consumer(ctx)
		}
		var msg jetstream.Msg
		if err == nil {
			msg, err = tasks.Next(jetstream.FetchMaxWait(w.idle))
		}
		switch {
		case err == nil:
			w.reached()
			w.take(ctx, msg)
		case errors.Is(err, nats.ErrTimeout) || errors.Is(err, jetstream.ErrNoMessages):
			w.leave(ctx)
			if w.Drain && w.drained(ctx, tasks) {
				return
			}
		default: // the queue was wiped, or cannot be reached
			tasks = nil
			w.unreachable(ctx, err)
			w.pause(ctx, w.again)
			w.prepare(ctx) // the next attempt reports
		}
	}
}

func (w *working) pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// consumer returns the consumer of the maker's tasks, which all workers share.
func (w *working) consumer(ctx context.Context) (jetstream.Consumer, error) {
	ctx, cancel := context.WithTimeout(ctx, w.answer)
	defer cancel()
	filter := w.of(w.maker.Kind, w.maker.Recipe, "*")
	name := w.maker.Kind + "-" + hexOf(w.maker.Recipe)
	return w.js.CreateOrUpdateConsumer(ctx, w.stream(), jetstream.ConsumerConfig{
		Durable: name, FilterSubject: filter, AckPolicy: jetstream.AckExplicitPolicy, AckWait: w.silent,
		MaxDeliver: -1, MaxAckPending: -1, InactiveThreshold: 24 * time.Hour,
	})
}

// take makes the values of one task.
func (w *working) take(ctx context.Context, msg jetstream.Msg) {
	var t Task
	about, err := msg.Metadata()
	if err != nil || json.Unmarshal(msg.Data(), &t) != nil || len(t.Keys) == 0 {
		msg.Term() // not a task
		return
	}
	if has, err := w.Holds.all(&t); err == nil && has {
		w.done(msg, &t)
		return
	}
	if about.NumDelivered > tries {
		w.failed(msg, &t, Failure{Reason: "it ended " + strconv.Itoa(tries) + " workers", Stopped: true})
		return
	}
	alive := w.heartbeat(msg)
	err = w.make(ctx, &t)
	alive()
	switch {
	case err == nil:
		w.done(msg, &t)
	case ctx.Err() != nil:
		msg.Nak() // another worker takes it at once
	case about.NumDelivered < tries:
		w.report(Event{Task: t, Err: err})
		msg.NakWithDelay(w.again)
	default:
		w.failed(msg, &t, Failure{Reason: err.Error()})
	}
}

// make makes the values until the store has them: a store that does not answer is no
// failure of the task.
func (w *working) make(ctx context.Context, t *Task) error {
	for missed := 0; ; {
		if err := w.maker.Make(ctx, t.Input); err != nil {
			return err
		}
		has, err := w.Holds.all(t)
		if has {
			return nil
		}
		if err == nil {
			missed++
			err = errors.New("the store does not have what was put there")
		}
		if missed == tries || ctx.Err() != nil {
			return err
		}
		w.report(Event{Task: *t, Err: err})
		w.pause(ctx, w.again)
	}
}

// heartbeat says that the worker lives until the returned function is called.
func (w *working) heartbeat(msg jetstream.Msg) (stop func()) {
	end := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		beat := time.NewTicker(w.silent / 3)
		defer beat.Stop()
		for {
			select {
			case <-beat.C:
				msg.InProgress() // without it the task is made twice
			case <-end:
				return
			}
		}
	})
	return func() { close(end); group.Wait() }
}

// done removes a task from the queue. If that fails it is delivered again, and its values
// are found.
func (w *working) done(msg jetstream.Msg, t *Task) {
	msg.Ack()
	w.settled(t.id(), false)
	w.report(Event{Task: *t})
}

// failed removes a task and says why.
func (w *working) failed(msg jetstream.Msg, t *Task, f Failure) {
	ctx, cancel := context.WithTimeout(context.Background(), w.answer) // also when the worker is ending
	defer cancel()
	data, err := json.Marshal(f)
	if err == nil {
		var failures jetstream.KeyValue
		if failures, err = w.failures(ctx); err == nil {
			_, err = failures.Put(ctx, t.id(), data)
		}
	}
	if err != nil {
		msg.NakWithDelay(w.again) // the next worker says it
		return
	}
	msg.Term()
	w.settled(t.id(), true)
	w.report(Event{Task: *t, Err: errors.New(f.Reason), Last: true})
}

// unreachable reports once that the queue does not answer, until it does again.
func (w *working) unreachable(ctx context.Context, err error) {
	w.mu.Lock()
	known := w.away
	w.away = true
	w.mu.Unlock()
	if !known && ctx.Err() == nil {
		w.report(Event{Err: UnreachableError{err}})
	}
}

func (w *working) reached() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.away = false
}

func (w *working) report(e Event) {
	if w.Report != nil {
		w.Report(e)
	}
}

// leave reports, once a recipe, that there are tasks of another one.
func (w *working) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, w.answer)
	defer cancel()
	stream, err := w.js.Stream(ctx, w.stream())
	if err != nil {
		return
	}
	last, err := stream.GetLastMsgForSubject(ctx, w.subject("task", w.maker.Kind, ">"))
	if err != nil {
		return
	}
	var t Task
	if json.Unmarshal(last.Data, &t) != nil || t.Recipe == w.maker.Recipe {
		return
	}
	w.mu.Lock()
	known := w.others[t.Recipe]
	w.others[t.Recipe] = true
	w.mu.Unlock()
	if !known {
		w.report(Event{Task: t, Other: true})
	}
}

// drained reports whether there is no task left, not even one that another worker has taken
// and may give back.
func (w *working) drained(ctx context.Context, tasks jetstream.Consumer) bool {
	info, err := tasks.Info(ctx)
	return err == nil && info.NumPending == 0 && info.NumAckPending == 0
}
