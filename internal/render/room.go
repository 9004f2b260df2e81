package render

import (
	"strings"

	"wayside/internal/guide"
	"wayside/internal/words"
)

// The default number of ruled lines for an answer, by the kind of the question. A
// question that options answer has none.
var answerLines = map[string]int{guide.Short: 1, guide.Open: 4}

// taskLines is the number of ruled lines below a task that asks to write.
const taskLines = 2

// linesOf returns the number of ruled lines below a question on paper.
func linesOf(q *guide.Question) int {
	if q.Lines > 0 && answerLines[q.Kind] > 0 {
		return q.Lines
	}
	return answerLines[q.Kind]
}

// taskRoom returns the room below a task on paper: a frame if it asks to draw, and
// lines if it asks to write, as far as the words of the language say so.
func taskRoom(w words.Words, task string) string {
	asks := func(key string) bool {
		for verb := range strings.FieldsSeq(w.T(key)) {
			if strings.Contains(strings.ToLower(task), verb) {
				return true
			}
		}
		return false
	}
	switch {
	case asks("task-draw"):
		return `<span class="room"></span>`
	case asks("task-write"):
		return strings.Repeat(`<span class="rule"></span>`, taskLines)
	}
	return ""
}
