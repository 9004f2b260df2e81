package audit

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// pictures are the pictures that were asked for since the last call.
func (b *tab) pictures() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []string
	for _, to := range b.asks {
		if u, err := url.Parse(to); err == nil && u.Scheme != "data" && strings.Contains(u.Path, "/photos/") {
			all = append(all, path.Base(u.Path))
		}
	}
	b.asks = map[network.RequestID]string{}
	slices.Sort(all)
	return all
}

const readSlowly = `(async () => {
	for (let y = 0; y < document.documentElement.scrollHeight; y += 500) {
		scrollTo(0, y);
		await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
	}
	return document.querySelectorAll(".frame img:not(.blur)").length;
})()`

// TestTextFirst turns pictures off, by the switch and by Save-Data, and reads
// pages to their ends: none is asked for until its button is pressed. Then one
// is.
func TestTextFirst(t *testing.T) {
	site := sample(t)
	server := serve(t, site, below)
	for _, how := range []string{"switch", "Save-Data"} {
		t.Run(how, func(t *testing.T) {
			b := newTab(t)
			b.host = strings.TrimPrefix(server.URL, "http://")
			b.in(390, "light")
			if _, err := chromedp.Call(b.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
				t.Fatal(err)
			}
			b.do(chromedp.Navigate(server.URL + below + "about/"))
			if how == "switch" {
				run[any](b, `document.getElementById("text-first").click()`)
				t.Cleanup(func() { run[any](b, `localStorage.clear()`) })
			} else if _, err := chromedp.Call(b.ctx, emulation.SetDataSaverOverride, emulation.SetDataSaverOverrideParams{DataSaverEnabled: new(true)}); err != nil {
				t.Fatal(err)
			}
			for _, page := range []string{"", "sites/", "sites/kaishan-island/", "routes/xuzhou-day/", "en/routes/tsinghua-yuanmingyuan/"} {
				b.do(chromedp.Navigate(server.URL + below + page))
				if n := run[int](b, readSlowly); n == 0 {
					t.Errorf("/%s has no pictures at all", page)
				}
				if asked := b.pictures(); len(asked) > 0 {
					t.Errorf("/%s asked for %q", page, asked)
				}
			}
			b.do(chromedp.Navigate(server.URL + below + "sites/kaishan-island/"))
			said := run[string](b, `(async () => {
				const button = document.querySelector(".show-picture"), frame = button.parentNode, picture = frame.querySelector("img:not(.blur)");
				button.click();
				await picture.decode();
				return [frame === document.activeElement, frame.querySelector("button") === null, picture.clientWidth > 200, button.textContent.includes(picture.alt)].join();
			})()`)
			if asked := b.pictures(); said != "true,true,true,true" || len(asked) != 1 {
				t.Errorf("after the button: %s, %q", said, asked)
			}
			if how == "switch" {
				run[any](b, `document.getElementById("text-first").click()`)
				if left := run[int](b, `document.querySelectorAll(".show-picture").length`); left != 0 {
					t.Errorf("%d buttons are left", left)
				}
			}
			b.do(chromedp.Navigate(server.URL + below + "routes/xuzhou-day/handout/"))
			if plain := run[bool](b, `document.getElementById("plain").checked`); plain != (how == "Save-Data") {
				t.Errorf("a handout without pictures: %v", plain)
			}
			for _, bad := range b.wrong() {
				t.Error(bad)
			}
		})
	}
}
