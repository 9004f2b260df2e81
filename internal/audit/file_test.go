package audit

import (
	"archive/zip"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// TestFromFiles opens a route's page from the disk without a network, as from
// a USB stick, and follows every link of it and of its handout.
func TestFromFiles(t *testing.T) {
	b := offlineTab(t)
	site := sample(t)
	const start = "routes/xuzhou-day/index.html"
	opened := b.follow(fileURL(site, start), func(address string) bool {
		return strings.Contains(address, "/"+path.Dir(start)+"/")
	})
	for _, page := range []string{start, path.Dir(start) + "/handout/index.html"} {
		if !slices.Contains(opened, fileURL(site, page)) {
			t.Errorf("%s was not opened", page)
		}
	}
	if len(opened) < 10 {
		t.Errorf("only %q were opened", opened)
	}
}

// TestZIP unpacks routes' ZIPs and opens them in the same way. A link leads to
// a file in the ZIP or to the guide's public address.
func TestZIP(t *testing.T) {
	for _, address := range []string{"offline/xuzhou-day.zip", "en/offline/lianyungang-day.zip"} {
		t.Run(address, func(t *testing.T) {
			b := offlineTab(t)
			dir := t.TempDir()
			unzip(t, sample(t).path(address), dir)
			inside, err := read(dir)
			if err != nil {
				t.Fatal(err)
			}
			route := strings.TrimSuffix(path.Base(address), ".zip")
			b.visit(fileURL(inside, route+"/index.html"))
			b.until("the first page leads on", `document.querySelector("h1")`)
			opened := b.follow(run[string](b, `location.href`), func(string) bool { return true })
			// The first page leads on before it can be counted.
			if want := len(inside.pages) - 1; len(opened) < want {
				t.Errorf("%d of %d pages were opened: %q", len(opened), want, opened)
			}
			for _, p := range inside.pages {
				for _, n := range p.all(func(*html.Node) bool { return true }) {
					href, ok := attr(n, "href")
					if u, err := url.Parse(href); ok && err == nil && !u.IsAbs() && u.Path != "" && !inside.files[path.Join(path.Dir(p.address), u.Path)] {
						t.Errorf("%s leads to %s, which is not in the ZIP", p.address, href)
					}
					if set, _ := attr(n, "srcset"); set != "" {
						t.Errorf("%s offers a picture in several widths", p.address)
					}
				}
			}
		})
	}
}

func unzip(t *testing.T, file, dir string) {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// offlineTab opens a tab without a network.
func offlineTab(t *testing.T) *tab {
	t.Helper()
	b := newTab(t)
	b.viewport(390, "light")
	off := network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{{Offline: true}}}
	if _, err := chromedp.Call(b.ctx, network.EmulateNetworkConditionsByRule, off); err != nil {
		t.Fatal(err)
	}
	return b
}

// follow opens a page and every page that it links to, and continues from the
// pages for which goOn is true. Each must be whole. It returns the addresses
// that were opened.
func (b *tab) follow(start string, goOn func(address string) bool) (opened []string) {
	b.Helper()
	queue := []string{start}
	seen := map[string]bool{}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		if u, _ := url.Parse(address); path.Ext(u.Path) != ".html" {
			if _, err := os.Stat(filepath.FromSlash(u.Path)); err != nil {
				b.Error(err)
			}
			continue
		}
		b.visit(address)
		b.whole(address)
		page := run[struct {
			Address, Heading string
			Links, Buttons   []string
			Maps             int
		}](b, `({
			Address: location.href.split("#")[0],
			Heading: document.querySelector("h1").textContent,
			Links: [...document.links].filter(a => a.offsetParent && a.protocol === "file:").map(a => a.href.split("#")[0].split("?")[0]),
			Maps: document.querySelectorAll("svg.routemap").length,
			Buttons: [...document.querySelectorAll("#offline button, .saved-link")].filter(e => e.offsetParent).map(e => e.textContent),
		})`)
		b.clean(address)
		if page.Heading == "" {
			b.Errorf("%s has no heading", address)
		}
		if len(page.Buttons) > 0 {
			b.Errorf("%s offers what cannot work from a file: %q", address, page.Buttons)
		}
		if strings.Contains(address, "/routes/") && !strings.HasSuffix(address, "/check/index.html") && goOn(address) && page.Maps == 0 {
			b.Errorf("%s shows no map", address)
		}
		seen[page.Address] = true
		opened = append(opened, page.Address)
		if goOn(page.Address) {
			queue = append(queue, page.Links...)
		}
	}
	return opened
}
