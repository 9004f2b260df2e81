package audit

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	dialog "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pocketFiles is a guide of two routes with a site in common, one of whose
// sites has a recording that is too large for one request.
var pocketFiles = map[string]string{
	"sites.toml": `[guide]
title     = { zh-Hans = "湖边", en = "By the lake" }
base_url  = "https://lake.example/guide/"
languages = ["zh-Hans", "en"]
country   = "CN"

[[site]]
id       = "gate"
name     = { zh-Hans = "门", en = "The gate" }
location = { lat = 39.9986, lon = 116.3093 }

[[site]]
id       = "pond"
name     = { zh-Hans = "池", en = "The pond" }
location = { lat = 40.0007, lon = 116.3138 }

[[site]]
id       = "tower"
name     = { zh-Hans = "塔", en = "The tower" }
location = { lat = 40.0023, lon = 116.3167 }
`,
	"content/index.md":            "四时都可以来。\n",
	"content/index.en.md":         "Come in any season.\n",
	"content/sites/gate/index.md": "门朝南。\n\n::: audio audio/keeper#1.wav\n守门人说话。\n:::\n",
	"content/sites/pond/index.md": "池里有荷花。\n",
	"content/sites/tower.md":      "塔有七层。\n",
	"routes/north.toml":           "title = { zh-Hans = \"北线\", en = \"North\" }\nstart = 09:00:00\nmode = \"walk\"\n\n[[stop]]\nsite = \"gate\"\nstay = \"10m\"\n\n[[stop]]\nsite = \"pond\"\nstay = \"10m\"\n",
	"routes/south.toml":           "title = { zh-Hans = \"南线\", en = \"South\" }\nstart = 09:00:00\nmode = \"walk\"\n\n[[stop]]\nsite = \"pond\"\nstay = \"10m\"\n\n[[stop]]\nsite = \"tower\"\nstay = \"10m\"\n",
}

const recordingBytes = 44 + 2*8000*80 // eighty seconds: 1.28 MB

// pocketGuide publishes that guide, with some of its files changed.
func pocketGuide(name string, changed map[string]string) (*built, error) {
	project := filepath.Join(scratch, name+"-project")
	for _, files := range []map[string]string{pocketFiles, changed} {
		for file, text := range files {
			file = filepath.Join(project, filepath.FromSlash(file))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return nil, err
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				return nil, err
			}
		}
	}
	dice := rand.New(rand.NewPCG(1, 1))
	for _, site := range []string{"gate", "pond"} {
		dir := filepath.Join(project, "content", "sites", site)
		if err := os.MkdirAll(filepath.Join(dir, "photos"), 0o755); err != nil {
			return nil, err
		}
		photo := image.NewGray(image.Rect(0, 0, 1400, 900))
		for i := range photo.Pix {
			photo.Pix[i] = uint8(i/photo.Stride/4 + dice.IntN(30)) // the sky, and grain that a picture keeps
		}
		photo.SetGray(0, 0, color.Gray{255})
		f, err := os.Create(filepath.Join(dir, "photos", site+".jpg"))
		if err == nil {
			err = jpeg.Encode(f, photo, nil)
			f.Close()
		}
		if err != nil {
			return nil, err
		}
		captions := "[[photo]]\nfile = \"" + site + ".jpg\"\nalt = \"" + site + "\"\ncredit = \"编者\"\nlicence = \"CC0\"\n"
		if err := os.WriteFile(filepath.Join(dir, "photos", "photos.toml"), []byte(captions), 0o644); err != nil {
			return nil, err
		}
	}
	wav := []byte(fmt.Sprintf("RIFF%sWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data%s", little(recordingBytes-8), little(recordingBytes-44)))
	for len(wav) < recordingBytes {
		wav = append(wav, uint8(dice.Uint32()), uint8(dice.IntN(8)))
	}
	audio := filepath.Join(project, "content", "sites", "gate", "audio")
	if err := os.MkdirAll(audio, 0o755); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(audio, "keeper#1.wav"), wav, 0o644); err != nil {
		return nil, err
	}
	return publish(project, name, false)
}

