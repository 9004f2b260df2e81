package diag

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// Lang is a language that problems are told in.
type Lang string

const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// ParseLang reads a language tag or a locale name ("zh-Hans", "zh_CN.UTF-8",
// "en"); anything that is not Chinese is told in English.
func ParseLang(s string) Lang {
	if strings.HasPrefix(strings.ToLower(s), "zh") {
		return Chinese
	}
	return English
}

// A Term is an argument that has a name in each language, such as the kind
// of thing a reference looks for.
type Term string

// A Phrase is an argument that is a piece of a sentence, with arguments of
// its own. Its key is one of the catalogue's phrases.
type Phrase struct {
	Key  string
	Args []any
}

// Say makes a phrase.
func Say(key string, args ...any) Phrase { return Phrase{key, args} }

// Either is an argument that lists alternatives.
type Either []Phrase

// Words are an argument that its reporter has in both languages.
type Words struct{ EN, ZH string }

// message is one catalogue entry. Hints may be empty in both languages,
// never in one.
type message struct {
	severity       Severity
	en, zh         string
	hintEN, hintZH string
}

// Message is the problem in one line: lower case, no full stop.
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

// Hint says what to do, in one line; "" where the message says it all.
func (p Problem) Hint(lang Lang) string {
	m := catalogue[p.Key]
	hint, nearest := m.hintEN, "did you mean %q?"
	if lang == Chinese {
		hint, nearest = m.hintZH, "是不是想写 %q？"
	}
	hint = fill(hint, lang, p.Args)
	if p.Nearest == "" {
		return hint
	}
	if hint != "" && lang == English {
		hint = " " + hint
	}
	return fmt.Sprintf(nearest, p.Nearest) + hint
}

// Line is the problem as FORMAT prints it: place, severity, message and
// rule, then an indented hint where there is one. No newline at the end.
func (p Problem) Line(lang Lang) string {
	var b strings.Builder
	if p.Place.File != "" {
		b.WriteString(printable(p.Place.File))
		if p.Place.Line > 0 {
			b.WriteString(":" + strconv.Itoa(p.Place.Line) + ":" + strconv.Itoa(max(p.Place.Column, 1)))
		}
		b.WriteString(": ")
	}
	fmt.Fprintf(&b, "%s: %s [%s]", p.Severity(), p.Message(lang), p.Rule())
	if hint := p.Hint(lang); hint != "" {
		b.WriteString("\n    " + hint)
	}
	return b.String()
}

func fill(format string, lang Lang, args []any) string {
	if !strings.Contains(format, "%[") {
		return format
	}
	told := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case Term:
			told[i] = a.in(lang)
		case Phrase:
			told[i] = a.in(lang)
		case Either:
			told[i] = a.in(lang)
		case Words:
			told[i] = argument(a.in(lang))
		case string:
			told[i] = argument(a)
		case error:
			told[i] = argument(a.Error())
		default:
			told[i] = a
		}
	}
	// Every verb is indexed (a test sees to it), so Sprintf does not complain
	// of an argument that only the hint uses.
	return fmt.Sprintf(format, told...)
}

// An argument is a text that an editor wrote. Both its forms are printable;
// %q leaves backslashes as they are, since a message shows what the file holds.
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
	told := make([]string, len(e))
	for i, p := range e {
		told[i] = p.in(lang)
	}
	if lang == Chinese {
		return strings.Join(told, "，或")
	}
	return strings.Join(told, ", or ")
}

// printable keeps what an editor wrote from steering their terminal: control
// and direction characters become escapes, and a long text is cut.
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
