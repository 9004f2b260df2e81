package audit

import (
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"wayside/internal/build"
)

// TestOfflineGuides saves routes of the sample in both languages, opens them
// without a network and updates them.
func TestOfflineGuides(t *testing.T) {
	for language, address := range map[string]string{"zh-Hans": "offline/xuzhou-day.json", "en": "en/offline/lianyungang-day.json"} {
		t.Run(language, func(t *testing.T) {
			b := newTab(t)
			saveWhole(t, b, sample(t), built(t, buildEdited), address, language)
		})
	}
}

// firstPack returns the address of the guide's first pack.
func firstPack(guide *publication) string {
	for _, name := range slices.Sorted(maps.Keys(guide.files)) {
		if ok, _ := path.Match("offline/*.json", name); ok {
			return name
		}
	}
	return ""
}

// routeOf returns the address of the route whose pack this is.
func routeOf(pack string) string {
	return strings.TrimSuffix(strings.Replace(pack, "offline/", "routes/", 1), ".json") + "/index.html"
}

// buildEdited builds the sample with a line more in two texts. It takes the
// photos from the sample's cache.
var buildEdited = sync.OnceValues(func() (*publication, error) {
	if _, err := buildSample(); err != nil {
		return nil, err
	}
	dir := filepath.Join(scratch, "edited-project")
	for _, part := range []string{"content", "routes"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(root, part))); err != nil {
			return nil, err
		}
	}
	registry, err := os.ReadFile(filepath.Join(root, "sites.toml"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "sites.toml"), registry, 0o644)
	}
	for _, text := range []string{"content/sites/huaihai-memorial/index.md", "content/sites/kaishan-island/index.en.md"} {
		file := filepath.Join(dir, filepath.FromSlash(text))
		var data []byte
		if err == nil {
			data, err = os.ReadFile(file)
		}
		if err == nil {
			err = os.WriteFile(file, append(data, "\n今天有雨。\n"...), 0o644)
		}
	}
	if err != nil {
		return nil, err
	}
	return publishWith(build.Options{Project: dir, Out: filepath.Join(scratch, "edited"), Cache: filepath.Join(scratch, "sample-cache")})
})

// A packedFile is an entry of a pack.
type packedFile struct {
	bytes int
	hash  string
}

// packed returns the files of a pack by address, and checks the sizes that it
// lists.
func packed(t *testing.T, guide *publication, address string) map[string]packedFile {
	t.Helper()
	var pack struct {
		Bytes, Media int
		Files        []struct {
			URL    string
			Bytes  int
			SHA256 string
		}
	}
	if err := json.Unmarshal(guide.file(t, address), &pack); err != nil {
		t.Fatal(err)
	}
	files := map[string]packedFile{}
	sum := 0
	for _, f := range pack.Files {
		at := path.Join(path.Dir(address), f.URL)
		files[at] = packedFile{f.Bytes, f.SHA256}
		sum += f.Bytes
		if info, err := os.Stat(guide.path(at)); err != nil || info.Size() != int64(f.Bytes) {
			t.Errorf("%s does not have the size that %s lists: %v", at, address, err)
		}
	}
	if sum != pack.Bytes+pack.Media {
		t.Errorf("%s lists %d bytes and %d of recordings, its files have %d", address, pack.Bytes, pack.Media, sum)
	}
	return files
}

// panelWords are the panel's buttons and texts.
var panelWords = map[string]struct{ save, saved, newer, update string }{
	"zh-Hans": {"保存这条路线", "保存好了", "现在有了新版本", "更新"},
	"en":      {"Save this route", "Saved. All of it", "There is a newer version", "Update"},
}

