// Package trace decides which outputs of a build need not be made again.
//
// While an output is made, a Trace collects the facts that it shows: a site's card, a
// text, the guide's words. The Record of a build keeps, for each output, its facts and
// a value (what the build knows about the output), and for each fact a digest. In the
// next build, an output whose facts all have the digests that they had is as it was:
// its value is used again. This is a verifying trace with early cutoff ("Build systems
// à la carte", ICFP 2018): a fact that was computed again with the same result changes
// nothing.
//
// The package knows neither what facts are nor how outputs are made.
package trace

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"wayside/internal/compact"
	"wayside/internal/digest"
)

// A Fact names something that an output may show. What kinds there are is up to the
// Source.
type Fact struct {
	Kind Kind
	Name string
}

// A Kind is a kind of facts.
type Kind uint8

// A Source knows the facts of this build. It is safe for concurrent use.
type Source interface {
	// Digest returns a digest of what the fact is now. ok is false if that is not
	// known; the fact then counts as changed, in this build and the next.
	Digest(Fact) (d digest.Digest, ok bool)
	// Guard returns a fact that determines f, so that f's digest, which is expensive,
	// is not needed as long as the guard is unchanged.
	Guard(f Fact) (guard Fact, ok bool)
}

// A Trace collects the facts that one output shows. A nil Trace collects nothing. It
// is not safe for concurrent use.
type Trace struct {
	facts []Fact
	seen  map[Fact]bool // nil while there are few
}

// Add adds a fact.
func (t *Trace) Add(kind Kind, name string) {
	if t == nil {
		return
	}
	f := Fact{kind, name}
	if len(t.facts) < few {
		if !slices.Contains(t.facts, f) {
			t.facts = append(t.facts, f)
		}
		return
	}
	if t.seen == nil {
		t.seen = make(map[Fact]bool, 2*few)
		for _, f := range t.facts {
			t.seen[f] = true
		}
	}
	if !t.seen[f] {
		t.seen[f] = true
		t.facts = append(t.facts, f)
	}
}

// few is the number of facts up to which comparing them all is faster than a map.
const few = 32

// Facts returns the facts in the order in which they were added.
func (t *Trace) Facts() []Fact {
	if t == nil {
		return nil
	}
	return t.facts
}

// A Memory compares a build with the record of an earlier one and makes a new record.
// It is safe for concurrent use.
type Memory struct {
	source Source
	old    *Record
	state  []atomic.Uint32 // of the old record's facts: unknown, same or changed

	mu      sync.Mutex
	numbers map[Fact]int32     // of the facts of made
	facts   []Fact             // by number
	made    map[string]*output // made in this build
	again   []int32            // outputs of the old record that are used again
}

const (
	unknown uint32 = iota
	same
	changed
)

// New returns a memory of the build whose record is given.
func New(old *Record, source Source) *Memory {
	m := &Memory{source: source, old: old, numbers: map[Fact]int32{}, made: map[string]*output{}}
	m.state = make([]atomic.Uint32, len(m.old.facts))
	return m
}

// Recall returns the value of an output that is as it was.
func (m *Memory) Recall(name string) (value string, ok bool) {
	n, ok := m.old.index[name]
	if !ok {
		return "", false
	}
	o := &m.old.outputs[n]
	for _, f := range o.facts {
		if !m.same(f) {
			return "", false
		}
	}
	return o.value, true
}

// Keep keeps an output of Recall in the new record.
func (m *Memory) Keep(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.again = append(m.again, m.old.index[name])
}

// Remember keeps an output that was made from facts.
func (m *Memory) Remember(name string, facts []Fact, value []byte) {
	o := &output{name: name, facts: make([]int32, len(facts)), value: string(value)}
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, f := range facts {
		n, ok := m.numbers[f]
		if !ok {
			n = int32(len(m.facts))
			m.numbers[f], m.facts = n, append(m.facts, f)
		}
		o.facts[i] = n
	}
	m.made[name] = o
}

// same reports whether a fact of the old record has the digest that it had.
func (m *Memory) same(n int32) bool {
	switch m.state[n].Load() {
	case same:
		return true
	case changed:
		return false
	}
	f := &m.old.facts[n]
	state := changed
	if f.guard >= 0 && m.same(f.guard) {
		state = same
	} else if d, ok := m.source.Digest(f.fact); ok && d == f.digest {
		state = same
	}
	m.state[n].Store(state)
	return state == same
}

// A Record is what a build leaves for the next one.
type Record struct {
	facts   []known
	outputs []output
	index   map[string]int32 // of the outputs, by name
}

type known struct {
	fact   Fact
	digest digest.Digest
	guard  int32 // an earlier index of facts, or -1
}

type output struct {
	name  string
	facts []int32 // sorted in a record
	value string
}

