package audit

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestToday reads the programme on the last evening of a year, in two time zones: what is
// on today is so by the guide's days.
func TestToday(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	for _, zone := range []string{"Asia/Shanghai", "America/New_York"} {
		b.readAt("2027-01-01T00:05:00+08:00", zone)
		b.visit(server.URL + below + "programme/")
		b.until("what is ahead is shown", `document.querySelector(".ahead h3")`)
		b.becomes("what is on", `document.querySelector(".ahead h3 + .dates").textContent.replace(/\s+/g, " ").trim()`,
			"图片展：城市这样长大 2026年12月5日周六 展览 · 连云港市革命纪念馆新年诵读 2026年12月31日周四 19:00 诵读 · 清华学堂")
		b.becomes("what is next", `document.querySelector(".ahead h3:nth-of-type(2) + .dates").textContent.replace(/\s+/g, " ").trim()`,
			"取消 周三课堂 2027年1月6日周三 15:00 课程 · 徐州市级机关新时代党性锤炼中心 · 明理厅周三课堂 2027年1月13日周三 15:00 课程 · 徐州市级机关新时代党性锤炼中心 · 明理厅")
		b.becomes("what is over and what is on", `[".past", ".now"].map(c => document.querySelectorAll(".month " + c).length).join()`, "8,2")
		b.legible("the programme", "light", "dark")
		b.whole("the programme")
		b.clean("the programme")
	}
}

// TestLeapDay reads a programme with a leap day in it, in two time zones: on the evening
// before, while its event is on, and when it is over.
func TestLeapDay(t *testing.T) {
	b := newTab(t)
	server := serve(t, half(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	for _, zone := range []string{"Asia/Shanghai", "America/New_York"} {
		for now, want := range map[string]string{
			"2028-02-28T23:50:00+08:00": "接下来 听钟 2028年2月29日周二 16:00 活动 · 石桥",
			"2028-02-29T16:10:00+08:00": "今天 听钟 2028年2月29日周二 16:00 活动 · 石桥",
			"2028-02-29T23:50:00+08:00": "接下来 取消 听钟 2028年3月1日周三 16:00 活动 · 石桥",
		} {
			b.readAt(now, zone)
			b.visit(server.URL + below + "programme/")
			b.becomes(now+" in "+zone, `[...document.querySelectorAll(".ahead h3, .ahead .dates")].map(e => e.textContent).join(" ").replace(/\s+/g, " ").trim()`, want)
		}
	}
}

// readAt makes the pages that the tab opens from here on show what they show at an instant
// to a reader in a time zone.
func (b *tab) readAt(now, zone string) {
	b.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: zone}); err != nil {
		b.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, protocol.AddScriptToEvaluateOnNewDocument, protocol.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf("Date.now = () => %d", at.UnixMilli())}); err != nil {
		b.Fatal(err)
	}
}
