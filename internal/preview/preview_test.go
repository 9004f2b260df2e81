package preview

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"image"
	"image/jpeg"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"wayside"
	"wayside/internal/await"
	"wayside/internal/build"
	"wayside/internal/diag"
)

var small = map[string]string{
	"sites.toml":       "[guide]\ntitle = \"指南\"\nlanguages = [\"zh-Hans\"]\nbase_url = \"https://guide.example.org/\"\n[[site]]\nid = \"pier\"\nname = \"码头\"\nkind = \"town\"\n",
	"content/index.md": "首页的文字。\n",
	"content/about.md": "+++\ntitle = \"关于\"\n+++\n旧的文字。\n",
	"static/song.mp3":  "0123456789",
}

func write(t *testing.T, dir, file, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// serve returns a server of a small project, with the given files added or
// replaced, and the project's folder.
func serve(t *testing.T, host string, files map[string]string) (*Server, string) {
	t.Helper()
	dir := t.TempDir()
	for file, text := range small {
		write(t, dir, file, text)
	}
	for file, text := range files {
		write(t, dir, file, text)
	}
	p, err := build.Open(t.Context(), build.Options{Project: dir, Theme: wayside.Theme, Drafts: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return New(p, diag.Chinese, host), dir
}

func ask(s *Server, method, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Host = "127.0.0.1:8042"
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestAnswers(t *testing.T) {
	s, _ := serve(t, "127.0.0.1", nil)
	for _, c := range []struct {
		method, path string
		code         int
		kind, want   string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8", "首页的文字"},
		{"GET", "/sites/pier/", 200, "text/html; charset=utf-8", "码头"},
		{"GET", "/sites/pier/index.html", 200, "text/html; charset=utf-8", "码头"},
		{"HEAD", "/sites/pier/", 200, "text/html; charset=utf-8", ""},
		{"GET", "/sites/pier", 302, "", "/sites/pier/"},
		{"GET", "/nowhere/", 404, "text/html; charset=utf-8", "reload.js"},
		{"GET", "/nowhere.js", 404, "text/html; charset=utf-8", "reload.js"},
		{"GET", "/../sites.toml", 404, "text/html; charset=utf-8", ""},
		{"GET", "/song.mp3", 200, "audio/mpeg", "0123456789"},
		{"GET", "/sitemap.xml", 200, "text/xml; charset=utf-8", "https://guide.example.org/sites/pier/"},
		{"GET", "/manifest.webmanifest", 200, "application/manifest+json", "指南"},
		{"GET", "/_wayside/reload.js", 200, "text/javascript; charset=utf-8", "wait"},
		{"GET", "/_wayside/overlay.css", 200, "text/css; charset=utf-8", "wayside-problems"},
		{"POST", "/", 405, "", ""},
		{"DELETE", "/", 405, "", ""},
	} {
		w := ask(s, c.method, c.path)
		if kind := w.Header().Get("Content-Type"); w.Code != c.code || c.kind != "" && kind != c.kind || !strings.Contains(w.Body.String()+w.Header().Get("Location"), c.want) {
			t.Errorf("%s %s: status %d, type %s, body %.300s", c.method, c.path, w.Code, kind, w.Body)
		}
		if c.method == "HEAD" && w.Body.Len() > 0 {
			t.Errorf("%s %s has a body", c.method, c.path)
		}
	}
	if w := ask(s, "GET", "/song.mp3", "Range", "bytes=2-4"); w.Code != http.StatusPartialContent || w.Body.String() != "234" {
		t.Errorf("a range: status %d, body %s", w.Code, w.Body)
	}
}

// TestReload checks that a page contains the reload script once, and that the page's
// policy allows it to run and to send requests.
func TestReload(t *testing.T) {
	s, _ := serve(t, "127.0.0.1", map[string]string{"content/about.md": "+++\ncover = \"</script><b>\"\n+++\n"})
	for _, path := range []string{"/", "/about/", "/nowhere"} {
		page := ask(s, "GET", path).Body.String()
		if n := strings.Count(page, "reload.js"); n != 1 || !strings.HasSuffix(strings.TrimSpace(page), "</html>") {
			t.Errorf("%s: the script occurs %d times", path, n)
		}
		policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(html.UnescapeString(page))
		if policy == nil || !strings.Contains(policy[1], "script-src 'self'") || !strings.Contains(policy[1], "connect-src 'self'") || !strings.Contains(policy[1], "style-src 'self'") {
			t.Errorf("%s: its policy is %q", path, policy)
		}
		found := problemsOf(t, s, page)
		if len(found) == 0 || strings.Contains(found[0].Message, "[]") {
			t.Errorf("%s has the problems %+v", path, found)
		}
	}
	if found := problemsOf(t, s, ask(s, "GET", "/about/").Body.String()); !strings.Contains(fmt.Sprint(found), "</script>") {
		t.Errorf("problems %+v", found)
	}
}

var pageIn = regexp.MustCompile(`data-page="([^"]*)"`)

// problemsOf returns the problems that a page's script receives.
func problemsOf(t *testing.T, s *Server, page string) []shown {
	t.Helper()
	m := pageIn.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no script in %s", page)
	}
	var found overlay
	answer := ask(s, "GET", "/_wayside/problems?page="+m[1]).Body.String()
	if err := json.Unmarshal([]byte(answer), &found); err != nil || found.Title == "" || found.Close == "" {
		t.Fatalf("%v in %s", err, answer)
	}
	return found.Problems
}

// TestManyAtOnce checks that repeated and concurrent requests report the same
// problems.
func TestManyAtOnce(t *testing.T) {
	s, _ := serve(t, "127.0.0.1", map[string]string{"content/a.md": "x", "content/b.md": "+++\nx = 1\n+++\n", "content/c.md": "+++\ny = 1\n+++\n[x](site:none)"})
	ask(s, "GET", "/")
	first := ask(s, "GET", "/_wayside/problems?page=index.html").Body.String()
	var group sync.WaitGroup
	for i := range 40 {
		group.Go(func() {
			if i%10 == 0 {
				s.Changed("content/a.md")
			}
			if again := ask(s, "GET", "/_wayside/problems?page=index.html").Body.String(); again != first {
				t.Errorf("got %s\nfirst %s", again, first)
			}
			ask(s, "GET", "/c/")
		})
	}
	group.Wait()
}

func TestChanged(t *testing.T) {
	s, dir := serve(t, "127.0.0.1", nil)
	shows := func(path, want string) {
		t.Helper()
		if page := ask(s, "GET", path).Body.String(); !strings.Contains(page, want) {
			t.Errorf("%s does not contain %s", path, want)
		}
	}
	shows("/about/", "旧的文字")
	write(t, dir, "content/about.md", "+++\ntitle = \"又一页\"\n+++\n新的文字。")
	s.Changed("content/about.md")
	shows("/about/", "新的文字")
	shows("/about/", "又一页")

	write(t, dir, "content/sites/pier/index.md", "码头的文字。")
	s.Changed("content/sites/pier") // only the folder is reported
	shows("/sites/pier/", "码头的文字")
	write(t, dir, "content/about.md", "+++\ntitle = \"第三页\"\n+++\n")
	s.Changed() // events were lost
	shows("/about/", "第三页")

	// A broken layout is reported on every page until it is fixed.
	write(t, dir, "layouts/site.html", "{{define \"main\"}}{{.Nothing}")
	s.Changed("layouts/site.html")
	w := ask(s, "GET", "/sites/pier/")
	if found := problemsOf(t, s, w.Body.String()); w.Code != 500 || len(found) == 0 || !strings.HasPrefix(found[0].Place, "layouts/site.html") {
		t.Errorf("a broken layout: status %d, problems %+v", w.Code, found)
	}
	os.Remove(filepath.Join(dir, "layouts/site.html"))
	s.Changed("layouts/site.html")
	shows("/sites/pier/", "码头的文字")
}

func TestWait(t *testing.T) {
	s, _ := serve(t, "127.0.0.1", nil)
	stamp := regexp.MustCompile(`data-stamp="(\d+)"`).FindStringSubmatch(ask(s, "GET", "/").Body.String())[1]
	if w := ask(s, "GET", "/_wayside/wait?stamp=older"); w.Body.String() != "changed" {
		t.Errorf("an old page: got %q, want changed", w.Body)
	}
	answers := make(chan string, 3)
	for range 3 {
		go func() { answers <- ask(s, "GET", "/_wayside/wait?stamp="+stamp).Body.String() }()
	}
	await.True(t, "three pages wait", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.waiting) == 3
	})
	s.Changed("content/about.md")
	for range 3 {
		if a := await.Receive(t, "an answer", answers); a != "changed" {
			t.Errorf("got %q, want changed", a)
		}
	}
	// A request that the browser cancels does not wait any longer.
	ctx, cancel := context.WithCancel(t.Context())
	r := httptest.NewRequestWithContext(ctx, "GET", "/_wayside/wait?stamp="+fmt.Sprint(s.stamp), nil)
	r.Host = "localhost"
	cancel()
	s.ServeHTTP(httptest.NewRecorder(), r)
	if len(s.waiting) != 0 {
		t.Errorf("%d pages are still waiting", len(s.waiting))
	}
}

// TestWatch edits files in the ways that editors do, and checks that the pages
// change.
func TestWatch(t *testing.T) {
	s, dir := serve(t, "127.0.0.1", nil)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if err := s.Watch(ctx, dir); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	get := func(path string) string {
		t.Helper()
		r, err := http.Get("http://" + l.Addr().String() + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, _ := io.ReadAll(r.Body)
		return string(b)
	}
	shows := func(path, want string) {
		t.Helper()
		await.True(t, path+" has "+want, func() bool { return strings.Contains(get(path), want) })
	}
	shows("/about/", "旧的文字")
	write(t, dir, "content/about.md", "写在原处。")
	shows("/about/", "写在原处")
	write(t, dir, "content/.about.md.swp", "写在旁边，再换过来。")
	if err := os.Rename(filepath.Join(dir, "content/.about.md.swp"), filepath.Join(dir, "content/about.md")); err != nil {
		t.Fatal(err)
	}
	shows("/about/", "再换过来")
	write(t, dir, "content/new.md", "+++\ntitle = \"新页\"\n+++\n")
	shows("/new/", "新页")
	write(t, dir, "content/sites/pier/index.md", "一")
	shows("/sites/pier/", "<p>一")
	write(t, dir, "content/sites/pier/index.md", "二")
	shows("/sites/pier/", "<p>二")
	write(t, dir, "routes/walk.toml", "title = \"走路\"\n[[stop]]\nsite = \"pier\"\n")
	shows("/routes/walk/", "走路")
	// A file in another folder is watched once the guide names it, also when it is away.
	plan := func(width int) {
		t.Helper()
		var b strings.Builder
		if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, 400)), nil); err != nil {
			t.Fatal(err)
		}
		write(t, dir, "plans/pier.jpg", b.String())
	}
	plan(640)
	write(t, dir, "routes/walk.toml", "title = \"走路\"\n[[plan]]\nfile = \"../plans/pier.jpg\"\n[[stop]]\nsite = \"pier\"\n")
	shows("/routes/walk/", `width="640"`)
	plan(720)
	shows("/routes/walk/", `width="720"`)
	if err := os.Remove(filepath.Join(dir, "plans/pier.jpg")); err != nil {
		t.Fatal(err)
	}
	await.True(t, "the plan is not shown", func() bool { return !strings.Contains(get("/routes/walk/"), `width="720"`) })
	plan(680)
	shows("/routes/walk/", `width="680"`)
	if err := os.Remove(filepath.Join(dir, "content/new.md")); err != nil {
		t.Fatal(err)
	}
	await.True(t, "the deleted page is not served", func() bool { return !strings.Contains(get("/new/"), "新页") })
	cancel()
	if err := await.Receive(t, "the server's end", ended); err != nil {
		t.Error(err)
	}
}

