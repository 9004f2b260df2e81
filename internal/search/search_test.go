package search

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"wayside/internal/fold"
)

// FuzzEntry checks that decoding an entry returns the page's fields, except for
// invalid characters.
func FuzzEntry(f *testing.F) {
	f.Add("a", `"q" \ \"`, "x\ny", "b")
	f.Add("", "\\", "\u2028", "\xff")
	f.Fuzz(func(t *testing.T, address, title, text, name string) {
		e := Page{Address: address, Title: title, Names: []string{name}, Sections: []Section{{"a", text, title}, {"", "", text}}}.Entry()
		var fields []any
		if err := json.Unmarshal(e, &fields); err != nil {
			t.Fatalf("%s: %v", e, err)
		}
		clean := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r < ' ' || r == '\u2028' || r == '\u2029' || r == '\ufffd' {
					return ' '
				}
				return r
			}, s)
		}
		sections := fields[fieldSections].([]any)
		for i, want := range []string{"a", clean(text), clean(title), "", "", clean(text)} {
			if sections[i] != want {
				t.Errorf("%q, want %q", sections[i], want)
			}
		}
		n := 0
		for k, s := range e.strings {
			var back string
			if err := json.Unmarshal([]byte(`"`+string(s)+`"`), &back); err != nil {
				t.Fatal(err)
			}
			if k == fieldTitle && back != clean(title) {
				t.Errorf("%q, want %q", back, clean(title))
			}
			n++
		}
		if n != fieldSections+6 {
			t.Errorf("%d strings", n)
		}
	})
}

// parseFile parses a file as the browser does.
func parseFile(t testing.TB, f File, into any) (kind, name string) {
	t.Helper()
	data := f.Data()
	inner, ok := bytes.CutPrefix(data, []byte("wayside.search.take("))
	if !ok || !bytes.HasSuffix(inner, []byte(")\n")) {
		t.Fatalf("%s: %.60s", f.Name, data)
	}
	array := append(append([]byte("["), inner[:len(inner)-2]...), ']')
	parts := []any{&kind, &name, into}
	if err := json.Unmarshal(array, &parts); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return kind, name
}

// decode decodes postings.
func decode(text string) (pages []int, at []rank) {
	page := -1
	for i := 0; i < len(text); {
		n, power := 0, 1
		for {
			v := strings.IndexByte(digits, text[i])
			i++
			if v < int(base) {
				n += v * power
				break
			}
			n += (v - int(base)) * power
			power *= int(base)
		}
		page += n / int(ranks)
		pages, at = append(pages, page), append(at, rank(n%int(ranks)))
	}
	return pages, at
}

// FuzzPostings checks that decoding postings returns the encoded values.
func FuzzPostings(f *testing.F) {
	f.Add([]byte{1, 0, 1, 2, 255, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		page := -1
		var text []byte
		var pages []int
		for i := 0; i+1 < len(data); i += 2 {
			distance := 1 + int(data[i])*int(data[i])*int(data[i])
			page += distance
			pages = append(pages, page)
			text = appendPosting(text, int32(distance), rank(data[i+1])%ranks)
		}
		got, at := decode(string(text))
		if !slices.Equal(got, pages) {
			t.Fatalf("%v, want %v", got, pages)
		}
		for i, r := range at {
			if r != rank(data[2*i+1])%ranks {
				t.Fatalf("rank of posting %d differs, with %v ranks", i, ranks)
			}
		}
	})
}

func itemOf(p Page) Item { return NewItem(p.Address, p.Entry()) }

// sampleGuide returns a random guide in two scripts.
func sampleGuide(pages, routes int) Guide {
	r := rand.New(rand.NewPCG(1, 2))
	han := []rune("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰馀成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔")
	latin := strings.Fields("gate bridge temple stone drum navigate the of a in Café 1982 tower memorial river it's")
	text := func(n int) string {
		var b strings.Builder
		for range n {
			switch r.IntN(8) {
			case 0:
				b.WriteString(" " + latin[r.IntN(len(latin))] + " ")
			case 1:
				b.WriteString([]string{"，", "。", " ", "“", "-"}[r.IntN(5)])
			default:
				b.WriteRune(han[r.IntN(len(han))])
			}
		}
		return strings.TrimSpace(b.String())
	}
	var g Guide
	for i := range pages {
		g.Pages = append(g.Pages, itemOf(Page{
			Address: fmt.Sprintf("sites/s-%04d/", i), Title: text(4), Names: []string{text(3), text(2)}, Kind: "地点", Places: []string{text(5)},
			Sections: []Section{{Text: text(300)}, {"h", text(4), text(200)}},
		}))
	}
	for i := range routes {
		route := Route{ID: fmt.Sprintf("r-%03d", i)}
		for k := range 8 {
			route.Pages = append(route.Pages, (i*7+k)%pages)
		}
		g.Routes = append(g.Routes, route)
	}
	return g
}

