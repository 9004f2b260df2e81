package learn

import (
	"flag"
	"math"
	"os"
	"reflect"
	"slices"
	"testing"

	"wayside/internal/guide"
	"wayside/internal/nodetest"
)

var photographed = flag.Int("cards", 64, "how many answer cards TestCards photographs; an eighth of it with -short")

// cardParts are the scripts that read cards, with those that photograph them.
func cardParts(t *testing.T) string {
	t.Helper()
	photo, err := os.ReadFile("testdata/photo.js")
	if err != nil {
		t.Fatal(err)
	}
	return nodetest.Parts(t, "learn/marks.js", "learn/plane.js", "learn/grey.js", "learn/spots.js", "learn/codes.js", "learn/corners.js", "learn/bubbles.js", "learn/cards.js", "learn/qr.js", "learn/jsqr.js", "learn/decode.js") + string(photo)
}

// cardOf returns a card for questions of every kind, n of them.
func cardOf(t *testing.T, n int) Card {
	t.Helper()
	kinds := []*guide.Question{
		{Kind: guide.Choice, Options: make([]guide.Text, 4), Answers: []int{2}}, {Kind: guide.TrueFalse, True: true}, {Kind: guide.Short},
		{Kind: guide.Choice, Options: make([]guide.Text, 5), Answers: []int{4, 1}}, {Kind: guide.Order}, {Kind: guide.Open}, {Kind: guide.TrueFalse},
		{Kind: guide.Choice, Options: make([]guide.Text, 8), Answers: []int{8}},
	}
	var all []*guide.Question
	for i := range n {
		all = append(all, kinds[i%len(kinds)])
	}
	card, fits := NewCard(all, func(*guide.Question) bool { return true })
	if !fits {
		t.Fatalf("%d questions do not fit", n)
	}
	return card
}

// TestCards photographs filled cards in all positions, at angles of up to 25°, bent, in
// shadow and out of focus, alone and four to a sheet. Nearly all are read without error,
// and what is read wrong is always shown to the teacher as unsure. The edge of a hand's
// shadow may make a bubble unsure, but not wrong.
func TestCards(t *testing.T) {
	t.Parallel()
	type outcome struct {
		Cards                  int
		Missed, Doubted, Wrong []string // the number of the picture, and that of the card
	}
	count := *photographed
	if testing.Short() {
		count = max(8, count/8)
	}
	got := nodetest.Run[outcome](t, cardParts(t)+`
		const out = { Cards: 0, Missed: [], Doubted: [], Wrong: [] };
		for (let seed = 1; out.Cards < input.count; seed++) {
			const random = randomFrom(seed), card = input.cards[seed % input.cards.length];
			const set = { route: "00a1b2", version: "c3d4", title: "", audiences: [], items: card.rows.map(() => ({ kind: "", points: 1 })), cards: [card] };
			const alone = seed % 4 === 0 || card.width > 100, across = alone ? 1 : 2, down = alone ? 1 : 2;
			const sheet = sheetOf(card.width * across + 16, card.height * down + 16, alone ? 7 : 5, 215 + 30 * random());
			const meant = new Map();
			for (let n = 1; n <= across * down; n++) {
				const left = 8 + (n - 1) % across * card.width, top = 8 + Math.floor((n - 1) / across) * card.height;
				printCard(sheet, card, "WAYSIDE-CARD-00A1B2-C3D4-0-" + n, left, top, random);
				meant.set(n, card.rows.map(row => row.at.map(([x, y]) => {
					const r = random(), how = r < 0.25 ? "full" : r < 0.265 ? "half" : r < 0.28 ? "erased" : "empty";
					fillBubble(sheet, [left + x, top + y], card.radius, how, random);
					return how;
				})));
			}
			const size = alone && card.width < 100 ? 900 + 500 * random() : 1300 + 300 * random();
			const hand = random() < 0.3 ? 0.4 * random() : 0;
			const picture = photograph(sheet, size, {
				turn: 2 * Math.PI * random(), tilt: 25 / 180 * Math.PI * random(), axis: 2 * Math.PI * random(), bend: 4 * random() - 2, blur: 0.8 * random(), noise: 14 * random(),
				shadow: { depth: 0.6 * random(), turn: 2 * Math.PI * random(), hand, edge: random() - 0.5 },
			}, random);
			const found = cards.find(picture, wayside.decode, [set]);
			for (const [n, hows] of meant) {
				out.Cards++;
				const read = found.reads.find(r => r.label.number === n);
				if (!read) {
					out.Missed.push(seed + " " + n + (found.lost.length ? " lost" : ""));
					continue;
				}
				let doubt = false;
				hows.forEach((row, i) => {
					const clear = row.every((how, k) => how === "half" ? false : read.fills[i][k] === (how === "full" ? 2 : 0));
					const asked = cards.unsure(card.rows[i], read.fills[i]);
					if (!clear && !asked) out.Wrong.push([seed, n, i, row, read.fills[i]].join(" "));
					if (asked && !row.some(how => how === "half" || how === "erased") && row.filter(how => how === "full").length < 2) doubt = true;
				});
				if (doubt && !hand) out.Doubted.push(seed + " " + n);
			}
		}
		return out;`, map[string]any{"count": count, "cards": []Card{cardOf(t, 9), cardOf(t, 12), cardOf(t, 24), cardOf(t, 1), cardOf(t, 50)}})
	t.Logf("%d cards: not found: %q; with a needless question: %q", got.Cards, got.Missed, got.Doubted)
	for _, w := range got.Wrong {
		t.Errorf("read wrong without doubt: %s", w)
	}
	if 100*(len(got.Missed)+len(got.Doubted)) > max(got.Cards, 100) {
		t.Errorf("of %d cards %d are not found and %d unclear", got.Cards, len(got.Missed), len(got.Doubted))
	}
}