// saveWhole saves a route while 35 of 100 answers are cut short, opens all of
// it without a network, and updates it to the edited guide.
func saveWhole(t *testing.T, b *tab, guide, edited *publication, address, language string) {
	h := newHost(t, guide.dir, "/guide/")
	b.host = h.addr
	b.viewport(390, "light")
	words := panelWords[language]
	route := routeOf(address)
	b.enter(h, route)
	b.withRecordings()
	h.tamperWith(cutting(0.35))
	b.press(words.save)
	b.hurries(words.saved)
	h.tamperWith(nil)
	b.keeps(address)
	b.complaints() // about the answers that were cut short
	before := packed(t, guide, address)

	h.stop()
	pages := 0
	for _, page := range slices.Sorted(maps.Keys(before)) {
		if path.Ext(page) != ".html" {
			continue
		}
		pages++
		b.leadsTo(h, page, page)
		b.whole(page)
		if strings.Contains(page, "routes/") && !strings.HasSuffix(page, "/check/index.html") && !run[bool](b, `!!document.querySelector("svg.routemap")`) {
			t.Errorf("%s has no map", page)
		}
	}
	if pages < 4 {
		t.Errorf("only %d pages were saved", pages)
	}
	for _, c := range b.complaints() {
		if !strings.HasSuffix(c, h.url(address)) { // the page asks whether there is a newer pack
			t.Error(c)
		}
	}
	inLanguage := func(address string) bool { return strings.HasPrefix(address, "en/") == (language == "en") }
	i := slices.IndexFunc(guide.pages, func(p *page) bool {
		_, saved := before[p.address]
		return !saved && strings.Contains(p.address, "sites/") && inLanguage(p.address)
	})
	b.visit(h.url(guide.pages[i].address))
	if at := run[string](b, `location.href`); !strings.Contains(at, "saved/index.html#") {
		t.Errorf("%s was not saved and leads to %s", guide.pages[i].address, at)
	}

	h.publish(edited.dir)
	h.start()
	h.takeRequests()
	b.visit(h.url(route))
	b.shows(words.newer)
	b.press(words.update)
	b.shows(words.saved)
	b.until("the new version has come", `navigator.serviceWorker.getRegistration().then(r => r.waiting)`)
	changed, others := 0, 0
	after := packed(t, edited, address)
	times := map[string]int{}
	for _, r := range h.takeRequests() {
		if f, ok := after[r.address]; ok && f != before[r.address] {
			changed += r.bytes
			times[r.address]++
		} else {
			others += r.bytes
		}
	}
	for file, f := range after {
		if f != before[file] && times[file] != 1 {
			t.Errorf("%s was sent %d times", file, times[file])
		}
	}
	if others > 6<<10 || changed == 0 {
		t.Errorf("after an edit of one page %d files of the pack changed: %d bytes of them were sent, and %d others", len(times), changed, others)
	}
	b.keeps(address)
}

// TestOfflineTimes measures how long the pages of saved routes take to show
// their largest part without a network, where the processor is four times as
// slow. It asserts nothing and runs where WAYSIDE_TIMES is set; see
// docs/benchmarks.md.
func TestOfflineTimes(t *testing.T) {
	if os.Getenv("WAYSIDE_TIMES") == "" {
		t.Skip("WAYSIDE_TIMES is not set")
	}
	for _, c := range []struct {
		address, language string
		get               func(*testing.T) *publication
	}{{"offline/xuzhou-day.json", "zh-Hans", sample}, {"en/offline/lianyungang-day.json", "en", sample}, {"", "zh-Hans", generated}} {
		b, guide := openTab(t), c.get(t)
		if c.address == "" {
			c.address = firstPack(guide)
		}
		h := newHost(t, guide.dir, "/guide/")
		b.host = h.addr
		b.viewport(390, "light")
		b.enter(h, routeOf(c.address))
		b.press(panelWords[c.language].save)
		b.shows(panelWords[c.language].saved)
		h.stop()
		b.slow()
		var times []float64
		for _, page := range slices.Sorted(maps.Keys(packed(t, guide, c.address))) {
			if path.Ext(page) == ".html" {
				b.visit(h.url(page))
				times = append(times, run[float64](b, `new Promise(done => {
					new PerformanceObserver(list => done(list.getEntries().pop().startTime)).observe({ type: "largest-contentful-paint", buffered: true });
				})`))
			}
		}
		slices.Sort(times)
		t.Logf("%s: %d pages, their largest part after %.0f ms at the median, %.0f ms at most", c.address, len(times), times[len(times)/2], times[len(times)-1])
	}
}
