package guide

import (
	"fmt"
	"strings"
	"testing"
)

func zh(text string) Text { return Text{{Lang: "zh-Hans", Text: text}} }

func TestCoverage(t *testing.T) {
	g := &Guide{
		Standards: []Goal{{Code: "H-1", Text: zh("读史料")}, {Code: "G-1", Text: zh("读地图")}, {Code: "H-1", Text: zh("重复")}},
		Routes: []Route{
			{ID: "a", Standards: []Standard{{Code: "H-1"}, {Text: zh("合作")}, {}}, Stops: []Stop{{}, {Standards: []string{"H-1", "C-1", "H-1"}}, {Standards: []string{"H-1", ""}}}},
			{ID: "b", Standards: []Standard{{Code: "C-1", Text: zh("写景")}, {Text: zh("合作")}}},
		},
		Events: []Event{
			{ID: "class", Document: Document{Pages: []Page{{Event: &EventDetails{Standards: []Standard{{Code: "H-1"}, {Code: "H-1"}, {Code: "Z"}}}}}}},
			{ID: "draft", Document: Document{Draft: true, Pages: []Page{{Event: &EventDetails{Standards: []Standard{{Code: "G-1"}}}}}}},
		},
	}
	var got []string
	for _, c := range Coverage(g) {
		line := c.Code + " " + c.Text.Passage("zh-Hans").Text
		for _, s := range c.Routes {
			line += fmt.Sprint(" ", s.Route.ID, s.Stops)
		}
		for _, e := range c.Events {
			line += " " + e.ID
		}
		got = append(got, line)
	}
	want := `H-1 读史料 a[1 2] class
G-1 读地图
 合作 a[] b[]
C-1 写景 a[1] b[]
Z  class`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	if !HasStandards(g) || HasStandards(&Guide{Events: g.Events[1:]}) || !HasStandards(&Guide{Routes: []Route{{Stops: []Stop{{}, {Standards: []string{"H-1"}}}}}}) {
		t.Error("HasStandards is wrong")
	}
}
