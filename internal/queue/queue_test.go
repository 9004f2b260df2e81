package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wayside/internal/await"
	"wayside/internal/cloudtest"
	"wayside/internal/store"
)

// A shelf is a store in memory.
type shelf struct {
	mu   sync.Mutex
	has  map[store.Key]bool
	made map[string]int // how often, by input
	err  error
}

func newShelf() *shelf { return &shelf{has: map[store.Key]bool{}, made: map[string]int{}} }

func (s *shelf) holds(key store.Key) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.has[key] && s.err == nil, s.err
}

func (s *shelf) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// put makes the values of a task.
func (s *shelf) put(input string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range taskOf(input).Keys {
		s.has[key] = true
	}
	s.made[input]++
}

func (s *shelf) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.made)
}

// taskOf returns a task with two values.
func taskOf(name string) Task {
	input, err := json.Marshal(name)
	if err != nil {
		panic(err) // not reached
	}
	return Task{Kind: "test", Recipe: "1", Keys: []store.Key{store.KeyOf("a", name), store.KeyOf("b", name)}, Input: input}
}

func tasks(n int) []Task {
	var all []Task
	for i := range n {
		all = append(all, taskOf(fmt.Sprint(i)))
	}
	return all
}

// dial connects with short waits.
func dial(t *testing.T, n *cloudtest.NATS) *Queue {
	t.Helper()
	q, err := Dial(t.Context(), n.ClientURL()+"/test", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	q.times = times{silent: 300 * time.Millisecond, again: 20 * time.Millisecond, sweep: 100 * time.Millisecond, patience: time.Minute, answer: 10 * time.Second, idle: 100 * time.Millisecond}
	return q
}

// work starts a worker and returns a function that ends it.
func work(t *testing.T, q *Queue, s *shelf, make func(input string) error, report func(Event)) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		err := q.Work(ctx, Worker{Holds: s.holds, AtOnce: 2, Report: report, Makers: []Maker{{"test", "1", func(_ context.Context, input json.RawMessage) error {
			var name string
			if err := json.Unmarshal(input, &name); err != nil {
				return err
			}
			return make(name)
		}}}})
		if err != nil {
			t.Errorf("a worker: %v", err)
		}
	})
	stop = sync.OnceFunc(func() { cancel(); group.Wait() })
	t.Cleanup(stop)
	return stop
}

func settle(t *testing.T, q *Queue, s *shelf, all []Task) []Failure {
	t.Helper()
	failed, err := q.Settle(t.Context(), all, s.holds, nil)
	if err != nil {
		t.Fatal(err)
	}
	return failed
}

func TestWork(t *testing.T) {
	t.Parallel()
	server, s := cloudtest.NewNATS(t), newShelf()
	s.put("3") // is there already
	made := func(name string) error { s.put(name); return nil }
	work(t, dial(t, server), s, made, nil)
	work(t, dial(t, server), s, made, nil)
	all := append(tasks(50), tasks(50)...)
	var group sync.WaitGroup
	last := 0
	group.Go(func() { // another build, which lacks the same
		if failed := settle(t, dial(t, server), s, all[:60]); len(failed) > 0 {
			t.Errorf("failures %v", failed)
		}
	})
	failed, err := dial(t, server).Settle(t.Context(), all, s.holds, func(done int) { last = done })
	if err != nil || len(failed) > 0 || last != 50 {
		t.Errorf("failures %v, progress %d, error %v", failed, last, err)
	}
	group.Wait()
	for i := range 50 {
		if n := s.made[fmt.Sprint(i)]; n != 1 {
			t.Errorf("task %d was made %d times", i, n)
		}
	}
}

// TestNothing checks that nothing to do needs no worker.
func TestNothing(t *testing.T) {
	t.Parallel()
	if failed := settle(t, dial(t, cloudtest.NewNATS(t)), newShelf(), nil); len(failed) > 0 {
		t.Errorf("failures %v", failed)
	}
}

