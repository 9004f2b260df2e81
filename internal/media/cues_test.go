package media

import (
	"fmt"
	"strings"
	"testing"
)

func TestCues(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"usual", "WEBVTT\n\n00:01.000 --> 00:02.500\n岛上没有淡水。\n\n1:00:00.000 --> 1:00:01.000 align:start\n二人\n守岛。", ""},
		{"usual hours", "WEBVTT - 讲解\nKind: captions\n\n1\n00:00:01.000 --> 00:00:02.500\n岛上没有淡水。\n\n", "1s-2.5s 岛上没有淡水。"},
		{"Windows", "\ufeffWEBVTT\r\n\r\n00:01.000\t-->\t00:02.000\tline:0\r\n<v 老师><b>看</b>&amp;听\r\n", "1s-2s 看&听"},
		{"notes", "WEBVTT\n\nNOTE\nhere --> not\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000\na\n", "1s-2s a"},
		{"no empty line", "WEBVTT\n00:01.000 --> 00:02.000\na\n00:02.000 --> 00:03.000\nb\n", "1s-2s a|2s-3s b"},
		{"no header", "00:01.000 --> 00:02.000\na\n", "!1 no header|1s-2s a"},
		{"subtitles of a film", "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n", "!1 no header|!2 time|!6 time"},
		{"times", "WEBVTT\n\n00:61.000 --> 00:62.000\na\n\n1.000 --> 2.000\na\n\n00:01.0 --> 00:02.000\na\n\n00:00:1.000 --> 00:02.000\na\n\n-->\na\n", "!3 time|!6 time|!9 time|!12 time|!15 time"},
		{"backward", "WEBVTT\n\n00:02.000 --> 00:01.000\na\n", "!3 backward"},
		{"disorder", "WEBVTT\n\n00:02.000 --> 00:03.000\nb\n\n00:01.000 --> 00:02.000\na\n", "2s-3s b|!6 disorder"},
		{"no text", "WEBVTT\n\n00:02.000 --> 00:03.000\n\n00:03.000 --> 00:04.000\n<b>\n", "!3 no text|!5 no text"},
		{"stray", "WEBVTT\n\nFirst of all\n\n00:02.000 --> 00:03.000\nb\n", "!3 stray|2s-3s b"},
		{"empty", "", "!1 no header"},
		{"nothing more", "WEBVTT", ""},
	} {
		if test.name == "usual" {
			test.want = "1s-2.5s 岛上没有淡水。|1h0m0s-1h0m1s 二人/守岛。"
		}
		cues, flaws := Cues(test.text)
		var got []string
		names := []string{"no header", "time", "backward", "disorder", "no text", "stray"}
		for len(cues)+len(flaws) > 0 { // in the order of their lines, as far as the tests need it
			if len(flaws) > 0 && (len(cues) == 0 || flaws[0].Kind != Disorder && flaws[0].Line < 5) {
				got = append(got, fmt.Sprintf("!%d %s", flaws[0].Line, names[flaws[0].Kind]))
				flaws = flaws[1:]
				continue
			}
			got = append(got, fmt.Sprintf("%v-%v %s", cues[0].From, cues[0].To, strings.ReplaceAll(cues[0].Text, "\n", "/")))
			cues = cues[1:]
		}
		if got := strings.Join(got, "|"); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestUnspoken(t *testing.T) {
	t.Parallel()
	cues, _ := Cues("WEBVTT\n\n00:01.000 --> 00:02.000\n守岛，就是守国！\n\n00:02.000 --> 00:03.000\n<i>Keep</i> the island\n")
	for text, want := range map[string]string{
		"（旁白）守岛就是守国。keep the island.": "",
		"守岛就是守国。他说：Keep\nthe Island":  "",
		"Keep the island。守岛就是守国。":     "Keep the island",
		"": "守岛，就是守国！",
	} {
		if c, _ := Unspoken(cues, text); c.Text != want {
			t.Errorf("%q: %q, want %q", text, c.Text, want)
		}
	}
}

// FuzzCues checks that cues are in order and have a text, whatever the file contains.
func FuzzCues(f *testing.F) {
	f.Add("WEBVTT\n\n1\n00:01.000 --> 00:02.500 align:start\n岛上<b>没有</b>淡水。\n\nNOTE x\n\n01:00:00.000 --> 01:00:01.000\n二人\n守岛。")
	f.Add("1\r\n00:00:01,000 --> 00:00:02,000\r\na\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		cues, flaws := Cues(text)
		lines := strings.Count(strings.ReplaceAll(text, "\r", "\n"), "\n") + 1
		for i, c := range cues {
			if c.Text == "" || c.To <= c.From || i > 0 && c.From < cues[i-1].From {
				t.Errorf("%q has the cue %+v", text, c)
			}
		}
		for _, flaw := range flaws {
			if flaw.Line < 1 || flaw.Line > lines {
				t.Errorf("%q has a flaw in line %d", text, flaw.Line)
			}
		}
	})
}
