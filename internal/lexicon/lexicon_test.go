package lexicon

import (
	"strings"
	"testing"
)

func TestLexicon(t *testing.T) {
	l := New(4)
	l.Add("头发", "頭髮")
	l.Add("发", "發")
	l.Add("发展", "發展")
	l.Add("出", "出")
	l.Remove("出")
	for text, want := range map[string]string{
		"头发发展": "頭髮發展", "出发": "出發", "头": "头", "a发\xff": "a發\xff", "": "",
	} {
		if got := l.Replace(text); got != want {
			t.Errorf("%s is replaced by %s, want %s", text, got, want)
		}
	}
	if n, by := l.Longest("发展中"); n != len("发展") || by != "發展" {
		t.Errorf("the longest word is %d bytes, %s", n, by)
	}
}

func FuzzLongest(f *testing.F) {
	f.Add("发展", "发")
	f.Add("\ufffd", "\xff")
	f.Fuzz(func(t *testing.T, word, text string) {
		l := New(1)
		l.Add(word, word)
		if n, _ := l.Longest(text); n > len(text) || n > 0 && !strings.HasPrefix(text, text[:n]) {
			t.Errorf("%q has a word of %d bytes", text, n)
		}
		if got := l.Replace(text); got != text {
			t.Errorf("%q is replaced by %q", text, got)
		}
	})
}
