package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"wayside/internal/diag"
)

// many is the number of problems from which on a summary by rule is printed.
const many = 10

// problemFlags defines the flags of the verbs that print problems of a project.
func (c *command) problemFlags() {
	c.flags.BoolVar(&c.all, "all", false, say(c.lang, "list the first hundred warnings of a kind, not only three", "同一种警告最多列一百处，而不是只列三处"))
}

// problems prints a sorted list and returns its counts. A hint that several
// problems of a group share is printed once, below the last.
func (c *command) problems(w io.Writer, list diag.List) (errors, warnings int) {
	var b strings.Builder
	d := list.Digest(c.all)
	for _, p := range d.Errors {
		b.WriteString(p.Line(c.lang) + "\n")
		if p.More > 0 {
			fmt.Fprintf(&b, say(c.lang, "    … and %d more of [%s]\n", "    ……还有 %d 处同样的错误 [%s]\n"), p.More, p.Rule())
		}
	}
	for _, g := range d.Warnings {
		for i, p := range g.Shown {
			b.WriteString(p.Head(c.lang) + "\n")
			hint := p.Hint(c.lang)
			if hint != "" && (i == len(g.Shown)-1 || g.Shown[i+1].Hint(c.lang) != hint) {
				b.WriteString("    " + hint + "\n")
			}
		}
		more := say(c.lang, "    … and %d more of [%s]; --all lists them\n", "    ……还有 %d 处同样的警告 [%s]，加 --all 全部列出\n")
		switch {
		case c.all:
			more = say(c.lang, "    … and %d more of [%s]\n", "    ……还有 %d 处同样的警告 [%s]\n")
		case len(g.Shown)+g.More > diag.MostInFile:
			more = say(c.lang, "    … and %d more of [%s]; --all lists the first hundred\n", "    ……还有 %d 处同样的警告 [%s]，加 --all 列出前一百处\n")
		}
		if g.More > 0 {
			fmt.Fprintf(&b, more, g.More, g.Shown[0].Rule())
		}
	}
	if tallies := list.Tallies(); len(list) > many && len(tallies) > 1 {
		b.WriteString(c.byRule(tallies))
	}
	io.WriteString(w, b.String())
	return list.Count()
}

// byRule formats the numbers of problems by rule, in one line.
func (c *command) byRule(tallies []diag.Tally) string {
	var rules []string
	for _, t := range tallies {
		rules = append(rules, fmt.Sprintf("%s %d", t.Rule, t.Count))
	}
	return say(c.lang, "by rule: ", "各类问题：") + strings.Join(rules, say(c.lang, ", ", "，")) + "\n"
}

// jsonReport is the output of --format json. Problems are those that the text
// shows; the counts and rules are of all.
type jsonReport struct {
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Rules    []diag.Tally  `json:"rules"`
	Problems []jsonProblem `json:"problems"`
}

type jsonProblem struct {
	File     string        `json:"file"`
	Line     int           `json:"line,omitempty"`
	Column   int           `json:"column,omitempty"`
	Severity diag.Severity `json:"severity"`
	Rule     string        `json:"rule"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint,omitempty"`
	More     int           `json:"more,omitempty"` // problems of this rule after this one that are not listed
}

func (c *command) json(list diag.List) error {
	d := list.Digest(c.all)
	report := jsonReport{Rules: list.Tallies(), Problems: []jsonProblem{}}
	report.Errors, report.Warnings = list.Count()
	for _, p := range d.Shown() {
		report.Problems = append(report.Problems, jsonProblem{p.Place.File, p.Place.Line, p.Place.Column, p.Severity(), p.Rule(), p.Message(c.lang), p.Hint(c.lang), p.More})
	}
	e := json.NewEncoder(c.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(report)
}
