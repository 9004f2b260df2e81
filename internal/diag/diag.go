// Package diag is a problem with its place, and a sorted list of them.
//
// Every stage reports a problem as a catalogue key with arguments, never as a
// finished sentence: the sentence is formatted when it is printed, in the reader's
// language. So one value can be shown in Chinese or English, counted by rule, and
// written as JSON.
package diag

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Severity is what a problem means for a build.
type Severity uint8

const (
	Warning Severity = iota // the build goes on, unless --strict
	Error                   // the build publishes nothing
)

// MarshalText returns the severity's name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// String returns the severity's name, which is the same in every language.
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// A Place is a position in the project. The zero Place is the whole project.
type Place struct {
	File   string // slash-separated, from the project's root
	Line   int    // 1-based; 0 for the whole file
	Column int    // 1-based, in characters (not bytes); 0 with Line 0
}

// PlaceIn converts a byte offset to a place. The bytes before it may be in any
// encoding; an undecodable byte counts as one character. Lines is faster for many
// offsets of one text.
func PlaceIn[T string | []byte](file string, src T, offset int) Place {
	before := string(src[:min(offset, len(src))])
	line := 1 + strings.Count(before, "\n")
	return Place{File: file, Line: line, Column: 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])}
}

// A Problem is one thing that is wrong, and where.
type Problem struct {
	Place Place
	// Key names the catalogue's message: the rule's id, with "/variant" where
	// one rule has several sentences ("broken-link/site").
	Key string
	// Args fill the %[n] verbs of the message and the hint. Words, and a Term, a
	// Phrase or an Either, are translated.
	Args []any
	// Nearest is the known name closest to an unknown one, "" for none. It yields
	// the hint "did you mean …?", before the catalogue's own.
	Nearest string
	// Fix is what to write instead, to be copied as it is, "" if that is not
	// clear. It takes the place of the catalogue's hint.
	Fix string
	// More is how many problems of the same rule in the same file come after this one
	// and are not in the list; see MostInFile.
	More int
}

// New returns a problem with the catalogue's message of this key.
func New(at Place, key string, args ...any) Problem {
	return Problem{Place: at, Key: key, Args: args}
}

// Rule returns the id of the problem's section in docs/rules.md.
func (p Problem) Rule() string {
	rule, _, _ := strings.Cut(p.Key, "/")
	return rule
}

// Severity returns the severity of the problem's message. A key that the catalogue
// does not have counts as an error, so that it cannot go unnoticed.
func (p Problem) Severity() Severity {
	if m, ok := catalogue[p.Key]; ok {
		return m.severity
	}
	return Error
}

// A List is a list of problems, in any order until Sort.
type List []Problem

// MostInFile is how many problems of one rule in one file a list keeps, those that come
// first; the last of them counts the others. Nobody reads a hundred thousand, and a file
// of two megabytes can have as many.
const MostInFile = 100

// large is the length from which on a list drops problems beyond MostInFile before it
// grows.
const large = 1000

// Append appends a problem.
func (l *List) Append(p Problem) {
	if len(*l) == cap(*l) && len(*l) >= large {
		l.Sort()
	}
	*l = append(*l, p)
}

// Add appends a problem with the catalogue's message of this key.
func (l *List) Add(at Place, key string, args ...any) {
	l.Append(New(at, key, args...))
}

// AddFix appends a problem with what to write instead, if that is clear.
func (l *List) AddFix(at Place, fix, key string, args ...any) {
	p := New(at, key, args...)
	p.Fix = fix
	l.Append(p)
}

// AddUnknown appends a problem about an unknown name; the closest known one becomes
// its hint. The name is the message's first argument, before args.
func (l *List) AddUnknown(at Place, key, name string, known []string, args ...any) {
	p := New(at, key, append([]any{name}, args...)...)
	p.Nearest = Nearest(name, known)
	l.Append(p)
}

// Count returns how many errors and how many warnings there are, with those that the
// list no longer has.
func (l List) Count() (errors, warnings int) {
	for _, p := range l {
		if p.Severity() == Error {
			errors += 1 + p.More
		} else {
			warnings += 1 + p.More
		}
	}
	return errors, warnings
}

// Sort orders problems by file, line, column and rule. It drops duplicates, since two
// pages that use one broken photo report the same problem, and what is beyond
// MostInFile.
func (l *List) Sort() {
	slices.SortFunc(*l, func(a, b Problem) int {
		if c := cmp.Or(
			cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Line, b.Place.Line),
			cmp.Compare(a.Place.Column, b.Place.Column),
			cmp.Compare(a.Key, b.Key),
		); c != 0 {
			return c
		}
		return cmp.Compare(a.Message(English), b.Message(English))
	})
	type group struct {
		file, rule string
		severity   Severity
	}
	type kept struct{ count, last int } // last is an index of the list
	groups := map[group]kept{}
	n := 0
	for _, p := range *l {
		if n > 0 {
			before := &(*l)[n-1]
			if before.Place == p.Place && before.Key == p.Key && before.Message(English) == p.Message(English) {
				before.More = max(before.More, p.More)
				continue
			}
		}
		g := group{p.Place.File, p.Rule(), p.Severity()}
		k := groups[g]
		if k.count == MostInFile {
			(*l)[k.last].More += 1 + p.More
			continue
		}
		if k.count > 0 { // what is not in the list comes after the last that is
			p.More += (*l)[k.last].More
			(*l)[k.last].More = 0
		}
		groups[g] = kept{k.count + 1, n}
		(*l)[n] = p
		n++
	}
	clear((*l)[n:])
	*l = (*l)[:n]
}
