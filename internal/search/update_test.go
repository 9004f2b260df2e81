package search

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// small are limits with which a small guide has many files.
var small = limits{scanned: 8, text: 700, index: 400}

// tiny are limits with which the postings of common terms are divided, too.
var tiny = limits{scanned: 8, text: 700, index: 24}

// A model is a guide that is edited.
type model struct {
	r      *rand.Rand
	pages  []Page
	routes []Route // Pages are indexes of pages
}

const modelHan = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏國国龜龟臺台閏餘\U00020000\uF900"

func (m *model) text(n int) string {
	han := []rune(modelHan)
	latin := []string{" gate ", " Café ", " a ", "1982", " the ", " river-bank ", "，", "。", "Ω"}
	var b strings.Builder
	for range n {
		if m.r.IntN(4) == 0 {
			b.WriteString(latin[m.r.IntN(len(latin))])
		} else {
			b.WriteRune(han[min(m.r.IntN(len(han)), m.r.IntN(len(han)))]) // the last ones are rare
		}
	}
	return b.String()
}

func (m *model) page() Page {
	return Page{
		Address: fmt.Sprintf("sites/s-%d/", m.r.IntN(1e9)), Title: m.text(1 + m.r.IntN(4)), Names: []string{m.text(2)}, Kind: "地点", Places: []string{m.text(3)},
		Sections: []Section{{Text: m.text(m.r.IntN(40))}, {"h", m.text(3), m.text(m.r.IntN(20))}},
	}
}

// edit changes the guide.
func (m *model) edit() {
	if len(m.pages) == 0 {
		m.pages = append(m.pages, m.page())
	}
	i, k := m.r.IntN(len(m.pages)), m.r.IntN(len(m.pages))
	switch m.r.IntN(16) {
	case 0:
		m.pages = slices.Insert(m.pages, i, m.page())
		m.renumber(func(p int) int {
			if p >= i {
				p++
			}
			return p
		})
	case 1:
		m.pages = slices.Delete(m.pages, i, i+1)
		m.renumber(func(p int) int {
			switch {
			case p == i:
				return -1
			case p > i:
				p--
			}
			return p
		})
	case 2:
		m.pages[i], m.pages[k] = m.pages[k], m.pages[i]
	case 3: // of the routes: the order of the pages may change
		route := Route{ID: fmt.Sprintf("r-%d", m.r.IntN(1e9))}
		for range m.r.IntN(7) {
			if p := m.r.IntN(len(m.pages)); !slices.Contains(route.Pages, p) {
				route.Pages = append(route.Pages, p)
			}
		}
		m.routes = append(m.routes, route)
	case 4:
		if len(m.routes) > 0 {
			r := m.r.IntN(len(m.routes))
			m.routes = slices.Delete(m.routes, r, r+1)
		}
	case 5:
		if len(m.routes) > 0 {
			if r := &m.routes[m.r.IntN(len(m.routes))]; !slices.Contains(r.Pages, i) {
				r.Pages = append(slices.Clone(r.Pages), i)
			}
		}
	case 6: // a new page: no term remains
		address := m.pages[i].Address
		m.pages[i] = m.page()
		m.pages[i].Address = address
	case 7:
		m.pages[i].Title = m.text(3)
	case 8: // nothing
	case 9: // a page that has no text and then a large one
		m.pages[i].Sections = nil
	case 10:
		m.pages[i].Sections = []Section{{Text: m.text(600)}}
	default:
		s := slices.Clone(m.pages[i].Sections)
		if len(s) > 0 {
			s[0].Text += m.text(1 + m.r.IntN(3))
			m.pages[i].Sections = s
		}
	}
}

// renumber adapts the routes; to returns -1 for a page that was removed.
func (m *model) renumber(to func(int) int) {
	for i := range m.routes {
		var pages []int
		for _, p := range m.routes[i].Pages {
			if p = to(p); p >= 0 {
				pages = append(pages, p)
			}
		}
		m.routes[i].Pages = pages
	}
}

// guide returns the guide, with the entries of all pages.
func (m *model) guide() Guide {
	g := Guide{Routes: m.routes}
	for _, p := range m.pages {
		g.Pages = append(g.Pages, itemOf(p))
	}
	return g
}

// A built is the result of a build.
type built struct {
	files  map[string]string
	record []byte
}

func (b built) read(name string) ([]byte, bool) {
	data, ok := b.files[name]
	return []byte(data), ok
}

func buildOf(s *Search) built {
	return built{filesOf(s), s.Record()}
}

// without returns the guide without the entries that are in a build.
func (g Guide) without(last Guide) Guide {
	had := map[Hash]bool{}
	for _, p := range last.Pages {
		had[p.Hash] = true
	}
	g.Pages = slices.Clone(g.Pages)
	for i := range g.Pages {
		if p := &g.Pages[i]; had[p.Hash] {
			*p = Item{Address: p.Address, Hash: p.Hash}
		}
	}
	return g
}

