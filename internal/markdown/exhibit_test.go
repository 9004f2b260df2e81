package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestExhibits(t *testing.T) {
	compare(t, []sample{
		{"then and now", "::: then-now photos/1938.jpg photos/2026.jpg\n同一座**门**。\n:::", `<figure class="then-now">
<div class="pair">
<figure><img src="photos/1938.jpg" alt=""><figcaption></figcaption></figure>
<figure><img src="photos/2026.jpg" alt=""><figcaption></figcaption></figure>
</div>
<figcaption>
<p>同一座<strong>门</strong>。</p>
</figcaption>
</figure>`},
		{"without a caption", "::: then-now a.jpg b.jpg\n:::", `<figure class="then-now">
<div class="pair">
<figure><img src="a.jpg" alt=""><figcaption></figcaption></figure>
<figure><img src="b.jpg" alt=""><figcaption></figcaption></figure>
</div>
</figure>`},
		{"a timeline", "::: timeline\n前言\n\n- 1909：建成\n- **1966年** 被[推倒](#a)\n- 1917–1920 礼堂\n\n  第二段\n- 1948-11-06\n:::", `<p>前言</p>
<ol class="timeline">
<li><p><span class="dates"><time datetime="1909">1909</time></span> 建成</p>
</li>
<li><p><span class="dates"><time datetime="1966">1966年</time></span> 被<a href="#a">推倒</a></p>
</li>
<li><p><span class="dates"><time datetime="1917">1917</time>–<time datetime="1920">1920</time></span> 礼堂</p>
<p>第二段</p>
</li>
<li><p><span class="dates"><time datetime="1948-11-06">1948-11-06</time></span> </p>
</li>
</ol>`},
	})
}

// TestExhibitProblems checks the places of what is missing. The text remains.
func TestExhibitProblems(t *testing.T) {
	for source, want := range map[string]string{
		"::: then-now\n:::":                            "a.md:1:1 directive-then-now",
		"前\n\n::: then-now a.jpg\n:::":                 "a.md:3:1 directive-then-now",
		"::: then-now a.jpg b.jpg c.jpg\n:::":          "a.md:1:1 directive-then-now",
		"::: timeline\n无\n:::":                         "a.md:1:1 directive-timeline",
		"::: timeline\n:::":                            "a.md:1:1 directive-timeline",
		"::: timeline\n- 1909 建成\n- 后来\n:::":           "a.md:3:3 directive-timeline/item",
		"::: timeline\n1. 1909 建成\n2. **1966** x\n:::": "",
		"::: timeline\n- 1966-13 x\n:::":               "a.md:2:3 directive-timeline/item",
		"::: timeline\n- > 1909\n:::":                  "a.md:1:1 directive-timeline/item",
		"::: timeline\n-\n:::":                         "a.md:1:1 directive-timeline/item",
		"::: timeline\n- **1966年被推倒**\n:::":            "a.md:2:3 directive-timeline/item",
		"::: timeline\n- 1909，建成\n- 1948年11月6日。\n:::":  "",
	} {
		var got []string
		for _, p := range renderer.Render(request(source)).Problems {
			got = append(got, fmt.Sprintf("%s:%d:%d %s", p.Place.File, p.Place.Line, p.Place.Column, p.Key))
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

// dates are texts with the date or range at their beginning, then the rest; "" for texts
// without one.
var dates = map[string]string{
	"1909 built": "1909| built", "1909": "1909|", "1909年建成": "1909|建成", "618年 唐": "0618| 唐", "1948-11 x": "1948-11| x",
	"1948-11-06 x": "1948-11-06| x", "1948年11月x": "1948-11|x", "1948年11月6日，x": "1948-11-06|，x", "1948年11月6号x": "1948-11-06|x",
	"1917–1920 x": "1917/1920| x", "1917-1920": "1917/1920|", "1917 — 1920": "1917/1920|", "1948-11-06/1949-01-10": "1948-11-06/1949-01-10|",
	"1948年11月6日至1949年1月10日": "1948-11-06/1949-01-10|", "1917年到1920年": "1917/1920|", "1917 to 1920": "1917/1920|", "1917 today": "1917| today",
	"6 November 1948": "1948-11-06|", "6 Nov. 1948 x": "1948-11-06| x", "November 6, 1948: x": "1948-11-06|: x", "Nov 1948": "1948-11|",
	"1909 – built": "1909| – built", "1909-built": "1909|-built", "2024-02-29": "2024-02-29|",
	"": "", "built 1909": "", "1960s": "", "1960年代": "", "19": "", "19099": "", "1966-13": "", "1966-00": "", "2023-02-29": "", "31 April 1948": "",
	"0年": "", "1948年13月": "", "Noverber 1948": "", "No 1948": "", "May": "", "6 1948": "", "1909built": "",
}

func TestCutDates(t *testing.T) {
	for source, want := range dates {
		from, until, _, n := cutDates(source)
		got := from.iso
		if until.iso != "" {
			got += "/" + until.iso
		}
		if n > 0 {
			got += "|" + source[n:]
		}
		if got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

// FuzzCutDates checks that what is cut is a date that exists, and the text's beginning.
func FuzzCutDates(f *testing.F) {
	for source := range dates {
		f.Add(source)
	}
	forms := []string{"2006", "2006-01", time.DateOnly}
	f.Fuzz(func(t *testing.T, source string) {
		from, until, between, n := cutDates(source)
		if from.text+between+until.text != source[:n] {
			t.Fatalf("%q is cut into %q, %q and %q", source, from.text, between, until.text)
		}
		for _, m := range []moment{from, until} {
			valid := func(form string) bool { _, err := time.Parse(form, m.iso); return err == nil }
			if m.iso != "" && !slices.ContainsFunc(forms, valid) {
				t.Errorf("%q: no date %q", source, m.iso)
			}
		}
	})
}
