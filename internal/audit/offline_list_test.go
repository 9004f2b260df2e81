package audit

import (
	"net/http"
	"net/http/httptest"
	"path"
	"testing"
)

// TestOfflineAsks: while the list of a pack does not come the panel says that
// it keeps trying, with a button to try at once; when the list can come, it
// does without a press.
func TestOfflineAsks(t *testing.T) {
	guide, _ := pocket(t)
	h := newHost(t, guide.dir, "/guide/")
	b := newTab(t)
	b.host = h.where
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.in(width, scheme)
			h.play(func(address string, _ *http.Request, answer *httptest.ResponseRecorder) int {
				if path.Dir(address) == "offline" {
					answer.Code = http.StatusServiceUnavailable
				}
				return answer.Body.Len()
			})
			b.enter(h, "routes/north/index.html")
			b.says("本页会自动重试")
			for what, script := range map[string]string{"too wide": wide, "too faint": faint} {
				for _, found := range run[[]string](b, script) {
					t.Errorf("at %d px, %s: %s: %s", width, scheme, what, found)
				}
			}
			if low := run[int](b, `[...document.querySelectorAll(".offline button")].filter(e => !e.hidden && e.getBoundingClientRect().height < 44).length`); low > 0 {
				t.Errorf("at %d px, %s: %d buttons are too small for a finger", width, scheme, low)
			}
			h.since()
			b.press("立即重试")
			b.says("本页会自动重试") // it was cleared by the press
			if asked := h.since(); len(asked) == 0 {
				t.Error("a press asks for nothing")
			}
			h.play(nil)
			b.says("个文件")
			if said := run[string](b, `document.querySelector(".offline .message").textContent`); said != "" {
				t.Errorf("with the list it still says %q", said)
			}
		}
	}
}