// TestNoCards reads pictures that have no card: nothing is found, and nothing throws.
func TestNoCards(t *testing.T) {
	t.Parallel()
	got := nodetest.Run[[]int](t, cardParts(t)+`
		const found = [];
		for (let seed = 1; seed <= input.count; seed++) {
			const random = randomFrom(seed), width = 1 + Math.floor(500 * random() * random()), height = 1 + Math.floor(500 * random() * random());
			const coarse = 1 + Math.floor(12 * random()), share = random(), data = new Uint8Array(width * height);
			const cells = Array.from({ length: 1 + Math.ceil(width / coarse) * Math.ceil(height / coarse) }, () => random() < share ? 255 * random() : 255);
			data.forEach((_, i) => { data[i] = cells[Math.floor(Math.floor(i / width) / coarse) * Math.ceil(width / coarse) + Math.floor(i % width / coarse)]; });
			const codes = [{ text: "WAYSIDE-CARD-00A1B2-C3D4-0-1", corners: Array.from({ length: 4 }, () => ({ x: width * random(), y: height * random() })) }];
			const sets = [{ route: "00a1b2", version: "c3d4", title: "", audiences: [], items: [], cards: [input.card] }];
			found.push(cards.find({ data, width, height }, wayside.decode, sets).reads.length);
			corners.find({ data, width, height }, spots.of({ data, width, height }), input.card, codes[0].corners);
			bubbles.read({ data, width, height }, input.card);
		}
		return found;`, map[string]any{"count": 30, "card": cardOf(t, 9)})
	for i, n := range got {
		if n > 0 {
			t.Errorf("picture %d has %d cards", i+1, n)
		}
	}
}

// TestCardMarks reads rows of every kind: what is right, and where a person has to look.
func TestCardMarks(t *testing.T) {
	t.Parallel()
	type row struct {
		Row   map[string]any
		Fills []int
	}
	choice := func(several bool, key ...int) map[string]any {
		return map[string]any{"item": 0, "at": make([]Spot, 4), "several": several, "key": key}
	}
	written := map[string]any{"item": 0, "at": make([]Spot, 3), "teacher": true}
	rows := []row{
		{choice(false, 1), []int{0, 2, 0, 0}}, {choice(false, 1), []int{2, 0, 0, 0}}, {choice(false, 1), []int{0, 2, 0, 2}}, {choice(false, 1), []int{0, 0, 0, 0}}, {choice(false, 1), []int{1, 2, 0, 0}},
		{choice(true, 0, 3), []int{2, 0, 0, 2}}, {choice(true, 0, 3), []int{2, 0, 0, 0}}, {choice(true, 0, 3), []int{2, 0, 0, 1}},
		{written, []int{2, 0, 0}}, {written, []int{0, 2, 0}}, {written, []int{0, 0, 2}}, {written, []int{2, 0, 2}}, {written, []int{0, 0, 0}},
	}
	want := [][]int{{3, 0}, {1, 0}, {1, 1}, {0, 0}, {3, 1}, {3, 0}, {1, 0}, {1, 1}, {3, 0}, {2, 0}, {1, 0}, {1, 1}, {0, 0}}
	got := nodetest.Run[[][]int](t, cardParts(t)+`return input.map(({ Row, Fills }) => [cards.markOf(Row, Fills), Number(cards.unsure(Row, Fills))]);`, rows)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

// TestNewCard checks the sizes of cards: everything is inside, nothing is on a mark or
// the code, and bubbles do not touch.
func TestNewCard(t *testing.T) {
	for n, perSheet := range map[int]int{1: 4, 12: 4, 13: 2, 24: 2, 25: 1, 62: 1} {
		card := cardOf(t, n)
		if card.PerSheet() != perSheet || len(card.Rows) != n {
			t.Errorf("%d questions: %d rows, %d cards on a sheet", n, len(card.Rows), card.PerSheet())
		}
		var all []Spot
		for _, row := range card.Rows {
			all = append(all, row.Bubbles...)
		}
		const around = 1.3 // of paper, with which a bubble is compared
		for i, b := range all {
			if reach := card.Radius + around; b[0] < reach || b[1] < reach || b[0] > card.Width-reach || b[1] > card.Height-reach {
				t.Errorf("%d questions: the bubble %v is outside", n, b)
			}
			for _, m := range card.Marks {
				if math.Hypot(b[0]-m[0], b[1]-m[1]) < card.Radius+around+card.Mark/2*math.Sqrt2 {
					t.Errorf("%d questions: the bubble %v is on the mark %v", n, b, m)
				}
			}
			if b[1] < card.Code[1]+card.Code[2]+card.Radius+around {
				t.Errorf("%d questions: the bubble %v is next to the code", n, b)
			}
			for _, other := range all[:i] {
				if math.Hypot(b[0]-other[0], b[1]-other[1]) < 2*card.Radius+around {
					t.Errorf("%d questions: %v and %v touch", n, b, other)
				}
			}
		}
	}
	every := func(*guide.Question) bool { return true }
	if _, fits := NewCard(make([]*guide.Question, 0), every); fits {
		t.Error("there is a card without questions")
	}
	many := slices.Repeat([]*guide.Question{{Kind: guide.Open}}, 63)
	if _, fits := NewCard(many, every); fits {
		t.Error("63 questions fit")
	}
	long := &guide.Question{Kind: guide.Choice, Options: make([]guide.Text, MostOptions+1), Answers: []int{1}}
	if card, _ := NewCard([]*guide.Question{long}, every); !card.Rows[0].Teacher {
		t.Error("a choice among nine has bubbles")
	}
}
