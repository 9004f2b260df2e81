package markdown

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"wayside/internal/diag"
)

var renderer = New(Options{})

// request returns a request for a small guide with two audiences and a site; all photos exist.
func request(source string) Request {
	return Request{
		Parsed: renderer.Parse([]byte(source)),
		Lang:   "zh-Hans",
		Place: func(offset int) diag.Place {
			before := source[:offset]
			line := strings.LastIndexByte(before, '\n') + 1
			return diag.Place{
				File: "a.md", Line: strings.Count(before, "\n") + 1,
				Column: utf8.RuneCountInString(before[line:]) + 1,
			}
		},
		Link: func(l Link) (string, bool) {
			site, ok := strings.CutPrefix(l.Dest, "site:")
			if ok && site != "kaishan" {
				return "", false
			}
			if ok {
				return "../sites/" + site + "/", true
			}
			return l.Dest, true
		},
		Picture: func(p Picture) Fragment {
			if s := scheme(p.Dest); s != "" && s != "http" && s != "https" {
				return Fragment{HTML: html.EscapeString(p.Alt), Text: p.Alt}
			}
			img := fmt.Sprintf(`<img src=%q alt=%q>`, html.EscapeString(p.Dest), html.EscapeString(p.Alt))
			if !p.Block {
				return Fragment{HTML: img}
			}
			return Fragment{HTML: "<figure>" + img + "<figcaption>" + html.EscapeString(p.Title) + "</figcaption></figure>", Text: p.Title}
		},
		Player: func(m Player) Fragment {
			kind := "audio"
			if m.Video {
				kind = "video"
			}
			return Fragment{"<" + kind + ` src="` + html.EscapeString(m.File) + `" title="` + html.EscapeString(m.Title) + `"></` + kind + ">" + m.Transcript, ""}
		},
		Label: func(key string) string {
			return map[string]string{
				"note": "提示", "task": "任务", "role": "角色", "source": "史料", "story": "故事",
				"footnotes": "注释", "footnote-back": "回到正文",
			}[key]
		},
		Audience: func(id string) (string, []string, bool) {
			name := map[string]string{"primary": "小学生", "secondary": "中学生"}[id]
			return name, []string{"primary", "secondary"}, name != ""
		},
	}
}

func render(source string) string { return renderer.Render(request(source)).HTML }

// problems returns the sorted problems of a body, one per line.
func problems(source string) string {
	result := renderer.Render(request(source))
	result.Problems.Sort()
	var b bytes.Buffer
	for _, p := range result.Problems {
		fmt.Fprintf(&b, "%d:%d %s %s", p.Place.Line, p.Place.Column, p.Key, strings.TrimSuffix(fmt.Sprintln(p.Args...), "\n"))
		if p.Nearest != "" {
			fmt.Fprintf(&b, " (%s?)", p.Nearest)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// A sample is a body and its expected HTML.
type sample struct{ name, source, want string }

func compare(t *testing.T, samples []sample) {
	t.Helper()
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			if got := strings.TrimSuffix(render(s.source), "\n"); got != s.want {
				t.Errorf("%q\n got %s\nwant %s", s.source, got, s.want)
			}
		})
	}
}

// TestNoPlace checks that a text without Place yields no problems and the same HTML.
func TestNoPlace(t *testing.T) {
	r := request("# 一\n\n#### 二\n\n::: nonsense\n两个空格  在中间,和半角逗号。\n")
	reporting := renderer.Render(r)
	r.Place = nil
	silent := renderer.Render(r)
	if len(reporting.Problems) == 0 || len(silent.Problems) > 0 {
		t.Errorf("%d problems with Place, %d without", len(reporting.Problems), len(silent.Problems))
	}
	if silent.HTML != reporting.HTML {
		t.Errorf("without Place:\n%s\nwith Place:\n%s", silent.HTML, reporting.HTML)
	}
}