// Encode returns the record of this build. Outputs that were neither remembered nor
// kept are not in it, and neither are those with a fact whose digest is not known.
func (m *Memory) Encode(maker digest.Digest) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	most := len(m.old.facts) + len(m.facts)
	e := encoder{m: m, facts: make([]known, 0, most), numbers: make(map[Fact]int32, most), moved: make([]int32, len(m.old.facts))}
	for i := range e.moved {
		e.moved[i] = absent
	}
	outputs := make([]output, 0, len(m.again)+len(m.made))
	slices.Sort(m.again)
	for _, n := range m.again {
		o := m.old.outputs[n]
		if m.made[o.name] == nil {
			facts := make([]int32, len(o.facts))
			for i, f := range o.facts {
				facts[i] = e.move(f)
			}
			outputs = append(outputs, output{name: o.name, facts: facts, value: o.value})
		}
	}
	for _, o := range m.made {
		if facts, ok := e.all(o.facts); ok {
			outputs = append(outputs, output{name: o.name, facts: facts, value: o.value})
		}
	}
	slices.SortFunc(outputs, func(a, b output) int { return cmp.Compare(a.name, b.name) })
	return encode(maker, e.facts, outputs)
}

// An encoder numbers the facts of the new record.
type encoder struct {
	m       *Memory
	facts   []known
	numbers map[Fact]int32
	moved   []int32 // old numbers → new ones
}

const absent = -1

// move returns the new number of an unchanged fact of the old record.
func (e *encoder) move(n int32) int32 {
	if e.moved[n] != absent {
		return e.moved[n]
	}
	f := e.m.old.facts[n]
	if number, ok := e.numbers[f.fact]; ok {
		e.moved[n] = number
		return number
	}
	if f.guard >= 0 && e.m.same(f.guard) {
		f.guard = e.move(f.guard)
	} else {
		f.guard = e.guard(f.fact)
	}
	return e.add(f, n)
}

func (e *encoder) add(f known, old int32) int32 {
	number := int32(len(e.facts))
	e.facts = append(e.facts, f)
	e.numbers[f.fact] = number
	if old != absent {
		e.moved[old] = number
	}
	return number
}

// guard returns the number of a fact's guard, or -1 if it has none.
func (e *encoder) guard(f Fact) int32 {
	if g, ok := e.m.source.Guard(f); ok {
		if n, ok := e.number(g); ok {
			return n
		}
	}
	return absent
}

func (e *encoder) number(f Fact) (int32, bool) {
	if n, ok := e.numbers[f]; ok {
		return n, true
	}
	d, ok := e.m.source.Digest(f)
	if !ok {
		return 0, false
	}
	return e.add(known{f, d, e.guard(f)}, absent), true
}

// all returns the new numbers of the facts of an output that was made.
func (e *encoder) all(facts []int32) ([]int32, bool) {
	numbers := make([]int32, len(facts))
	for i, f := range facts {
		n, ok := e.number(e.m.facts[f])
		if !ok {
			return nil, false
		}
		numbers[i] = n
	}
	return numbers, true
}

const format = 1

func encode(maker digest.Digest, facts []known, outputs []output) []byte {
	w := compact.Writer{Data: make([]byte, 0, 50*len(facts)+200*len(outputs))}
	w.Uint(format)
	w.Raw(maker[:])
	w.Len(len(facts))
	for _, f := range facts {
		w.Uint(uint64(f.fact.Kind))
		w.Text(f.fact.Name)
		w.Raw(f.digest[:])
		w.Int(int64(f.guard))
	}
	w.Len(len(outputs))
	for _, o := range outputs {
		w.Text(o.name)
		slices.Sort(o.facts)
		w.Len(len(o.facts))
		last := int32(0)
		for _, f := range o.facts {
			w.Uint(uint64(f - last))
			last = f
		}
		w.Text(o.value)
	}
	return w.Data
}

// Decode reads a record. maker names the program and its settings: a record of another
// maker, or one that is damaged, is empty.
func Decode(data string, maker digest.Digest) *Record {
	empty := &Record{index: map[string]int32{}}
	r := compact.NewReader(data)
	if r.Uint() != format || r.Raw(len(maker)) != string(maker[:]) {
		return empty
	}
	old := &Record{facts: make([]known, r.Len())}
	for i := range old.facts {
		f := &old.facts[i]
		f.fact = Fact{Kind(r.Uint()), r.Text()}
		copy(f.digest[:], r.Raw(len(f.digest)))
		f.guard = int32(r.Int())
		if f.guard < absent || f.guard >= int32(i) {
			r.Fail()
		}
		if !r.OK() {
			return empty
		}
	}
	old.outputs = make([]output, r.Len())
	old.index = make(map[string]int32, len(old.outputs))
	numbers := make([]int32, 0, 8*len(old.outputs)) // shared by the outputs
	for i := range old.outputs {
		o := &old.outputs[i]
		o.name = r.Text()
		count, from, last := r.Len(), len(numbers), uint64(0)
		for range count {
			if last += r.Uint(); last >= uint64(len(old.facts)) {
				r.Fail()
				break
			}
			numbers = append(numbers, int32(last))
		}
		o.facts = numbers[from:len(numbers):len(numbers)]
		o.value = r.Text()
		old.index[o.name] = int32(i)
	}
	if !r.Done() {
		return empty
	}
	return old
}
