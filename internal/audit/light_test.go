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

// photos returns the names of the photos that were requested since the last
// call.
func (b *tab) photos() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []string
	for _, to := range b.requests {
		if u, err := url.Parse(to); err == nil && u.Scheme != "data" && strings.Contains(u.Path, "/photos/") {
			all = append(all, path.Base(u.Path))
		}
	}
	b.requests = map[network.RequestID]string{}
	slices.Sort(all)
	return all
}

// readThrough scrolls through the page at two frames a step, leaves pictures
// as they are, and returns their number.
const readThrough = `(async () => {
	for (let y = 0; y < document.documentElement.scrollHeight; y += 700) {
		scrollTo(0, y);
		await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
	}
	return document.querySelectorAll(".frame img:not(.blur)").length;
})()`

// TestTextFirst turns pictures off, with the switch and with Save-Data, and
// reads pages to their ends: none is requested until its button is pressed,
// and then only that one.
func TestTextFirst(t *testing.T) {
	for _, how := range []string{"switch", "Save-Data"} {
		t.Run(how, func(t *testing.T) {
			b := newTab(t)
			server := serve(t, sample(t), below)
			b.host = strings.TrimPrefix(server.URL, "http://")
			b.viewport(390, "light")
			if _, err := chromedp.Call(b.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
				t.Fatal(err)
			}
			b.visit(server.URL + below + "about/")
			if how == "switch" {
				run[any](b, `document.getElementById("text-first").click()`)
			} else if _, err := chromedp.Call(b.ctx, emulation.SetDataSaverOverride, emulation.SetDataSaverOverrideParams{DataSaverEnabled: new(true)}); err != nil {
				t.Fatal(err)
			}
			for _, page := range []string{"", "sites/", "sites/kaishan-island/", "routes/xuzhou-day/", "en/routes/tsinghua-yuanmingyuan/"} {
				b.visit(server.URL + below + page)
				if run[int](b, readThrough) == 0 {
					t.Errorf("/%s has no pictures at all", page)
				}
				if requested := b.photos(); len(requested) > 0 {
					t.Errorf("/%s requested %q", page, requested)
				}
			}
			b.visit(server.URL + below + "sites/kaishan-island/")
			state := run[string](b, `(async () => {
				const button = document.querySelector(".show-picture"), frame = button.parentNode, picture = frame.querySelector("img:not(.blur)");
				button.click();
				await picture.decode();
				return [frame === document.activeElement, frame.querySelector("button") === null, picture.clientWidth > 200, button.textContent.includes(picture.alt)].join();
			})()`)
			if requested := b.photos(); state != "true,true,true,true" || len(requested) != 1 {
				t.Errorf("after the button: %s, %q", state, requested)
			}
			if how == "switch" {
				run[any](b, `document.getElementById("text-first").click()`)
				if left := run[int](b, `document.querySelectorAll(".show-picture").length`); left != 0 {
					t.Errorf("%d buttons are left", left)
				}
			}
			b.visit(server.URL + below + "routes/xuzhou-day/handout/")
			if plain := run[bool](b, `document.getElementById("plain").checked`); plain != (how == "Save-Data") {
				t.Errorf("a handout without pictures: %v", plain)
			}
			b.clean(how)
		})
	}
}
