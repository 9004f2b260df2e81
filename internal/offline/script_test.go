package offline

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"wayside/internal/nodetest"
)

// TestScriptPack checks that the page's script parses the output of Output, compares packs, and
// rejects invalid ones.
func TestScriptPack(t *testing.T) {
	made, err := pack(960).Output(guide).Make()
	if err != nil {
		t.Fatal(err)
	}
	got := nodetest.Run[struct {
		Page        string
		Files       int
		Bytes       [2]int64
		Same, Other bool
		Broken      []bool
		Lean, Again []int64 // files and bytes without recordings, and with them again
	}](t, nodetest.Parts(t, "offline/pack.js")+`
		const root = "https://guide.example/a/", url = root + "offline/walk.json";
		const pack = packs.parse(input, url, root, true), other = packs.parse(input, url, root, true), lean = packs.parse(input, url, root, false);
		const same = packs.differ(pack, other);
		const [file] = other.list;
		file.sha256 = other.files[file.address] = "0".repeat(64);
		const broken = ["", "<!DOCTYPE html>", "{}", "null", '{"files":1}'].map(text => {
			try { packs.parse(text, url, root); return false; } catch (error) { return true; }
		});
		return {
			Page: pack.page, Files: Object.keys(pack.files).length, Bytes: [pack.bytes, pack.list.reduce((sum, f) => sum + f.bytes, 0)],
			Lean: [Object.keys(lean.files).length, lean.bytes], Again: (again => [Object.keys(again.files).length, again.bytes])(packs.choose(lean, true)),
			Same: !same, Other: packs.differ(pack, other) && packs.differ(other, pack), Broken: broken,
		};`, string(made.Data))
	files, err := pack(960).Files(guide)
	if err != nil {
		t.Fatal(err)
	}
	if got.Page != pack(960).Start[0] || got.Files != len(files) || got.Bytes[0] == 0 || got.Bytes[0] != got.Bytes[1] {
		t.Errorf("read %+v of %d files", got, len(files))
	}
	if want := []int64{int64(len(files)) - 1, got.Bytes[0] - 5}; !slices.Equal(got.Lean, want) {
		t.Errorf("without recordings %v, want %v", got.Lean, want)
	}
	if want := []int64{int64(len(files)), got.Bytes[0]}; !slices.Equal(got.Again, want) {
		t.Errorf("with them again %v, want %v", got.Again, want)
	}
	if !got.Same || !got.Other {
		t.Errorf("equal packs compare equal: %v, different ones differ: %v", got.Same, got.Other)
	}
	if slices.Contains(got.Broken, false) {
		t.Errorf("invalid packs are rejected: %v", got.Broken)
	}
}

// TestScriptMissing checks how much of a pack is present, in files and pieces, and what is missing.
func TestScriptMissing(t *testing.T) {
	type file struct {
		URL    string `json:"url"`
		Bytes  int    `json:"bytes"`
		SHA256 string `json:"sha256"`
	}
	const piece = 256 * 1024
	list := []file{{"a", 10, "A"}, {"b", 20, "B"}, {"again", 20, "B"}, {"large", 3*piece + 7, "L"}}
	type state struct {
		Have    []string       `json:"have"`
		Arrived map[string]int `json:"arrived"`
	}
	type answer struct {
		Present int
		Missing []string
	}
	cases := []struct {
		state
		answer
	}{
		{state{[]string{}, nil}, answer{0, []string{"A", "B", "L"}}},
		{state{[]string{"B"}, nil}, answer{40, []string{"A", "L"}}},
		{state{[]string{"A", "B", "L"}, nil}, answer{50 + 3*piece + 7, []string{}}},
		{state{[]string{"L.0", fmt.Sprint("L.", 3*piece)}, nil}, answer{piece + 7, []string{"A", "B", "L"}}},
		{state{[]string{"L.0"}, map[string]int{"L": 2 * piece, "A": 99}}, answer{10 + 2*piece, []string{"A", "B", "L"}}},
		{state{[]string{"A"}, map[string]int{"A": 3}}, answer{10, []string{"B", "L"}}},
	}
	var states []state
	for _, c := range cases {
		states = append(states, c.state)
	}
	got := nodetest.Run[[]answer](t, nodetest.Parts(t, "offline/pack.js")+`
		const pack = { list: input.list };
		return input.states.map(({ have, arrived }) => ({
			Present: packs.present(pack, new Set(have), arrived && new Map(Object.entries(arrived))),
			Missing: packs.missing(pack, new Set(have)).map(f => f.sha256),
		}));`, map[string]any{"list": list, "states": states})
	for i, c := range cases {
		if got[i].Present != c.Present || !slices.Equal(got[i].Missing, c.Missing) {
			t.Errorf("with %+v: %+v, want %+v", c.state, got[i], c.answer)
		}
	}
}

