package audit

import (
	"encoding/json"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wayside/internal/fold"
)

// A body is a page with the pieces of text that it has, as a reader may copy
// them.
type body struct {
	address string // of its folder, from the language's root
	pieces  []string
	shown   string // all that the page shows, folded
}

// bodies returns the texts of a language's pages that search finds.
func bodies(b *publication, lang string) []body {
	var all []body
	for _, p := range b.pages {
		dir, ok := strings.CutPrefix(p.folder(), lang)
		first, rest, _ := strings.Cut(dir, "/")
		if !ok || lang == "" && (first == "en" || first == "zh-Hant") || strings.HasSuffix(dir, "handout/") || first == "404.html" || first == "themes" || rest == "" && (first == "sites" || first == "routes" || first == "search") {
			continue
		}
		s := body{address: dir, shown: folded(text(p.first(is(atom.Main))))}
		for _, n := range p.all(func(n *html.Node) bool { return has(n, "class", "text") }) {
			if n.Parent != nil && has(n.Parent, "class", "reading") {
				continue // a site's text on the page of a route at home: the site's page is found
			}
			for c := range n.Descendants() {
				if c.Type == html.TextNode && c.Parent.Data != "svg" && c.Parent.Data != "text" && c.Parent.Data != "summary" && !has(c.Parent, "class", "footnote") && !has(c.Parent, "class", "label-number") {
					s.pieces = append(s.pieces, c.Data)
				}
			}
		}
		all = append(all, s)
	}
	return all
}

func (s body) has(text string) bool {
	return slices.ContainsFunc(s.pieces, func(p string) bool { return strings.Contains(p, text) })
}

// piecesOf returns pieces of two to four characters of the texts.
func piecesOf(all []body, count int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	var some []string
	for tries := 0; len(some) < count && tries < 100*count; tries++ {
		s := all[r.IntN(len(all))]
		if len(s.pieces) == 0 {
			continue
		}
		runes := []rune(s.pieces[r.IntN(len(s.pieces))])
		n := 2 + r.IntN(3)
		if len(runes) < n {
			continue
		}
		from := r.IntN(len(runes) - n + 1)
		piece := string(runes[from : from+n])
		if searchable(piece) {
			some = append(some, piece)
		}
	}
	return some
}

// searchable reports whether a piece is more than a single character, or single
// letters, which are taken for words.
func searchable(piece string) bool {
	letters := true
	for _, part := range strings.Fields(piece) {
		folded := []rune(folded(part))
		letters = letters && (len(folded) == 0 || len(folded) == 1 && folded[0] < '\u3005')
	}
	return !letters && len([]rune(folded(piece))) >= 2
}

// searchPieces searches on the page that the tab shows for pieces of its guide's
// texts. Every page with the piece must be found, and hardly any other be among
// the first ten.
func searchPieces(t *testing.T, b *tab, all []body, count int) {
	t.Helper()
	queries := piecesOf(all, count, 7)
	found := run[[][]string](b, `(async () => {
		const all = [];
		for (const q of `+asJSON(t, queries)+`) all.push((await `+searchAPI+`.find(q, Infinity)).hits.map(h => h.page.address));
		return all;
	})()`)
	texts := map[string]string{}
	for _, s := range all {
		texts[s.address] = s.shown
	}
	expected, got, first, right := 0, 0, 0, 0
	for i, q := range queries {
		for _, s := range all {
			if !s.has(q) {
				continue
			}
			expected++
			if slices.Contains(found[i], s.address) {
				got++
			} else {
				t.Errorf("%q is on %q, but is not found there", q, s.address)
			}
		}
		parts := strings.Fields(q)
		for _, address := range found[i][:min(10, len(found[i]))] {
			first++
			ok := true
			for _, part := range parts {
				ok = ok && strings.Contains(texts[address], folded(part))
			}
			if ok {
				right++
			}
		}
	}
	precision := float64(right) / float64(max(1, first))
	t.Logf("%d pieces of text on %d pages: recall %d of %d, precision at 10 %.3f", len(queries), len(all), got, expected, precision)
	if expected < count {
		t.Errorf("only %d pages have one of the pieces", expected)
	}
	if precision < 0.95 && len(queries) >= 200 { // of fewer, it depends on which are drawn
		t.Errorf("precision at 10 is %.3f", precision)
	}
}

// TestSearchSample searches for pieces of the sample's texts, over HTTP and in
// a page opened from a file.
func TestSearchSample(t *testing.T) {
	b := newTab(t)
	site := sample(t)
	server := serve(t, site, below)
	for _, lang := range []string{"", "en/"} {
		b.host = strings.TrimPrefix(server.URL, "http://")
		b.visit(server.URL + below + lang + "search/index.html")
		searchPieces(t, b, bodies(site, lang), 400)
		b.host = ""
		b.visit(fileURL(site, lang+"search/index.html"))
		searchPieces(t, b, bodies(site, lang), 50)
	}
	b.clean("search")
}

// TestSearchAnchors: every anchor in the search texts is on its page.
func TestSearchAnchors(t *testing.T) {
	t.Parallel()
	for _, site := range []*publication{sample(t), half(t)} {
		for name := range site.files {
			if !strings.Contains(name, "search/text/") {
				continue
			}
			data := site.file(t, name)
			var pages [][]any
			inner := string(data[strings.IndexByte(string(data), '[') : len(data)-2])
			if err := json.Unmarshal([]byte(inner), &pages); err != nil {
				t.Fatal(name, ": ", err)
			}
			for _, entry := range pages {
				address := path.Join(path.Dir(path.Dir(path.Dir(name))), entry[0].(string), "index.html")
				p := site.byAddress[address]
				if p == nil {
					t.Errorf("%s: there is no %s", name, address)
					continue
				}
				sections := entry[7].([]any)
				for i := 0; i < len(sections); i += 3 {
					if id := sections[i].(string); id != "" && p.ids[id] == 0 {
						t.Errorf("%s has no #%s", address, id)
					}
				}
			}
		}
	}
}

// folded returns the form in which search compares texts.
func folded(text string) string { return string(fold.Append(nil, []byte(text))) }
