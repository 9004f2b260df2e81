package finder

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"wayside/internal/fold"
	"wayside/internal/nodetest"
	"wayside/internal/pinyin"
)

// scripted returns a script that reads a list as its page does and then runs body, which
// has the decoded list and can filter it.
func scripted(t testing.TB, l *List, body string) string {
	files := ""
	for _, f := range l.Files() {
		files += string(f.Data)
	}
	return nodetest.Parts(t, "search/fold.js", "finder/sites.js", "finder/filter.js") + `
		const columns = {};
		wayside.finder = { take: some => Object.assign(columns, some) };
	` + files + `
		folding.classes(columns.fold);
		const list = listing.decode(columns), { filter } = filtering.prepare(list);
	` + body
}

// sample returns a list of several names, each in one or two languages.
func sample(size int) *List {
	r := rand.New(rand.NewPCG(3, uint64(size)))
	first, last := []string{"开山", "龙门", "重庆", "長城", "Saint Mary's ", "校长", "東門", "A1 "}, []string{"岛", "塔", "楼", "古镇", "Gate", "馆"}
	l := &List{
		Districts: []Choice{{"海州区", "海州区"}, {"赣榆区", "赣榆区"}}, Kinds: []Choice{{"museum", "展馆"}, {"monument", "文物建筑"}},
		Themes: []Choice{{"sea", "守海"}, {"stone", "石"}, {"old", "Old gates"}}, First: "2026-01-01",
		Accesses: []Choice{{"step-free", "没有台阶"}},
	}
	for range 3 {
		table := make([]byte, 400)
		for i := range table {
			table[i] = byte(r.IntN(3))
		}
		l.Tables = append(l.Tables, table)
	}
	for i := range size {
		name := first[r.IntN(len(first))] + last[r.IntN(len(last))]
		s := Site{ID: fmt.Sprintf("s-%d", i), Names: []string{name}, District: r.IntN(3) - 1, Kind: r.IntN(2), Access: r.IntN(2) - 1, Table: r.IntN(4) - 1}
		if r.IntN(2) == 0 {
			s.Names = append(s.Names, fmt.Sprintf("The  Old Gate %d", i))
			s.ID = fmt.Sprintf("the-old-gate-%d-x", i)
		}
		for k := range l.Themes {
			if r.IntN(3) == 0 {
				s.Themes = append(s.Themes, k)
			}
		}
		l.Sites = append(l.Sites, s)
	}
	return l
}

// TestScriptReads checks that the page has the ids, the names and the readings of all
// sites.
func TestScriptReads(t *testing.T) {
	l := sample(200)
	type site struct {
		ID, Spoken string
		Names      []string
	}
	got := nodetest.Run[[]site](t, scripted(t, l, `
		return list.names.map((names, i) => ({ ID: listing.id(list, i), Names: names, Spoken: list.spoken[i].join(" ") }));`), nil)
	for i, s := range l.Sites {
		want := site{s.ID, strings.Join(pinyin.Words(s.Names[0]), " "), each(s.Names, clean)}
		if !reflect.DeepEqual(got[i], want) {
			t.Errorf("%v, want %v", got[i], want)
		}
	}
}

// A wish is what a reader asks for.
type wish struct {
	District string `json:"district"`
	Theme    string `json:"theme"`
	Access   string `json:"access"`
	Kind     string `json:"kind"`
	Q        string `json:"q"`
	Open     string `json:"open"`
}

type answer struct {
	Sites  []int            `json:"sites"`
	Counts map[string][]int `json:"counts"`
	// Any and Without have the number of sites with any choice of a facet, and without a
	// wish.
	Any     map[string]int `json:"any"`
	Without map[string]int `json:"without"`
	Unsure  int            `json:"unsure"`
}

// TestScriptFilters compares the answers to random wishes with a plain filter, which looks
// at each site for each count.
func TestScriptFilters(t *testing.T) {
	l := sample(300)
	r := rand.New(rand.NewPCG(5, 6))
	pick := func(choices []Choice) string {
		if n := r.IntN(2 * len(choices)); n < len(choices) {
			return choices[n].Value
		}
		return ""
	}
	var wishes []wish
	for range 150 {
		w := wish{District: pick(l.Districts), Theme: pick(l.Themes), Access: pick(l.Accesses), Kind: pick(l.Kinds)}
		w.Q = []string{"", "", "门", "kaishan", "ksd", "長", "长 塔", "gate", "hai", "海州", "守海", "nothing"}[r.IntN(12)]
		if r.IntN(2) == 0 {
			w.Open = []string{"2026-01-01", "2026-06-30", "2027-02-04", "2027-02-05", "2025-12-31"}[r.IntN(5)]
		}
		wishes = append(wishes, w)
	}
	wishes = append(wishes, wish{Theme: "gone", District: "没有这个区", Open: "2026-02-30"})
	got := nodetest.Run[[]answer](t, scripted(t, l, `return input.map(filter);`), wishes)
	for i, w := range wishes {
		if want := l.answer(w); !reflect.DeepEqual(got[i], want) {
			t.Errorf("%+v:\n%+v, want\n%+v", w, got[i], want)
		}
	}
}

