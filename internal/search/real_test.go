package search
import ("testing";"os";"strings";"encoding/json";"path/filepath";"bytes";"fmt";"time")
func realGuide(t testing.TB, dir string) Guide {
	var g Guide
	data, err := os.ReadFile(dir+"/meta.js"); if err != nil { t.Skip() }
	var meta struct { Texts []string }
	inner := bytes.TrimSuffix(bytes.TrimPrefix(data, []byte("wayside.search.take(\"meta\",\"\",")), []byte(")\n"))
	if err := json.Unmarshal(inner, &meta); err != nil { t.Fatal(err) }
	at := map[string]int{}
	for _, n := range meta.Texts {
		data, _ := os.ReadFile(filepath.Join(dir, "text", n+".js"))
		data = bytes.TrimSuffix(bytes.TrimPrefix(data, textStart(n)), []byte("])\n"))
		var route Route
		for e := range bytes.SplitSeq(data, []byte(between)) {
			var f []any
			if err := json.Unmarshal(e, &f); err != nil { t.Fatal(err) }
			a := f[0].(string)
			if _, ok := at[a]; !ok { at[a] = len(g.Pages); g.Pages = append(g.Pages, Item{Address: a, Entry: Entry(bytes.Clone(e)), Hash: Entry(e).Hash()}) }
			route.Pages = append(route.Pages, at[a])
		}
		if !strings.HasPrefix(n, "_") {
			if i := strings.Index(n, "_"); i > 0 { g.Routes[len(g.Routes)-1].Pages = append(g.Routes[len(g.Routes)-1].Pages, route.Pages...) } else {
			route.ID = n; g.Routes = append(g.Routes, route) }
		}
	}
	return g
}
func TestReal(t *testing.T) {
	g := realGuide(t, os.Getenv("REAL"))
	s := New(g)
	was := buildOf(s)
	n := map[string]int{}
	size := map[string]int{}
	for name, d := range was.files { k, _, _ := strings.Cut(strings.TrimPrefix(name, "index/"), "-"); if strings.HasPrefix(name, "text") {k="text"}; n[k]++; size[k]+= len(d) }
	fmt.Println(len(g.Pages), n, size, "record", len(was.record))
	dir := t.TempDir()
	for name, d := range was.files { os.MkdirAll(filepath.Dir(filepath.Join(dir,name)), 0o755); os.WriteFile(filepath.Join(dir,name), []byte(d), 0o644) }
	for try, add := range []string{"", "一个改动", "nothing new", "REWRITE", "REMOVE"} {
		g2 := g.without(g)
		i := 3000+try
		if try > 0 {
			e := string(g.Pages[i].Entry)
			k := strings.LastIndex(e, `"`)
			switch add {
			case "REWRITE":
				e = strings.Replace(string(g.Pages[i+500].Entry), g.Pages[i+500].Address, g.Pages[i].Address, 1)
			default: e = e[:k] + add + e[k:]
			}
			g2.Pages[i] = Item{Address: g.Pages[i].Address, Entry: Entry(e)}
			if add == "REMOVE" { g2.Pages = append(g2.Pages[:9990:9990], g2.Pages[9991:]...); g2.Routes = nil }
		}
		var best time.Duration = 1e18
		var reads, bytesRead, made, outBytes, same int
		for range 8 {
			reads, bytesRead, made, outBytes, same = 0, 0, 0, 0, 0
			t0 := time.Now()
			s, ok := Update(was.record, g2, func(name string) ([]byte, bool) { d, err := os.ReadFile(filepath.Join(dir,name)); reads++; bytesRead += len(d); return d, err == nil })
			if !ok { t.Fatal("no") }
			for _, f := range s.Files() { if f.Same { same++ } else { made++; outBytes += len(f.Data()) } }
			r := s.Record(); _ = r
			best = min(best, time.Since(t0))
		}
		fmt.Println(add, best, "reads", reads, bytesRead, "made", made, outBytes, "same", same)
	}
}
func BenchmarkReal(b *testing.B) {
	g := realGuide(b, os.Getenv("REAL"))
	b.ReportAllocs()
	for b.Loop() { New(g) }
}
