package render

import (
	"strings"
	"testing"

	"wayside/internal/guide"
	"wayside/internal/words"
)

// zh returns a text in Chinese.
func zh(s string) guide.Text { return guide.Text{{Lang: "zh-Hans", Text: s}} }

func TestHeads(t *testing.T) {
	g := &guide.Guide{Languages: []guide.Lang{"zh-Hans"}, Paper: "Letter", Words: map[guide.Lang]guide.Words{"zh-Hans": {"edition-student": "学生讲义"}}}
	got := runningHeads(&draft{view: view{r: &Renderer{guide: g}}, lang: "zh-Hans"}, `“乙” "\`+"\n</style>", "edition-student")
	want := `:root{--paper-width:215.9mm;--paper-height:279.4mm}
@page{size:Letter portrait;@top-left{content:"“乙” \22 \5c \a \3c /style\3e "}@bottom-left{content:"学生讲义"}}
@page :first{@top-left{content:none}}
`
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestWorksheet checks that a student's question has space for the answer and does
// not contain it, and that a teacher's has the answer.
func TestWorksheet(t *testing.T) {
	g := &guide.Guide{Languages: []guide.Lang{"zh-Hans"}, Words: map[guide.Lang]guide.Words{"zh-Hans": {
		"true": "对", "false": "错", "or-also": "；", "answer": "答案", "question-open": "简答",
	}}}
	p := &draft{view: view{r: &Renderer{guide: g}}, lang: "zh-Hans"}
	q := &draft{view: view{r: &Renderer{guide: g, options: Options{Teacher: true}}}, lang: "zh-Hans"}
	two := []guide.Text{zh("甲"), zh("<乙>")}
	for _, c := range []struct {
		q              guide.Question
		lines, options int
		answer         string
		right          string // an R for each option that is right
	}{
		{guide.Question{Kind: guide.Choice, Options: two, Answers: []int{2}}, 0, 2, "B &lt;乙&gt;", "-R"},
		{guide.Question{Kind: guide.Choice, Options: two, Answers: []int{7}}, 0, 2, "", "--"},
		{guide.Question{Kind: guide.TrueFalse, True: true}, 0, 2, "对", "R-"},
		{guide.Question{Kind: guide.TrueFalse}, 0, 2, "错", "-R"},
		{guide.Question{Kind: guide.Order, Options: two, Answers: []int{2, 1}}, 0, 2, "B &lt;乙&gt; → A 甲", "--"},
		{guide.Question{Kind: guide.Short, Accepted: []string{"1 < 2", "三"}}, 1, 0, "1 &lt; 2；三", ""},
		{guide.Question{Kind: guide.Open}, answerLines[guide.Open], 0, "", ""},
		{guide.Question{Kind: guide.Open, Lines: 9, Explain: zh("因为")}, 9, 0, "", ""},
	} {
		student := newWorksheet(p, &guide.Route{}, &c.q, 3)
		teacher := newWorksheet(q, &guide.Route{}, &c.q, 3)
		if len(student.Lines) != c.lines || len(student.Options) != c.options || student.Number != 3 {
			t.Errorf("%+v: the student's question has %d lines, %d options", c.q, len(student.Lines), len(student.Options))
		}
		if student.Answer != "" || student.Explain != "" || strings.Contains(marks(student), "R") {
			t.Errorf("%+v: the student's question contains the answer: %+v", c.q, student)
		}
		if string(teacher.Answer) != c.answer || marks(teacher) != c.right || string(teacher.Explain) != p.plain(c.q.Explain) {
			t.Errorf("%+v: the teacher's question is %+v", c.q, teacher)
		}
	}
	if letter(1) != "A" || letter(26) != "Z" || letter(27) != "27" {
		t.Error("letter returns a wrong letter")
	}
}

func marks(v QuestionView) (s string) {
	for _, o := range v.Options {
		s += map[bool]string{true: "R", false: "-"}[o.Right]
	}
	return s
}

func TestTaskRoom(t *testing.T) {
	w := words.Words{"task-write": "write copy", "task-draw": "draw"}
	for task, want := range map[string]string{"Look up.": "", "Copy it down.": "rule", "Draw it and write the year.": "room"} {
		got := taskRoom(w, task)
		if (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", task, got, want)
		}
	}
}