// TestFailures checks what becomes of tasks that cannot be made, and of those that end the
// program.
func TestFailures(t *testing.T) {
	t.Parallel()
	server, s := cloudtest.NewNATS(t), newShelf()
	var mu sync.Mutex
	tried := map[string]int{}
	try := func(name string) {
		mu.Lock()
		defer mu.Unlock()
		tried[name]++
	}
	// Workers that end while they make the task "crash", one after the other.
	died := make(chan bool, 10)
	mortal := func() {
		q := dial(t, server)
		hang := make(chan bool)
		work(t, q, s, func(name string) error {
			if name != "crash" {
				return errors.New("for others")
			}
			try(name)
			q.Close() // no sign of life from now on
			died <- true
			<-hang
			return errors.New("dead")
		}, nil)
		t.Cleanup(func() { close(hang) }) // before the worker is awaited
	}
	result := make(chan []Failure, 1)
	go func() { result <- settle(t, dial(t, server), s, []Task{taskOf("crash")}) }()
	for range tries {
		mortal()
		await.Receive(t, "a worker that ends", died)
	}
	work(t, dial(t, server), s, func(name string) error {
		try(name)
		if name == "broken" {
			return errors.New("cannot be read")
		}
		s.put(name)
		return nil
	}, nil)
	if failed := await.Receive(t, "the failure", result); len(failed) != 1 || !failed[0].Stopped || string(failed[0].Task.Input) != `"crash"` {
		t.Errorf("failures %+v", failed)
	}
	failed := settle(t, dial(t, server), s, []Task{taskOf("broken"), taskOf("fine")})
	if len(failed) != 1 || failed[0].Stopped || failed[0].Reason != "cannot be read" || string(failed[0].Task.Input) != `"broken"` {
		t.Errorf("failures %+v", failed)
	}
	mu.Lock()
	defer mu.Unlock()
	if tried["crash"] != tries || tried["broken"] != tries || tried["fine"] != 1 {
		t.Errorf("tried %v", tried)
	}
}

// TestWiped loses the queue's content, and then the server, in the middle.
func TestWiped(t *testing.T) {
	t.Parallel()
	server, s := cloudtest.NewNATS(t), newShelf()
	gate := make(chan bool)
	made := func(name string) error {
		<-gate
		s.put(name)
		return nil
	}
	work(t, dial(t, server), s, made, nil)
	work(t, dial(t, server), s, made, nil)
	q := dial(t, server)
	result := make(chan []Failure, 1)
	go func() { result <- settle(t, q, s, tasks(30)) }()
	pass := func(n int) {
		for range n {
			select {
			case gate <- true:
			case <-time.After(await.Limit):
				t.Fatal("no task is made")
			}
		}
	}
	pass(5)
	if err := q.js.DeleteStream(t.Context(), q.stream()); err != nil {
		t.Fatal(err)
	}
	pass(5)
	server.Restart()
	close(gate)
	if failed := await.Receive(t, "the end", result); len(failed) > 0 || s.count() != 30 {
		t.Errorf("failures %v, %d made", failed, s.count())
	}
}

// TestOtherRecipe checks that a worker leaves what another version of the program has to
// make, and says so once.
func TestOtherRecipe(t *testing.T) {
	t.Parallel()
	server, s := cloudtest.NewNATS(t), newShelf()
	reports := make(chan Event, 100)
	made := func(name string) error { s.put(name); return nil }
	work(t, dial(t, server), s, made, func(e Event) { reports <- e })
	other := taskOf("other")
	other.Recipe = "2"
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() { dial(t, server).Settle(ctx, []Task{other}, s.holds, nil) })
	if e := await.Receive(t, "a report", reports); !e.Other || e.Task.Recipe != "2" {
		t.Errorf("the report is %+v", e)
	}
	if failed := settle(t, dial(t, server), s, []Task{taskOf("x")}); len(failed) > 0 || s.made["other"] > 0 {
		t.Errorf("failures %v, made %v", failed, s.made)
	}
	cancel()
	group.Wait()
}

