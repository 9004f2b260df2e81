package learn

import (
	"reflect"
	"strings"
	"testing"

	"wayside/internal/nodetest"
)

// TestCollected collects the results of a class, and compares the order of its pupils and
// groups and the file for a spreadsheet.
func TestCollected(t *testing.T) {
	t.Parallel()
	pupil := func(group, name string, seconds, round int, marks ...int) record {
		return record{Route: "0000aa", Version: "00bb", Round: round, Seconds: seconds, Marks: marks, Group: group, Name: name}
	}
	older := pupil("1", "Old", 10, 1, 3, 3)
	older.Version = "00cc"
	paper := pupil("2", "Paper", 0, 0, 3, 3, 0)
	paper.Source = 1
	young := pupil("1", "Cy", 40, 1, 3, 3, 0)
	young.Audience = 2
	records := []record{
		pupil("1", "Ann", 100, 1, 3, 2, 3), pupil("2", "=1+1", 90, 1, 3, 2, 0), pupil("２", "Bo", 60, 1, 1, 0, 0),
		pupil("1", "ann ", 20, 2, 3, 3, 3), pupil("1", "Ann", 100, 1, 3, 2, 3), // again, and the same
		pupil("", "", 30, 1, 1, 1, 0), pupil("", "", 31, 1, 1, 1, 0), older, paper, young,
	}
	type line struct {
		Name         string
		Points, Rank int
		Counts       bool
	}
	type group struct {
		Name    string  `json:"name"`
		Pupils  int     `json:"pupils"`
		Points  float64 `json:"points"`
		Seconds int     `json:"seconds"`
		Rank    int     `json:"rank"`
	}
	type table struct {
		Title  string
		Known  bool
		Of     int
		Lines  []line
		Groups []group
	}
	type outcome struct {
		Tables []table
		CSV    string
	}
	got := nodetest.Run[outcome](t, nodetest.Parts(t, "learn/marks.js", "learn/result.js", "shared/csv.js", "learn/collected.js")+`
		const sets = [{ route: "0000aa", version: "00bb", title: "A, day", audiences: [{ id: "a", name: "Adults" }, { id: "b", name: "Young" }], items: [{ kind: "short", points: 10 }, { kind: "choice", points: 5, for: "a" }, { kind: "open", points: 0 }] }];
		const tables = collected.tables(collected.add([], input), sets);
		return { CSV: collected.csv(tables, ["Route", "Rank", "Group", "Name"]), Tables: tables.map(t => ({
			Title: t.title, Known: t.known, Of: t.of, Groups: t.groups, Lines: t.rows.map(r => ({ Name: r.outcome.name, Points: r.points, Rank: r.rank, Counts: r.counts })),
		})) };`, records)
	want := []table{
		{"A, day", true, 15,
			[]line{{"Paper", 15, 1, true}, {"=1+1", 12, 2, true}, {"Ann", 12, 3, true}, {"", 0, 4, true}, {"", 0, 5, true}, {"Bo", 0, 6, true}, {"ann", 15, 0, false}},
			[]group{{"1", 1, 12, 100, 1}, {"2", 3, 9, 75, 2}}},
		{"A, day · Young", true, 10, []line{{"Cy", 10, 1, true}}, []group{{"1", 1, 10, 40, 1}}},
		{"A, day", false, 0, []line{{"Old", 0, 0, true}}, []group{}},
	}
	if !reflect.DeepEqual(got.Tables, want) {
		t.Errorf("%+v\nwant %+v", got.Tables, want)
	}
	lines := strings.Split(strings.TrimSuffix(got.CSV, "\r\n"), "\r\n")
	for i, want := range map[int]string{
		0: "\ufeffRoute,Rank,Group,Name,1,2,3", 1: `"A, day",1,2,Paper,15,15,,,1,1,1,`, 2: `"A, day",2,2,'=1+1,12,15,90,1,1,1,0.5,`, 9: `"A, day",,1,Old,,,10,1,1,1,1`,
	} {
		if len(lines) != 10 || lines[i] != want {
			t.Errorf("line %d of %d: %q, want %q", i, len(lines), lines[i], want)
		}
	}
}

// TestReplace reads a pupil's card again: what was read before is replaced, and nothing else.
func TestReplace(t *testing.T) {
	t.Parallel()
	one := func(source int, name string, mark int) record {
		return record{Source: source, Route: "0000aa", Version: "00bb", Marks: []int{mark}, Group: "1", Name: name}
	}
	got := nodetest.Run[[]record](t, nodetest.Parts(t, "learn/marks.js", "learn/result.js", "shared/csv.js", "learn/collected.js")+`
		return input.reduce(collected.replace, []).map(code => result.find(code).found[0]);`,
		[]record{one(0, "7", 1), one(1, "7", 1), one(1, "8", 1), one(1, " 7", 3)})
	if want := []record{one(0, "7", 1), one(1, "8", 1), one(1, "7", 3)}; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}

// TestFormulas checks that no name becomes a formula in a spreadsheet.
func TestFormulas(t *testing.T) {
	t.Parallel()
	names := []string{"=A1", "+1", "-1", "@x", "＝A1", "a=b", `say "hi"`, "a,b", "a;=1+1", "a; -b"}
	want := []string{"'=A1", "'+1", "'-1", "'@x", "'＝A1", "a=b", `"say ""hi"""`, `"a,b"`, "a;'=1+1", "a;' -b"}
	got := nodetest.Run[[]string](t, nodetest.Parts(t, "learn/marks.js", "learn/result.js", "shared/csv.js", "learn/collected.js")+`
		const one = name => ({ source: 0, route: "000000", version: "0000", audience: 0, round: 1, seconds: 1, marks: [], group: "", name });
		return input.map(name => collected.csv(collected.tables(collected.add([], [one(name)]), []), [""]).split("\r\n")[1].replace(/^,,,/, "").replace(/,,,1,1,1$/, ""));`, names)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// TestDecode reads pictures with several of our codes, one of them turned and dim.
func TestDecode(t *testing.T) {
	t.Parallel()
	texts := []string{"WS-2ABCDEFGHJ0123456789", "WS-2ZZZZZZZZZZ", "WS-2" + strings.Repeat("QX7", 30)}
	got := nodetest.Run[[]string](t, nodetest.Parts(t, "learn/qr.js", "learn/jsqr.js", "learn/decode.js")+`
		const width = 900, height = 420, data = new Uint8ClampedArray(4 * width * height).fill(255);
		input.forEach((text, i) => {
			const rows = qr(text), scale = 240 / (rows.length + 8), turn = i * 0.3, [cx, cy] = [150 + 300 * i, 210];
			for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
				const dx = x - cx, dy = y - cy;
				const column = Math.floor((dx * Math.cos(turn) + dy * Math.sin(turn)) / scale + rows.length / 2);
				const row = Math.floor((dy * Math.cos(turn) - dx * Math.sin(turn)) / scale + rows.length / 2);
				if (rows[row] && rows[row][column]) data.fill(40 * i, 4 * (y * width + x), 4 * (y * width + x) + 3);
			}
		});
		return wayside.decode({ data, width, height }).map(code => code.text).sort();`, texts)
	if want := []string{texts[0], texts[2], texts[1]}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}
