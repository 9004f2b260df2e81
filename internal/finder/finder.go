// Package finder makes the files with which a browser filters a long list of sites.
//
// The input is what the list can be filtered by; the output are two scripts next to the
// list's page, since a page opened from a file cannot fetch: each calls
// wayside.finder.take with columns of all sites. They are loaded when a reader begins to
// filter. Ten thousand sites take about 45 bytes each, nine of them compressed: readings
// are not in the files but made from one table of the characters that the names have, and
// an id that repeats a name is only its end. static/theme/finder/sites.js
// reads them.
package finder

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"wayside/internal/fold"
	"wayside/internal/pinyin"
)

// A List is what a list of sites can be filtered by.
type List struct {
	Sites                    []Site
	Districts, Kinds, Themes []Choice
	Accesses                 []Choice // how sites can be entered
	// First is the first day of the tables, in ISO 8601, and Tables has the state of a day
	// after the other: see Open.
	First  string
	Tables [][]byte
}

// A Choice is one that readers may choose: its value in an address, and its name.
type Choice struct{ Value, Name string }

// A Site is a site of a list. What it refers to is an index of the list's choices and
// tables, or -1 for none.
type Site struct {
	ID       string
	Names    []string // in the reader's language first
	District int
	Kind     int
	Themes   []int
	Access   int
	Table    int
}

// The states of a day in a table.
const (
	Closed byte = iota
	Open
	Unknown
)

// A File is a script, by its name.
type File struct {
	Name string
	Data []byte
}

// FileNames are the names of the scripts, in the order of Files.
var FileNames = []string{"list.js", "ids.js"}

// Files returns the scripts.
func (l *List) Files() []File {
	names, sounds := make([]string, len(l.Sites)), readings(l.Sites)
	ids := make([]string, len(l.Sites))
	spoken := map[int]string{} // of names that the table reads wrongly
	var characters fold.Characters
	add := func(text string) { characters.Add(fold.Append(nil, []byte(text))) }
	for i := range l.Sites {
		s := &l.Sites[i]
		names[i] = strings.Join(each(s.Names, clean), "\t")
		add(names[i])
		ids[i] = short(s)
		if words := pinyin.Words(s.Names[0]); !slices.Equal(words, sounds.read(s.Names[0])) {
			spoken[i] = strings.Join(words, " ")
		}
	}
	for _, choices := range [][]Choice{l.Districts, l.Kinds, l.Themes, l.Accesses} {
		for _, c := range choices {
			add(c.Name)
		}
	}
	tables := make([]string, len(l.Tables))
	for i, t := range l.Tables {
		tables[i] = packed(t)
	}
	return []File{
		script(FileNames[0], map[string]any{
			"first": l.First, "tables": tables, "districts": pairs(l.Districts), "kinds": pairs(l.Kinds), "themes": pairs(l.Themes), "accesses": pairs(l.Accesses),
			"district": l.column(func(s *Site) []int { return []int{s.District} }),
			"kind":     l.column(func(s *Site) []int { return []int{s.Kind} }),
			"access":   l.column(func(s *Site) []int { return []int{s.Access} }),
			"table":    l.column(func(s *Site) []int { return []int{s.Table} }),
			"theme":    l.column(func(s *Site) []int { return s.Themes }),
			"names":    strings.Join(names, "\n"), "sounds": sounds.String(), "spoken": spoken, "fold": characters.Classes(),
		}),
		script(FileNames[1], map[string]any{"ids": strings.Join(ids, "\n")}),
	}
}

// script returns a script that gives columns to the list's page.
func script(name string, columns map[string]any) File {
	b := bytes.NewBufferString("wayside.finder.take(")
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false) // a script of its own, where "<" means nothing
	encoder.Encode(columns)      // no error: texts, numbers and lists of them
	b.WriteString(");\n")
	return File{name, b.Bytes()}
}

// pairs returns choices as lists of two texts.
func pairs(choices []Choice) [][2]string {
	all := make([][2]string, len(choices))
	for i, c := range choices {
		all[i] = [2]string{c.Value, c.Name}
	}
	return all
}

// column returns the indexes of all sites, each as one character, with spaces between the
// sites.
func (l *List) column(of func(*Site) []int) string {
	var b strings.Builder
	for i := range l.Sites {
		if i > 0 {
			b.WriteByte(' ')
		}
		for _, n := range of(&l.Sites[i]) {
			if n >= 0 {
				b.WriteRune(rune(firstIndex + n))
			}
		}
	}
	return b.String()
}

// firstIndex is the character for the index 0. The space and the quotation mark are
// before it.
const firstIndex = '#'

// packed returns the states of a table, three days a character. Days after the last are
// unknown.
func packed(states []byte) string {
	var b strings.Builder
	for first := 0; first < len(states); first += 3 {
		n := 0
		for i := first + 2; i >= first; i-- {
			state := Unknown
			if i < len(states) {
				state = states[i]
			}
			n = 3*n + int(state)
		}
		b.WriteByte("abcdefghijklmnopqrstuvwxyz_"[n])
	}
	return b.String()
}

// clean returns a name without the characters that separate names.
func clean(name string) string { return strings.Join(strings.Fields(name), " ") }

func each(texts []string, f func(string) string) []string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = f(t)
	}
	return all
}

// short returns a site's id. One that begins as a name is spelt in an address is "~", the
// number of the name, and the rest.
func short(s *Site) string {
	for k, name := range s.Names[:min(len(s.Names), 9)] {
		if begin := spelt(clean(name)); len(begin) > 2 && strings.HasPrefix(s.ID, begin) {
			return fmt.Sprintf("~%d%s", k, s.ID[len(begin):])
		}
	}
	return s.ID
}

// spelt returns the ASCII letters and digits of a name in lower case, with hyphens
// for what is between them.
func spelt(name string) string {
	var b strings.Builder
	apart := false
	for _, c := range []byte(name) {
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		default:
			apart = true
			continue
		}
		if apart && b.Len() > 0 {
			b.WriteByte('-')
		}
		apart = false
		b.WriteByte(c)
	}
	return b.String()
}