func TestOurs(t *testing.T) {
	for rel, want := range map[string]bool{
		"sites.toml": true, "content/a.md": true, "content": true, "routes/x.toml": true, "static/a.css": true, "layouts/base.html": true,
		"public/index.html": false, ".wayside/x": false, "content/.a.md.swp": false, "content/a.md~": false, "README.md": false, "contents/a": false,
	} {
		if isSource(rel) != want {
			t.Errorf("%s: %v", rel, !want)
		}
	}
}

// TestSearch checks that search files are made on request, from the current state
// of the project.
func TestSearch(t *testing.T) {
	s, dir := serve(t, "127.0.0.1", nil)
	if w := ask(s, "GET", "/search/"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "search-input") {
		t.Errorf("the search page: status %d, body %s", w.Code, w.Body)
	}
	if w := ask(s, "GET", "/search/meta.js"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `{"texts":["_"]`) {
		t.Errorf("meta.js: status %d, body %s", w.Code, w.Body)
	}
	w := ask(s, "GET", "/search/text/_.js")
	for _, want := range []string{"首页的文字。", "旧的文字。", "码头"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q is not in %s", want, w.Body)
		}
	}
	write(t, dir, "content/about.md", "+++\ntitle = \"关于\"\n+++\n新的文字。\n")
	s.Changed("content/about.md")
	if w := ask(s, "GET", "/search/text/_.js"); !strings.Contains(w.Body.String(), "新的文字。") {
		t.Errorf("after a change: body %s", w.Body)
	}
	if w := ask(s, "GET", "/search/text/none.js"); w.Code != http.StatusNotFound {
		t.Errorf("a search text that does not exist: status %d, want 404", w.Code)
	}
}

