package digest

import (
	"maps"
	"reflect"
	"testing"
	"testing/quick"
)

type leaf struct {
	Name  string
	N     int16
	Ratio float64
	Tags  []string
	On    bool
	Raw   []byte
}

type place struct{ Line int }

type tree struct {
	Leaf   leaf
	Next   *tree
	Leaves map[string]leaf
	All    [2]uint8
	At     place
	hidden int
}

func TestDigest(t *testing.T) {
	h := New(place{})
	whole := func() tree {
		return tree{
			Leaf: leaf{Name: "a", N: -3, Ratio: 0.5, Tags: []string{"x", "y"}, On: true, Raw: []byte{1}}, Next: &tree{Leaf: leaf{Name: "b"}},
			Leaves: map[string]leaf{"p": {Name: "p"}, "q": {}}, All: [2]uint8{1, 2}, At: place{4}, hidden: 9,
		}
	}
	want := h.Of(whole())
	for name, same := range map[string]func(*tree){
		"nothing":        func(*tree) {},
		"a place":        func(v *tree) { v.At.Line++ },
		"a hidden field": func(v *tree) { v.hidden++ },
		"a copied map":   func(v *tree) { v.Leaves = maps.Clone(v.Leaves) },
		"an empty slice": func(v *tree) { v.Next.Leaf.Tags = []string{} },
	} {
		v := whole()
		if same(&v); h.Of(v) != want {
			t.Errorf("changing %s changes the digest", name)
		}
	}
	for name, change := range map[string]func(*tree){
		"a string":        func(v *tree) { v.Leaf.Name = "" },
		"a number":        func(v *tree) { v.Leaf.N = 3 },
		"a ratio":         func(v *tree) { v.Leaf.Ratio = 0.25 },
		"a tag's end":     func(v *tree) { v.Leaf.Tags = []string{"xy"} },
		"a bool":          func(v *tree) { v.Leaf.On = false },
		"bytes":           func(v *tree) { v.Leaf.Raw[0] = 2 },
		"a nested value":  func(v *tree) { v.Next.Leaf.Name = "c" },
		"a pointer":       func(v *tree) { v.Next = nil },
		"a zero value":    func(v *tree) { v.Next.Next = &tree{} },
		"a map's value":   func(v *tree) { v.Leaves["q"] = leaf{On: true} },
		"a map's key":     func(v *tree) { delete(v.Leaves, "q"); v.Leaves["r"] = leaf{} },
		"an array's item": func(v *tree) { v.All[1] = 0 },
	} {
		v := whole()
		if change(&v); h.Of(v) == want {
			t.Errorf("changing %s does not change the digest", name)
		}
	}
	if h.Of("ab", "c") == h.Of("a", "bc") {
		t.Error("lists of values are not separated")
	}
}

// TestEqual checks that two values have the same digest exactly if they are equal.
func TestEqual(t *testing.T) {
	h := New()
	check := func(a, b leaf, same bool) bool {
		if same {
			b = a
		}
		equal := a.Name == b.Name && a.N == b.N && a.Ratio == b.Ratio && a.On == b.On &&
			(len(a.Tags) == 0 && len(b.Tags) == 0 || reflect.DeepEqual(a.Tags, b.Tags)) && string(a.Raw) == string(b.Raw)
		return (h.Of(a) == h.Of(b)) == equal
	}
	if err := quick.Check(check, &quick.Config{MaxCount: 2000}); err != nil {
		t.Error(err)
	}
}

func TestUnsupported(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a function has a digest")
		}
	}()
	New().Of(func() {})
}
