package search

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wayside/internal/nodetest"
)

// A found is a hit: the index of its page in the guide and its rank.
type found struct{ Page, Rank int }

// finding returns a script that loads a guide's files as the search page does and
// then runs body, which may use wayside.search and get the page index of a hit with
// number. Files whose names contain input.gone fail to load.
func finding(t *testing.T, body string) string {
	return `
		const document = {
			createElement: () => ({ remove() {} }),
			head: { append: script => setImmediate(() => {
				const data = input.files[script.src];
				if (data === undefined || input.gone && script.src.includes(input.gone)) return script.onerror();
				new Function("wayside", data)(wayside);
				script.onload();
			}) },
		};
		const addEventListener = () => {};
		const location = { href: "https://guide.example/search/index.html" };
		const number = hit => Number(hit.page.address.match(/\d+/)[0]);
		const found = result => result && result.hits.map(hit => ({ Page: number(hit), Rank: hit.rank }));
	` + nodetest.Parts(t, "search/fold.js", "search/match.js", "search/load.js", "search/find.js") + body
}

// filesOf returns the files of a guide's search by name.
func filesOf(s *Search) map[string]string {
	files := map[string]string{}
	for _, f := range s.Files() {
		files[f.Name] = string(f.Data())
	}
	return files
}

// pageText returns the text of a page's searchable fields.
func pageText(t *testing.T, e Entry) string {
	t.Helper()
	var fields []any
	if err := json.Unmarshal(e, &fields); err != nil {
		t.Fatal(err)
	}
	all := []string{fields[fieldTitle].(string)}
	for _, i := range []int{3, 4, 5} { // names, kind, places
		all = append(all, fields[i].(string))
	}
	sections := fields[fieldSections].([]any)
	for i := 0; i < len(sections); i += 3 {
		all = append(all, sections[i+1].(string)+gap+sections[i+2].(string))
	}
	return strings.Join(all, "\n")
}

// TestScriptFind searches a small guide without an index and a large one with an
// index for parts of their texts: all pages with the part must be found, and almost
// no others. With small files, common terms and the list of texts are divided.
func TestScriptFind(t *testing.T) {
	for _, test := range []struct {
		size   int
		limits limits
	}{{60, standard}, {700, standard}, {700, limits{scanned: 8, text: 700, index: 200}}} {
		size := test.size
		t.Run(fmt.Sprint(size, " ", test.limits.index), func(t *testing.T) {
			g := sampleGuide(size, 20)
			var texts []string
			for _, p := range g.Pages {
				texts = append(texts, pageText(t, p.Entry(nil)))
			}
			r := rand.New(rand.NewPCG(7, 1))
			var queries []string
			for len(queries) < 300 {
				lines := strings.Split(texts[r.IntN(len(texts))], "\n")
				line := []rune(lines[r.IntN(len(lines))])
				n := 2 + r.IntN(3)
				if len(line) < n {
					continue
				}
				from := r.IntN(len(line) - n + 1)
				piece := string(line[from : from+n])
				// Letters that are not a whole word may match only inside words,
				// after the matches at the start of words.
				if folded := []rune(folded(piece)); len(folded) >= 2 && !strings.ContainsRune(piece, ' ') && !strings.Contains(piece, gap) {
					queries = append(queries, piece)
				}
			}
			all := nodetest.Run[[][]found](t, finding(t, `
				const all = [];
				for (const q of input.queries) all.push(found(await wayside.search.find(q, Infinity)));
				return all;`), map[string]any{"files": filesOf(test.limits.new(g)), "queries": queries})
			wanted, first, right := 0, 0, 0
			for i, q := range queries {
				for page, text := range texts {
					if strings.Contains(text, q) {
						wanted++
						if !slices.ContainsFunc(all[i], func(f found) bool { return f.Page == page }) {
							t.Errorf("page %d contains %q but is not found", page, q)
						}
					}
				}
				if !slices.IsSortedFunc(all[i], func(a, b found) int { return a.Rank - b.Rank }) {
					t.Errorf("%q: hits are not sorted by rank: %v", q, all[i])
				}
				for _, f := range all[i][:min(10, len(all[i]))] {
					first++
					if strings.Contains(folded(texts[f.Page]), folded(q)) {
						right++
					}
				}
			}
			if wanted < len(queries) || float64(right) < 0.95*float64(first) {
				t.Errorf("%d pages expected; %d of the %d first hits contain the text", wanted, right, first)
			}
		})
	}
}

// named returns a guide with an index whose pages 0 to 3 have names that do not
// occur in other pages.
func named() Guide {
	g := sampleGuide(700, 20)
	for i, title := range []string{"Lighthouse", "The old lighthouse", "Lighthouse pier", "北门"} {
		typed := ""
		if title == "北门" {
			typed = "bei men beimen bm"
		}
		g.Pages[i] = itemOf(Page{Address: fmt.Sprintf("sites/s-%04d/", i), Title: title, Names: []string{"Place " + title}, Typed: typed, Kind: "site", Sections: []Section{{Text: "gate tower"}}})
	}
	return g
}

