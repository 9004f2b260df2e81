package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/store"
)

func made(address, text string) Output {
	return Output{Address: address, From: diag.Place{File: "from " + text}, Phase: Page, Make: Bytes([]byte(text))}
}

func TestNewPlan(t *testing.T) {
	for _, c := range []struct {
		addresses, plan, want string
	}{
		{"", "", ""},
		{"b a/index.html a/b", "a/b a/index.html b", ""},
		{"a a", "a", "from 1: a, from 0"},
		{"A.png a.png", "A.png", "from 1: a.png, from 0"},
		{"é.png É.png", "É.png", "from 0: é.png, from 1"},
		{"a a/b", "a a/b", "from 1: a, from 0"},
		{"a/b/c/d a/b", "a/b a/b/c/d", "from 0: a/b, from 1"},
		{"A/b a", "A/b a", "from 0: a, from 1"},
		{"ab a/b", "a/b ab", ""},
	} {
		var outputs []Output
		for i, a := range strings.Fields(c.addresses) {
			outputs = append(outputs, made(a, fmt.Sprint(i)))
		}
		plan, problems := NewPlan(outputs)
		var got, reported []string
		for _, o := range plan {
			got = append(got, o.Address)
		}
		for _, p := range problems {
			reported = append(reported, fmt.Sprintf("%s: %v, %v", p.Place.File, p.Args[0], p.Args[1]))
		}
		if g := strings.Join(got, " "); g != c.plan || strings.Join(reported, "; ") != c.want {
			t.Errorf("%s: plan %q, problems %q; want %q, %q", c.addresses, g, reported, c.plan, c.want)
		}
	}
}

func TestFind(t *testing.T) {
	plan, _ := NewPlan([]Output{made("b", ""), made("a/index.html", ""), made("c", "")})
	for address, want := range map[string]bool{"a/index.html": true, "b": true, "c": true, "a": false, "": false, "d": false} {
		if o, ok := plan.Find(address); ok != want || ok && o.Address != address {
			t.Errorf("Find(%q) = %q, %v, want %v", address, o.Address, ok, want)
		}
	}
}

func TestMake(t *testing.T) {
	var outputs []Output
	var calls [200]atomic.Int32
	for i := range calls {
		o := made(fmt.Sprintf("%03d.txt", i), strings.Repeat("x", i))
		bytes := o.Make
		o.Make = func() (Made, error) {
			calls[i].Add(1)
			m, err := bytes()
			if i%50 == 0 {
				m.Problems.Add(o.From, "minify", o.Address)
			}
			return m, err
		}
		outputs = append(outputs, o)
	}
	plan, _ := NewPlan(outputs)
	var mu sync.Mutex
	sunk := map[string]int{}
	var progress []int
	result, err := plan.Make(t.Context(), sink(func(f File, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		sunk[f.Address] = len(data)
		return nil
	}), nil, func(done int) {
		mu.Lock()
		defer mu.Unlock()
		progress = append(progress, done)
	})
	files, problems := result.Files, result.Problems
	if err != nil || len(files) != len(calls) || len(problems) != 4 || len(sunk) != len(calls) {
		t.Fatalf("%d files, %d problems, %d sunk, %v", len(files), len(problems), len(sunk), err)
	}
	for i, f := range files {
		if f.Address != plan[i].Address || f.Size != int64(i) || sunk[f.Address] != i || calls[i].Load() != 1 || f.Hash != sha256.Sum256(bytes.Repeat([]byte("x"), i)) {
			t.Errorf("file %d is %+v", i, f)
		}
	}
	slices.Sort(progress)
	if len(progress) != len(calls) || progress[0] != 1 || progress[len(progress)-1] != len(calls) {
		t.Errorf("progress %v", progress)
	}
	if result, err := plan.Make(t.Context(), nil, nil, nil); err != nil || len(result.Files) != len(calls) {
		t.Errorf("without a sink: %d files, %v", len(result.Files), err)
	}
	if result, err := (Plan)(nil).Make(t.Context(), nil, nil, nil); err != nil || len(result.Files) != 0 {
		t.Errorf("an empty plan: %d files, %v", len(result.Files), err)
	}
}

// sink is a Sink that calls a function for every file.
type sink func(File, []byte) error

func (s sink) Stage(f File, data []byte) error { return s(f, data) }

func (s sink) Stream(address string, _ *store.Key, write func(io.Writer) error) (File, error) {
	var b bytes.Buffer
	f, err := measured(address, &b, write)
	return f, errors.Join(err, s(f, b.Bytes()))
}

func TestMakeError(t *testing.T) {
	broken := errors.New("the disk is full")
	var made atomic.Int32
	var outputs []Output
	for i := range 5000 {
		outputs = append(outputs, Output{Address: fmt.Sprint(i), Make: func() (Made, error) {
			made.Add(1)
			if i == 10 {
				return Made{}, broken
			}
			return Made{}, nil
		}})
	}
	if _, err := Plan(outputs).Make(t.Context(), nil, nil, nil); err != broken {
		t.Errorf("Make returned %v", err)
	}
	if n := made.Load(); n > 4000 {
		t.Errorf("%d outputs were made after the error", n)
	}
	if _, err := Plan(outputs[20:40]).Make(t.Context(), sink(func(File, []byte) error { return broken }), nil, nil); err != broken {
		t.Errorf("a sink's error: %v", err)
	}
}

// TestMakeOrder blocks the first outputs until as many have begun as are made at
// once, and checks that these were listed first, whatever their addresses.
func TestMakeOrder(t *testing.T) {
	atOnce := 2 * runtime.GOMAXPROCS(0)
	var mu sync.Mutex
	var begun []int
	all := make(chan bool)
	var list []Output
	for i := range 3 * atOnce {
		list = append(list, Output{Address: fmt.Sprintf("%03d.txt", 999-i), Make: func() (Made, error) {
			mu.Lock()
			if begun = append(begun, i); len(begun) == atOnce {
				close(all)
			}
			mu.Unlock()
			<-all
			return Made{}, nil
		}})
	}
	plan, _ := NewPlan(list)
	result, err := plan.Make(t.Context(), nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if first := slices.Max(begun[:atOnce]); first >= atOnce {
		t.Errorf("number %d of the list was among the first %d made: %v", first, atOnce, begun)
	}
	files := result.Files
	if !slices.IsSortedFunc(files, func(a, b File) int { return strings.Compare(a.Address, b.Address) }) {
		t.Errorf("the files are not in the plan's order: %v", files)
	}
}

// TestAgain checks that a plan of the same addresses is the one that NewPlan makes.
func TestAgain(t *testing.T) {
	list := func(print string, addresses ...string) []Output {
		var all []Output
		for _, a := range addresses {
			all = append(all, Output{Address: a, Print: print})
		}
		return all
	}
	plan, _ := NewPlan(list("old", "b", "c/x", "a"))
	again, ok := plan.Again(list("new", "b", "c/x", "a"))
	want, _ := NewPlan(list("new", "b", "c/x", "a"))
	if !ok || len(again) != len(want) {
		t.Fatalf("%v, %v", again, ok)
	}
	for i := range want {
		if again[i].Address != want[i].Address || again[i].Print != "new" || again[i].listed != want[i].listed {
			t.Errorf("%d: %+v, want %+v", i, again[i], want[i])
		}
	}
	for _, other := range [][]string{{"b", "a", "c/x"}, {"b", "c/x"}, {"b", "c/x", "a", "d"}} {
		if _, ok := plan.Again(list("new", other...)); ok {
			t.Errorf("%q is the same plan", other)
		}
	}
}
