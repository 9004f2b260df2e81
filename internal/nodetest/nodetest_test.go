package nodetest

import (
	"maps"
	"testing"
)

func TestRun(t *testing.T) {
	type text struct{ Text string }
	const script = `const reply = { Text: [...input.Text].reverse().join("") }; return reply;`
	if got := Run[text](t, script, text{"路线\u2028"}); got.Text != "\u2028线路" {
		t.Errorf("returned %q", got.Text)
	}
	got := Run[map[string]bool](t, `return { wayside: typeof wayside === "object", document: typeof document === "object" }`, nil)
	if want := map[string]bool{"wayside": true, "document": false}; !maps.Equal(got, want) {
		t.Errorf("a script sees %v, want %v", got, want)
	}
}
