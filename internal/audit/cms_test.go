package audit

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"wayside"
	"wayside/internal/cms"
	"wayside/internal/load"
	format "wayside/internal/schema"
)

// TestSveltia edits pages of the sample in Sveltia CMS, where WAYSIDE_SVELTIA names its
// folder, the npm package @sveltia/cms. Its test backend keeps files in the browser.
func TestSveltia(t *testing.T) {
	folder := os.Getenv("WAYSIDE_SVELTIA")
	if folder == "" {
		t.Skip("WAYSIDE_SVELTIA is not set")
	}
	project := filepath.Join("..", "..")
	g, _, err := load.New(os.DirFS(project), wayside.Theme).Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	config, _, _ := cms.Config("sveltia", g, frontOf(os.DirFS(project)), func(w format.Words) string { return w.EN })
	config = []byte(strings.Replace(string(config), `"name": "github"`, `"name": "test-repo"`, 1))
	files := map[string]string{}
	for _, name := range []string{"about.md", "about.en.md", "people/huaihai-campaign.md", "people/huaihai-campaign.en.md",
		"programme/wednesday-class.md", "programme/wednesday-class.en.md", "programme/handcart-scene.md", "programme/handcart-scene.en.md", "series/six-parts.md", "series/six-parts.en.md"} {
		data, err := os.ReadFile(filepath.Join(project, "content", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		files["content/"+name] = string(data)
	}
	list, _ := json.Marshal(files)
	mux := http.NewServeMux()
	mux.Handle("/dist/", http.FileServer(http.Dir(folder)))
	page := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write([]byte("<!doctype html><title>x</title>" + body))
		}
	}
	mux.HandleFunc("/seed", page(`<script>
		(async () => {
			const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test', { create: true });
			for (const [name, text] of Object.entries(`+string(list)+`)) {
				const parts = name.split('/'), base = parts.pop();
				let dir = root;
				for (const p of parts) dir = await dir.getDirectoryHandle(p, { create: true });
				const w = await (await dir.getFileHandle(base, { create: true })).createWritable();
				await w.write(text); await w.close();
			}
			document.title = 'seeded';
		})().catch(e => { document.title = String(e); });
	</script>`))
	mux.HandleFunc("/admin/config.yml", func(w http.ResponseWriter, _ *http.Request) { w.Write(config) })
	mux.HandleFunc("/admin/", page(`<body><script src="/dist/sveltia-cms.js"></script><script>
		async function kept(path, name) {
			let dir = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test');
			for (const p of path.split('/')) dir = await dir.getDirectoryHandle(p);
			return (await (await dir.getFileHandle(name)).getFile()).text();
		}
	</script>`))
	b := newTab(t)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	site := server.URL
	b.visit(site + "/seed")
	b.until("the files are there", `document.title === 'seeded'`)
	b.visit(site + "/admin/")
	b.until("a way to sign in", `/Test|Sign/.test(document.body.innerText)`)
	run[bool](b, `([...document.querySelectorAll('button')].find(b => /Test|Sign/.test(b.innerText)).click(), true)`)
	b.until("the collections", `/People and terms/.test(document.body.innerText)`)
	for _, c := range []struct{ collection, entry, field, was, is string }{
		{"pages", "about", "title", "关于本册", "关于这一册"},
		{"people", "huaihai-campaign", "name", "淮海战役", "淮海会战"},
		{"programme", "wednesday-class", "title", "周三课堂", "周三一课"},
		{"programme", "handcart-scene", "title", "情景剧：车站里的手推车", "情景剧：手推车"},
		{"series", "six-parts", "title", "六讲：从海岛到城市", "六讲"},
	} {
		dir := strings.TrimSuffix("content/"+strings.TrimPrefix(c.collection, "pages"), "/")
		run[bool](b, `(location.hash = '#/collections/`+c.collection+`/entries/`+c.entry+`', true)`)
		input := `document.querySelector('[data-key-path="` + c.field + `"] input')`
		b.until("the form", input+`?.value === '`+c.was+`'`)
		run[bool](b, `(`+input+`.focus(), document.execCommand('selectAll'), document.execCommand('insertText', false, '`+c.is+`'))`)
		b.until("the change can be saved", save+` !== undefined`)
		run[bool](b, `(`+save+`.click(), true)`)
		b.until("the file is saved", `kept('`+dir+`', '`+c.entry+`.md').then(text => text.includes('`+c.is+`'))`)
		for _, name := range []string{c.entry + ".md", c.entry + ".en.md"} {
			before, after := files[dir+"/"+name], run[string](b, `kept('`+dir+`', '`+name+`')`)
			before = strings.Replace(before, `"`+c.was+`"`, `"`+c.is+`"`, 1)
			if got, want := meaning(t, after), meaning(t, before); got != want {
				t.Errorf("%s: saved as\n%s\nwant\n%s", name, got, want)
			}
		}
	}
}

// save is the button that saves, once there is something to save.
const save = `[...document.querySelectorAll('button')].find(b => b.innerText.trim() === 'Save' && !b.disabled)`

// frontOf returns a function that reads the front matter of a file.
func frontOf(project fs.FS) func(file string) string {
	return func(file string) string { return load.Front(project, file) }
}

// meaning returns what a page says, without the spelling of its front matter and without
// draft = false and the like, which Sveltia adds: a switch is on or off for it.
func meaning(t *testing.T, text string) string {
	front, body, _ := strings.Cut(strings.TrimPrefix(text, "+++\n"), "\n+++\n")
	var keys map[string]any
	if _, err := toml.Decode(front, &keys); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"draft", "request", "blocks", "certificate"} {
		if keys[key] == false {
			delete(keys, key)
		}
	}
	for _, key := range []string{"born", "died"} { // of which a string means the same
		if day, ok := keys[key].(time.Time); ok {
			keys[key] = day.Format(time.DateOnly)
		}
	}
	return fmt.Sprint(keys) + "\n" + body
}
