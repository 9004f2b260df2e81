package markdown

import (
	"strings"

	"wayside/internal/diag"
	"wayside/internal/prose"
)

// A linter collects the problems of a body.
type linter struct {
	place    func(offset int) diag.Place // nil disables the checks
	problems diag.List
	fresh    bool // at the start of a source line
}

func (l *linter) problem(offset int, key string, args ...any) {
	if l.place != nil {
		l.problems.Add(l.place(offset), key, args...)
	}
}

// unknown reports a name that is not in known.
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

// checkWording reports the forms that the guide does not use. each is 1 if places in the text
// are places in the source, and 0 if all are at the offset.
func checkWording(p *page, text string, offset, each int) {
	if p.place == nil || p.keeping.sources > 0 {
		return
	}
	for _, f := range p.Wordings.Find(text) {
		p.problem(offset+f.Offset*each, f.Key, f.Args...)
	}
}

// fence reports a line that was probably meant as a fence: with full-width colons,
// with an indent that makes it text, or a closing fence without an opening one.
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
