package audit

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// played is the state of the page's first player: its time in whole seconds, whether it is
// paused, and the words that are marked.
const played = `(m => Math.floor(m.currentTime) + (m.paused ? " paused " : " playing ") + [...document.querySelectorAll(".cue.now")].map(e => e.textContent).join(""))(document.querySelector("figure.player audio"))`

// TestPlayer saves a route with its recordings and plays them without a network: a player
// stops another, also on another page; goes on where it was left; follows its
// transcript; and works by keyboard.
func TestPlayer(t *testing.T) {
	b := newTab(t)
	h := newHost(t, sample(t).dir, "/guide/")
	b.viewport(390, "light")
	b.saveRoute(h, "routes/lianyungang-day/index.html")
	h.stop()

	const site = "sites/kaishan-island/index.html"
	b.visit(h.url(site))
	const built = `(document.querySelector("figure.player").scrollIntoView(), document.querySelector(".player-play"))`
	b.until("the player is built", built)
	run[any](b, `document.querySelectorAll("audio, video").forEach(m => { m.muted = true; }), document.querySelector(".player-play").focus(), 1`)
	b.do(chromedp.KeyEvent(" ")) // a key, since browsers refuse to play what nobody asked for
	b.until("the recording plays", `!document.querySelector("audio").paused && document.querySelector("audio").currentTime > 0.3`)
	b.until("the first sentence is marked", `document.querySelector(".cue.now")?.textContent === "开山岛很小，只有0.013平方公里。"`)
	if title := run[string](b, `navigator.mediaSession.metadata.title + " · " + navigator.mediaSession.metadata.artist`); title != "两个人的岛 · 开山岛" {
		t.Errorf("the lock screen shows %q", title)
	}
	run[any](b, `document.querySelectorAll(".cue")[3].click(), 1`)
	b.until("it goes to what was pressed", played+`.startsWith("19 playing 请站着听一会儿海。")`)
	run[any](b, `document.querySelector("video").play().catch(() => {}), 1`)
	b.until("the video stops the recording", `document.querySelector("audio").paused && !document.querySelector("video").paused`)
	b.until("the captions are loaded", `document.querySelector("video").textTracks[0].cues?.length === 2`)
	run[any](b, `document.querySelector("video").pause(), 1`)
	b.clean("the site")

	b.visit(h.url(site))
	b.until("the player shows where it was left", built+` && document.querySelector(".player-time").textContent.startsWith("0:19")`)
	run[any](b, `document.querySelector("audio").muted = true, document.querySelector(".player-play").focus(), 1`)
	b.do(chromedp.KeyEvent(" "))
	b.until("it goes on there", `document.querySelector("audio").currentTime > 19 && !document.querySelector("audio").paused`)
	run[any](b, `document.querySelector(".player-back").click(), 1`)
	b.until("it goes back", `document.querySelector("audio").currentTime < 7`)
	run[any](b, `(s => { s.value = "1.5"; s.dispatchEvent(new Event("change", { bubbles: true })); })(document.querySelector(".player-speed")), 1`)
	b.until("it is faster", `document.querySelector("audio").playbackRate === 1.5`)
	run[any](b, `document.querySelector(".cue").focus(), 1`)
	b.do(chromedp.KeyEvent(kb.ArrowDown))
	if focus := run[string](b, `document.activeElement.textContent`); !strings.HasPrefix(focus, "1986年7月") {
		t.Errorf("the focus is on %q", focus)
	}
	other := b.sibling()
	other.visit(h.url(site))
	other.until("the second page goes on where the first is", built+` && parseInt(document.querySelector(".player-time").textContent.slice(2)) > 0`)
	run[any](other, `document.querySelector("audio").muted = true, document.querySelector(".player-play").focus(), 1`)
	other.do(chromedp.KeyEvent(" "))
	other.until("it plays on the second page", `!document.querySelector("audio").paused && document.querySelector("audio").currentTime > 1`)
	b.until("the first page stops", `document.querySelector("audio").paused`)
	b.viewport(320, "light")
	b.legible("the player", "light", "dark")
}
