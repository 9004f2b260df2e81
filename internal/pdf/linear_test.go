package pdf

import (
	"fmt"
	"strings"
	"testing"

	"wayside/internal/linear"
)

// TestLinear reads files that repeat something.
func TestLinear(t *testing.T) {
	objects := func(n int) []byte {
		all := []string{"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [] /Count 0>>"}
		for i := range n {
			all = append(all, fmt.Sprintf("[%d 0 R (text) <1234> /Name %d]", i+1, i))
		}
		return assemble(all, "<</Root 1 0 R>>")
	}
	linear.Allocates(t, 5000, objects, func(file []byte) {
		if _, err := read(file); err != nil {
			t.Fatal(err)
		}
	})
	nested := func(n int) []byte {
		return assemble([]string{"<</Root 1 0 R /a " + strings.Repeat("[", n) + ">>"}, "<</Root 1 0 R>>")
	}
	linear.Allocates(t, 50_000, nested, func(file []byte) { read(file) })
	for _, part := range []string{"<01> <2F45>\n", "beginbfrange <00> <FFFF> <0020> ", "<", "[ "} {
		text := func(n int) []byte {
			return []byte("1 beginbfchar\n" + strings.Repeat(part, n/len(part)) + "\nendbfchar\nend")
		}
		linear.Allocates(t, 50_000, text, func(plain []byte) {
			m := readMap(plain)
			m.fix(nil)
			m.write()
		})
	}
}
