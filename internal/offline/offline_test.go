package offline

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
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

var guide = folder{
	"routes/walk/index.html": `<!DOCTYPE html><html><head><link rel="stylesheet" href="../../assets/a.css"><link rel="alternate" href="../../feed.xml">` +
		`<link rel=canonical href="https://guide.example/routes/walk/"><script src="../../assets/a.js" defer></script></head><body>` +
		`<a href="../../index.html">home</a> <a href="../../sites/gate/index.html#hall">gate</a> <a href="#stops">stops</a> <a href="../../sites/other/index.html#x">other</a> <a href="tel:110">call</a><details id=x data-script="../../assets/b.js"><summary>more</summary></details>` +
		`<img src="../../photos/%E9%97%A8-960.jpg" srcset="../../photos/%E9%97%A8-480.jpg 480w, ../../photos/%E9%97%A8-960.jpg 960w, ../../photos/%E9%97%A8-1600.jpg 1600w" sizes="92vw" alt="a &lt; b"><img src="data:image/gif;base64,AA"></body></html>`,
	"sites/gate/index.html": `<link rel="stylesheet" href="../../assets/a.css"><audio src='../../audio/a.mp3'></audio><img src="https://elsewhere.example/x.jpg"><img src="../../../outside.jpg"><svg><a href="../../index.html"><text>x</text></a></svg>`,
	"assets/a.css":          `body{background:url("../photos/paper.png")}`,
	"assets/a.js":           `"use strict"`, "assets/b.js": "b()",
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
	want := "../routes/walk/index.html ../sites/gate/index.html ../search/meta.js ../assets/a.css ../assets/a.js ../assets/b.js ../photos/%E9%97%A8-960.jpg ../audio/a.mp3 ../photos/paper.png"
	var urls []string
	var bytes int64
	for _, f := range list.Files {
		urls = append(urls, f.URL)
		bytes += f.Bytes
	}
	if got := strings.Join(urls, " "); got != want {
		t.Errorf("files of the pack:\n%s\nwant\n%s", got, want)
	}
	if list.Route != "walk" || list.Page != "../routes/walk/index.html" || list.Bytes != bytes || list.ZIP != nil || list.Files[6].SHA256 != fmt.Sprintf("%x", sha256.Sum256([]byte("99"))) {
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
	if all["walk/search/meta.js"] != "this route" || all["walk/photos/门-480.jpg"] != "4" || all["walk/index.html"] == "" || len(all) != 10 {
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
		for _, address := range loads("a/b.html", []byte(page), 960) {
			if strings.HasPrefix(address, "../") || address == ".." {
				t.Errorf("%q is outside the guide", address)
			}
		}
		loads("a/b.css", []byte(page), 960)
		out := (&Archiver{Base: "https://guide.example/"}).paged("a/b.html", page)
		if !strings.Contains(page, "srcset") && !strings.Contains(page, "href") && out != page {
			t.Errorf("%q was changed to %q", page, out)
		}
	})
}