// TestScriptPieces checks that pieces cover a file exactly.
func TestScriptPieces(t *testing.T) {
	sizes := []int{1, 256*1024 - 1, 256 * 1024, 256*1024 + 1, 1 << 20, 5<<20 + 3}
	all := nodetest.Run[[][]struct{ From, Bytes int }](t, nodetest.Parts(t, "offline/pack.js")+`
		return input.map(bytes => packs.pieces({ bytes }).map(p => ({ From: p.from, Bytes: p.bytes })));`, sizes)
	for i, pieces := range all {
		next := 0
		for _, p := range pieces {
			if p.From != next || p.Bytes < 1 || p.Bytes > 256*1024 {
				t.Errorf("%d bytes: %v", sizes[i], pieces)
			}
			next = p.From + p.Bytes
		}
		if next != sizes[i] {
			t.Errorf("%d bytes: pieces end at %d", sizes[i], next)
		}
	}
}

// TestScriptRests checks that the delays between attempts grow from 0.3 s to 15 s and are
// randomized, so that phones do not retry simultaneously.
func TestScriptRests(t *testing.T) {
	rests := nodetest.Run[[][3]float64](t, nodetest.Parts(t, "offline/pack.js")+`
		return Array.from({ length: 12 }, (_, i) => [0, 0.5, 0.999].map(random => packs.rest(i + 1, random)));`, nil)
	for i, r := range rests {
		want := math.Min(300*math.Pow(2, float64(i)), 15_000)
		if r[1] != want || r[0] != want/2 || r[2] < 1.4*want || r[2] > 1.5*want {
			t.Errorf("after %d failures the delays are %v ms, want a median of %v", i+1, r, want)
		}
	}
}

// TestScriptWidth checks that the narrowest sufficient width is chosen, or else the widest.
func TestScriptWidth(t *testing.T) {
	needs := []int{0, 480, 481, 718, 960, 1288, 1600, 9000}
	got := nodetest.Run[[]int](t, nodetest.Parts(t, "offline/pack.js")+`
		return input.map(need => packs.width([480, 1600, 960], need)).concat(packs.width([960], 5000), packs.width([960], 0));`, needs)
	if want := []int{480, 480, 960, 960, 960, 1600, 1600, 1600, 960, 960}; !slices.Equal(got, want) {
		t.Errorf("widths for %v pixels: %v, want %v", needs, got, want)
	}
}

// TestScriptAsks checks that a list is requested until it arrives, with growing delays and only
// while the panel is visible, that a sign-in page in its place is tolerated, and that a missing
// route ends the attempts.
func TestScriptAsks(t *testing.T) {
	got := nodetest.Run[struct {
		Answer   string
		Messages []string
		Rests    []int
		Waits    int
		Ended    string
	}](t, `
		const document = { currentScript: { src: "https://guide.example/assets/save.js" } }, navigator = { onLine: true };
		const rests = [], messages = [];
		const setTimeout = (go, ms) => { rests.push(Math.round(ms)); setImmediate(go); };
		Math.random = () => 0.5;
	`+nodetest.Parts(t, "offline/vault.js", "offline/pack.js", "offline/saving.js")+`
		const failures = [];
		for (let i = 0; i < 5; i++) failures.push(new TypeError("no network"));
		failures.push(Object.assign(new Error(), { word: "save-portal" }), Object.assign(new Error(), { name: "AbortError" }));
		let waits = 0;
		const job = () => saving.job("key", () => {}, word => messages.push(word), { patience: 3, bears: "save-portal", ready: async () => { waits++; } });
		const answer = await saving.patiently(job(), async () => {
			if (failures.length) throw failures.shift();
			return "a list";
		});
		const gone = Object.assign(new Error(), { word: "save-gone" });
		const ended = await saving.patiently(job(), async () => { throw gone; }).catch(error => error.word);
		return { Answer: answer, Messages: messages, Rests: rests, Waits: waits, Ended: ended };`, nil)
	if got.Answer != "a list" || got.Ended != "save-gone" {
		t.Errorf("answers: %q and %q", got.Answer, got.Ended)
	}
	if want := []string{"save-waiting", "save-waiting", "save-waiting", "save-portal", "save-waiting"}; !slices.Equal(got.Messages, want) {
		t.Errorf("messages %q, want %q", got.Messages, want)
	}
	if want := []int{300, 600, 1200, 2400, 4800, 9600, 15000}; !slices.Equal(got.Rests, want) || got.Waits != len(want) {
		t.Errorf("delays %v ms with %d checks of visibility, want %v", got.Rests, got.Waits, want)
	}
}
