package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// brackets reports links and pictures that are text because a bracket is full-width
// or missing, or because of spaces: [名]（site:kaishan）, 【名】（about.md）.
func (t *typos) brackets(line sourceLine, closing string) {
	for from := 0; ; {
		i := bytes.Index(line.text[from:], []byte(closing))
		if i < 0 {
			return
		}
		i += from
		from = i + len(closing)
		t.bracket(line, i, from)
	}
}

// bracket checks the closing bracket at line.text[i:next].
func (t *typos) bracket(line sourceLine, i, next int) {
	rest := line.text[next:min(len(line.text), next+longestPath)]
	exact := next == i+1 && len(rest) > 0 && rest[0] == '('
	rest, opened := cutAny(bytes.TrimLeft(rest, " "), "(", "（")
	if !opened {
		return
	}
	to, closed := bytes.IndexByte(rest, ')'), true
	if exact && to >= 0 && bytes.IndexByte(rest[:to], ' ') < 0 && !bytes.Contains(rest[:to], []byte("）")) {
		return // a link
	}
	if to < 0 {
		to = len(rest)
	}
	if !t.shown(line.at + i) {
		return
	}
	if end := bytes.Index(rest[:to], []byte("）")); end >= 0 {
		to = end
	} else if to == len(rest) {
		closed = false
		if end := bytes.IndexAny(rest, " \t，。；"); end >= 0 {
			to = end
		}
	}

	before := line.text[max(0, i-longestPath):i]
	start := max(bytes.LastIndexByte(before, '['), bytes.LastIndex(before, []byte("【")), bytes.LastIndex(before, []byte("［")))
	if start < 0 {
		return
	}
	start += i - len(before)
	if i > 0 && line.text[i-1] == '\\' || start > 0 && line.text[start-1] == '\\' { // escaped on purpose
		return
	}
	_, size := utf8.DecodeRune(line.text[start:])
	label := string(line.text[start+size : i])
	address := asAddress(string(rest[:to]))
	picture := isFile(address, pictureFiles)
	if before, ok := bytes.CutSuffix(line.text[:start], []byte("!")); ok {
		start, picture = len(before), true
	} else if before, ok := bytes.CutSuffix(line.text[:start], []byte("！")); ok {
		start, picture = len(before), true
	}
	if !t.shown(line.at + start) {
		return
	}
	mark := ""
	if picture {
		mark = "!"
	}
	switch {
	case isAddress(address) && (picture || !strings.ContainsAny(address, " \t")):
		t.problem(line.at+start, "markdown-typo/brackets", mark+"["+label+"]("+address+")")
	case exact && closed && strings.ContainsAny(address, "/\\") && strings.Contains(address, " ") && !strings.ContainsAny(address, "<>"):
		t.problem(line.at+start, "markdown-typo/space", mark+"["+label+"](<"+address+">)")
	}
}

func cutAny(s []byte, prefixes ...string) (after []byte, found bool) {
	for _, p := range prefixes {
		if after, ok := bytes.CutPrefix(s, []byte(p)); ok {
			return after, true
		}
	}
	return s, false
}

// asAddress returns an address as it should have been typed.
func asAddress(s string) string {
	s = strings.TrimSpace(s)
	if scheme, rest, ok := strings.Cut(s, "："); ok && (slices.Contains(inside, scheme) || slices.Contains(web, scheme)) {
		return scheme + ":" + rest
	}
	if strings.HasPrefix(s, "www.") {
		return "https://" + s
	}
	return s
}

// emphasis reports ** that has no effect because of a space inside: **加粗 **. The
// marks of a block are taken in pairs, as they were meant. If their number is odd,
// one of them is something else, such as the rest of a name (王**).
func (t *typos) emphasis(block []byte, start int) {
	var room [16]int
	marks := doubleStars(block, room[:0])
	spaced := len(marks)%2 != 0 // one may be in code
	for i := 0; i+1 < len(marks) && !spaced; i += 2 {
		leads, trails := spacesInside(block[marks[i]+2 : marks[i+1]])
		spaced = leads || trails
	}
	if !spaced || len(marks) < 2 {
		return
	}
	t.collect()
	marks = slices.DeleteFunc(marks, func(i int) bool { return covers(t.code, start+i) })
	if len(marks)%2 != 0 {
		return
	}
	reported := 0
	for i := 0; i < len(marks) && reported < mostEmphasis; i += 2 {
		inner := block[marks[i]+2 : marks[i+1]]
		word := bytes.TrimSpace(inner)
		leads, trails := spacesInside(inner)
		if len(word) == 0 || !leads && !trails || bytes.IndexByte(inner, '\n') >= 0 {
			continue
		}
		r, _ := utf8.DecodeLastRune(block[:marks[i]])
		after := marks[i] > 0 && (unicode.IsLetter(r) || unicode.IsNumber(r))
		switch {
		case leads && !trails && after: // 王** 和李**
		case leads && trails && (after && len(marks) > 2 || !bytes.ContainsFunc(word, isWide)): // a ** b ** c
		default:
			t.problem(start+marks[i], "markdown-typo/emphasis", "**"+string(word)+"**")
			reported++
		}
	}
}

// mostEmphasis is the maximum number of reports of emphasis in a block. The place
// of each is counted from the start of the file.
const mostEmphasis = 20

// doubleStars appends the indexes of the runs of exactly two stars.
func doubleStars(block []byte, marks []int) []int {
	for i := 0; i < len(block); {
		j := bytes.IndexByte(block[i:], '*')
		if j < 0 {
			break
		}
		i += j
		n := i
		for n < len(block) && block[n] == '*' {
			n++
		}
		if n-i == 2 && (i == 0 || block[i-1] != '\\') {
			marks = append(marks, i)
		}
		i = n
	}
	return marks
}

// spacesInside reports whether a text begins or ends with white space.
func spacesInside(inner []byte) (leads, trails bool) {
	first, _ := utf8.DecodeRune(inner)
	last, _ := utf8.DecodeLastRune(inner)
	return unicode.IsSpace(first), unicode.IsSpace(last)
}

// footnotes reports references to a footnote without a text, each footnote once.
func (t *typos) footnotes(line sourceLine) {
	for from := 0; ; {
		i := bytes.Index(line.text[from:], []byte("[^"))
		if i < 0 {
			return
		}
		start := from + i
		from = start + len("[^")
		id, _, ok := bytes.Cut(line.text[from:], []byte("]"))
		if !ok || !isNoteID(id) {
			continue
		}
		mark := line.text[start : from+len(id)+len("]")]
		if slices.ContainsFunc(t.notes, func(known []byte) bool { return bytes.Equal(known, mark) }) || len(t.notes) == mostNotes {
			continue
		}
		t.notes = append(t.notes, mark)
		// A text with a full-width colon is reported where it is.
		defined := bytes.Contains(t.source, slices.Concat(mark, []byte(":"))) || bytes.Contains(t.source, slices.Concat(mark, []byte("：")))
		if !defined && t.shown(line.at+start) {
			t.problem(line.at+start, "markdown-typo/reference", string(mark))
		}
	}
}

// mostNotes limits the footnotes whose text is looked for in a body.
const mostNotes = 500

func isNoteID(id []byte) bool {
	const longest = 30
	return len(id) > 0 && len(id) <= longest &&
		!bytes.ContainsFunc(id, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
