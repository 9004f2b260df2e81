package audit

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wayside/internal/search"
)

// A said is a page with the pieces of text that its body has, as they stand in
// the page: what a reader may copy.
type said struct {
	address string // of its folder, from the language's root
	pieces  []string
	shown   string // all that the page shows, folded
}

// bodies are the texts of a language's pages that can be found.
func bodies(b *built, lang string) []said {
	var all []said
	for _, p := range b.pages {
		dir, own := strings.CutPrefix(p.folder(), lang)
		first, rest, _ := strings.Cut(dir, "/")
		if !own || lang == "" && (first == "en" || first == "zh-Hant") || strings.HasSuffix(dir, "handout/") || first == "404.html" || first == "themes" || rest == "" && (first == "sites" || first == "routes" || first == "search") {
			continue
		}
		s := said{address: dir, shown: search.Fold(text(p.first(is(atom.Main))))}
		for _, n := range p.all(func(n *html.Node) bool { return has(n, "class", "text") }) {
			for c := range n.Descendants() {
				if c.Type == html.TextNode && c.Parent.Data != "svg" && c.Parent.Data != "text" && !has(c.Parent, "class", "footnote") {
					s.pieces = append(s.pieces, c.Data)
				}
			}
		}
		all = append(all, s)
	}
	return all
}

func (s said) has(text string) bool {
	return slices.ContainsFunc(s.pieces, func(p string) bool { return strings.Contains(p, text) })
}

// pieces are so many pieces, of two to four characters, of what pages say.
func piecesOf(all []said, count int, seed uint64) []string {
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
		if longer(piece) {
			some = append(some, piece)
		}
	}
	return some
}

// longer reports whether there is more to look for than a character, or letters
// that stand for words.
func longer(piece string) bool {
	letters := true
	for _, part := range strings.Fields(piece) {
		folded := []rune(search.Fold(part))
		letters = letters && (len(folded) == 0 || len(folded) == 1 && folded[0] < '\u3005')
	}
	return !letters && len([]rune(search.Fold(piece))) >= 2
}

// oracle asks the page that the tab shows for pieces of its guide's texts, and
// wants every page that has one, and hardly any that has not among the first.
func oracle(t *testing.T, b *tab, all []said, count int) {
	t.Helper()
	queries := piecesOf(all, count, 7)
	found := run[[][]string](b, fmt.Sprintf(`(async () => {
		const all = [];
		for (const q of %s) all.push((await wayside.search.find(q, Infinity)).hits.map(h => h.page.address));
		return all;
	})()`, asJSON(t, queries)))
	texts := map[string]string{}
	for _, s := range all {
		texts[s.address] = s.shown
	}
	wanted, got, first, right := 0, 0, 0, 0
	for i, q := range queries {
		for _, s := range all {
			if !s.has(q) {
				continue
			}
			wanted++
			if slices.Contains(found[i], s.address) {
				got++
			} else {
				t.Errorf("%q is on %q and is not found there", q, s.address)
			}
		}
		parts := strings.Fields(q)
		for _, address := range found[i][:min(10, len(found[i]))] {
			first++
			ok := true
			for _, part := range parts {
				ok = ok && strings.Contains(texts[address], search.Fold(part))
			}
			if ok {
				right++
			}
		}
	}
	precision := float64(right) / float64(max(1, first))
	t.Logf("%d pieces of text on %d pages: recall %d of %d, precision at 10 %.3f", len(queries), len(all), got, wanted, precision)
	if wanted < count {
		t.Errorf("only %d pages were to be found", wanted)
	}
	if precision < 0.95 {
		t.Errorf("precision at 10 is %.3f", precision)
	}
}

// TestSearchSample looks for pieces of the sample's texts, over HTTP and in a
// page opened from a file.
func TestSearchSample(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	server := serve(t, site, below)
	for _, lang := range []string{"", "en/"} {
		b.host = strings.TrimPrefix(server.URL, "http://")
		b.do(chromedp.Navigate(server.URL + below + lang + "search/index.html"))
		oracle(t, b, bodies(site, lang), 400)
		b.host = ""
		b.do(chromedp.Navigate(fileURL(site, lang+"search/index.html")))
		oracle(t, b, bodies(site, lang), 50)
	}
	for _, bad := range b.wrong() {
		t.Error(bad)
	}
}