func little(n int) string { return string([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) }

// pockets are the guide as it is, and after an edit of the pond's page.
var pockets = sync.OnceValues(func() ([2]*built, error) {
	first, err := pocketGuide("pocket", nil)
	if err != nil {
		return [2]*built{}, err
	}
	second, err := pocketGuide("pocket-edited", map[string]string{"content/sites/pond/index.md": "池里有荷花，七月最盛。\n"})
	return [2]*built{first, second}, err
})

func pocket(t *testing.T) (first, edited *built) {
	t.Helper()
	both, err := pockets()
	if err != nil {
		t.Fatal(err)
	}
	return both[0], both[1]
}

// enter goes to a page and waits until its worker answers for it.
func (b *tab) enter(h *host, address string) {
	b.Helper()
	b.do(chromedp.Navigate(h.url(address)))
	b.until("the worker is there", `navigator.serviceWorker.controller`)
}

// until waits for something to become true in the page; a promise counts by
// what it becomes.
func (b *tab) until(what, condition string) {
	b.Helper()
	ok := run[string](b, `new Promise(done => {
		const end = Date.now() + 20000;
		(async function look() {
			if (await (async () => `+condition+`)().catch(() => false)) done("");
			else if (Date.now() > end) done(document.querySelector("main").innerText);
			else setTimeout(look, 10);
		})();
	})`)
	if ok != "" {
		b.Fatalf("not so after twenty seconds: %s. The page says\n%s", what, ok)
	}
}

// turns waits for a page that comes by itself, in the place of this one: a
// question to a page that is going gets no answer.
func (b *tab) turns(what, condition string) {
	b.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(settle) {
		ctx, cancel := context.WithTimeout(b.ctx, time.Second)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition))
		if cancel(); err == nil && ok {
			return
		}
	}
	b.Fatal("not so after twenty seconds: ", what)
}

// look scrolls to the panel: it does nothing before it is seen.
func (b *tab) look() {
	b.Helper()
	run[bool](b, `[...document.querySelectorAll(".offline, .saved")].map(e => e.scrollIntoView()).length > 0`)
}

// says waits until the first panel of the page says something.
func (b *tab) says(part string) {
	b.Helper()
	b.look()
	b.until(fmt.Sprintf("it says %q", part), fmt.Sprintf(`(document.querySelector(".offline, .saved-route") || document.body).innerText.includes(%q)`, part))
}

