package learn

import (
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"wayside/internal/nodetest"
)

// A record mirrors the type Result of learn/result.js.
type record struct {
	Source   int    `json:"source"`
	Route    string `json:"route"`
	Version  string `json:"version"`
	Audience int    `json:"audience"`
	Round    int    `json:"round"`
	Seconds  int    `json:"seconds"`
	Marks    []int  `json:"marks"`
	Group    string `json:"group"`
	Name     string `json:"name"`
}

// records returns random results.
func records(n int) []record {
	r := rand.New(rand.NewPCG(3, 4))
	names := []string{"", "7", "王小明", "=1+1", "Ana María", "😀", "a-b, c", "第三组"}
	all := make([]record, n)
	for i := range all {
		marks := make([]int, r.IntN(40))
		for k := range marks {
			marks[k] = r.IntN(4)
		}
		all[i] = record{r.IntN(2), fmt.Sprintf("%06x", r.IntN(1<<24)), fmt.Sprintf("%04x", r.IntN(1<<16)), r.IntN(3), r.IntN(256), r.IntN(1 << 16), marks, names[r.IntN(len(names))], names[r.IntN(len(names))]}
	}
	all[0] = record{Route: "000000", Version: "0000", Marks: []int{}}
	return all
}

type found struct {
	Found  []record `json:"found"`
	Broken []string `json:"broken"`
}

// TestResults writes results, changes them as a person at a keyboard does, and finds them
// again or reports them.
func TestResults(t *testing.T) {
	t.Parallel()
	type outcome struct {
		Texts            []string
		Read, Typed      []found
		Missed           []string
		Pasted, Cut, Odd found
	}
	want := records(60)
	got := nodetest.Run[outcome](t, nodetest.Parts(t, "learn/result.js")+`
		const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
		const texts = input.records.map(result.write), missed = [];
		for (const text of texts) {
			const wrong = t => { if (t !== text && result.find(t).found.length) missed.push(text + " " + t); };
			for (let i = 3; i < text.length; i++) {
				if (text[i] === "-") continue;
				for (const c of letters) wrong(text.slice(0, i) + c + text.slice(i + 1));
				const next = text[i + 1] === "-" ? i + 2 : i + 1;
				if (next < text.length) wrong(text.slice(0, i) + text[next] + text.slice(i + 1, next) + text[i] + text.slice(next + 1));
				wrong(text.slice(0, i) + text.slice(i + 1));
			}
		}
		const type = t => t.toLowerCase().replace(/0/g, "o").replace(/1/g, "l");
		return {
			Texts: texts, Read: texts.map(result.find), Typed: texts.map(t => result.find(type(t).replace(/^ws/, "WS"))), Missed: missed,
			Pasted: result.find("3月5日 老师\n王小明：" + texts[1] + " 交了\r\nNEWS-PAPER " + texts[2].replace(/-/g, "－") + "\n" + texts[3].replace(/-/g, " - ").replace(/^WS - /, "WS-") + "\n"),
			Cut: result.find("WS-" + texts[1].slice(3, 20)),
			Odd: result.find("nothing here\nWS\nWS-\nWS-UUUUU"),
		};`, map[string]any{"records": want})
	for i := range want {
		if !reflect.DeepEqual(got.Read[i].Found, want[i:i+1]) {
			t.Errorf("%s is %+v, want %+v", got.Texts[i], got.Read[i], want[i])
		}
		if !reflect.DeepEqual(got.Typed[i].Found, want[i:i+1]) {
			t.Errorf("%s in small letters is %+v", got.Texts[i], got.Typed[i])
		}
	}
	if len(got.Missed) > 0 {
		t.Errorf("%d mistyped results are taken for others: %q", len(got.Missed), got.Missed[:1])
	}
	if !reflect.DeepEqual(got.Pasted.Found, want[1:4]) || len(got.Pasted.Broken) > 0 {
		t.Errorf("in a chat there are %+v", got.Pasted)
	}
	if len(got.Cut.Found) > 0 || len(got.Cut.Broken) != 1 {
		t.Errorf("half of a result: %+v", got.Cut)
	}
	if len(got.Odd.Found) > 0 || len(got.Odd.Broken) != 2 {
		t.Errorf("what is none: %+v", got.Odd)
	}
}

// TestLongNames keeps the longest names that can be typed, and cuts others where a character ends.
func TestLongNames(t *testing.T) {
	t.Parallel()
	got := nodetest.Run[found](t, nodetest.Parts(t, "learn/result.js")+`return result.find(result.write(input));`,
		record{Route: "0000ff", Version: "00ff", Marks: []int{1}, Group: " " + strings.Repeat("组", 40), Name: strings.Repeat("a", 70) + "组"})
	if len(got.Found) != 1 || got.Found[0].Group != strings.Repeat("组", 24) || got.Found[0].Name != strings.Repeat("a", 70) {
		t.Errorf("%+v", got)
	}
}