// TestDrafts checks that drafts have a notice and links to them a tag, and that a
// guide without drafts has neither.
func TestDrafts(t *testing.T) {
	s, _ := serve(t, "127.0.0.1", nil)
	if page := ask(s, "GET", "/").Body.String(); strings.Contains(page, "drafts.css") || strings.Contains(page, "wayside-draft") {
		t.Error("a guide without drafts is marked")
	}
	s, _ = serve(t, "127.0.0.1", map[string]string{
		"content/about.md":  "+++\ndraft = true\n+++\n说明。\n",
		"routes/night.toml": "title = \"夜行\"\ndraft = true\n[[stop]]\nsite = \"pier\"\n",
	})
	for page, draft := range map[string]bool{"/": false, "/sites/pier/": false, "/about/": true, "/routes/night/": true, "/routes/": false} {
		body := ask(s, "GET", page).Body.String()
		if got := strings.Contains(body, `<p class="wayside-draft" role="note">这一页是草稿`); got != draft || !strings.Contains(body, "/_wayside/drafts.css") {
			t.Errorf("%s: marked as a draft: %v, want %v", page, got, draft)
		}
	}
	style := ask(s, "GET", "/_wayside/drafts.css")
	for _, want := range []string{`a[href="about/index.html"]::after`, `a[href$="/routes/night/index.html"]::after`, "草稿"} {
		if !strings.Contains(style.Body.String(), want) || style.Header().Get("Content-Type") != "text/css; charset=utf-8" {
			t.Errorf("the stylesheet lacks %s: %s", want, style.Body)
		}
	}
	if strings.Contains(style.Body.String(), "pier") {
		t.Error("a site that is no draft is marked")
	}
	if page := ask(s, "GET", "/routes/index.html").Body.String(); !strings.Contains(page, `href="../routes/night/index.html"`) {
		t.Error("the list does not link to the draft as the stylesheet expects")
	}
}
