package render

import (
	"slices"
	"testing"

	"wayside/internal/nodetest"
)

// TestEarlyScript runs the script of the head with and without a network: from a file, it
// must not ask for the storage, and the routes that are saved must be of this guide.
func TestEarlyScript(t *testing.T) {
	for address, want := range map[string][]string{
		"https://tours.example/":          {"scripts", "keeps", "text-first"},
		"https://tours.example/red/about": {"scripts", "keeps", "saves", "text-first"},
		"file:///D:/index.html":           {"scripts"},
		// A page whose pictures wait, unless the reader has chosen to see them.
		"file:///D:/evening":                       {"scripts", "text-first"},
		"https://tours.example/evening":            {"scripts", "keeps", "text-first"},
		"https://tours.example/evening/#/pictures": {"scripts", "keeps"},
	} {
		got := nodetest.Run[[]string](t, `
			const classes = new Set();
			const document = { documentElement: { classList: classes, dataset: input.includes("evening") ? { light: "1" } : {} }, querySelector: () => null };
			const navigator = { serviceWorker: {} };
			const location = { href: input, toString: () => input };
			const localStorage = { "saved https://other.example/": "", "saved https://tours.example/red/": "" };
			Object.defineProperty(localStorage, "getItem", { value: key => (asked++, input.includes("pictures") ? "0" : input.includes("evening") ? null : "1") });
			let asked = 0;
			(() => { `+earlyScript+` })();
			return [...classes, ...(asked && input.startsWith("file") ? ["asked for the storage"] : [])];
		`, address)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
