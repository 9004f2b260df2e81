package offline

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wayside/internal/output"
	"wayside/internal/store"
)

// A folder is a published folder in memory.
type folder map[string]string

func (f folder) Find(address string) (output.File, bool) {
	text, ok := f[address]
	return output.File{Address: address, Size: int64(len(text)), Hash: sha256.Sum256([]byte(text))}, ok
}

func (f folder) Read(address string) ([]byte, error) {
	if text, ok := f[address]; ok {
		return []byte(text), nil
	}
	return nil, fs.ErrNotExist
}

func (f folder) References(address string) ([]Reference, error) {
	return References(address, []byte(f[address])), nil
}

var guide = folder{
	"routes/walk/index.html": `<!DOCTYPE html><html><head><link rel="stylesheet" href="../../assets/a.css"><link rel="alternate" href="../../feed.xml">` +
		`<link rel=canonical href="https://guide.example/routes/walk/"><script src="../../assets/a.js" defer></script></head><body>` +
		`<main data-viewer="../../assets/c.js" data-viewer-style="../../assets/c.css"><a href="../../index.html">home</a> <a href="../../sites/gate/index.html#hall">gate</a> <a href="#stops">stops</a> <a href="../../sites/other/index.html#x">other</a> <a href="tel:110">call</a><details id=x data-script="../../assets/b.js"><summary>more</summary></details>` +
		`<img src="../../photos/%E9%97%A8-960.jpg" srcset="../../photos/%E9%97%A8-480.jpg 480w, ../../photos/%E9%97%A8-960.jpg 960w, ../../photos/%E9%97%A8-1600.jpg 1600w" sizes="92vw" alt="a &lt; b"><img src="data:image/gif;base64,AA"></main></body></html>`,
	"sites/gate/index.html": `<link rel="stylesheet" href="../../assets/a.css"><audio src='../../audio/a.mp3'></audio><img src="https://elsewhere.example/x.jpg"><img src="../../../outside.jpg"><svg><a href="../../index.html"><text>x</text></a></svg>`,
	"assets/a.css":          `body{background:url("../photos/paper.png")}`,
	"assets/a.js":           `"use strict"`, "assets/b.js": "b()", "assets/c.js": "c()", "assets/c.css": "dialog{margin:0}",
	"audio/a.mp3": "sound", "photos/paper.png": "paper", "photos/门-480.jpg": "4", "photos/门-960.jpg": "99", "photos/门-1600.jpg": "1666",
	"index.html": "home", "sites/other/index.html": "other", "feed.xml": "feed", "search/meta.js": "everything",
}

func pack(width int) *Pack {
	return &Pack{
		Address: "offline/walk.json", ZIP: "offline/walk.zip", Route: "walk", Title: "Walk", Lang: "en", Width: width,
		Start: []string{"routes/walk/index.html", "sites/gate/index.html", "search/meta.js", "not/made.html"},
	}
}

func TestPack(t *testing.T) {
	made, err := pack(960).Output(guide).Make()
	if err != nil {
		t.Fatal(err)
	}
	var list packJSON
	if err := json.Unmarshal(made.Data, &list); err != nil {
		t.Fatal(err)
	}
	want := "../routes/walk/index.html ../sites/gate/index.html ../search/meta.js ../assets/a.css ../assets/a.js ../assets/c.js ../assets/c.css ../assets/b.js ../photos/%E9%97%A8-960.jpg ../audio/a.mp3 ../photos/paper.png"
	var urls []string
	var bytes int64
	for _, f := range list.Files {
		urls = append(urls, f.URL)
		bytes += f.Bytes
		if f.Media != strings.HasSuffix(f.URL, ".mp3") {
			t.Errorf("%s is media: %v", f.URL, f.Media)
		}
	}
	if got := strings.Join(urls, " "); got != want {
		t.Errorf("files of the pack:\n%s\nwant\n%s", got, want)
	}
	if list.Route != "walk" || list.Page != "../routes/walk/index.html" || list.Bytes != bytes-5 || list.Media != 5 || list.ZIP != nil || list.Files[8].SHA256 != fmt.Sprintf("%x", sha256.Sum256([]byte("99"))) {
		t.Errorf("%+v", list)
	}
}

func TestFitting(t *testing.T) {
	const set = "a.jpg 480w, b.jpg 960w,\n c.jpg 1600w"
	for width, want := range map[int]string{1: "a.jpg", 480: "a.jpg", 481: "b.jpg", 960: "b.jpg", 1200: "c.jpg", 1600: "c.jpg", 3000: "c.jpg"} {
		if got := fitting(set, width); got != want {
			t.Errorf("%d: %s, want %s", width, got, want)
		}
		if got := fitting("c.jpg 1600w, a.jpg 480w, b.jpg 960w", width); got != want {
			t.Errorf("%d, in a different order: %s, want %s", width, got, want)
		}
	}
	if got := fitting("only.jpg", 960); got != "only.jpg" {
		t.Error(got)
	}
}