// manySites is a guide that is too large to be scanned.
var manySites = sync.OnceValues(func() (*built, error) {
	project := filepath.Join(scratch, "many")
	write := func(name, text string) error {
		file := filepath.Join(project, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, []byte(text), 0o644)
	}
	r := rand.New(rand.NewPCG(3, 4))
	han := []rune("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔龙师火帝鸟官人皇始制文字乃服衣裳推位让国有虞陶唐吊民伐罪周发殷汤坐朝问道垂拱平章爱育黎首臣伏戎羌")
	latin := strings.Fields("gate bridge temple stone drum navigate the of a in Café 1982 tower memorial river it's wall well courtyard north-east art part")
	prose := func(n int) string {
		var b strings.Builder
		for range n {
			switch r.IntN(9) {
			case 0:
				b.WriteString(" " + latin[r.IntN(len(latin))] + " " + latin[r.IntN(len(latin))] + " ")
			case 1:
				b.WriteString([]string{"，", "。", "“", "”", ", "}[r.IntN(5)])
			default:
				b.WriteRune(han[r.IntN(len(han))])
			}
		}
		return strings.TrimSpace(b.String())
	}
	registry := "[guide]\ntitle = \"很多地点\"\nlanguages = [\"zh-Hans\", \"en\"]\n"
	for i := range 560 {
		name := string([]rune{han[r.IntN(len(han))], han[r.IntN(len(han))], han[r.IntN(len(han))]})
		registry += fmt.Sprintf("\n[[site]]\nid = \"s%03d\"\nname = { zh-Hans = %q, en = \"Place %d\" }\nkind = \"museum\"\naddress = %q\n", i, name, i, prose(6))
		if err := write(fmt.Sprintf("content/sites/s%03d.md", i), prose(120)+"\n\n## "+prose(6)+"\n\n"+prose(150)+"\n"); err != nil {
			return nil, err
		}
	}
	registry += "\n[[site]]\nid = \"gate\"\nname = \"Gate\"\n\n[[site]]\nid = \"old\"\nname = \"The old gate\"\n"
	for i := range 12 {
		stops := ""
		for k := range 5 {
			stops += fmt.Sprintf("\n[[stop]]\nsite = \"s%03d\"\n", i*11+k*3)
		}
		if err := write(fmt.Sprintf("routes/r%02d.toml", i), "title = \"路线"+prose(4)+"\"\n"+stops); err != nil {
			return nil, err
		}
	}
	if err := write("sites.toml", registry); err != nil {
		return nil, err
	}
	return publish(project, "many-built", false)
})

func many(t *testing.T) *built {
	t.Helper()
	b, err := manySites()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// searching opens a search page and returns what types into it and reads it.
func searching(b *tab, address string) (ask func(string), status func() string) {
	b.do(chromedp.Navigate(address))
	ask = func(q string) {
		b.Helper()
		run[bool](b, fmt.Sprintf(`(() => { const i = document.getElementById("search-input"); i.focus(); i.value = %q; i.dispatchEvent(new InputEvent("input")); return true; })()`, q))
	}
	status = func() string {
		b.Helper()
		return run[string](b, `document.getElementById("search-status").textContent`)
	}
	return ask, status
}

// becomes waits until something is said.
func becomes(t *testing.T, said func() string, part string) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(settle / 2) {
		now := said()
		if strings.Contains(now, part) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("it says %q, and not %q", now, part)
		}
	}
}

const hits = `[...document.querySelectorAll("#search-results .hit a")].map(a => a.textContent)`