// press clicks the panel's button of that name, once it is there.
func (b *tab) press(name string) {
	b.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(".offline button, .saved-route button, .news button")].find(b => !b.hidden && b.textContent.split(" · ")[0] === %q)`, name)
	b.look()
	b.until("there is the button "+name, find)
	run[bool](b, `(b => (b.focus(), b.click(), true))(`+find+`)`)
}

// agree answers yes where the page asks whether it is meant.
func (b *tab) agree() {
	b.Helper()
	err := chromedp.Listen(b.ctx, func(event any) {
		if _, asks := event.(*dialog.EventJavascriptDialogOpening); asks {
			go chromedp.Call(b.ctx, dialog.HandleJavaScriptDialog, dialog.HandleJavaScriptDialogParams{Accept: true})
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}

// saveRoute saves a route in a fresh tab of its host's own.
func saveRoute(t *testing.T, h *host, route string) *tab {
	t.Helper()
	b := newTab(t)
	b.host = h.where
	b.in(390, "light")
	b.enter(h, route)
	b.press("保存这条路线")
	b.says("保存好了")
	return b
}

// TestOfflineRoute saves a route, stops the server, and opens every page of
// the route: pictures, map and recording are there; another page is not, and
// says so.
func TestOfflineRoute(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	b := saveRoute(t, h, "routes/north/index.html")
	for _, bad := range b.wrong() {
		t.Error(bad)
	}
	h.stop()
	for _, address := range []string{"routes/north/", "routes/north/handout/index.html", "sites/gate/index.html", "sites/pond/", "saved/index.html", "sites/gate/index.html?from=code"} {
		b.do(chromedp.Navigate(h.url(address)))
		run[int](b, readThrough)
		if at := run[string](b, `location.href`); at != h.url(address) {
			t.Errorf("%s leads to %s", address, at)
		}
		if broken := run[[]string](b, `[...document.images].filter(i => !i.naturalWidth).map(i => i.src)`); len(broken) > 0 {
			t.Errorf("%s: broken pictures %q", address, broken)
		}
		if styles := run[int](b, `[...document.styleSheets].filter(s => s.cssRules.length).length`); styles == 0 {
			t.Errorf("%s has no styles", address)
		}
		if strings.HasPrefix(address, "routes/north/") && !run[bool](b, `!!document.querySelector("svg.routemap")`) {
			t.Errorf("%s has no map", address)
		}
	}
	if at := run[float64](b, `new Promise((ok, no) => {
		const a = document.querySelector("audio");
		a.onerror = () => no(a.error.message);
		a.onseeked = () => ok(a.currentTime);
		a.onloadedmetadata = () => a.currentTime = 60;
		a.load();
	})`); at < 59 || at > 61 {
		t.Errorf("the recording is at %.1f seconds, asked for 60", at)
	}
	for asked, want := range map[string]string{
		"bytes=0-99": "206 bytes 0-99/1280044 100", "bytes=1280000-": "206 bytes 1280000-1280043/1280044 44", "bytes=-10": "206 bytes 1280034-1280043/1280044 10",
		"bytes=1280040-9999999": "206 bytes 1280040-1280043/1280044 4", "bytes=1280044-": "416 bytes */1280044 0", "bytes=0-1,5-6": "200  1280044",
	} {
		got := run[string](b, `fetch(document.querySelector("audio").src, { headers: { Range: "`+asked+`" } }).then(async r => [r.status, r.headers.get("Content-Range"), (await r.arrayBuffer()).byteLength].join(" "))`)
		if got != want {
			t.Errorf("%s: %s, want %s", asked, got, want)
		}
	}
	b.do(chromedp.Navigate(h.url("sites/tower/index.html")))
	if at := run[string](b, `location.href`); at != h.url("saved/index.html#sites/tower/index.html") {
		t.Errorf("a page that is not saved leads to %s", at)
	}
	b.until("the page that is not there is named", `!document.getElementById("absent").hidden && document.querySelector("#absent a").href === "`+h.url("sites/tower/index.html")+`"`)
	b.says("北线")
	b.do(chromedp.Navigate(h.url("en/sites/tower/index.html")))
	if at := run[string](b, `location.href`); !strings.HasPrefix(at, h.url("en/saved/index.html#")) {
		t.Errorf("an English page leads to %s", at)
	}
}

// TestOfflineVisited reads a page, stops the server, and reads it again: with
// the first page of a visit too, which came before the worker.
func TestOfflineVisited(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/")
	b := newTab(t)
	b.enter(h, "sites/pond/index.html")
	b.until("the first page is kept", `(await caches.keys()).some(k => k.endsWith(" visited")) && (await (await caches.open("wayside `+h.url("")+` visited")).keys()).some(k => /pond\.[^/]*\.jpg$/.test(k.url))`)
	b.do(chromedp.Navigate(h.url("en/sites/gate/")))
	h.stop()
	for _, address := range []string{"sites/pond/index.html", "en/sites/gate/index.html"} {
		b.do(chromedp.Navigate(h.url(address)))
		run[int](b, readThrough)
		if at := run[string](b, `location.href`); at != h.url(address) {
			t.Errorf("%s leads to %s", address, at)
		}
		if broken := run[[]string](b, `[...document.images].filter(i => !i.naturalWidth).map(i => i.currentSrc || i.src)`); len(broken) > 0 {
			t.Errorf("%s: broken pictures %q", address, broken)
		}
	}
	b.do(chromedp.Navigate(h.url("routes/north/index.html")))
	if at := run[string](b, `location.href`); at != h.url("saved/index.html#routes/north/index.html") {
		t.Errorf("a route that nobody opened leads to %s", at)
	}
}