// TestStoreTrouble checks that a store that does not answer fails no task.
func TestStoreTrouble(t *testing.T) {
	t.Parallel()
	server, s := cloudtest.NewNATS(t), newShelf()
	reports := make(chan Event, 1000)
	made := func(name string) error { s.put(name); return nil }
	s.fail(errors.New("503"))
	work(t, dial(t, server), s, made, func(e Event) { reports <- e })
	result := make(chan []Failure, 1)
	go func() { result <- settle(t, dial(t, server), s, tasks(3)) }()
	for range 2 * tries {
		if e := await.Receive(t, "a report", reports); e.Err == nil || e.Err.Error() != "503" || e.Last {
			t.Errorf("the report is %+v", e)
		}
	}
	s.fail(nil)
	if failed := await.Receive(t, "the end", result); len(failed) > 0 {
		t.Errorf("failures %v", failed)
	}
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	if _, err := Dial(t.Context(), "nats://127.0.0.1:1/x", ""); !unreachable(err) {
		t.Errorf("dialling nobody: %v", err)
	}
	server, s := cloudtest.NewNATS(t), newShelf()
	q := dial(t, server)
	q.patience, q.answer = 200*time.Millisecond, 200*time.Millisecond
	server.Stop()
	if _, err := q.Settle(t.Context(), tasks(3), s.holds, nil); !unreachable(err) {
		t.Errorf("a server that ended: %v", err)
	}
}

func unreachable(err error) bool {
	_, ok := errors.AsType[UnreachableError](err)
	return ok
}

func TestDrain(t *testing.T) {
	t.Parallel()
	server, s := cloudtest.NewNATS(t), newShelf()
	q := dial(t, server)
	if err := q.publish(t.Context(), tasks(5)); err != nil {
		t.Fatal(err)
	}
	if err := q.publish(t.Context(), tasks(7)); err != nil {
		t.Fatalf("publishing twice: %v", err)
	}
	err := q.Work(t.Context(), Worker{Holds: s.holds, AtOnce: 2, Drain: true, Makers: []Maker{{"test", "1", func(_ context.Context, input json.RawMessage) error {
		s.put(strings.Trim(string(input), `"`))
		return nil
	}}}})
	if err != nil || s.count() != 7 {
		t.Errorf("%d made, error %v", s.count(), err)
	}
}

// TestSweep checks that values are found without news.
func TestSweep(t *testing.T) {
	t.Parallel()
	q, s, all := dial(t, cloudtest.NewNATS(t)), newShelf(), tasks(12_000)
	for i := range all {
		s.put(fmt.Sprint(i))
	}
	if failed, err := q.Settle(t.Context(), all, s.holds, nil); err != nil || len(failed) > 0 {
		t.Errorf("%d failures, %v", len(failed), err)
	}
}

// TestSlowSweep looks for more values than a store may take to answer for one, by a clock of
// its own.
func TestSlowSweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, all := newShelf(), tasks(12_000)
		slow := func(key store.Key) (bool, error) {
			time.Sleep(4 * time.Millisecond)
			return s.holds(key)
		}
		sweep := settling{Queue: &Queue{times: times{patience: time.Second}}, holds: slow, open: map[string]*Task{}}
		for i := range all {
			s.put(fmt.Sprint(i))
			sweep.open[all[i].id()] = &all[i]
		}
		began := time.Now()
		if err := sweep.sweepStore(t.Context()); err != nil || len(sweep.open) > 0 {
			t.Errorf("%d tasks are open, error %v", len(sweep.open), err)
		}
		if took := time.Since(began); took <= sweep.patience {
			t.Errorf("the sweep took only %v", took)
		}
	})
}

func TestAddress(t *testing.T) {
	for address, want := range map[string][2]string{
		"nats://host:4222":        {"nats://host:4222", "guide"},
		"nats://host/our-guide":   {"nats://host", "our-guide"},
		"tls://me:word@host/a_b/": {"tls://me:word@host", "a_b"},
	} {
		if server, name, err := parse(address); err != nil || server != want[0] || name != want[1] {
			t.Errorf("%s: %q, %q, %v", address, server, name, err)
		}
	}
	for _, address := range []string{"", "host:4222", "http://host", "nats://", "nats://host/a.b", "nats://host/a/b", "nats://host/" + strings.Repeat("x", 61), "nats://%", "nats://me:secret@host:x", "http://me:secret@host"} {
		if err := Check(address); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// FuzzAddress checks that every address that is accepted has a server and a name that can be a
// part of subjects.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"nats://host:4222/guide", "tls://me:word@host", "nats://me:word@host/a.b", "x", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		server, name, err := parse(address)
		if err == nil && (!validName.MatchString(name) || name == "" || !strings.Contains(server, "://")) {
			t.Errorf("%q: %q, %q", address, server, name)
		}
	})
}
