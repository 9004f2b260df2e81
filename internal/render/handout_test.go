package render

import (
	"strings"
	"testing"

	"wayside/internal/guide"
)

func said(s string) guide.Text { return guide.Text{{Lang: "zh-Hans", Text: s}} }

func TestHeads(t *testing.T) {
	g := &guide.Guide{
		Languages: []guide.Lang{"zh-Hans"}, Paper: "Letter", Words: map[guide.Lang]guide.Words{"zh-Hans": {"edition-student": "学生讲义"}},
		Sites: []guide.Site{{ID: "a", Name: said("甲")}, {ID: "b", Name: said(`“乙” "\` + "\n</style>")}},
	}
	g.Index()
	route := &guide.Route{Title: said("题"), Stops: []guide.Stop{
		{Place: said("集合")}, {Site: "a"}, {Site: "a"}, {Place: said("午餐")}, {Site: "b"}, {Site: "a"},
	}}
	got := runningHeads(&draft{r: &Renderer{guide: g}, lang: "zh-Hans"}, route)
	want := `@page{size:Letter portrait;@top-left{content:"题"}@bottom-left{content:"学生讲义"}}
@page :first{@top-left{content:none}@bottom-left{content:none}}
@page stop-2{@top-right{content:"2  甲"}}
#stop-2{page:stop-2}
#stop-3{page:stop-2}
#stop-4{page:stop-2}
@page stop-5{@top-right{content:"5  “乙” \22 \5c \a \3c /style\3e "}}
#stop-5{page:stop-5}
@page stop-6{@top-right{content:"6  甲"}}
#stop-6{page:stop-6}
.after{page:stop-6}
`
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestWorksheet: who gets what of a question. A student's has room to write
// and never what is right.
func TestWorksheet(t *testing.T) {
	g := &guide.Guide{Languages: []guide.Lang{"zh-Hans"}, Words: map[guide.Lang]guide.Words{"zh-Hans": {
		"true": "对", "false": "错", "or-also": "；", "answer": "答案", "question-open": "简答",
	}}}
	p := &draft{r: &Renderer{guide: g}, lang: "zh-Hans"}
	q := &draft{r: &Renderer{guide: g, options: Options{Teacher: true}}, lang: "zh-Hans"}
	two := []guide.Text{said("甲"), said("<乙>")}
	for _, c := range []struct {
		q              guide.Question
		lines, options int
		answer         string
		right          string // an R for each option that is
	}{
		{guide.Question{Kind: guide.Choice, Options: two, Answers: []int{2}}, 0, 2, "B &lt;乙&gt;", "-R"},
		{guide.Question{Kind: guide.Choice, Options: two, Answers: []int{7}}, 0, 2, "", "--"},
		{guide.Question{Kind: guide.TrueFalse, True: true}, 0, 2, "对", "R-"},
		{guide.Question{Kind: guide.TrueFalse}, 0, 2, "错", "-R"},
		{guide.Question{Kind: guide.Order, Options: two, Answers: []int{2, 1}}, 0, 2, "B &lt;乙&gt; → A 甲", "--"},
		{guide.Question{Kind: guide.Short, Accepted: []string{"1 < 2", "三"}}, 1, 0, "1 &lt; 2；三", ""},
		{guide.Question{Kind: guide.Open}, openLines, 0, "", ""},
		{guide.Question{Kind: guide.Open, Lines: 9, Explain: said("因为")}, 9, 0, "", ""},
	} {
		student := newWorksheet(p, &c.q, 3)
		teacher := newWorksheet(q, &c.q, 3)
		if len(student.Lines) != c.lines || len(student.Options) != c.options || student.Number != 3 {
			t.Errorf("%+v: a student gets %d lines, %d options", c.q, len(student.Lines), len(student.Options))
		}
		if student.Answer != "" || student.Explain != "" || strings.Contains(marks(student), "R") {
			t.Errorf("%+v: a student gets %+v", c.q, student)
		}
		if string(teacher.Answer) != c.answer || marks(teacher) != c.right || len(teacher.Lines) != 0 || string(teacher.Explain) != p.plain(c.q.Explain) {
			t.Errorf("%+v: a teacher gets %+v", c.q, teacher)
		}
	}
	if letter(1) != "A" || letter(26) != "Z" || letter(27) != "27" {
		t.Error("letters")
	}
}

func marks(v QuestionView) (s string) {
	for _, o := range v.Options {
		s += map[bool]string{true: "R", false: "-"}[o.Right]
	}
	return s
}
