package audit

import (
	"net/http"
	"net/http/httptest"
	"path"
	"testing"

	"wayside/internal/await"
)

// TestOfflineList withholds the list of a pack: the panel reports that it keeps
// trying and has a button to try at once. When the list comes, no press is
// needed.
func TestOfflineList(t *testing.T) {
	b := newTab(t)
	guide, _ := lake(t)
	h := newHost(t, guide.dir, "/guide/")
	b.host = h.addr
	h.tamperWith(func(address string, _ *http.Request, answer *httptest.ResponseRecorder) int {
		if path.Dir(address) == "offline" {
			answer.Code = http.StatusServiceUnavailable
		}
		return answer.Body.Len()
	})
	for _, width := range []int64{390, 1280} {
		b.viewport(width, "light")
		b.enter(h, "routes/north/index.html")
		b.shows("本页会自动重试")
		for fault, script := range map[string]string{"too wide": tooWide, "too faint": tooFaint, "too small for a finger": `[...document.querySelectorAll(".offline button")].filter(e => !e.hidden && e.getBoundingClientRect().height < 44).map(e => e.textContent)`} {
			for _, found := range run[[]string](b, script) {
				t.Errorf("at %d px, %s: %s", width, fault, found)
			}
		}
	}
	h.takeRequests()
	b.press("立即重试")
	await.True(t, "the press requests the list", func() bool { return len(h.takeRequests()) > 0 })
	b.shows("本页会自动重试") // the press has cleared it
	h.tamperWith(nil)
	b.shows("个文件")
	b.becomes("the message when the list has come", `document.querySelector(".offline `+panelMessage+`").textContent`, "")
}
