package theme_test

import (
	"slices"
	"testing"

	"wayside/internal/nodetest"
)

// TestLabels checks which number visitors mean who type it as a label shows it.
func TestLabels(t *testing.T) {
	cases := map[string]string{
		"12": "12", " 12 ": "12", "012": "12", "0": "0", "000": "0", "１２": "12", "12号": "12", "No. 7": "7", "№9": "9", "": "", "十二": "", "A": "",
	}
	typed := make([]string, 0, len(cases))
	for text := range cases {
		typed = append(typed, text)
	}
	got := nodetest.Run[[]string](t, nodetest.Parts(t, "exhibit/label.js")+"return input.map(labels.number);", typed)
	for i, number := range got {
		if number != cases[typed[i]] {
			t.Errorf("%q is the number %q, want %q", typed[i], number, cases[typed[i]])
		}
	}
}

// TestLaterLabels finds the page of a photo that is on a further page of the gallery.
func TestLaterLabels(t *testing.T) {
	got := nodetest.Run[[]string](t, nodetest.Parts(t, "exhibit/label.js")+`return input.map(n => labels.address("12:2 112:3", n));`, []string{"12", "112", "1", ""})
	if want := []string{"photos/2/index.html#photo/12", "photos/3/index.html#photo/112", "", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