// TestQR reads the codes of the page's script with a decoder that is not ours, in every
// version.
func TestQR(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	letters := []byte("WS-")
	var texts []string
	for len(letters) < 311 {
		letters = append(letters, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[r.IntN(32)])
		if n := len(letters); n%9 == 5 {
			texts = append(texts, string(letters))
		}
	}
	got := nodetest.Run[[][][]bool](t, nodetest.Parts(t, "learn/qr.js")+`return input.map(qr);`, append(texts, strings.Repeat("A", 312)))
	if got[len(texts)] != nil {
		t.Error("a text that is too long has a code")
	}
	versions := map[int]bool{}
	for i, text := range texts {
		versions[len(got[i])] = true
		const scale, quiet = 4, 4
		side := (len(got[i]) + 2*quiet) * scale
		picture := image.NewGray(image.Rect(0, 0, side, side))
		for y := range side {
			for x := range side {
				row, column := y/scale-quiet, x/scale-quiet
				dark := row >= 0 && row < len(got[i]) && column >= 0 && column < len(got[i]) && got[i][row][column]
				if !dark {
					picture.SetGray(x, y, color.Gray{Y: 255})
				}
			}
		}
		bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
		if err != nil {
			t.Fatal(err)
		}
		read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
		if err != nil {
			t.Errorf("%d characters: %v", len(text), err)
		} else if read.GetText() != text {
			t.Errorf("%q is read as %q", text, read.GetText())
		}
	}
	if len(versions) != 10 {
		t.Errorf("the texts need %d versions", len(versions))
	}
}

// TestKept answers questions: what is kept, what it counts, and what no program of ours
// kept.
func TestKept(t *testing.T) {
	t.Parallel()
	type sum struct {
		Points   int `json:"points"`
		Of       int `json:"of"`
		Answered int `json:"answered"`
		Count    int `json:"count"`
	}
	type outcome struct {
		Marks, Again, Tries []int
		Sum                 sum
		Done                []bool
		Seconds, Round      int
		Note, Later         string
		Invalid             map[string]any
	}
	got := nodetest.Run[outcome](t, nodetest.Parts(t, "learn/marks.js", "learn/kept.js")+`
		const items = [["a", "short", 5], ["b", "choice", 5], ["c", "true-false", 3], ["d", "order", 2], ["e", "open", 0], ["f", "short", 9]]
			.map(([id, kind, points]) => ({ id, kind, points }));
		let k = kept.read(null);
		k = kept.attempt(k, items[0], true);
		k = kept.attempt(kept.attempt(k, items[1], false), items[1], true);
		k = kept.attempt(k, items[2], false);
		k = kept.attempt(k, items[3], false, true);
		k = kept.write(k, items[4], "a note");
		k = kept.spend(kept.spend(kept.spend(k, 20.4), 4000), -7);
		k = kept.read(JSON.stringify(k));
		const next = kept.again(k, items);
		return {
			Marks: kept.marksOf(k, items), Again: kept.marksOf(next, items), Sum: marks.sum(items, kept.marksOf(k, items)),
			Tries: [kept.tries(items[1], 2), kept.tries(items[1], 4), kept.tries({ ...items[1], several: true }, 2), kept.tries(items[2], 2), kept.tries(items[0], 0)],
			Done: items.map(i => kept.done(kept.stateOf(k, i), 2)), Seconds: k.seconds, Round: next.round,
			Note: kept.stateOf(k, items[4]).note, Later: kept.stateOf(next, items[4]).note,
			Invalid: kept.read('{"round":-1,"seconds":"9","name":7,"states":{"a":null,"b":{"tries":9,"mark":9,"note":[]}}}'),
		};`, nil)
	state := func(tries, mark float64) map[string]any {
		return map[string]any{"tries": tries, "mark": mark, "note": ""}
	}
	want := outcome{
		Marks: []int{3, 2, 1, 1, 3, 0}, Again: []int{0, 0, 0, 0, 3, 0}, Tries: []int{1, 2, 2, 1, 2}, Sum: sum{7, 24, 4, 5},
		Done: []bool{true, true, false, true, true, false}, Seconds: 320, Round: 2, Note: "a note", Later: "a note",
		Invalid: map[string]any{"round": 1.0, "seconds": 0.0, "name": "", "group": "", "states": map[string]any{"a": state(0, 0), "b": state(2, 3)}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}
