package rename

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// anchors are what precedes the destination of a link or a picture in Markdown: also a bracket of
// a Chinese keyboard, which is reported elsewhere.
var anchors = regexp.MustCompile(`\][(（]\s*<?|<|\]:\s*<?`)

// fences are the openings of directives, with what follows their names.
var fences = regexp.MustCompile(`(?m)^[ \t>]*:{3,}[ \t]*([a-z-]+)([^\r\n]*)`)

// words are the words of an opening.
var words = regexp.MustCompile(`[^\s:]+`)

// schemes are those of links to things, which are what has files of its own.
var schemes = regexp.MustCompile(`^(` + strings.Join(linked(), "|") + `)[:：][ \t]*`)

func linked() (names []string) {
	for _, kind := range Kinds {
		if kind.folder != "" {
			names = append(names, kind.Name)
		}
	}
	return names
}

// markdown returns the edits of a Markdown text whose paths start from a folder.
func (r *Renaming) markdown(text, dir string) (edits []edit) {
	skip := code(text)
	inCode := func(at int) bool {
		for len(skip) > 0 && skip[0].to <= at {
			skip = skip[1:]
		}
		return len(skip) > 0 && skip[0].from <= at
	}
	for _, m := range anchors.FindAllStringIndex(text, -1) {
		if inCode(m[0]) {
			continue
		}
		if e, ok := r.destination(text[m[1]:], dir); ok {
			edits = append(edits, e.shifted(m[1]))
		}
	}
	skip = code(text)
	for _, m := range fences.FindAllStringSubmatchIndex(text, -1) {
		if inCode(m[0]) {
			continue
		}
		edits = append(edits, r.directive(text[m[2]:m[3]], text[m[4]:m[5]], dir, m[4])...)
	}
	return edits
}

// directive returns the edits of the words of a directive, which are at an offset: ids of
// audiences, or paths.
func (r *Renaming) directive(name, rest, dir string, at int) (edits []edit) {
	for _, m := range words.FindAllStringIndex(rest, -1) {
		word := rest[m[0]:m[1]]
		if name == audienceKind {
			if r.Kind.Name == audienceKind && word == r.Old {
				edits = append(edits, edit{at + m[0], at + m[1], r.New})
			}
		} else if e, ok := r.path(word, dir); ok {
			edits = append(edits, e.shifted(at+m[0]))
		}
	}
	return edits
}

// destination returns the edit of the destination with which a text begins.
func (r *Renaming) destination(text, dir string) (edit, bool) {
	m := schemes.FindStringSubmatchIndex(text)
	if m == nil {
		return r.path(text, dir)
	}
	rest, ok := strings.CutPrefix(text[m[1]:], r.Old)
	if text[m[2]:m[3]] != r.Kind.Name || !ok || !ends(rest) {
		return edit{}, false
	}
	return edit{m[1], m[1] + len(r.Old), r.New}, true
}

// ends reports whether an id ends before a text.
func ends(text string) bool {
	if text == "" {
		return true
	}
	c := text[0]
	return c != '-' && c != '.' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
}

// path returns the edit of a path with which a text begins, relative to a folder, if it leads
// to a file of the thing: that of the part that is its name.
func (r *Renaming) path(text, dir string) (edit, bool) {
	if end := strings.IndexAny(text, " \t\r\n)>\"'#?"); end >= 0 {
		text = text[:end]
	}
	if r.Kind.folder == "" || !strings.Contains(text, r.Old) || strings.HasPrefix(text, "/") || strings.Contains(text, ":") {
		return edit{}, false
	}
	at := 0
	for {
		part, rest, more := strings.Cut(text[at:], "/")
		if path.Clean(dir) == r.Kind.folder && r.names(part, more) {
			return edit{at, at + len(r.Old), r.New}, true
		}
		if !more {
			return edit{}, false
		}
		if plain, err := url.PathUnescape(part); err == nil {
			part = plain
		}
		dir = path.Join(dir, part)
		at = len(text) - len(rest)
	}
}

// names reports whether a part of a path in the kind's folder is the name of a file of the thing,
// or of its folder. A link to old.md leads to its page in whatever form that is.
func (r *Renaming) names(part string, folder bool) bool {
	if folder && r.Kind.ext == ".toml" { // a route need not have a folder
		folder = false
		for _, m := range r.moves {
			folder = folder || m.From == r.Kind.folder+"/"+part
		}
		return folder && part == r.Old
	}
	_, own := r.own(part, r.Old, folder)
	return own
}

// A span is a part of a text.
type span struct{ from, to int }

var (
	block  = regexp.MustCompile("(?m)^[ \t>]*(`{3,}|~{3,})([^\n]*)(?:\n|$)")
	ticks  = regexp.MustCompile("`+")
	breaks = regexp.MustCompile(`\n[ \t]*\r?\n`)
)

// code returns the code in a Markdown text, in order: blocks between fences, and what is between
// equally many backticks in a paragraph.
func code(text string) (spans []span) {
	if !strings.ContainsAny(text, "`~") {
		return nil
	}
	at := 0
	prose := func(to int) {
		for at < to {
			end := to
			if m := breaks.FindStringIndex(text[at:to]); m != nil {
				end = at + m[1]
			}
			spans = append(spans, inline(text[at:end], at)...)
			at = end
		}
	}
	open := ""
	from := 0
	for _, m := range block.FindAllStringSubmatchIndex(text, -1) {
		fence, info := text[m[2]:m[3]], strings.TrimSpace(text[m[4]:m[5]])
		switch {
		case open == "" && fence[0] == '`' && strings.Contains(info, "`"): // code in a line
		case open == "":
			prose(m[0])
			open, from = fence, m[0]
		case fence[0] == open[0] && len(fence) >= len(open) && info == "":
			spans = append(spans, span{from, m[1]})
			open, at = "", m[1]
		}
	}
	if open != "" {
		return append(spans, span{from, len(text)})
	}
	prose(len(text))
	return spans
}

// inline returns the code in a paragraph that is at an offset.
func inline(text string, at int) (spans []span) {
	runs := ticks.FindAllStringIndex(text, -1)
	next := make([]int, len(runs)) // the run that ends code which begins with this one, 0 for none
	last := map[int]int{}
	for i := len(runs) - 1; i >= 0; i-- {
		length := runs[i][1] - runs[i][0]
		next[i] = last[length]
		if escaped(text[:runs[i][0]]) { // the first backtick begins nothing; in code it would end it
			next[i] = last[length-1]
		}
		last[length] = i
	}
	for i := 0; i < len(runs); i++ {
		if n := next[i]; n > 0 {
			spans = append(spans, span{at + runs[i][0], at + runs[n][1]})
			i = n
		}
	}
	return spans
}

// escaped reports whether a backslash at the end of a text escapes what follows.
func escaped(text string) bool {
	return (len(text)-len(strings.TrimRight(text, `\`)))%2 == 1
}
