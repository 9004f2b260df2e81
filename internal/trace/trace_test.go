package trace

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"wayside/internal/digest"
)

// A world is a Source in which facts have texts. A fact of kind 1 is guarded by the
// fact of kind 0 with the same name, on which alone its text depends.
type world struct {
	texts map[Fact]string
	mu    sync.Mutex
	asked map[Fact]int
}

func (w *world) Digest(f Fact) (digest.Digest, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked[f]++
	text, ok := w.texts[f]
	return digest.String(text), ok
}

func (w *world) Guard(f Fact) (Fact, bool) { return Fact{0, f.Name}, f.Kind == 1 }

func newWorld(texts map[Fact]string) *world { return &world{texts: texts, asked: map[Fact]int{}} }

var maker = digest.String("program 1")

func TestMemory(t *testing.T) {
	a, card, b := Fact{0, "a"}, Fact{1, "a"}, Fact{0, "b"}
	var trace Trace
	for _, f := range []Fact{a, b, a} {
		trace.Add(f.Kind, f.Name)
	}
	if !slices.Equal(trace.Facts(), []Fact{a, b}) {
		t.Errorf("facts %v", trace.Facts())
	}
	(*Trace)(nil).Add(0, "a")

	first := New(Decode("", maker), newWorld(map[Fact]string{a: "1", card: "short", b: "2"}))
	first.Remember("both", trace.Facts(), []byte("both 1"))
	first.Remember("card", []Fact{card}, []byte("card 1"))
	first.Remember("none", nil, []byte("none 1"))
	first.Remember("lost", []Fact{{0, "unknown"}}, []byte("lost 1"))
	record := first.Encode(maker)

	cases := []struct {
		name  string
		now   map[Fact]string
		maker digest.Digest
		want  string // the outputs that are recalled
		asked []Fact // facts whose digest is asked for
		not   []Fact // facts whose digest is not
	}{
		{"nothing changed", map[Fact]string{a: "1", card: "short", b: "2"}, maker, "both card none", []Fact{a, b}, []Fact{card}},
		{"the guard changed alone", map[Fact]string{a: "0", card: "short", b: "2"}, maker, "card none", []Fact{a, card}, nil},
		{"the guarded fact changed", map[Fact]string{a: "0", card: "long", b: "2"}, maker, "none", []Fact{card}, nil},
		{"another fact changed", map[Fact]string{a: "1", card: "short", b: "0"}, maker, "card none", nil, []Fact{card}},
		{"a fact is unknown", map[Fact]string{a: "1", card: "short"}, maker, "card none", nil, nil},
		{"another program", map[Fact]string{a: "1", card: "short", b: "2"}, digest.String("program 2"), "", nil, []Fact{a}},
	}
	for _, c := range cases {
		w := newWorld(c.now)
		m := New(Decode(string(record), c.maker), w)
		got := ""
		for _, name := range []string{"both", "card", "lost", "none", "other"} {
			if value, ok := m.Recall(name); ok {
				if value != name+" 1" {
					t.Errorf("%s: the value of %s is %q", c.name, name, value)
				}
				got += " " + name
				m.Keep(name)
			}
		}
		if got != "" {
			got = got[1:]
		}
		if got != c.want {
			t.Errorf("%s: recalled %q, want %q", c.name, got, c.want)
		}
		for _, f := range c.asked {
			if w.asked[f] != 1 {
				t.Errorf("%s: the digest of %v was asked for %d times", c.name, f, w.asked[f])
			}
		}
		for _, f := range c.not {
			if w.asked[f] != 0 {
				t.Errorf("%s: the digest of %v was asked for", c.name, f)
			}
		}
		// What was kept is in the next record.
		if next := New(Decode(string(m.Encode(c.maker)), c.maker), newWorld(c.now)); len(next.old.outputs) != len(m.again) {
			t.Errorf("%s: the next record has %d outputs, want %d", c.name, len(next.old.outputs), len(m.again))
		}
	}
}

// TestHistory makes builds of random outputs after random changes and checks that an
// output is recalled exactly if its facts are as they were when it was made.
func TestHistory(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 0))
		texts := map[Fact]string{}
		for i := range 6 {
			texts[Fact{0, fmt.Sprint(i)}], texts[Fact{1, fmt.Sprint(i)}] = "0", "0"
		}
		type state struct {
			facts []Fact
			texts []string
		}
		made := map[string]state{}
		var record []byte
		for range 8 {
			for range r.IntN(3) {
				name, n := fmt.Sprint(r.IntN(6)), r.IntN(6)
				texts[Fact{0, name}], texts[Fact{1, name}] = fmt.Sprint(n), fmt.Sprint(n/2)
			}
			m := New(Decode(string(record), maker), newWorld(texts))
			next := map[string]state{}
			for i := range 10 {
				name := fmt.Sprint("output ", i)
				if r.IntN(9) == 0 {
					continue // not in this build
				}
				was, known := made[name]
				want := known
				for k, f := range was.facts {
					want = want && texts[f] == was.texts[k]
				}
				value, ok := m.Recall(name)
				if ok != want || ok && value != fmt.Sprint(was.texts) {
					t.Fatalf("seed %d: %s with %v, made with %v, is recalled: %v, %q", seed, name, texts, was, ok, value)
				}
				if ok {
					m.Keep(name)
					next[name] = was
					continue
				}
				var s state
				for range r.IntN(5) {
					f := Fact{Kind(r.IntN(2)), fmt.Sprint(r.IntN(6))}
					if !slices.Contains(s.facts, f) {
						s.facts, s.texts = append(s.facts, f), append(s.texts, texts[f])
					}
				}
				m.Remember(name, s.facts, []byte(fmt.Sprint(s.texts)))
				next[name] = s
			}
			record, made = m.Encode(maker), next
		}
	}
}

// FuzzRecord checks that no record, however damaged, makes a memory panic.
func FuzzRecord(f *testing.F) {
	m := New(Decode("", maker), newWorld(map[Fact]string{{0, "a"}: "1", {1, "a"}: "2"}))
	m.Remember("x", []Fact{{1, "a"}, {0, "a"}}, []byte("value"))
	record := m.Encode(maker)
	f.Add(record)
	f.Add(record[:len(record)-1])
	f.Fuzz(func(t *testing.T, data []byte) {
		m := New(Decode(string(data), maker), newWorld(map[Fact]string{{0, "a"}: "1"}))
		for _, o := range m.old.outputs {
			if _, ok := m.Recall(o.name); ok {
				m.Keep(o.name)
			}
		}
		m.Encode(maker)
	})
}
