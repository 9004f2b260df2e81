package preview

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"wayside/internal/await"
	"wayside/internal/diag"
	"wayside/internal/pdf"
)

func TestHost(t *testing.T) {
	for _, c := range []struct {
		listens, host string
		want          bool
	}{
		{"127.0.0.1", "127.0.0.1:8042", true}, {"127.0.0.1", "localhost:8042", true}, {"127.0.0.1", "LOCALHOST", true}, {"127.0.0.1", "[::1]:8042", true}, {"", "127.0.0.1", true},
		{"192.168.1.7", "192.168.1.7:8042", true}, {"0.0.0.0", "192.168.1.7:8042", true}, {"::", "[fd00::7]:8042", true}, {"editor-pc", "editor-pc:8042", true},
		{"127.0.0.1", "evil.example:8042", false}, {"127.0.0.1", "localhost.evil.example", false}, {"127.0.0.1", "127.0.0.1.evil.example", false}, {"0.0.0.0", "evil.example", false},
		{"127.0.0.1", "192.168.1.7:8042", false}, {"127.0.0.1", "", false}, {"", "", false}, {"127.0.0.1", "2130706433", false}, {"127.0.0.1", "127.1", false},
	} {
		s := New(nil, diag.English, c.listens)
		if got := s.allowed(c.host); got != c.want {
			t.Errorf("Host %q at a server on %q: allowed is %v, want %v", c.host, c.listens, got, c.want)
		}
	}
	s, _ := serve(t, "127.0.0.1", nil)
	for _, path := range []string{"/", "/_wayside/wait", "/_wayside/reload.js"} {
		if w := ask(s, "GET", path, "Host", "evil.example"); w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), "指南") {
			t.Errorf("%s under another name: %d", path, w.Code)
		}
	}
}

// TestElsewhere lists the requests that browsers attribute to a page.
func TestElsewhere(t *testing.T) {
	s, _ := serve(t, "127.0.0.1", nil)
	for _, c := range []struct {
		name, site, mode, dest string
		want                   bool // whether it is answered
	}{
		{"a program that is not a browser", "", "", "", true},
		{"an address that was typed", "none", "navigate", "document", true},
		{"a link in the preview", "same-origin", "navigate", "document", true},
		{"a script of the preview", "same-origin", "no-cors", "script", true},
		{"a frame in the preview", "same-origin", "navigate", "iframe", true},
		{"the preview's own request", "same-origin", "cors", "empty", true},
		{"a link on a website", "cross-site", "navigate", "document", true},
		{"a link of another server on this computer", "same-site", "navigate", "document", true},
		{"a script of a website", "cross-site", "no-cors", "script", false},
		{"a script of another server on this computer", "same-site", "no-cors", "script", false},
		{"a frame in a website", "cross-site", "navigate", "iframe", false},
		{"an object in a website", "cross-site", "navigate", "object", false},
		{"a frame in another server's page", "same-site", "navigate", "frame", false},
		{"a picture in a website", "cross-site", "no-cors", "image", false},
		{"a style sheet of a website", "cross-site", "no-cors", "style", false},
		{"a recording in a website", "cross-site", "no-cors", "audio", false},
		{"a request of a website", "cross-site", "cors", "empty", false},
		{"a request that pretends to open a page", "cross-site", "no-cors", "document", false},
		{"a prefetch of a website", "cross-site", "no-cors", "empty", false},
		{"a value that is not known yet", "cross-planet", "no-cors", "script", false},
	} {
		var header []string
		for name, value := range map[string]string{"Sec-Fetch-Site": c.site, "Sec-Fetch-Mode": c.mode, "Sec-Fetch-Dest": c.dest} {
			if value != "" {
				header = append(header, name, value)
			}
		}
		for _, path := range []string{"/", "/search/text/_.js", "/song.mp3", "/nowhere", "/_wayside/reload.js", "/_wayside/problems"} {
			w := ask(s, "GET", path, header...)
			if got := w.Code != http.StatusForbidden; got != c.want {
				t.Errorf("%s: %s has the status %d, want an answer: %v", c.name, path, w.Code, c.want)
			}
			if !c.want && strings.Contains(w.Body.String(), "码头") {
				t.Errorf("%s: %s reveals the guide", c.name, path)
			}
		}
	}
}

// TestIsolated checks that every answer forbids its use by other websites, whatever
// its status.
func TestIsolated(t *testing.T) {
	s, _ := serve(t, "127.0.0.1", nil)
	for _, c := range []struct {
		method, path string
		header       []string
	}{
		{"GET", "/", nil}, {"HEAD", "/", nil}, {"POST", "/", nil}, {"GET", "/sites/pier", nil}, {"GET", "/nowhere", nil},
		{"GET", "/song.mp3", []string{"Range", "bytes=2-4"}}, {"GET", "/search/text/_.js", nil}, {"GET", "/_wayside/wait?stamp=old", nil},
		{"GET", "/_wayside/drafts.css", nil}, {"GET", "/", []string{"Host", "evil.example"}}, {"GET", "/", []string{"Sec-Fetch-Site", "cross-site"}},
	} {
		h := ask(s, c.method, c.path, c.header...).Header()
		if got := h.Get("Cross-Origin-Resource-Policy"); got != "same-origin" {
			t.Errorf("%s %s %v: Cross-Origin-Resource-Policy is %q", c.method, c.path, c.header, got)
		}
		if got := h.Get("Content-Security-Policy"); got != "frame-ancestors 'self'" {
			t.Errorf("%s %s %v: Content-Security-Policy is %q", c.method, c.path, c.header, got)
		}
	}
}

