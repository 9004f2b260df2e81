package render

import (
	"slices"
	"testing"

	"wayside/internal/nodetest"
)

// TestEarlyScript runs the script of the head with and without a network: from a file, it
// must not ask for the storage.
func TestEarlyScript(t *testing.T) {
	for address, want := range map[string][]string{
		"https://tours.example/": {"scripts", "keeps", "text-first"},
		"file:///D:/index.html":  {"scripts"},
	} {
		got := nodetest.Run[[]string](t, `
			const classes = new Set();
			const document = { documentElement: { classList: classes }, querySelector: () => null };
			const navigator = { serviceWorker: {} }, location = input;
			const localStorage = { getItem: key => (asked++, "1") };
			let asked = 0;
			(() => { `+earlyScript+` })();
			return [...classes, ...(asked && location.startsWith("file") ? ["asked for the storage"] : [])];
		`, address)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
