package theme_test

import (
	"reflect"
	"testing"

	"wayside/internal/nodetest"
)

// TestClock runs, pauses and goes on, and reads a clock that was set back.
func TestClock(t *testing.T) {
	got := nodetest.Run[[]float64](t, nodetest.Parts(t, "practice/clock.js")+`
		const began = clock.start(clock.zero, 1000), paused = clock.pause(clock.start(began, 2000), 4000), again = clock.start(paused, 10000);
		return [clock.elapsed(clock.zero, 99), clock.elapsed(began, 1500), clock.elapsed(paused, 9000), clock.elapsed(clock.pause(paused, 9000), 9000), clock.elapsed(again, 10500), clock.elapsed(again, 5000)];`, nil)
	if want := []float64{0, 500, 3000, 3000, 3500, 3000}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestVerdicts says what a time means, and formats it.
func TestVerdicts(t *testing.T) {
	type row struct {
		Planned, Taken int
		Verdict        string
		Difference     int
		Text, Word     string
	}
	rows := []row{
		{80, 80, "practice-fits", 0, "1:20", "minutes-seconds"},
		{80, 88, "practice-fits", 0, "1:28", "minutes-seconds"},
		{80, 89, "practice-long", 9, "1:29", "minutes-seconds"},
		{80, 71, "practice-short", 9, "1:11", "minutes-seconds"},
		{5, 10, "practice-fits", 0, "0:10", "seconds"},
		{5, 11, "practice-long", 6, "0:11", "seconds"},
		{60, 120, "practice-long", 60, "2:00", "minutes"},
		{5, 0, "practice-fits", 0, "0:00", "seconds"},
		{600, 3700, "practice-long", 3100, "61:40", "minutes-seconds"},
	}
	got := nodetest.Run[[]row](t, nodetest.Parts(t, "practice/clock.js")+`
		return input.map(({ Planned, Taken }) => {
			const [Verdict, Difference] = clock.verdict(Planned, Taken);
			return { Planned, Taken, Verdict, Difference, Text: clock.text(Taken), Word: clock.worded(Taken)[0] };
		});`, rows)
	for i, r := range rows {
		if got[i] != r {
			t.Errorf("%+v, want %+v", got[i], r)
		}
	}
}

// TestPracticeKept reads what phones have kept, including what no program of ours wrote.
func TestPracticeKept(t *testing.T) {
	const nothing = `{"name":"","group":"","pieces":{}}`
	const piece = `{"name":"","group":"","pieces":{"#lamp":{"times":0,"seconds":0,"marks":{"self":[0,0],"peer":[0,0]}}}}`
	rows := []struct {
		Text any // a string or nil
		Want string
	}{
		{nil, nothing}, {"", nothing}, {"{", nothing}, {"null", nothing}, {"7", nothing}, {`{"name":1,"pieces":"x"}`, nothing},
		{`{"pieces":{"#lamp":null}}`, piece}, {`{"pieces":{"#lamp":{"times":-1,"seconds":"9","marks":{"self":"33","peer":[1.5,null]}}}}`, piece},
		{`{"name":"小明","group":"五（2）班","pieces":{"#lamp":{"times":2,"seconds":98,"marks":{"self":[3,9,1],"peer":[2]}}}}`,
			`{"name":"小明","group":"五（2）班","pieces":{"#lamp":{"times":2,"seconds":98,"marks":{"self":[3,3],"peer":[2,0]}}}}`},
	}
	got := nodetest.Run[[]string](t, nodetest.Parts(t, "practice/record.js")+"return input.map(r => JSON.stringify(record.read(r.Text, 2)));", rows)
	for i, r := range rows {
		if got[i] != r.Want {
			t.Errorf("%v: %s, want %s", r.Text, got[i], r.Want)
		}
	}
}

// TestPracticeSummary says two pieces, one of them twice, has one marked by both judges, and
// reads the summary.
func TestPracticeSummary(t *testing.T) {
	got := nodetest.Run[[]string](t, `
		const words = { "judge-criteria": "准确|清楚", colon: "：", minutes: "{m} 分钟", seconds: "{s} 秒", "minutes-seconds": "{m} 分 {s} 秒", "practice-sheet": "练习单", "practice-name": "姓名", "practice-class": "班级",
			"practice-done": "练了 {n} 次，{time}", "practice-done-one": "练了 1 次，{time}", "practice-self": "自己评", "practice-peer": "同学评", "judging-sum": "合计" };
		`+nodetest.Parts(t, "shared/making.js", "practice/clock.js", "practice/record.js", "practice/sheet.js")+`
		let mine = { ...record.read(null, 2), name: "小明" };
		mine = record.took(mine, "#door", 60, 2);
		mine = record.judged(mine, "#door", "self", 0, 3);
		mine = record.took(mine, "#lamp", 98, 2);
		mine = record.judged(mine, "#lamp", "self", 0, 3);
		mine = record.took(mine, "#lamp", 83, 2); // the marks were for the first time
		for (const [judge, criterion, mark] of [["peer", 0, 1], ["peer", 1, 2], ["self", 1, 2]]) mine = record.judged(mine, "#lamp", judge, criterion, mark);
		mine = record.took(mine, "#well", 7, 2);
		const all = ["lamp", "door", "gate", "well"].map(id => ({ id: "#" + id, title: id }));
		return practiceSheet.text("灯塔", mine, record.rows(mine, all)).split("\n");`, nil)
	want := []string{
		"灯塔", "练习单", "姓名：小明",
		"lamp：练了 2 次，1 分 23 秒 · 自己评 · 清楚 2",
		"lamp：练了 2 次，1 分 23 秒 · 同学评 · 准确 1 · 清楚 2 · 合计 3",
		"door：练了 1 次，1 分钟 · 自己评 · 准确 3",
		"well：练了 1 次，7 秒",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}
