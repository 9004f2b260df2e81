package load

import (
	"bytes"
	"strings"
	"testing"

	"wayside/internal/diag"
)

var conflicts = []struct{ text, want, found string }{
	{"a\n", "a\n", ""},
	{"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\nc\n", "\na\n\n\n\nc\n", "f:1:1 merge-conflict"},
	{"z\n<<<<<<< HEAD\na\n||||||| base\no\n=======\nb\n>>>>>>> x\n", "z\n\na\n\n\n\n\n\n", "f:2:1 merge-conflict"},
	{"<<<<<<<\r\na\r\n=======\r\nb\r\n>>>>>>>\r\n", "\na\n\n\n\n", "f:1:1 merge-conflict"},
	{"<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n<<<<<<< a\n3\n=======\n4\n>>>>>>> b", "\n1\n\n\n\n\n3\n\n\n", "f:1:1 merge-conflict; f:6:1 merge-conflict"},
	{"<<<<<<< 箭头\n文字\n=======\n", "<<<<<<< 箭头\n文字\n=======\n", ""},
	{"x <<<<<<< a\n=======\n>>>>>>> b\n", "x <<<<<<< a\n=======\n>>>>>>> b\n", ""},
	{"<<<<<<<< a\n=======\n>>>>>>> b\n", "<<<<<<<< a\n=======\n>>>>>>> b\n", ""},
}

func TestResolve(t *testing.T) {
	for _, c := range conflicts {
		var found diag.List
		given := []byte(c.text)
		got := resolve("f", given, &found)
		lines := strings.Split(string(got), "\n")
		for i := range lines {
			lines[i] = strings.TrimRight(lines[i], " \r")
		}
		if text := strings.Join(lines, "\n"); text != strings.ReplaceAll(c.want, "\r", "") || report(found) != c.found || len(got) != len(c.text) {
			t.Errorf("%q: %q, %s", c.text, text, report(found))
		}
		if string(given) != c.text {
			t.Errorf("%q was changed", c.text)
		}
	}
}

func FuzzResolve(f *testing.F) {
	for _, c := range conflicts {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var found diag.List
		got := resolve("f", bytes.Clone(text), &found)
		if len(got) != len(text) || bytes.Count(got, []byte("\n")) != bytes.Count(text, []byte("\n")) || (len(found) == 0) != bytes.Equal(got, text) {
			t.Fatalf("%q: %q, %d problems", text, got, len(found))
		}
	})
}