// TestSearchPage types words and walks through what is found.
func TestSearchPage(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	b.in(390, "light")
	ask, status := searching(b, fileURL(site, "search/index.html"))
	for _, c := range []struct{ typed, first, mark string }{
		{"开山岛", "开山岛", "开山岛"},
		{"開山島", "开山岛", "开山岛"}, // as it is written in Taipei and Hong Kong
		{"kaishan", "开山岛", "Kaishan"},
		{"ＫＡＩＳＨＡＮ　", "开山岛", "Kaishan"},
		{"清华 礼堂", "", "清华"},
	} {
		ask(c.typed)
		becomes(t, func() string {
			return strings.Join(run[[]string](b, `[...document.querySelectorAll("#search-results mark")].map(m => m.textContent)`), "|")
		}, c.mark)
		becomes(t, status, "找到 ")
		if first := run[[]string](b, hits); c.first != "" && (len(first) == 0 || first[0] != c.first) {
			t.Errorf("%s: %q", c.typed, first)
		}
		if count := run[int](b, `document.querySelectorAll("#search-results li").length`); !strings.Contains(status(), fmt.Sprint(count)) {
			t.Errorf("%s: %d hits, and it says %q", c.typed, count, status())
		}
	}
	ask("没有这样的话")
	becomes(t, status, "没有找到")

	ask("岛")
	becomes(t, status, "找到 ")
	where := func() string {
		return run[string](b, `document.activeElement.id || document.activeElement.textContent`)
	}
	names := run[[]string](b, hits)
	for _, step := range []struct{ key, want string }{{kb.ArrowDown, names[0]}, {kb.ArrowDown, names[1]}, {kb.ArrowUp, names[0]}, {kb.ArrowUp, "search-input"}, {kb.ArrowDown, names[0]}, {kb.Escape, "search-input"}} {
		b.do(chromedp.KeyEvent(step.key))
		if on := where(); on != step.want {
			t.Errorf("a key leads to %q, and not to %q", on, step.want)
		}
	}
	becomes(t, func() string {
		return fmt.Sprint(run[int](b, `document.querySelectorAll("#search-results li").length`))
	}, "0")
	if status() != "" {
		t.Errorf("it still says %q", status())
	}

	// A method of writing that is not done yet is searched for when it rests.
	run[bool](b, `(() => { const i = document.getElementById("search-input"); i.value = "kai shan"; i.dispatchEvent(new InputEvent("input", { isComposing: true })); return true; })()`)
	time.Sleep(4 * settle)
	if status() != "" {
		t.Errorf("in the middle of a word it says %q", status())
	}
	becomes(t, status, "找到 ")
	run[bool](b, `(() => { const i = document.getElementById("search-input"); i.value = "开山"; i.dispatchEvent(new CompositionEvent("compositionend")); return true; })()`)
	becomes(t, status, "找到 ")

	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.in(width, scheme)
			b.do(chromedp.Navigate(fileURL(site, "en/search/index.html") + "?q=the"))
			becomes(t, func() string { return strings.Join(run[[]string](b, hits), "|") }, "Kaishan Island")
			for what, script := range map[string]string{"too wide": wide, "too small for a finger": small, "too faint": faint} {
				for _, found := range run[[]string](b, script) {
					t.Errorf("hits at %d px, %s: %s: %s", width, scheme, what, found)
				}
			}
		}
	}

	// A link with words in it searches by itself, and leads to the place.
	b.do(chromedp.Navigate(fileURL(site, "en/search/index.html") + "?q=island"))
	becomes(t, func() string { return run[string](b, `document.getElementById("search-status").textContent`) }, "page")
	for _, href := range run[[]string](b, `[...document.querySelectorAll("#search-results a")].map(a => decodeURIComponent(a.href.split("/en/")[1]))`) {
		name, id, _ := strings.Cut(href, "#")
		if p := site.byURL["en/"+name]; p == nil || id != "" && p.ids[id] == 0 {
			t.Errorf("a hit leads to %s", href)
		}
	}
	for _, bad := range b.wrong() {
		t.Error(bad)
	}
}

