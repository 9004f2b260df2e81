package audit

import (
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"wayside/internal/build"

	"wayside"
)

// TestOfflineGuides takes whole guides on the way: a route of the sample, in
// both languages, and of a large guide.
func TestOfflineGuides(t *testing.T) {
	t.Run("sample", func(t *testing.T) {
		takeAlong(t, sample(t), root, "sample", "offline/xuzhou-day.json", "content/sites/huaihai-memorial/index.md")
	})
	t.Run("english", func(t *testing.T) {
		takeAlong(t, sample(t), root, "sample", "en/offline/lianyungang-day.json", "content/sites/kaishan-island/index.en.md")
	})
	t.Run("generated", func(t *testing.T) {
		guide := generated(t)
		project := filepath.Join(scratch, "large-project")
		routes, err := filepath.Glob(filepath.Join(guide.dir, "offline", "*.json"))
		if err != nil || len(routes) != 20 {
			t.Fatalf("%d routes, %v", len(routes), err)
		}
		address := "offline/" + filepath.Base(routes[0])
		var page string
		for file := range packed(t, guide, address) {
			if site, ok := strings.CutPrefix(file, "sites/"); ok {
				page = "content/sites/" + path.Dir(site) + ".md"
			}
		}
		if _, err := os.Stat(filepath.Join(project, page)); err != nil {
			page = strings.TrimSuffix(page, ".md") + "/index.md"
		}
		takeAlong(t, guide, project, "large", address, page)
	})
}

// packed are the files of a pack: their bytes and hashes by address.
func packed(t *testing.T, guide *publication, address string) map[string]struct {
	Bytes int
	Hash  string
} {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(guide.dir, filepath.FromSlash(address)))
	if err != nil {
		t.Fatal(err)
	}
	var pack struct {
		Bytes int
		Files []struct {
			URL    string
			Bytes  int
			SHA256 string
		}
	}
	if err := json.Unmarshal(data, &pack); err != nil {
		t.Fatal(err)
	}
	files := map[string]struct {
		Bytes int
		Hash  string
	}{}
	sum := 0
	for _, f := range pack.Files {
		at := path.Join(path.Dir(address), f.URL)
		files[at] = struct {
			Bytes int
			Hash  string
		}{f.Bytes, f.SHA256}
		sum += f.Bytes
		if info, err := os.Stat(filepath.Join(guide.dir, filepath.FromSlash(at))); err != nil || info.Size() != int64(f.Bytes) {
			t.Errorf("%s is not of the size that %s tells: %v", at, address, err)
		}
	}
	if sum != pack.Bytes {
		t.Errorf("%s tells of %d bytes, its files have %d", address, pack.Bytes, sum)
	}
	return files
}

// takeAlong saves a route of a guide, while 35 of 100 answers break off, and opens all of it without a network.
// Then a page of the project is edited, and the route is brought up to date.
func takeAlong(t *testing.T, guide *publication, project, cache, address, edit string) {
	h := newHost(t, guide.dir, "/guide/")
	b := newTab(t)
	b.host = h.addr
	b.viewport(390, "light")
	route := strings.TrimSuffix(strings.Replace(address, "offline/", "routes/", 1), ".json") + "/index.html"
	words := map[bool][4]string{false: {"保存这条路线", "保存好了", "现在有了新版本", "更新"}, true: {"Save this route", "Saved. The whole route", "There is a newer version", "Update"}}[strings.HasPrefix(address, "en/")]
	b.enter(h, route)
	h.tamperWith(cutting(0.35))
	b.press(words[0])
	b.shows(words[1])
	h.tamperWith(nil)
	b.wrong() // what broke off
	whole(t, b, guide, address)
	before := packed(t, guide, address)

	h.stop()
	if _, err := chromedp.Call(b.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}); err != nil {
		t.Fatal(err)
	}
	var shows []float64
	for _, page := range slices.Sorted(maps.Keys(before)) {
		if path.Ext(page) != ".html" {
			continue
		}
		b.visit(h.url(page))
		shown := run[float64](b, `new Promise(done => {
			new PerformanceObserver(list => done(list.getEntries().pop().startTime)).observe({ type: "largest-contentful-paint", buffered: true });
		})`)
		shows = append(shows, shown)
		run[int](b, loadAll)
		if at := run[string](b, `location.href`); at != h.url(page) {
			t.Errorf("%s leads to %s", page, at)
		}
		if broken := run[[]string](b, broken); len(broken) > 0 {
			t.Errorf("%s: broken pictures %q", page, broken)
		}
		if strings.Contains(page, "routes/") && !run[bool](b, `!!document.querySelector("svg.routemap")`) {
			t.Errorf("%s has no map", page)
		}
	}
	slices.Sort(shows)
	t.Logf("%d pages showed their largest part after %.0f ms at the median, %.0f ms at most", len(shows), shows[len(shows)/2], shows[len(shows)-1])
	if len(shows) < 4 {
		t.Error("which are too few")
	}
	for _, bad := range b.wrong() {
		if !strings.HasSuffix(bad, h.url(address)) { // whether there is a newer pack
			t.Error(bad)
		}
	}
	for _, p := range guide.pages {
		if _, ok := before[p.address]; !ok && strings.Contains(p.address, "sites/") && strings.HasPrefix(p.address, "en/") == strings.HasPrefix(address, "en/") {
			b.visit(h.url(p.address))
			if at := run[string](b, `location.href`); !strings.Contains(at, "saved/index.html#") {
				t.Errorf("%s was not saved and leads to %s", p.address, at)
			}
			break
		}
	}

	edited := edition(t, project, cache, edit)
	h.publish(edited.dir)
	h.start()
	h.takeRequests()
	b.visit(h.url(route))
	b.shows(words[2])
	b.press(words[3])
	b.shows(words[1])
	b.until("the new version is there", `navigator.serviceWorker.getRegistration().then(r => r.waiting)`)
	changed, moved := 0, 0
	after := packed(t, edited, address)
	times := map[string]int{}
	for _, a := range h.takeRequests() {
		if f, ok := after[a.address]; ok && f != before[a.address] {
			changed += a.bytes
			times[a.address]++
		} else {
			moved += a.bytes
		}
	}
	for file, f := range after {
		if f != before[file] && times[file] != 1 {
			t.Errorf("%s went out %d times", file, times[file])
		}
	}
	t.Logf("an edit of one page changed %d files of the pack: %d bytes came, and %d besides", len(times), changed, moved)
	if moved > 5<<10 || changed == 0 {
		t.Error("which is wrong")
	}
	whole(t, b, edited, address)
}

// edition publishes a project in which a page has one line more.
func edition(t *testing.T, project, cache, page string) *publication {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "project")
	for _, part := range []string{"content", "routes"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(project, part))); err != nil {
			t.Fatal(err)
		}
	}
	registry, err := os.ReadFile(filepath.Join(project, "sites.toml"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "sites.toml"), registry, 0o644)
	}
	text, err2 := os.ReadFile(filepath.Join(project, filepath.FromSlash(page)))
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(page)), append(text, "\n今天有雨。\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	o := build.Options{Project: dir, Out: filepath.Join(t.TempDir(), "public"), Cache: filepath.Join(scratch, cache+"-cache"), Theme: wayside.Theme}
	if report, problems, err := build.Build(o); err != nil || report.Files == 0 {
		t.Fatal(err, refused(problems))
	}
	b, err := read(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
