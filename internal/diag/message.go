package diag

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// Lang is a language of messages.
type Lang string

const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// ParseLang reads a language tag or a locale name ("zh-Hans", "zh_CN.UTF-8",
// "en"); anything that is not Chinese means English.
func ParseLang(s string) Lang {
	if strings.HasPrefix(strings.ToLower(s), "zh") {
		return Chinese
	}
	return English
}

// A Term is an argument that has a name in each language, such as the kind of thing
// that a reference names.
type Term string

// A Phrase is an argument that is a part of a sentence, with arguments of its own.
// Its key is one of the catalogue's phrases.
type Phrase struct {
	Key  string
	Args []any
}

// Say returns a phrase.
func Say(key string, args ...any) Phrase { return Phrase{key, args} }

// Either is an argument that lists alternatives.
type Either []Phrase

// Terms is an argument that enumerates terms.
type Terms []Term

// Words are an argument that its reporter has in both languages.
type Words struct{ EN, ZH string }

// A message is one catalogue entry. Its hint is empty in both languages or in
// neither.
type message struct {
	severity       Severity
	en, zh         string
	hintEN, hintZH string
}

// Message returns the problem in one line: lower case, no full stop.
func (p Problem) Message(lang Lang) string {
	m, ok := catalogue[p.Key]
	if !ok {
		return p.Key
	}
	if lang == Chinese {
		return fill(m.zh, lang, p.Args)
	}
	return fill(m.en, lang, p.Args)
}

// Hint returns what to do, in one line; "" where the message suffices.
func (p Problem) Hint(lang Lang) string {
	m := catalogue[p.Key]
	hint, nearest, write := m.hintEN, "did you mean %q?", "write %s"
	if lang == Chinese {
		hint, nearest, write = m.hintZH, "是不是想写 %q？", "请写成 %s"
	}
	if p.Fix != "" {
		return fmt.Sprintf(write, argument(p.Fix))
	}
	hint = fill(hint, lang, p.Args)
	if p.Nearest == "" {
		return hint
	}
	if len(p.Args) > 0 {
		if name, ok := p.Args[0].(string); ok && strings.EqualFold(name, p.Nearest) { // nothing is to be added
			return fmt.Sprintf(nearest, p.Nearest)
		}
	}
	if hint != "" && lang == English {
		hint = " " + hint
	}
	return fmt.Sprintf(nearest, p.Nearest) + hint
}

// Line returns the problem as commands print it: its head, then an indented hint
// where there is one. It has no final newline.
func (p Problem) Line(lang Lang) string {
	if hint := p.Hint(lang); hint != "" {
		return p.Head(lang) + "\n    " + hint
	}
	return p.Head(lang)
}

// Head returns the place, severity, message and rule, in one line without a
// newline.
func (p Problem) Head(lang Lang) string {
	var b strings.Builder
	if p.Place.File != "" {
		b.WriteString(printable(p.Place.File))
		if p.Place.Line > 0 {
			b.WriteString(":" + strconv.Itoa(p.Place.Line) + ":" + strconv.Itoa(max(p.Place.Column, 1)))
		}
		b.WriteString(": ")
	}
	severity := p.Severity().String() + ": "
	if lang == Chinese {
		severity = map[Severity]string{Error: "错误：", Warning: "警告："}[p.Severity()]
	}
	fmt.Fprintf(&b, "%s%s [%s]", severity, p.Message(lang), p.Rule())
	return b.String()
}

func fill(format string, lang Lang, args []any) string {
	if !strings.Contains(format, "%[") {
		return format
	}
	filled := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case Term:
			filled[i] = a.in(lang)
		case Terms:
			filled[i] = a.in(lang)
		case Phrase:
			filled[i] = a.in(lang)
		case Either:
			filled[i] = a.in(lang)
		case Words:
			filled[i] = argument(a.in(lang))
		case string:
			filled[i] = argument(a)
		case error:
			filled[i] = argument(a.Error())
		default:
			filled[i] = a
		}
	}
	// Every verb is indexed, as a test checks, so Sprintf does not complain about
	// an argument that only the hint uses.
	return fmt.Sprintf(format, filled...)
}

// An argument is a text that an editor wrote. Both its forms are printable; %q does
// not escape backslashes, since a message shows what the file contains.
type argument string

func (a argument) Format(f fmt.State, verb rune) {
	s := printable(string(a))
	if verb == 'q' {
		s = `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
	}
	io.WriteString(f, s)
}

func (t Term) in(lang Lang) string {
	if names, ok := terms[t]; ok {
		if lang == Chinese {
			return names[1]
		}
		return names[0]
	}
	return string(t)
}

func (t Terms) in(lang Lang) string {
	all := make([]string, len(t))
	for i, term := range t {
		all[i] = term.in(lang)
	}
	if lang == Chinese {
		return strings.Join(all, "、")
	}
	return strings.Join(all, ", ")
}

func (w Words) in(lang Lang) string {
	if lang == Chinese {
		return w.ZH
	}
	return w.EN
}

func (p Phrase) in(lang Lang) string {
	forms, ok := phrases[p.Key]
	if !ok {
		return p.Key
	}
	if lang == Chinese {
		return fill(forms[1], lang, p.Args)
	}
	return fill(forms[0], lang, p.Args)
}

func (e Either) in(lang Lang) string {
	all := make([]string, len(e))
	for i, p := range e {
		all[i] = p.in(lang)
	}
	if lang == Chinese {
		return strings.Join(all, "，或")
	}
	return strings.Join(all, ", or ")
}

// printable keeps a file's text from controlling the terminal: control and
// direction characters become escapes, and a long text is truncated.
func printable(s string) string {
	const longest = 120
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > longest {
			b.WriteString("…")
			break
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
