package media

import (
	"html"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A Cue is a text with the time in which it is spoken or shown.
type Cue struct {
	From, To time.Duration
	Text     string // plain; its lines are separated by "\n"
	Line     int    // of its times in the file, from 1
}

// A Flaw is something in a file of cues that browsers ignore or show wrongly.
type Flaw struct {
	Line int // from 1
	Kind FlawKind
	Text string // the line
}

// A FlawKind is the kind of a Flaw.
type FlawKind uint8

const (
	NoHeader FlawKind = iota // the file does not begin with WEBVTT
	BadTime                  // a line with --> whose times are invalid
	Backward                 // a cue that ends before it begins
	Disorder                 // a cue that begins before the one above it
	NoText                   // a cue without text
	Stray                    // a text without a time
	TooMany                  // a cue after MostCues others
)

// MostCues is how many cues of a file are read. A film has two thousand.
const MostCues = 10_000

// Cues parses WebVTT. Settings, styles and notes are left out, and so is what is wrong.
func Cues(text string) (cues []Cue, flaws []Flaw) {
	text = strings.TrimPrefix(text, "\ufeff")
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	flaw := func(at int, kind FlawKind) {
		flaws = append(flaws, Flaw{at + 1, kind, strings.TrimSpace(lines[at])})
	}
	n := 0
	if first := lines[0]; first == "WEBVTT" || strings.HasPrefix(first, "WEBVTT ") || strings.HasPrefix(first, "WEBVTT\t") {
		for n < len(lines) && lines[n] != "" && !strings.Contains(lines[n], "-->") {
			n++
		}
	} else {
		flaw(0, NoHeader)
	}
	for n < len(lines) {
		if len(cues) == MostCues {
			flaw(n, TooMany)
			break
		}
		if lines[n] == "" {
			n++
			continue
		}
		start := n
		if !strings.Contains(lines[n], "-->") {
			if word, _, _ := strings.Cut(strings.TrimSpace(lines[n]), " "); word == "NOTE" || word == "STYLE" || word == "REGION" {
				n = blockEnd(lines, n)
				continue
			}
			n++ // the cue's name
		}
		if n == len(lines) || !strings.Contains(lines[n], "-->") {
			if start > 0 || len(flaws) == 0 {
				flaw(start, Stray)
			}
			n = blockEnd(lines, n)
			continue
		}
		at := n
		from, to, ok := span(lines[at])
		n++
		end := n
		for end < len(lines) && lines[end] != "" && !strings.Contains(lines[end], "-->") {
			end++
		}
		said := bare(strings.Join(lines[n:end], "\n"))
		n = end
		switch {
		case !ok:
			flaw(at, BadTime)
			continue
		case to <= from:
			flaw(at, Backward)
			continue
		case said == "":
			flaw(at, NoText)
			continue
		case len(cues) > 0 && from < cues[len(cues)-1].From:
			flaw(at, Disorder)
			continue
		}
		cues = append(cues, Cue{from, to, said, at + 1})
	}
	return cues, flaws
}

// blockEnd returns the index of the empty line that ends a block.
func blockEnd(lines []string, n int) int {
	for n < len(lines) && lines[n] != "" {
		n++
	}
	return n
}

// span parses the line of a cue's times.
func span(line string) (from, to time.Duration, ok bool) {
	first, rest, _ := strings.Cut(line, "-->")
	second, _, _ := strings.Cut(strings.TrimSpace(rest), " ") // settings follow
	second, _, _ = strings.Cut(second, "\t")
	from, okFrom := clock(strings.TrimSpace(first))
	to, okTo := clock(second)
	return from, to, okFrom && okTo
}

// clock parses a time: 00:12.500 or 1:00:12.500.
func clock(text string) (d time.Duration, ok bool) {
	whole, fraction, found := strings.Cut(text, ".")
	parts := strings.Split(whole, ":")
	if !found || len(fraction) != 3 || len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	for i, part := range parts {
		n, valid := digits(part)
		hours := len(parts) == 3 && i == 0
		if !valid || hours && len(part) > 6 || !hours && (n > 59 || len(part) != 2) {
			return 0, false
		}
		d = d*60 + time.Duration(n)*time.Second
	}
	n, valid := digits(fraction)
	return d + time.Duration(n)*time.Millisecond, valid
}

func digits(text string) (n int, ok bool) {
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// bare removes the tags of a cue's text.
func bare(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<")
		b.WriteString(before)
		if !found {
			break
		}
		_, after, closed := strings.Cut(rest, ">")
		if !closed {
			break
		}
		text = after
	}
	return strings.TrimSpace(html.UnescapeString(b.String()))
}

// Letters returns a text's letters and digits in lower case: what a transcript and the
// cues of the same words have in common, whatever their punctuation and line breaks.
func Letters(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// Unspoken returns the first cue whose words do not follow those of the cues before it in
// a text; ok is false if there is none.
func Unspoken(cues []Cue, text string) (cue Cue, ok bool) {
	rest := Letters(text)
	for _, c := range cues {
		said := Letters(c.Text)
		at := strings.Index(rest, said)
		if at < 0 {
			return c, true
		}
		rest = rest[at+len(said):]
	}
	return Cue{}, false
}
