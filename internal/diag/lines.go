package diag

import (
	"sort"
	"unicode/utf8"
)

// Lines finds the places of offsets in one text. It remembers a place every
// few hundred bytes, so that finding many of them takes time in proportion to
// the text, however long it and its lines are. It is not safe for concurrent use.
type Lines[T string | []byte] struct {
	file  string
	text  T
	first int // the number of the text's first line in the file
	marks []mark
	last  mark // the place that was asked for last: the next one is usually near it
}

// A mark is a place whose offset is known.
type mark struct{ offset, line, column int }

// stride is how far marks are apart, in bytes.
const stride = 512

// NewLines returns the places of a text whose first line has this number.
func NewLines[T string | []byte](file string, text T, first int) *Lines[T] {
	return &Lines[T]{file: file, text: text, first: first}
}

// Place returns the place of a byte offset, as PlaceIn does.
func (l *Lines[T]) Place(offset int) Place {
	offset = max(0, min(offset, len(l.text)))
	if l.marks == nil {
		l.mark()
	}
	m := l.last
	if offset < m.offset || offset > m.offset+stride {
		m = l.marks[sort.Search(len(l.marks), func(i int) bool { return l.marks[i].offset > offset })-1]
	}
	m = m.to(string(l.text[m.offset:offset]))
	l.last = m
	return Place{File: l.file, Line: m.line, Column: m.column}
}

func (l *Lines[T]) mark() {
	m := mark{0, l.first, 1}
	l.last = m
	l.marks = append(l.marks, m)
	for m.offset+stride < len(l.text) {
		next := m.offset + stride
		for next < len(l.text) && !utf8.RuneStart(l.text[next]) {
			next++
		}
		m = m.to(string(l.text[m.offset:next]))
		l.marks = append(l.marks, m)
	}
}

// to returns the mark behind the text that follows m.
func (m mark) to(text string) mark {
	m.offset += len(text)
	start := 0
	for i := range len(text) {
		if text[i] == '\n' {
			m.line++
			m.column, start = 1, i+1
		}
	}
	m.column += utf8.RuneCountInString(text[start:])
	return m
}