// TestIndex reads the generated files: every page must be in a text, its pairs and
// words in the index, and no file too large.
func TestIndex(t *testing.T) {
	g := sampleGuide(700, 20)
	s := New(g)
	var meta struct {
		Texts []string
		Fold  string
		Index *indexMeta
	}
	texts := map[string][][]any{}
	terms := map[string]string{}
	var lengths []string
	var homes homeList
	for _, f := range s.Files() {
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		z.Write(f.Data())
		z.Close()
		if zipped.Len() > 30_000 {
			t.Errorf("%s has %d bytes compressed", f.Name, zipped.Len())
		}
		folder, _, _ := strings.Cut(f.Name, "-")
		switch {
		case f.Name == "meta.js":
			parseFile(t, f, &meta)
		case strings.HasPrefix(f.Name, "text/"):
			var pages [][]any
			_, name := parseFile(t, f, &pages)
			texts[name] = pages
		case folder == "index/texts":
			parseFile(t, f, &homes)
		case folder == "index/lengths":
			parseFile(t, f, &lengths)
		case folder == "index/pairs", folder == "index/words":
			var list []string
			parseFile(t, f, &list)
			for i := 0; i < len(list); i += 2 {
				terms[list[i]] = list[i+1]
			}
		}
	}
	if meta.Index == nil || meta.Index.Total != 700 || len(lengths) != 1 || len(lengths[0]) != 700 {
		t.Fatalf("%q, %+v", lengths, meta.Index)
	}
	has := func(term string, page int) bool {
		pages, _ := decode(terms[term])
		return slices.Contains(pages, page)
	}
	for i := 0; i < 700; i += 50 {
		home, _ := slices.BinarySearch(homes.First, i+1)
		entry := texts[homes.Names[home-1]][i-homes.First[home-1]]
		sections := entry[fieldSections].([]any)
		stream := []rune(folded(sections[1].(string) + gap + sections[2].(string) + gap + sections[4].(string)))
		for k := 0; k+1 < len(stream); k++ {
			if a, b := stream[k], stream[k+1]; a != ' ' && b != ' ' && (fold.Chinese(a) || fold.Chinese(b)) && !has(string([]rune{a, b}), i) {
				t.Fatalf("page %d contains %c%c but is missing from its postings", i, a, b)
			}
		}
		for _, word := range strings.FieldsFunc(string(stream), func(r rune) bool { return r == ' ' || fold.Chinese(r) }) {
			if !has(word, i) {
				t.Fatalf("page %d contains %q but is missing from its postings", i, word)
			}
		}
	}
	known := map[string]bool{}
	for _, pages := range texts {
		for _, entry := range pages {
			known[entry[0].(string)] = true
		}
	}
	if len(known) != 700 {
		t.Errorf("the texts contain %d pages, want 700", len(known))
	}
	for _, r := range g.Routes {
		for _, name := range s.Texts(r.ID) {
			if !slices.ContainsFunc(s.Files(), func(f File) bool { return f.Name == name }) {
				t.Errorf("%s is not a file", name)
			}
		}
	}
	var single struct {
		Texts []string
		Fold  string
		Index *indexMeta
	}
	parseFile(t, File{Name: "meta.js", Data: func() []byte { return s.Meta("r-003") }}, &single)
	if !slices.Equal(single.Texts, []string{"r-003"}) || single.Fold != meta.Fold || single.Index != nil {
		t.Errorf("Meta of a route: %+v", single)
	}
}

// TestSame checks that the files do not depend on the number of cores.
func TestSame(t *testing.T) {
	bytesOf := func() []byte {
		var all []byte
		for _, f := range New(sampleGuide(600, 9)).Files() {
			all = append(append(all, f.Name...), f.Data()...)
		}
		return all
	}
	several := bytesOf()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if !bytes.Equal(several, bytesOf()) {
		t.Error("files differ with a single core")
	}
}

// folded returns the folded form of text.
func folded(text string) string { return string(fold.Append(nil, []byte(text))) }

// BenchmarkNew generates all files of a guide.
func BenchmarkNew(b *testing.B) {
	g := sampleGuide(10_000, 500)
	for b.Loop() {
		for _, f := range New(g).Files() {
			f.Data()
		}
	}
}

// BenchmarkUpdate generates the files that change with one text.
func BenchmarkUpdate(b *testing.B) {
	last := sampleGuide(10_000, 500)
	was := buildOf(New(last))
	g := last
	g.Pages = slices.Clone(last.Pages)
	e := string(last.Pages[3000].Entry(nil))
	g.Pages[3000] = NewItem(last.Pages[3000].Address, Entry(e[:len(e)-3]+` lighthouse"]]`))
	g = g.without(last)
	for b.Loop() {
		s, ok := Update(was.record, g, was.read)
		if !ok {
			b.Fatal("no update")
		}
		for _, f := range s.Files() {
			if !f.Same {
				f.Data()
			}
		}
		s.Record()
	}
}
