package theme_test

import (
	"reflect"
	"testing"

	"wayside/internal/nodetest"
)

// TestHeardParts reads what a phone keeps of a series, ticks parts and takes ticks back,
// adds them up, and finds the part that is next.
func TestHeardParts(t *testing.T) {
	type part struct {
		ID      string `json:"id"`
		Minutes int    `json:"minutes"`
		Start   int    `json:"start"`
	}
	type question struct {
		Kept  string // as the storage has it
		Tick  string // a part to tick, "" for none
		Off   bool   // take its tick back
		Parts []part
	}
	type answer struct {
		Heard      []string
		Name       string
		N, Minutes int
		Next       int
		Time       string
	}
	parts := []part{{"own.1", 30, 0}, {"late", 90, 2000}, {"soon", 0, 1000}, {"over", 60, -1}}
	cases := []struct {
		question
		answer
	}{
		{question{"", "", false, parts}, answer{[]string{}, "", 0, 0, 2, "0 min"}},
		{question{"", "soon", false, parts}, answer{[]string{"soon"}, "", 1, 0, 1, "0 min"}},
		{question{`{"heard":["soon","late"],"name":"示例"}`, "", false, parts}, answer{[]string{"soon", "late"}, "示例", 2, 90, 0, "1 h 30 min"}},
		{question{`{"heard":["soon","late","own.1"]}`, "over", false, parts}, answer{[]string{"soon", "late", "own.1", "over"}, "", 4, 180, -1, "3 h"}},
		{question{`{"heard":["soon","late"]}`, "soon", true, parts}, answer{[]string{"late"}, "", 1, 90, 2, "1 h 30 min"}},
		{question{`{"heard":["late","late","gone"]}`, "", false, parts}, answer{[]string{"late", "gone"}, "", 1, 90, 2, "1 h 30 min"}},
		{question{`{"heard":{"a":1},"name":7}`, "", false, parts}, answer{[]string{}, "", 0, 0, 2, "0 min"}},
		{question{`{"heard":[1,null,"over"]`, "", false, parts}, answer{[]string{}, "", 0, 0, 2, "0 min"}},
		{question{`null`, "", false, nil}, answer{[]string{}, "", 0, 0, -1, "0 min"}},
	}
	var questions []question
	var want []answer
	for _, c := range cases {
		questions, want = append(questions, c.question), append(want, c.answer)
	}
	script := nodetest.Parts(t, "shared/making.js", "series/heard.js") + `return input.map(q => {
		let kept = heardParts.read(q.Kept || null);
		if (q.Tick) kept = heardParts.tick(kept, q.Tick, !q.Off);
		const parts = q.Parts || [], { n, minutes } = heardParts.sum(kept, parts);
		const time = heardParts.time(minutes, { minutes: "{m} min", hours: "{h} h", "hours-minutes": "{h} h {m} min" });
		return { Heard: kept.heard, Name: kept.name, N: n, Minutes: minutes, Next: heardParts.next(parts, kept), Time: time };
	});`
	got := nodetest.Run[[]answer](t, script, questions)
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("%+v: %+v, want %+v", questions[i], got[i], want[i])
		}
	}
}