// TestOtherOrigins opens websites in a browser that try to read a running preview:
// one of another host, and one of another port of the same. The attempts succeed if
// the preview does not defend itself, and each of its two defences is enough.
func TestOtherOrigins(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser, which -short leaves out")
	}
	program, err := pdf.Find("")
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip("no Chromium, Chrome or Edge is installed")
	} else if err != nil {
		t.Fatal(err)
	}
	s, _ := serve(t, "127.0.0.1", map[string]string{"content/about.md": "+++\ntitle = \"关于\"\ndraft = true\n+++\n还不能公开的文字。\n"})
	server := &open{Handler: s}
	preview := httptest.NewServer(server)
	defer preview.Close()
	website := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "<!DOCTYPE html><title>A website</title><body><a href=%q>the preview</a>", preview.URL)
	}))
	defer website.Close()
	_, port, _ := net.SplitHostPort(website.Listener.Addr().String())

	ctx, cancel := context.WithTimeout(t.Context(), 3*await.Limit)
	defer cancel()
	ctx, stop := chromedp.NewContext(ctx, chromedp.WithAllocatorOptions(chromedp.ExecPath(program), chromedp.UserDataDir(t.TempDir())))
	defer stop()
	run := func(script string) (value string) {
		t.Helper()
		value, err := chromedp.Run(ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	steal := func(from string) string {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(from)); err != nil {
			t.Fatal(err)
		}
		server.take()
		return run(fmt.Sprintf(theft, preview.URL))
	}
	for _, from := range []string{"http://127.0.0.1:" + port, "http://localhost:" + port} {
		server.set(true, true)
		if loot := steal(from); !strings.Contains(loot, "还不能公开的文字") || !strings.Contains(loot, "style") || !slices.Contains(server.take(), "200 /_wayside/reload.js") {
			t.Errorf("the test is worth nothing: without defences %s reads only %q", from, loot)
		}
		server.set(true, false)
		if loot := steal(from); loot != "" || slices.Contains(server.take(), "200 /_wayside/reload.js") {
			t.Errorf("%s reads %q if requests are not attributed, or shows the preview in a frame", from, loot)
		}
		server.set(false, true)
		if loot, answers := steal(from), server.take(); loot != "" || slices.ContainsFunc(answers, func(a string) bool { return !strings.HasPrefix(a, "403 ") }) {
			t.Errorf("%s reads %q if only the attribution protects the preview, with the answers %q", from, loot, answers)
		}
		server.set(false, false)
		if loot := steal(from); loot != "" {
			t.Errorf("%s reads %q", from, loot)
		}
		// A link to the preview works, and so does the preview's own script.
		server.take()
		run("document.querySelector('a').click(), ''")
		await.True(t, "a link leads to the preview", func() bool {
			return slices.Contains(server.take(), "200 /_wayside/problems")
		})
	}
}

// theft loads what it can of the preview and returns what it has read.
const theft = `(async () => {
	const loot = [];
	window.wayside = { search: { take: (...data) => loot.push(JSON.stringify(data)) } };
	const load = (name, attributes) => new Promise(resolve => {
		const e = Object.assign(document.createElement(name), attributes);
		e.onload = e.onerror = resolve;
		document.body.append(e);
	});
	await load("script", { src: "%[1]s/search/text/_.js" });
	const mark = document.createElement("p");
	mark.className = "wayside-draft";
	document.body.append(mark);
	await load("link", { rel: "stylesheet", href: "%[1]s/_wayside/drafts.css" });
	if (getComputedStyle(mark).textAlign === "center") loot.push("style");
	await fetch("%[1]s/").then(r => r.text()).then(text => loot.push(text), () => {});
	await load("iframe", { src: "%[1]s/" });
	return loot.join("\n");
})()`

// open removes the defences of a preview and notes its answers.
type open struct {
	http.Handler
	mu                     sync.Mutex
	unattributed, readable bool
	answers                []string
}

// set chooses what is removed: the attribution of requests, the headers of answers.
func (o *open) set(unattributed, readable bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.unattributed, o.readable = unattributed, readable
}

// take returns the answers since the last call, like "200 /".
func (o *open) take() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := o.answers
	o.answers = nil
	return all
}

func (o *open) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	unattributed, readable := o.unattributed, o.readable
	o.mu.Unlock()
	if unattributed {
		r.Header.Del("Sec-Fetch-Site")
	}
	n := &noted{ResponseWriter: w, note: func(h http.Header, status int) {
		if readable {
			h.Del("Cross-Origin-Resource-Policy")
			h.Del("Content-Security-Policy")
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		o.answers = append(o.answers, fmt.Sprint(status, " ", r.URL.Path))
	}}
	o.Handler.ServeHTTP(n, r)
	n.WriteHeader(http.StatusOK)
}

// noted calls note before the header of an answer is sent.
type noted struct {
	http.ResponseWriter
	note func(h http.Header, status int)
	sent bool
}

func (n *noted) WriteHeader(status int) {
	if !n.sent {
		n.sent = true
		n.note(n.Header(), status)
		n.ResponseWriter.WriteHeader(status)
	}
}

func (n *noted) Write(data []byte) (int, error) {
	n.WriteHeader(http.StatusOK)
	return n.ResponseWriter.Write(data)
}