// TestSearchAnchors: every anchor that search knows is on its page.
func TestSearchAnchors(t *testing.T) {
	for _, site := range []*built{sample(t), half(t)} {
		for name := range site.files {
			if !strings.Contains(name, "search/text/") {
				continue
			}
			data, err := os.ReadFile(filepath.Join(site.dir, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			var pages [][]any
			inner := string(data[strings.IndexByte(string(data), '[') : len(data)-2])
			if err := json.Unmarshal([]byte(inner), &pages); err != nil {
				t.Fatal(name, ": ", err)
			}
			for _, entry := range pages {
				address := path.Join(path.Dir(path.Dir(path.Dir(name))), entry[0].(string), "index.html")
				p := site.byURL[address]
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

// TestSearchAway takes files away, as a phone has them without a network: what
// is there is searched, and the page says that it was not all.
func TestSearchAway(t *testing.T) {
	for _, c := range []struct {
		site  *built
		gone  func(string) bool
		words string
		want  string
		hits  bool
	}{
		{sample(t), func(name string) bool {
			return strings.Contains(name, "/text/") && !strings.HasSuffix(name, "xuzhou-day.js")
		}, "王杰", "只查了已有的部分", true},
		{sample(t), func(name string) bool { return strings.HasSuffix(name, "meta.js") }, "王杰", "没有载入", false},
		{many(t), func(name string) bool { return strings.Contains(name, "/index/") }, "天地", "只查了已有的部分", false},
	} {
		b := newTab(t)
		whole := serve(t, c.site, below).Config.Handler
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if c.gone(r.URL.Path) && path.Ext(r.URL.Path) == ".js" {
				http.NotFound(w, r)
				return
			}
			whole.ServeHTTP(w, r)
		}))
		t.Cleanup(server.Close)
		b.host = strings.TrimPrefix(server.URL, "http://")
		ask, status := searching(b, server.URL+below+"search/index.html")
		ask(c.words)
		becomes(t, status, c.want)
		if some := run[[]string](b, hits); (len(some) > 0) != c.hits {
			t.Errorf("%s: %q", c.words, some)
		}
	}
}

// TestSearchSaved: without a network a guide with an index searches the routes
// that the device keeps.
func TestSearchSaved(t *testing.T) {
	site := many(t)
	b := newTab(t)
	whole := serve(t, site, below).Config.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/index/") {
			http.NotFound(w, r)
			return
		}
		whole.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	b.host = strings.TrimPrefix(server.URL, "http://")
	ask, status := searching(b, server.URL+below+"search/index.html")
	run[bool](b, fmt.Sprintf(`(async () => {
		const root = %q;
		const cache = await caches.open("wayside " + root + " packs");
		await cache.put("r03", new Response(JSON.stringify({ route: "r03", lang: "zh-Hans", files: { "search/text/r03.js": "x", "routes/r03/index.html": "y" } })));
		await (await caches.open("wayside elsewhere packs")).put("x", new Response("no JSON"));
		return true;
	})()`, server.URL+below))
	ask("Place")
	becomes(t, status, "只查了已有的部分")
	if some := run[[]string](b, hits); len(some) != 5 {
		t.Errorf("%q", some)
	}
}

// answering serves a site, but for what a test answers itself.
func answering(t *testing.T, b *tab, site *built, answer func(http.ResponseWriter, *http.Request) bool) (address string) {
	t.Helper()
	whole := serve(t, site, below).Config.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !answer(w, r) {
			whole.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	b.host = strings.TrimPrefix(server.URL, "http://")
	return server.URL + below + "search/index.html"
}

// TestSearchGuest searches behind a network that answers with a page of its
// own. What came so counts as away, is not asked for at every key, and is when
// the reader asks again.
func TestSearchGuest(t *testing.T) {
	for gone, said := range map[string]string{"/search/text/": "只查了已有的部分", "/search/meta.js": "没有载入"} {
		b := newTab(t)
		var open atomic.Bool
		address := answering(t, b, sample(t), func(w http.ResponseWriter, r *http.Request) bool {
			if open.Load() || !strings.Contains(r.URL.Path, gone) {
				return false
			}
			w.Header().Set("Content-Type", "text/javascript")
			w.Header().Set("Cache-Control", "no-store")
			fmt.Fprint(w, `"Log in!"`)
			return true
		})
		ask, status := searching(b, address)
		ask("王杰")
		becomes(t, status, said)
		asked := func() int {
			return run[int](b, fmt.Sprintf(`performance.getEntriesByType("resource").filter(e => e.name.includes(%q)).length`, gone))
		}
		first := asked()
		ask("开山岛")
		time.Sleep(5 * settle)
		if more := asked() - first; first == 0 || more > 0 {
			t.Errorf("%s: a word later %d files are asked for again", gone, more)
		}
		open.Store(true)
		run[any](b, `document.getElementById("search-form").requestSubmit()`)
		becomes(t, status, "找到 ")
		if now := status(); strings.Contains(now, said) {
			t.Errorf("%s: it still says %q", gone, now)
		}
		for _, bad := range b.wrong() {
			t.Error(bad)
		}
	}
}

// TestSearchMixed: of a text of another build, which has fewer pages, those are
// found that it has.
func TestSearchMixed(t *testing.T) {
	b := newTab(t)
	address := answering(t, b, many(t), func(w http.ResponseWriter, r *http.Request) bool {
		name, text := strings.CutPrefix(r.URL.Path, below+"search/text/r")
		if text {
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprintf(w, "wayside.search.take(\"text\",\"r%s\",[])\n", strings.TrimSuffix(name, ".js"))
		}
		return text
	})
	ask, status := searching(b, address)
	ask("Place")
	becomes(t, status, "只查了已有的部分")
	if some := run[[]string](b, hits); len(some) != 20 {
		t.Errorf("%d hits", len(some))
	}
	for _, bad := range b.wrong() {
		t.Error(bad)
	}
}

// TestSearchWide: where words inside others cannot be looked for, what was
// found stays as it stood, and the page says that it is not all.
func TestSearchWide(t *testing.T) {
	b := newTab(t)
	var gone atomic.Bool
	gone.Store(true)
	address := answering(t, b, many(t), func(w http.ResponseWriter, r *http.Request) bool {
		away := gone.Load() && strings.Contains(r.URL.Path, "/index/names")
		if away {
			http.NotFound(w, r)
		}
		return away
	})
	ask, status := searching(b, address)
	ask("Place 12")
	becomes(t, status, "只查了已有的部分")
	before := run[[]string](b, hits)
	if len(before) < 11 || len(before) >= 20 {
		t.Fatalf("%q", before)
	}
	click := func() {
		run[any](b, `document.getElementById("search-more").click()`)
		time.Sleep(2 * settle)
	}
	click()
	if now := run[[]string](b, hits); !slices.Equal(now, before) {
		t.Errorf("%q becomes %q", before, now)
	}
	if on := run[string](b, `document.activeElement.textContent`); on != before[len(before)-1] {
		t.Errorf("where nothing more is found, %q has the focus", on)
	}
	// With the network back the same button finds the rest.
	gone.Store(false)
	run[any](b, `dispatchEvent(new Event("online"))`)
	click()
	if now := run[[]string](b, hits); len(now) <= len(before) || !slices.Equal(now[:len(before)], before) {
		t.Errorf("%q becomes %q", before, now)
	}
}

// TestSearchMore: twenty hits more each time, however fast they are asked for.
func TestSearchMore(t *testing.T) {
	site := many(t)
	b := newTab(t)
	ask, status := searching(b, fileURL(site, "search/index.html"))
	ask("Place")
	becomes(t, status, "约有 ")
	run[any](b, `(() => { const more = document.getElementById("search-more"); more.click(); more.click(); })()`)
	becomes(t, func() string { return fmt.Sprint(len(run[[]string](b, hits))) }, "40")
}

// TestSearchMarks: what is longer than an excerpt is marked in it, and a letter
// that stands for a word is not marked inside others.
func TestSearchMarks(t *testing.T) {
	site := sample(t)
	b := newTab(t)
	ask, status := searching(b, fileURL(site, "search/index.html"))
	long := ""
	for _, s := range bodies(site, "") {
		for _, piece := range s.pieces {
			if runes := []rune(strings.TrimSpace(piece)); len(runes) > 90 && !strings.ContainsRune(piece, ' ') {
				long = string(runes[:90])
			}
		}
	}
	ask(long)
	becomes(t, status, "找到 ")
	if marked := run[int](b, `Math.max(...[...document.querySelectorAll(".excerpt")].map(e => [...e.querySelectorAll("mark")].reduce((n, m) => n + m.textContent.length, 0)))`); marked < 40 {
		t.Errorf("%d letters of %q are marked", marked, long)
	}
	ask, status = searching(b, fileURL(site, "en/search/index.html"))
	ask("a")
	becomes(t, status, "page")
	within := run[[]string](b, `[...document.querySelectorAll("#search-results mark")].filter(m => [m.previousSibling, m.nextSibling].some((s, i) => s && /\p{L}/u.test(s.textContent.slice(i - 1, i || undefined)))).map(m => m.parentNode.textContent)`)
	if len(within) > 0 {
		t.Errorf("marked inside words: %q", within[0])
	}
	for _, bad := range b.wrong() {
		t.Error(bad)
	}
}

// TestSearchFocus: a list that is made anew leaves the focus on its hit, and a
// method of writing keeps its keys.
func TestSearchFocus(t *testing.T) {
	b := newTab(t)
	ask, status := searching(b, fileURL(sample(t), "search/index.html"))
	ask("开山岛")
	becomes(t, status, "找到 ")
	run[any](b, `(() => { document.querySelector("#search-results li:nth-child(2) a").focus(); window.was = document.activeElement; document.getElementById("search-form").requestSubmit(); })()`)
	time.Sleep(2 * settle)
	if !run[bool](b, `document.activeElement !== was && document.activeElement.href === was.href`) {
		t.Error("the focus is on " + run[string](b, `document.activeElement.tagName`))
	}
	run[any](b, `document.getElementById("search-input").focus()`)
	run[any](b, `document.getElementById("search-input").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", keyCode: 229, bubbles: true }))`)
	if run[string](b, `document.getElementById("search-input").value`) != "开山岛" {
		t.Error("a key of a method of writing takes the words away")
	}
	// A word that is begun ends the wait for the one before.
	run[any](b, `(() => { const i = document.getElementById("search-input"); i.value = "没有这样的话"; i.dispatchEvent(new InputEvent("input")); i.dispatchEvent(new CompositionEvent("compositionstart")); })()`)
	time.Sleep(4 * settle)
	if now := status(); !strings.Contains(now, "找到 ") {
		t.Errorf("in the middle of a word it says %q", now)
	}
}
