package audit

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
)

// below is the path at which most tests serve a guide.
const below = "/some/deep/path/"

func TestCrawlSample(t *testing.T) { t.Parallel(); crawl(t, sample(t)) }
func TestCrawlHalf(t *testing.T)   { t.Parallel(); crawl(t, half(t)) }

func crawl(t *testing.T, b *publication) {
	t.Run("http", func(t *testing.T) { overHTTP(t, b) })
	t.Run("disk", func(t *testing.T) { onDisk(t, b) })
}

// serve starts a static host that has the guide at a path, and nothing else.
func serve(t *testing.T, b *publication, at string) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := strings.CutPrefix(r.URL.Path, at)
		if strings.HasSuffix(name, "/") || name == "" {
			name += "index.html"
		}
		if !ok || !b.files[name] {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			page, _ := os.ReadFile(b.path("404.html"))
			w.Write(page)
			return
		}
		// ServeFile would redirect from index.html to the folder.
		file, err := os.Open(b.path(name))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer file.Close()
		http.ServeContent(w, r, name, time.Time{}, file)
	}))
	t.Cleanup(server.Close)
	return server
}

// overHTTP follows every address from the home page and from the files that
// machines request by name. Each page must be reached.
func overHTTP(t *testing.T, b *publication) {
	server := serve(t, b, below)
	start, err := url.Parse(server.URL + below)
	if err != nil {
		t.Fatal(err)
	}
	c := &crawler{t: t, b: b, start: start, seen: map[string]bool{}}
	for _, first := range []string{"", "robots.txt", "sitemap.xml", "404.html"} {
		u, _ := start.Parse(first)
		c.visit("start", u)
	}
	for len(c.queue) > 0 {
		address := c.queue[0]
		c.queue = c.queue[1:]
		c.follow(address)
	}
	for _, p := range b.pages {
		if !c.seen[p.address] && !p.moved() {
			t.Errorf("%s: no link leads to this page", p.address)
		}
	}
}

type crawler struct {
	t     *testing.T
	b     *publication
	start *url.URL
	seen  map[string]bool
	queue []string
}

// follow visits the addresses in a file.
func (c *crawler) follow(address string) {
	var refs []reference
	var err error
	if p := c.b.byAddress[address]; p != nil {
		refs = p.references()
	} else if refs, err = c.b.references(address); err != nil {
		c.t.Errorf("%s: %v", address, err)
	}
	here := c.start.JoinPath(address)
	for _, r := range refs {
		to := r.to
		if rest, ok := strings.CutPrefix(to, c.b.baseURL); ok && r.use == declares {
			to = c.start.String() + rest
		} else if r.use == declares {
			c.t.Errorf("%s: %q is not an absolute address of the guide", address, r.to)
			continue
		} else if out, wrong := r.outside(); out {
			if wrong != "" {
				c.t.Errorf("%s: %q %s", address, r.to, wrong)
			}
			continue
		}
		u, err := here.Parse(to)
		if err != nil {
			c.t.Errorf("%s: %q: %v", address, r.to, err)
			continue
		}
		c.visit(address, u)
	}
}

func (c *crawler) visit(from string, u *url.URL) {
	name, ok := strings.CutPrefix(u.Path, c.start.Path)
	if !ok || u.Host != c.start.Host {
		c.t.Errorf("%s: %s leads out of the guide", from, u)
		return
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !c.seen[name] {
		c.seen[name] = true
		if err := get(u); err != nil {
			c.t.Errorf("%s: %v", from, err)
			return
		}
		c.queue = append(c.queue, name)
	}
	if p := c.b.byAddress[name]; u.Fragment != "" && p != nil && p.ids[u.Fragment] == 0 {
		c.t.Errorf("%s: %s has no #%s", from, name, u.Fragment)
	}
}

// mediaTypes are those that a static host must send for a browser to use a file.
var mediaTypes = map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".jpg": "image/jpeg", ".html": "text/html"}

func get(u *url.URL) error {
	response, err := http.Get(u.String())
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", u, response.Status)
	}
	if want := mediaTypes[path.Ext(u.Path)]; !strings.HasPrefix(response.Header.Get("Content-Type"), want) {
		return fmt.Errorf("%s is sent as %s", u, response.Header.Get("Content-Type"))
	}
	return nil
}

// onDisk resolves every relative address as a browser does in a page opened
// from a file, where there is no host and a folder is not a page.
func onDisk(t *testing.T, b *publication) {
	for _, address := range slices.Sorted(maps.Keys(b.files)) {
		p := b.byAddress[address]
		var refs []reference
		if p != nil {
			refs = p.references()
		} else {
			refs, _ = b.references(address)
		}
		for _, r := range refs {
			out, _ := r.outside()
			if out || r.use == declares {
				continue
			}
			u, err := url.Parse(r.to)
			if err != nil || strings.HasPrefix(u.Path, "/") || u.RawQuery != "" {
				t.Errorf("%s: %q is not a relative address of a file", address, r.to)
				continue
			}
			name := path.Join(path.Dir(address), u.Path)
			if u.Path == "" {
				name = address
			}
			if !b.files[name] {
				t.Errorf("%s: %q is not published", address, r.to)
			}
			if target := b.byAddress[name]; u.Fragment != "" && target != nil && target.ids[u.Fragment] == 0 {
				t.Errorf("%s: %s has no #%s", address, name, u.Fragment)
			}
		}
	}
}
