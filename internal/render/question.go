package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/guide"
)

// A QuestionView is a question. Its answer is set only in the teacher's edition.
type QuestionView struct {
	Number  int // in its handout or self-check; 0 on a route's page
	Kind    string
	For     string // the audiences whom it asks, for data-audience; "" if all
	Points  int
	Prompt  template.HTML
	Note    string // its kind and points
	Options []OptionView
	Lines   []struct{} // ruled lines for the answer; the teacher's edition shows the answer instead

	// Only in the teacher's edition.
	Answer      template.HTML
	AnswerLabel string
	Explain     template.HTML
}

// An OptionView is an option of a choice or order question.
type OptionView struct {
	Text  template.HTML
	Right bool // only in the teacher's edition
}

// newQuestion returns a question of a route without its answer.
func newQuestion(p *draft, route *guide.Route, q *guide.Question) QuestionView {
	w := p.words()
	v := QuestionView{Kind: q.Kind, For: forWhom(p.r.guide, route, q.Audiences), Points: q.Points, Prompt: p.html(q.Prompt)}
	for _, o := range q.Options {
		v.Options = append(v.Options, OptionView{Text: p.html(o)})
	}
	kind := q.Kind
	if q.Kind == guide.Choice && len(q.Answers) > 1 {
		kind = "choice-several"
	}
	note := []string{w.T("question-" + kind)}
	if q.Points > 0 {
		note = append(note, w.Count("points", q.Points))
	}
	v.Note = strings.Join(note, w.T("comma"))
	return v
}

// newNumbered returns a question without its answer, with options to tick for one that
// is true or false.
func newNumbered(p *draft, route *guide.Route, q *guide.Question, number int) QuestionView {
	v := newQuestion(p, route, q)
	v.Number = number
	if q.Kind == guide.TrueFalse {
		for _, key := range []string{"true", "false"} {
			v.Options = append(v.Options, OptionView{Text: template.HTML(template.HTMLEscapeString(p.words().T(key)))})
		}
	}
	return v
}

// newWorksheet returns a question on paper: with space for the answer or, in the
// teacher's edition, with the answer. No other function sets answers.
func newWorksheet(p *draft, route *guide.Route, q *guide.Question, number int) QuestionView {
	v := newNumbered(p, route, q, number)
	v.Lines = make([]struct{}, linesOf(q))
	if p.r.options.Teacher {
		fillAnswer(p, q, &v)
	}
	return v
}

// fillAnswer sets the answer of a question.
func fillAnswer(p *draft, q *guide.Question, v *QuestionView) {
	w := p.words()
	v.Explain, v.AnswerLabel = p.html(q.Explain), w.T("answer")
	escaped := func(s string) template.HTML { return template.HTML(template.HTMLEscapeString(s)) }
	option := func(n int) template.HTML { return escaped(letter(n)+" ") + v.Options[n-1].Text }
	in := func(n int) bool { return n >= 1 && n <= len(v.Options) }
	switch q.Kind {
	case guide.TrueFalse:
		v.Options[slices.Index([]bool{true, false}, q.True)].Right = true
		v.Answer = v.Options[slices.Index([]bool{true, false}, q.True)].Text
	case guide.Choice:
		var all []string
		for _, n := range q.Answers {
			if in(n) {
				v.Options[n-1].Right = true
				all = append(all, string(option(n)))
			}
		}
		v.Answer = template.HTML(strings.Join(all, template.HTMLEscapeString(w.T("comma"))))
	case guide.Order:
		var all []string
		for _, n := range q.Answers {
			if in(n) {
				all = append(all, string(option(n)))
			}
		}
		v.Answer = template.HTML(strings.Join(all, " → "))
	case guide.Short, guide.Open:
		var all []string
		for _, a := range q.Accepted {
			all = append(all, template.HTMLEscapeString(a))
		}
		v.Answer = template.HTML(strings.Join(all, template.HTMLEscapeString(w.T("or-also"))))
	}
}

// letter returns the letter of option n, A, B, …, or its number after Z.
func letter(n int) string {
	if n > 26 {
		return strconv.Itoa(n)
	}
	return string(rune('A' + n - 1))
}
