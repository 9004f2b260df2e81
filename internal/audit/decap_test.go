package audit

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"wayside"
	"wayside/internal/await"
	"wayside/internal/cms"
	"wayside/internal/load"
	format "wayside/internal/schema"
)

// TestDecap edits pages of a copy of the sample in Decap CMS through its local server,
// where WAYSIDE_DECAP names a node_modules with decap-cms and decap-server.
func TestDecap(t *testing.T) {
	modules := os.Getenv("WAYSIDE_DECAP")
	if modules == "" {
		t.Skip("WAYSIDE_DECAP is not set")
	}
	b := newTab(t)
	project := t.TempDir()
	if err := os.CopyFS(filepath.Join(project, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	g, _, err := load.New(os.DirFS("../.."), wayside.Theme).Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	port := decapServer(t, modules, project)
	config, _, _ := cms.Config("decap", g, frontOf(os.DirFS("../..")), func(w format.Words) string { return w.EN })
	text := strings.Replace(string(config), `"local_backend": true`, fmt.Sprintf(`"local_backend": {"url": "http://localhost:%d/api/v1"}`, port), 1)
	text = strings.Replace(text, `"name": "github"`, `"name": "git-gateway"`, 1)
	mux := http.NewServeMux()
	mux.Handle("/dist/", http.FileServer(http.Dir(filepath.Join(modules, "decap-cms"))))
	mux.HandleFunc("/admin/config.yml", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(text)) })
	mux.HandleFunc("/admin/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!doctype html><title>x</title><body><script src="/dist/decap-cms.js"></script>`))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)

	button := func(label string) string {
		return `[...document.querySelectorAll('button, [role=button], [role=menuitem]')].find(b => b.innerText.trim() === '` + label + `')`
	}
	press := func(label string) {
		b.until(label, button(label)+` !== undefined`)
		run[bool](b, `(`+button(label)+`.click(), true)`)
	}
	b.visit(server.URL + "/admin/")
	press("Login")
	b.until("the collections", `/People and terms/.test(document.body.innerText)`)
	title := `document.querySelector('input[id^="title-field"]')`
	for _, c := range []struct{ entry, file, was, is string }{
		{"pages/entries/about", "content/about.md", "关于本册", "关于这一册"},
		{"programme/entries/programme-handcart-scene", "content/programme/handcart-scene.md", "情景剧：车站里的手推车", "情景剧：手推车"},
		{"series/entries/series-six-parts", "content/series/six-parts.md", "六讲：从海岛到城市", "六讲"},
	} {
		run[bool](b, `(location.hash = '#/collections/`+c.entry+`', true)`)
		b.until("the form", title+`?.value === '`+c.was+`'`)
		run[bool](b, `(`+title+`.focus(), document.execCommand('selectAll'), document.execCommand('insertText', false, '`+c.is+`'))`)
		press("Publish")
		press("Publish now")
		b.until("the page is saved", button("Published")+` !== undefined`)

		before, err := os.ReadFile(filepath.Join("../..", c.file))
		if err != nil {
			t.Fatal(err)
		}
		after, err := os.ReadFile(filepath.Join(project, c.file))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := meaning(t, string(after)), meaning(t, strings.Replace(string(before), c.was, c.is, 1)); got != want {
			t.Errorf("%s: saved as\n%s\nwant\n%s", c.file, got, want)
		}
		run[bool](b, `(location.hash = '#/collections/`+strings.Split(c.entry, "/")[0]+`', true)`)
		b.until("the list", title+` === null`)
	}
}

// decapServer starts Decap's local server for a project and returns its port.
func decapServer(t *testing.T, modules, project string) int {
	t.Helper()
	free, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	free.Close()
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join(modules, "decap-server", "dist", "index.js"))
	cmd.Dir = project
	cmd.Env = append(os.Environ(), fmt.Sprintf("PORT=%d", port), "GIT_REPO_DIRECTORY="+project)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	if !await.Until(func() bool {
		c, err := net.Dial("tcp", fmt.Sprintf("localhost:%d", port))
		if err == nil {
			c.Close()
		}
		return err == nil
	}) {
		t.Fatal("the server does not answer")
	}
	return port
}
