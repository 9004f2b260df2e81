package compact

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"testing"
)

type leaf struct {
	Name  string
	N     int16
	Count uint32
	Ratio float64
	On    bool
	Sum   [4]byte
	Pair  [2]int
	none  int
}

type tree struct {
	Leaf   leaf
	Leaves []leaf
	Of     *leaf
	Names  []string
	By     map[string]leaf
}

func TestMarshal(t *testing.T) {
	full := leaf{Name: "石", N: -3, Count: math.MaxUint32, Ratio: 0.25, On: true, Sum: [4]byte{1, 2, 3, 255}, Pair: [2]int{-1, 1}}
	for name, want := range map[string]tree{
		"nothing": {},
		"all":     {Leaf: full, Leaves: []leaf{{}, full}, Of: &full, Names: []string{"", "a", "石"}, By: map[string]leaf{"x": full, "": {}}},
	} {
		data := string(Marshal(want))
		var got tree
		if !Unmarshal(data, &got) || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: read %+v, want %+v", name, got, want)
		}
		for cut := range data {
			if Unmarshal(data[:cut], new(tree)) {
				t.Errorf("%s: cut after %d bytes, it can be read", name, cut)
			}
		}
	}
	if got := new(leaf); !Unmarshal(string(Marshal(leaf{none: 1})), got) || got.none != 0 {
		t.Error("an unexported field is written")
	}
}

func TestTextsOnce(t *testing.T) {
	const text = "content/sites/old-gate/index.md"
	once, twice := Marshal([]string{text}), Marshal([]string{text, text, text})
	if len(twice) != len(once)+2 {
		t.Errorf("one text takes %d bytes, three equal ones take %d", len(once), len(twice))
	}
}

func TestManyTexts(t *testing.T) {
	var want []string
	for n := range 3 * recentTexts {
		want = append(want, strconv.Itoa(n), strconv.Itoa(n/2), "again", strconv.Itoa(n%(recentTexts-1)))
	}
	var got []string
	if !Unmarshal(string(Marshal(want)), &got) || !slices.Equal(got, want) {
		t.Error("many texts are not read as they were written")
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(Marshal(tree{Names: []string{"a", "a"}, Of: &leaf{}, By: map[string]leaf{"x": {}}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		var got tree
		if Unmarshal(string(data), &got) && len(got.Leaves)+len(got.Names)+len(got.By) > len(data) {
			t.Fatal("more was read than there is")
		}
	})
}

func TestUnsupported(t *testing.T) {
	for _, v := range []any{func() {}, struct{ Any any }{}, map[int]string{}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%T can be written", v)
				}
			}()
			Marshal(v)
		}()
	}
}