// answer filters a list in the plainest way.
func (l *List) answer(w wish) answer {
	a := answer{Sites: []int{}, Counts: map[string][]int{}, Any: map[string]int{}, Without: map[string]int{}}
	count := func(w wish) (n int) {
		for i := range l.Sites {
			if has, _ := l.has(&l.Sites[i], w); has {
				n++
			}
		}
		return n
	}
	for i := range l.Sites {
		has, unsure := l.has(&l.Sites[i], w)
		if has {
			a.Sites = append(a.Sites, i)
		} else if unsure {
			a.Unsure++
		}
	}
	for _, f := range []struct {
		name    string
		choices []Choice
		of      *string
	}{{"district", l.Districts, &w.District}, {"theme", l.Themes, &w.Theme}, {"access", l.Accesses, &w.Access}, {"kind", l.Kinds, &w.Kind}, {"q", nil, &w.Q}, {"open", nil, &w.Open}} {
		was := *f.of
		*f.of = ""
		a.Without[f.name] = count(w)
		if f.choices != nil {
			a.Any[f.name] = a.Without[f.name]
		}
		for _, c := range f.choices {
			*f.of = c.Value
			a.Counts[f.name] = append(a.Counts[f.name], count(w))
		}
		*f.of = was
	}
	return a
}

// has reports whether a site has what a reader asks for, or may have it on a day of
// which that is unknown.
func (l *List) has(s *Site, w wish) (has, unsure bool) {
	among := func(value string, choices []Choice, of ...int) bool {
		n := slices.IndexFunc(choices, func(c Choice) bool { return c.Value == value })
		return n < 0 || slices.Contains(of, n)
	}
	if !among(w.District, l.Districts, s.District) || !among(w.Kind, l.Kinds, s.Kind) || !among(w.Access, l.Accesses, s.Access) || !among(w.Theme, l.Themes, s.Themes...) {
		return false, false
	}
	names := slices.Clone(s.Names)
	if s.District >= 0 {
		names = append(names, l.Districts[s.District].Name)
	}
	names = append(names, l.Kinds[s.Kind].Name)
	if s.Access >= 0 {
		names = append(names, l.Accesses[s.Access].Name)
	}
	for _, k := range s.Themes {
		names = append(names, l.Themes[k].Name)
	}
	for word := range strings.FieldsSeq(w.Q) {
		if !named(names, s.Names[0], word) {
			return false, false
		}
	}
	state := Open
	if at, ok := map[string]int{"2026-01-01": 0, "2026-06-30": 180, "2027-02-04": 399, "2027-02-05": 400, "2025-12-31": -1}[w.Open]; ok {
		state = Unknown
		if s.Table >= 0 && at >= 0 && at < 400 {
			state = l.Tables[s.Table][at]
		}
	}
	return state == Open, state == Unknown
}

// named reports whether one of some names, or the reading of the first one, has a word.
func named(names []string, first, word string) bool {
	folded := string(fold.Append(nil, []byte(word)))
	for _, name := range names {
		text := string(fold.Append(nil, []byte(name)))
		if strings.Contains(text, folded) && fold.Chinese([]rune(folded)[0]) || strings.Contains(" "+text, " "+folded) {
			return true
		}
	}
	words := pinyin.Words(first)
	initials := ""
	for _, w := range words {
		initials += w[:1]
	}
	for i := range words {
		if len(words) > 1 && (strings.HasPrefix(strings.Join(words[i:], ""), folded) || strings.HasPrefix(initials[i:], folded)) {
			return true
		}
	}
	return false
}

// TestScriptAddress checks that an address has the wishes of which it was made, and that
// other addresses have none.
func TestScriptAddress(t *testing.T) {
	got := nodetest.Run[[]wish](t, nodetest.Parts(t, "search/fold.js", "finder/sites.js", "finder/filter.js")+`
		return input.map(hash => filtering.wishOf("#" + filtering.hashOf(filtering.wishOf(hash))));`,
		[]string{"#q=%E9%97%A8+a%26b&theme=sea&open=2026-12-01", "#district=%E6%B5%B7%E5%B7%9E%E5%8C%BA&kind=museum", "#d-2", "#open=2026-02-30", "", "#q=%E0%A4%A"})
	want := []wish{{Q: "门 a&b", Theme: "sea", Open: "2026-12-01"}, {District: "海州区", Kind: "museum"}, {}, {}, {}, {Q: "\ufffd%A"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