func TestReferences(t *testing.T) {
	for _, test := range []struct{ address, data, want string }{
		{"a/b/index.html", `<img src=../x.png><script src="./s.js"></script><a href=no.html>`, "a/x.png a/b/s.js"},
		{"a/b/index.html", `<img srcset="s.jpg 480w, ../m.jpg 960w, https://elsewhere.example/l.jpg 1600w" src=s.jpg>`, "a/b/s.jpg@480 |a/m.jpg@960 |@1600"},
		{"index.html", `<video src=v.mp4 poster=p.jpg></video><link rel=icon href=i.svg><link rel=canonical href=c.html>`, "v.mp4 p.jpg i.svg"},
		{"index.html", `<img srcset=only.jpg><img src="../out.jpg"><img src=data:image/gif;base64,AA><img src="a%2Fb.jpg?v=1#x">`, "only.jpg a/b.jpg"},
		{"a/s.css", `a{background:url(x.png)}b{background:url( '../y.png' )}`, "a/x.png y.png"},
		{"a/s.js", `url(x.png)`, ""},
	} {
		var got []string
		for _, r := range References(test.address, []byte(test.data)) {
			text := r.Address
			if r.Another {
				text = "|" + text
			}
			if r.Width > 0 {
				text += "@" + strconv.Itoa(r.Width)
			}
			got = append(got, text)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: %s: got %s, want %s", test.address, test.data, got, test.want)
		}
	}
}

// TestLoaded compares the choice among remembered references with the choice among the
// candidates of a page.
func TestLoaded(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var page strings.Builder
		var sets []string
		for range 1 + random.IntN(4) {
			var set []string
			for n := range 1 + random.IntN(5) {
				candidate := []string{"", "../../", "https://elsewhere.example/"}[random.IntN(3)] + strconv.Itoa(n) + ".jpg"
				if random.IntN(5) > 0 {
					candidate += fmt.Sprintf(" %dw", random.IntN(8)*200)
				}
				set = append(set, candidate)
			}
			sets = append(sets, strings.Join(set, ", "))
			fmt.Fprintf(&page, `<p><img srcset="%s">`, sets[len(sets)-1])
		}
		references := References("a/b.html", []byte(page.String()))
		for width := 0; width < 1800; width += 100 {
			var want, got []string
			for _, set := range sets {
				if address, ok := new(resolver).resolve("a/b.html", []byte(fitting(set, width))); ok {
					want = append(want, string(address))
				}
			}
			for _, r := range appendLoaded(nil, references, width) {
				got = append(got, r.Address)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s\nat %d pixels: %q, want %q", page.String(), width, got, want)
			}
		}
	}
}

// A counted folder counts how often each file is read.
type counted struct {
	folder
	reads map[string]int
}

func (c counted) Read(address string) ([]byte, error) {
	c.reads[address]++
	return c.folder.Read(address)
}

// TestReads checks how often files are read for the ZIPs of several routes: a page once for each,
// whose links it adapts, and a file that all contain at most twice.
func TestReads(t *testing.T) {
	files := counted{guide, map[string]int{}}
	archiver := &Archiver{}
	var first []byte
	for n := range 5 {
		made, err := archiver.ZIP(pack(480), files).Make()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := made.Write(&b); err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			first = b.Bytes()
		} else if !bytes.Equal(b.Bytes(), first) {
			t.Fatalf("ZIP %d differs from the first", n)
		}
	}
	for address, want := range map[string]int{"routes/walk/index.html": 5, "assets/a.js": 2, "assets/a.css": 2, "photos/paper.png": 5} {
		if got := files.reads[address]; got != want {
			t.Errorf("%s was read %d times, want %d", address, got, want)
		}
	}
}

func unzip(t *testing.T, data []byte) (map[string]string, string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(f.Name, err)
		}
		all[f.Name] = string(text)
		if f.Flags&8 != 0 || f.NonUTF8 {
			t.Errorf("%s: flags %x", f.Name, f.Flags)
		}
	}
	return all, z.Comment
}