// TestScriptRanks checks that a title ranks before the start of a title, that
// before a title, name or text, and matches inside words last.
func TestScriptRanks(t *testing.T) {
	all := nodetest.Run[map[string][]found](t, finding(t, `
		const all = {};
		for (const q of ["lighthouse", "place the", "avig", "門", "a", "beimen", "bei men", "bm"]) all[q] = found(await wayside.search.find(q, Infinity));
		return all;`), map[string]any{"files": filesOf(New(named()))})
	if got := all["lighthouse"]; len(got) != 3 || got[0] != (found{0, 0}) || got[1] != (found{2, 1}) || got[2] != (found{1, 2}) {
		t.Errorf("lighthouse: %v", got)
	}
	if got := all["place the"]; len(got) == 0 || got[0] != (found{1, 1}) {
		t.Errorf("another name: %v", got[:min(4, len(got))])
	}
	if got := all["avig"]; len(got) == 0 || got[0].Rank != 6 {
		t.Errorf("the inside of navigate: %v", got[:min(4, len(got))])
	}
	if got := all["門"]; len(got) == 0 || got[0] != (found{3, 2}) {
		t.Errorf("the other form of a character: %v", got[:min(4, len(got))])
	}
	for _, q := range []string{"beimen", "bei men", "bm"} {
		if got := all[q]; len(got) == 0 || got[0].Page != 3 || got[0].Rank > 2 {
			t.Errorf("%s, pinyin: %v", q, got[:min(4, len(got))])
		}
	}
	if got := all["a"]; len(got) == 0 || slices.ContainsFunc(got, func(f found) bool { return f.Rank == 6 }) {
		t.Errorf("a single letter matches inside words: %v", got[:min(4, len(got))])
	}
}

// TestScriptQuotes checks that quoted words must be adjacent, and that queries of
// only punctuation or symbols return no result.
func TestScriptQuotes(t *testing.T) {
	together := nodetest.Run[map[string][]bool](t, finding(t, `
		const all = {};
		for (const q of ['"gate tower"', "“gate tower”", "「gate tower」", "gate tower", "——", "😀"]) {
			const result = await wayside.search.find(q, Infinity);
			all[q] = result && result.hits.map(h => Object.values(h.page.folded).flat().some(s => s.includes("gate tower")));
		}
		return all;`), map[string]any{"files": filesOf(New(named()))})
	for q, hits := range together {
		switch q {
		case "gate tower":
			if !slices.Contains(hits, false) {
				t.Error("unquoted words must be adjacent, too")
			}
		case "——", "😀":
			if hits != nil {
				t.Errorf("%s returns a result", q)
			}
		default:
			if len(hits) == 0 || slices.Contains(hits, false) {
				t.Errorf("%s: %v", q, hits)
			}
		}
	}
}

// TestScriptFill checks that concurrent calls of fill do not return a page twice,
// and that a search stops once it is cancelled.
func TestScriptFill(t *testing.T) {
	got := nodetest.Run[struct {
		Hits, Pages, Cancelled int
		Exact                  bool
	}](t, finding(t, `
		const result = await wayside.search.find("tower", 5);
		await Promise.all([result.fill(30), result.fill(60)]);
		let waits = 1;
		const cancelled = await wayside.search.find("tower", Infinity, null, () => waits-- > 0);
		return { Hits: result.hits.length, Pages: new Set(result.hits.map(h => h.page)).size, Exact: result.whole, Cancelled: cancelled.hits.length };`),
		map[string]any{"files": filesOf(New(named()))})
	if got.Hits < 60 || got.Hits != got.Pages || got.Exact {
		t.Errorf("two concurrent calls of fill: %+v", got)
	}
	if got.Cancelled > 20 {
		t.Errorf("%d hits after cancellation", got.Cancelled)
	}
}

// TestScriptMissing checks that a search without some of its files returns partial
// results marked as such, and that it is disabled without the first file.
func TestScriptMissing(t *testing.T) {
	const body = `
		const result = await wayside.search.find("tower", 5);
		return result && { Partial: result.partial, Whole: result.whole, Hits: result.hits.length };`
	type reply struct {
		Partial, Whole bool
		Hits           int
	}
	run := func(g Guide, gone string) reply {
		return nodetest.Run[reply](t, finding(t, body), map[string]any{"files": filesOf(New(g)), "gone": gone})
	}
	if got := run(sampleGuide(300, 20), "text/_"); !got.Partial || got.Hits == 0 {
		t.Errorf("without the texts outside routes: %+v", got)
	}
	if got := run(named(), "index/"); !got.Partial || got.Hits != 0 {
		t.Errorf("without the index: %+v", got)
	}
	if got := nodetest.Run[any](t, finding(t, body), map[string]any{"files": filesOf(New(named())), "gone": "meta"}); got != false {
		t.Errorf("without meta.js: %v", got)
	}
}