// TestUpdate edits random guides and compares Update with New after each step.
func TestUpdate(t *testing.T) {
	steps, same := 0, 0
	for seed := range uint64(60) {
		limits := small
		if seed%2 == 1 {
			limits = tiny
		}
		m := &model{r: rand.New(rand.NewPCG(seed, 12))}
		for range m.r.IntN(60) {
			m.pages = append(m.pages, m.page())
		}
		for range 20 {
			m.edit()
		}
		last := m.guide()
		was := buildOf(limits.new(last))
		for step := range 25 {
			for range 1 + m.r.IntN(2) {
				m.edit()
			}
			g := m.guide()
			want := buildOf(limits.new(g))
			s, ok := limits.update(was.record, g.without(last), was.read)
			if !ok {
				t.Fatalf("seed %d, step %d: no update", seed, step)
			}
			got := map[string]string{}
			for _, f := range s.Files() {
				steps++
				if f.Same {
					same++
					got[f.Name] = was.files[f.Name]
				} else {
					got[f.Name] = string(f.Data())
				}
			}
			for _, name := range slices.Sorted(maps.Keys(want.files)) {
				if got[name] != want.files[name] {
					t.Fatalf("seed %d, step %d: %s is\n%s\nwant\n%s", seed, step, name, got[name], want.files[name])
				}
			}
			if len(got) != len(want.files) {
				t.Fatalf("seed %d, step %d: %d files, want %d", seed, step, len(got), len(want.files))
			}
			if !bytes.Equal(s.Record(), want.record) {
				t.Fatalf("seed %d, step %d: the record differs", seed, step)
			}
			for _, r := range g.Routes {
				if a, b := s.Texts(r.ID), limits.new(g).Texts(r.ID); !slices.Equal(a, b) {
					t.Fatalf("seed %d, step %d: texts of %s: %q, want %q", seed, step, r.ID, a, b)
				}
			}
			was, last = want, g
		}
	}
	if same < steps/4 {
		t.Errorf("%d of %d files are marked as the same", same, steps)
	}
}

// TestUpdateReads checks that a changed text needs few of the published files.
func TestUpdateReads(t *testing.T) {
	last := sampleGuide(700, 20)
	was := buildOf(New(last))
	g := last
	g.Pages = slices.Clone(last.Pages)
	e := string(last.Pages[300].Entry(nil))
	g.Pages[300] = NewItem(last.Pages[300].Address, Entry(e[:len(e)-3]+` lighthouse"]]`))
	read := map[string]bool{}
	s, ok := Update(was.record, g.without(last), func(name string) ([]byte, bool) {
		read[name] = true
		return was.read(name)
	})
	if !ok {
		t.Fatal("no update")
	}
	made, want := 0, filesOf(New(g))
	for _, f := range s.Files() {
		if !f.Same {
			made++
			if string(f.Data()) != want[f.Name] {
				t.Errorf("%s differs", f.Name)
			}
		}
	}
	if len(read) > 6 || made > 6 || made < 4 {
		t.Errorf("%d files were read and %d made of %d, want at most 6: %q", len(read), made, len(was.files), slices.Sorted(maps.Keys(read)))
	}
}

// TestUpdateDamaged damages published files: Update returns false, or its own files are
// those of New.
func TestUpdateDamaged(t *testing.T) {
	refused, made := 0, 0
	for seed := range uint64(300) {
		limits := small
		if seed%2 == 1 {
			limits = tiny
		}
		m := &model{r: rand.New(rand.NewPCG(seed, 7))}
		for range 20 + m.r.IntN(20) {
			m.pages = append(m.pages, m.page())
		}
		last := m.guide()
		was := buildOf(limits.new(last))
		m.edit()
		g := m.guide()
		want := buildOf(limits.new(g))
		for name, data := range was.files {
			if m.r.IntN(10) > 0 || data == "" {
				continue
			}
			b := []byte(data)
			switch i := m.r.IntN(len(b)); m.r.IntN(3) {
			case 0:
				b[i] ^= 1
			case 1:
				b = b[:i]
			default:
				delete(was.files, name)
				continue
			}
			was.files[name] = string(b)
		}
		s, ok := limits.update(was.record, g.without(last), was.read)
		if !ok {
			refused++
			continue
		}
		made++
		for _, f := range s.Files() {
			if !f.Same && string(f.Data()) != want.files[f.Name] {
				t.Fatalf("seed %d: %s differs", seed, f.Name)
			}
		}
		if !bytes.Equal(s.Record(), want.record) {
			t.Fatalf("seed %d: the record differs", seed)
		}
	}
	if refused == 0 || made == 0 {
		t.Errorf("%d refused, %d made", refused, made)
	}
}

// FuzzRecord checks that a damaged record neither panics nor takes memory.
func FuzzRecord(f *testing.F) {
	m := &model{r: rand.New(rand.NewPCG(1, 1))}
	for range 12 {
		m.pages = append(m.pages, m.page())
	}
	g := m.guide()
	was := buildOf(small.new(g))
	m.pages[3].Title, m.pages[7].Title = "新", "new"
	next := m.guide().without(g)
	f.Add(was.record)
	f.Add(was.record[:len(was.record)/2])
	f.Add([]byte{recordFormat, 0xFF, 0xFF, 0xFF, 0x7F})
	f.Fuzz(func(t *testing.T, record []byte) {
		if s, ok := small.update(record, next, was.read); ok {
			for _, f := range s.Files() {
				if !f.Same {
					f.Data()
				}
			}
			s.Record()
		}
	})
}

// TestDivide checks that divided postings have parts of a limited size, which together
// are what they were.
func TestDivide(t *testing.T) {
	const most = 2000
	r := rand.New(rand.NewPCG(3, 1))
	for _, gap := range []int32{1, 2, 12, 700} {
		var postings []byte
		for range 5000 {
			postings = appendPosting(postings, 1+r.Int32N(gap), rank(r.IntN(int(ranks))))
		}
		var parts []string
		for _, part := range divide(postings, most) {
			if len(part) == 0 || len(part) > most/2+4 {
				t.Errorf("a part has %d bytes", len(part))
			}
			parts = append(parts, string(part))
		}
		if whole, ok := undivided(parts); !ok || !bytes.Equal(whole, postings) {
			t.Errorf("distances up to %d: the parts are not what was divided", gap)
		}
	}
	if _, ok := undivided([]string{"!", "!"}); ok {
		t.Error("parts with the same pages are valid")
	}
}