func zipOf(t *testing.T, z *Archiver, p *Pack) []byte {
	t.Helper()
	made, err := z.ZIP(p, guide).Make()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := made.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZIP(t *testing.T) {
	archiver := &Archiver{Base: "https://guide.example/", Replace: func(*Pack) map[string][]byte { return map[string][]byte{"search/meta.js": []byte("this route")} }}
	data := zipOf(t, archiver, pack(480))
	all, comment := unzip(t, data)
	page := all["walk/routes/walk/index.html"]
	for _, want := range []string{
		`<a href="https://guide.example/">home</a>`, `<a href="../../sites/gate/index.html#hall">gate</a>`, `<a href="#stops">`, `<a href="https://guide.example/sites/other/#x">other</a>`,
		`<a href="tel:110">`, `<img src="../../photos/%E9%97%A8-480.jpg" alt="a &lt; b">`, `<link rel="alternate" href="https://guide.example/feed.xml">`, `<link rel="stylesheet" href="../../assets/a.css">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	if all["walk/search/meta.js"] != "this route" || all["walk/photos/门-480.jpg"] != "4" || all["walk/index.html"] == "" || len(all) != 12 {
		t.Errorf("%d files: %q", len(all), all)
	}
	if again := zipOf(t, &Archiver{Base: archiver.Base, Replace: archiver.Replace}, pack(480)); !bytes.Equal(again, data) {
		t.Error("making the ZIP again gives a different result")
	}

	recipe := func() store.Key {
		made, err := archiver.ZIP(pack(480), guide).Make()
		if err != nil || made.Recipe == nil {
			t.Fatal(made, err)
		}
		return *made.Recipe
	}
	first := recipe()
	if recipe() != first || !strings.HasPrefix(comment, "Wayside ") {
		t.Errorf("the recipe differs between calls, or the comment is %q", comment)
	}
	if archiver.Base = "https://moved.example/"; recipe() == first {
		t.Error("the recipe does not depend on the guide's address")
	}
	// If the guide has no address, links out of the pack have no target.
	page = (&Archiver{}).paged("routes/walk/index.html", guide["routes/walk/index.html"])
	if !strings.Contains(page, "<a>home</a>") || !strings.Contains(page, `<a href="#stops">`) {
		t.Error(page)
	}
}

func (z *Archiver) paged(address, page string) string {
	var b bytes.Buffer
	z.page(&b, address, []byte(page), 960, map[string]bool{})
	return b.String()
}

func TestWorker(t *testing.T) {
	made := func(all ...output.File) string {
		m, err := (Shell{"": "sites/gate/index.html"}).Worker("assets/worker.js", guide, all).Make()
		if err != nil {
			t.Fatal(err)
		}
		return string(m.Data)
	}
	home, _ := guide.Find("index.html")
	changed := home
	changed.Hash[0]++
	if a, b := made(home), made(changed); a == b || a != made(home) {
		t.Errorf("%s\n%s", a, b)
	}
	if w := made(); !strings.Contains(w, "assets/worker.js") || !strings.Contains(w, `"audio/a.mp3":"`) || strings.Contains(w, `"index.html"`) {
		t.Error(w)
	}
}

// FuzzPage checks for any page that loaded addresses are inside the guide, and that a ZIP
// changes only pages with links or with pictures in several widths.
func FuzzPage(f *testing.F) {
	for _, address := range []string{"routes/walk/index.html", "sites/gate/index.html"} {
		f.Add(guide[address])
	}
	f.Add(`<a href=x>&<img srcset=",, 1w" src><script>"</script`)
	f.Add("<svg><math><style>\x00")
	f.Fuzz(func(t *testing.T, page string) {
		for _, r := range append(References("a/b.html", []byte(page)), References("a/b.css", []byte(page))...) {
			if strings.HasPrefix(r.Address, "../") || r.Address == ".." || r.Address != "" && path.Clean(r.Address) != r.Address {
				t.Errorf("%q is outside the guide", r.Address)
			}
		}
		out := (&Archiver{Base: "https://guide.example/"}).paged("a/b.html", page)
		if !strings.Contains(page, "srcset") && !strings.Contains(page, "href") && out != page {
			t.Errorf("%q was changed to %q", page, out)
		}
	})
}

// BenchmarkReferences finds the references of a page with a thousand links.
func BenchmarkReferences(b *testing.B) {
	page := []byte(guide["routes/walk/index.html"] + strings.Repeat(`<li><a href="../../sites/gate/index.html">gate</a> <small>step-free</small></li>`, 1000))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		References("routes/walk/index.html", page)
	}
}

// TestOnDemand checks that a pack has what a page loads only when a reader asks for it.
func TestOnDemand(t *testing.T) {
	page := []byte(`<p><button type="button" data-script="../../assets/a.js" data-sheet="../../assets/a.css" data-route="../../routes/day/">walk</button><details data-script="../../assets/b.js"></details><section data-script="../../assets/c.js"></section><form data-route="../../routes/day/" data-hand-in="../../assets/e.js" data-typed="../../assets/d.js"></form>`)
	want := []Reference{{Address: "assets/a.js"}, {Address: "assets/a.css"}, {Address: "assets/b.js"}, {Address: "assets/c.js"}, {Address: "assets/d.js"}, {Address: "assets/e.js"}}
	if got := References("routes/day/index.html", page); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
