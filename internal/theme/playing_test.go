package theme_test

import (
	"reflect"
	"strings"
	"testing"

	"wayside/internal/nodetest"
)

// TestPlaying checks the arithmetic of the player: times as they are shown, where a
// recording goes on, and which caption is being said.
func TestPlaying(t *testing.T) {
	got := nodetest.Run[struct {
		Clock   []string
		Resume  []float64
		Current []int
	}](t, nodetest.Parts(t, "player/playing.js")+`
		return {
			Clock: [0, 5.9, 65, 3600, 3725, NaN, -1].map(playing.clock),
			Resume: [[null, 30], ["12.5", 30], ["26", 30], ["12", 0], ["12", NaN], ["x", 30], ["-3", 30], ["Infinity", 0]].map(r => playing.resume(...r)),
			Current: [0, 0.96, 1, 4.9, 5, 100].map(at => playing.current([1, 5, 5, 9], at)),
		};`, nil)
	if want := strings.Fields("0:00 0:05 1:05 1:00:00 1:02:05 0:00 0:00"); !reflect.DeepEqual(got.Clock, want) {
		t.Errorf("times: %q, want %q", got.Clock, want)
	}
	if want := []float64{0, 12.5, 0, 12, 12, 0, 0, 0}; !reflect.DeepEqual(got.Resume, want) {
		t.Errorf("going on: %v, want %v", got.Resume, want)
	}
	if want := []int{-1, 0, 0, 0, 2, 3}; !reflect.DeepEqual(got.Current, want) {
		t.Errorf("captions: %v, want %v", got.Current, want)
	}
}

// TestPieces finds the words of captions in the texts of a transcript.
func TestPieces(t *testing.T) {
	type row struct {
		Texts, Cues []string
		Want        string // the texts, with the pieces in brackets after the number of their cue
	}
	rows := []row{
		{[]string{"守岛就是守国。", "请听海。"}, []string{"守岛，就是守国", "请听海"}, "0[守岛就是守国。]|1[请听海。]"},
		{[]string{"守岛", "就是", "守国。请听"}, []string{"守岛就是守国。"}, "0[守岛]|0[就是]|0[守国。]请听"},
		{[]string{"（旁白）Keep the ", "island", "! Then go."}, []string{"keep the ISLAND", "then go"}, "（旁白）0[Keep the] |0[island]|! 1[Then go.]"},
		{[]string{"他说：“守岛。”"}, []string{"守岛"}, "他说：“0[守岛。”]"},
		{[]string{"甲乙"}, []string{"丙", "乙", "♪"}, "甲1[乙]"},
		{[]string{"𠮷野家"}, []string{"𠮷", "野家"}, "0[𠮷]1[野家]"},
		{[]string{"İstanbul kapısı"}, []string{"kapısı"}, "İstanbul 0[kapısı]"},
		{nil, []string{"a"}, ""},
	}
	got := nodetest.Run[[]string](t, nodetest.Parts(t, "player/playing.js")+`
		return input.map(({ Texts, Cues }) => playing.pieces(Texts || [], Cues.map(text => [0, 1, text])).map((pieces, n) => {
			let out = "", at = 0;
			for (const { start, end, cue } of pieces) {
				out += Texts[n].slice(at, start) + cue + "[" + Texts[n].slice(start, end) + "]";
				at = end;
			}
			return out + Texts[n].slice(at);
		}).join("|"));`, rows)
	for i, r := range rows {
		if got[i] != r.Want {
			t.Errorf("%q in %q: %s, want %s", r.Cues, r.Texts, got[i], r.Want)
		}
	}
}
