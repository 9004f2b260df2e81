package markdown

import (
	"strings"

	"wayside/internal/diag"
	"wayside/internal/prose"
)

// A linter collects the problems of a body.
type linter struct {
	place    func(offset int) diag.Place // nil looks for no problems
	problems diag.List
	fresh    bool // nothing is written on this line of the source yet
}

func (l *linter) problem(offset int, key string, args ...any) {
	if l.place != nil {
		l.problems.Add(l.place(offset), key, args...)
	}
}

// unknown reports a name that is none of the known ones.
func (l *linter) unknown(offset int, key, name string, known []string) {
	if l.place != nil {
		l.problems.AddUnknown(l.place(offset), key, name, known)
	}
}

// lint checks a piece of text.
func (l *linter) lint(text string, offset int) {
	if text == "" || l.place == nil {
		return
	}
	read := prose.LintRest
	if l.fresh {
		l.fence(text, offset)
		read = prose.Lint
	}
	for _, f := range read(text) {
		l.problem(offset+f.Offset, f.Key, f.Args...)
	}
	l.fresh = false
}

// fence reports a line of text that was meant for a fence: full-width colons,
// spaces that make it text, or a closing fence with nothing to close.
func (l *linter) fence(line string, offset int) {
	inner := strings.TrimLeft(line, " \t\u3000")
	first := strings.TrimLeft(inner, ":：")
	marks := inner[:len(inner)-len(first)]
	if strings.Count(marks, ":")+strings.Count(marks, "：") < 3 {
		return
	}
	at := offset + len(line) - len(inner)
	name := strings.TrimSpace(first)
	switch {
	case strings.Contains(marks, "："):
		l.problem(at, "directive-fullwidth")
	case name == "":
		l.problem(at, "unclosed-directive/stray")
	default:
		l.problem(at, "directive-fullwidth/indent")
	}
}
