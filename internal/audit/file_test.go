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

// TestFromFiles opens a route's page from the disk with the network off, as
// from a USB stick, and follows every link of it and of its handout.
func TestFromFiles(t *testing.T) {
	site := sample(t)
	for _, start := range []string{"routes/xuzhou-day/index.html", "en/routes/tsinghua-yuanmingyuan/index.html"} {
		b := unplugged(t)
		opened := b.follow(fileURL(site, start), func(address string) bool {
			return strings.Contains(address, "/"+path.Dir(start)+"/")
		})
		for _, page := range []string{start, path.Dir(start) + "/handout/index.html"} {
			if !slices.Contains(opened, fileURL(site, page)) {
				t.Errorf("%s was not opened", page)
			}
		}
		if len(opened) < 10 {
			t.Errorf("from %s these were opened: %q", start, opened)
		}
	}
}

// TestZIP unpacks the routes' ZIPs and opens them in the same way. A link
// leads into the ZIP, or to the guide's own address.
func TestZIP(t *testing.T) {
	site := sample(t)
	for _, address := range []string{"offline/xuzhou-day.zip", "en/offline/lianyungang-day.zip"} {
		dir := t.TempDir()
		unpack(t, filepath.Join(site.dir, filepath.FromSlash(address)), dir)
		inside, err := read(dir)
		if err != nil {
			t.Fatal(err)
		}
		route := strings.TrimSuffix(path.Base(address), ".zip")
		b := unplugged(t)
		b.do(chromedp.Navigate(fileURL(inside, route+"/index.html")), chromedp.WaitVisible(chromedp.CSS("h1"))) // it leads on
		opened := b.follow(run[string](b, `location.href`), func(string) bool { return true })
		// All pages but the first, which leads on before it can be counted.
		if want := len(inside.pages) - 1; len(opened) < want {
			t.Errorf("%s: %d of %d pages were opened: %q", address, len(opened), want, opened)
		}
		for _, p := range inside.pages {
			for _, a := range p.all(func(*html.Node) bool { return true }) {
				href, ok := attr(a, "href")
				if u, err := url.Parse(href); ok && err == nil && !u.IsAbs() && u.Path != "" && !inside.files[path.Join(path.Dir(p.address), u.Path)] {
					t.Errorf("%s: %s leads to %s, which is not in the ZIP", address, p.address, href)
				}
				if src, _ := attr(a, "srcset"); src != "" {
					t.Errorf("%s: a picture of %s is left in several widths", address, p.address)
				}
			}
		}
	}
}

func unpack(t *testing.T, file, dir string) {
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

// unplugged is a tab without a network.
func unplugged(t *testing.T) *tab {
	t.Helper()
	b := newTab(t)
	b.in(390, "light")
	off := network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{{Offline: true}}}
	if _, err := chromedp.Call(b.ctx, network.EmulateNetworkConditionsByRule, off); err != nil {
		t.Fatal(err)
	}
	return b
}

// follow opens a page and every page that it links to, and goes on from those
// that are its own. Each is whole: nothing fails, and all its pictures are
// there. It returns what was opened.
func (b *tab) follow(start string, own func(address string) bool) (opened []string) {
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
		b.do(chromedp.Navigate(address))
		run[int](b, readThrough)
		page := run[struct {
			Address, Heading string
			Broken, Links    []string
			Maps             int
			Buttons          []string
		}](b, `({
			Address: location.href.split("#")[0],
			Heading: document.querySelector("h1").textContent,
			Broken: [...document.images].filter(i => !i.naturalWidth).map(i => i.src),
			Links: [...document.links].filter(a => a.offsetParent && a.protocol === "file:").map(a => a.href.split("#")[0].split("?")[0]),
			Maps: document.querySelectorAll("svg.routemap").length,
			Buttons: [...document.querySelectorAll("#offline button, .saved-link")].filter(e => e.offsetParent).map(e => e.textContent),
		})`)
		for _, bad := range b.wrong() {
			b.Errorf("%s: %s", address, bad)
		}
		if page.Heading == "" || len(page.Broken) > 0 {
			b.Errorf("%s: heading %q, broken pictures %q", address, page.Heading, page.Broken)
		}
		if len(page.Buttons) > 0 {
			b.Errorf("%s shows what cannot work from a file: %q", address, page.Buttons)
		}
		if strings.Contains(address, "/routes/") && own(address) && page.Maps == 0 {
			b.Errorf("%s shows no map", address)
		}
		seen[page.Address] = true
		opened = append(opened, page.Address)
		if own(page.Address) {
			queue = append(queue, page.Links...)
		}
	}
	return opened
}
