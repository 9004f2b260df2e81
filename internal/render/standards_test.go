package render

import (
	"strings"
	"testing"

	"wayside/internal/guide"
)

// TestStandardID makes anchors of standards that differ in little: a link must not lead to
// another one.
func TestStandardID(t *testing.T) {
	long := strings.Repeat("能够从史料中", 10)
	ids := map[string]string{}
	for _, key := range []string{"H-1", "A 1", "A-1", "A  1", "a-1", long + "找出原因", long + "比较原因", long, `"<b>&#;`} {
		id := standardID(key, nil)
		if strings.ContainsAny(id, " \t\n") || len([]rune(id)) > 60 {
			t.Errorf("%q has the id %q", key, id)
		}
		if other, ok := ids[id]; ok {
			t.Errorf("%q and %q have the id %q", key, other, id)
		}
		ids[id] = key
		if text := standardID("", guide.Text{{Lang: "zh-Hans", Text: key}}); text != id {
			t.Errorf("%q as a text has the id %q, want %q", key, text, id)
		}
	}
	if id := standardID("H-1", nil); id != "standard-H-1" {
		t.Errorf("H-1 has the id %q", id)
	}
}
