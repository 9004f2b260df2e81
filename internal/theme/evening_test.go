package theme_test

import (
	"reflect"
	"testing"

	"wayside/internal/nodetest"
)

// TestEvening follows an evening of three parts, of which the last is another session: a
// break, a pause, more time than was planned, and what other programs may have kept.
func TestEvening(t *testing.T) {
	type state struct {
		At, Left int
		Times    [][3]int // part, begin, end
	}
	got := nodetest.Run[[]state](t, nodetest.Parts(t, "evening/plan.js")+`
		const parts = [{ length: 100, pause: 0, session: 1 }, { length: 50, pause: 10, session: 1 }, { length: 30, pause: 0, session: 2 }];
		let r = evening.go(parts, null, 0, 1000);
		return [
			[1000, () => r], [1040, () => r],
			[1040, () => evening.toggle(r, 1040)], [5000, () => r], [5000, () => evening.toggle(r, 5000)],
			[5080, () => r], // 20 over
			[5080, () => evening.go(parts, r, 1, 5080)], [5085, () => r], [5100, () => r],
			[5100, () => evening.go(parts, r, 0, 5100)],
			[6000, () => evening.go(parts, r, 2, 6000)],
			[6000, () => evening.go(parts, r, 9, 6000)],
		].map(([now, step]) => {
			r = step();
			return { At: r.at, Left: evening.left(parts, r, now), Times: evening.times(parts, r, now).map(t => [t.part, t.begin, t.end]) };
		});`, nil)
	want := []state{
		{0, 100, [][3]int{{0, 1000, 1100}, {1, 1110, 1160}}},
		{0, 60, [][3]int{{0, 1000, 1100}, {1, 1110, 1160}}},
		{0, 60, [][3]int{{0, 1000, 1100}, {1, 1110, 1160}}},
		{0, 60, [][3]int{{0, 4960, 5060}, {1, 5070, 5120}}}, // it has waited
		{0, 60, [][3]int{{0, 4960, 5060}, {1, 5070, 5120}}},
		{0, -20, [][3]int{{0, 4960, 5080}, {1, 5090, 5140}}},
		{1, 60, [][3]int{{1, 5090, 5140}}}, // the break comes first
		{1, 55, [][3]int{{1, 5090, 5140}}},
		{1, 40, [][3]int{{1, 5090, 5140}}},
		{0, 100, [][3]int{{0, 5100, 5200}, {1, 5210, 5260}}},
		{2, 30, [][3]int{{2, 6000, 6030}}},
		{2, 30, [][3]int{{2, 6000, 6030}}},
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("step %d: %+v, want %+v", i, got[i], want[i])
		}
	}

	kept := nodetest.Run[[]any](t, nodetest.Parts(t, "evening/plan.js")+`
		return [null, "", "{", "7", '{"at":1,"used":5,"since":0}', '{"at":3,"used":0,"since":0}', '{"at":-1,"used":0,"since":0}', '{"at":0,"used":0,"since":2000}', '{"at":"0","used":0,"since":0}', '{"at":1,"used":-10,"since":900}']
			.map(text => evening.read(text, 3, 1000));`, nil)
	for i, r := range kept {
		if readable := i == 4 || i == 9; (r != nil) != readable {
			t.Errorf("record %d: %v", i, r)
		}
	}

	clocks := nodetest.Run[[]string](t, nodetest.Parts(t, "evening/plan.js")+`
		return [0, 1, 1000, 59001, 65000, 3600000, 3965000].map(evening.clock);`, nil)
	if want := []string{"0:00", "0:01", "0:01", "1:00", "1:05", "1:00:00", "1:06:05"}; !reflect.DeepEqual(clocks, want) {
		t.Errorf("%q, want %q", clocks, want)
	}
}
