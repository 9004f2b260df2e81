package archive

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/journal"
)

// A Pattern makes names of photos.
type Pattern []part

// A part is a text, or a token that its value replaces.
type part struct {
	text  string
	token string // site, n, date, name; "" for a text
	width int    // digits of n
}

// A PatternError says what is wrong with a pattern.
type PatternError struct {
	Token     string // that is unknown, with its braces
	Character string // that a name cannot have
	// Neither: the pattern has neither {n} nor {name}, so that names would differ in
	// nothing but the number that a collision adds.
}

func (e *PatternError) Error() string {
	switch {
	case e.Token != "":
		return "unknown " + e.Token
	case e.Character != "":
		return fmt.Sprintf("invalid character %q", e.Character)
	}
	return "{n} or {name} is required"
}

// undated takes the place of a date that is not known.
const undated = "undated"

var token = regexp.MustCompile(`\{([a-z]+)(?::([1-9]))?\}`)

// ParsePattern reads a pattern such as {site}-{n:3}. The error is a PatternError.
func ParsePattern(text string) (p Pattern, err error) {
	distinct, at := false, 0
	for _, m := range token.FindAllStringSubmatchIndex(text, -1) {
		p = append(p, part{text: text[at:m[0]]})
		t := part{token: text[m[2]:m[3]], width: 1}
		if m[4] >= 0 {
			t.width, _ = strconv.Atoi(text[m[4]:m[5]])
		}
		switch t.token {
		case "n", "name":
			distinct = true
		case "site", "date":
		default:
			return nil, &PatternError{Token: "{" + t.token + "}"}
		}
		p, at = append(p, t), m[1]
	}
	p = append(p, part{text: text[at:]})
	// Some have a meaning in paths, and some in the texts that refer to photos.
	for _, t := range p {
		if i := strings.IndexFunc(t.text, func(c rune) bool { return c < ' ' || strings.ContainsRune(`/\:*?"'<>|{}#%`, c) }); i >= 0 {
			return nil, &PatternError{Character: t.text[i : i+1]}
		}
	}
	if bracket := unpaired(p); bracket != "" {
		return nil, &PatternError{Character: bracket}
	}
	if !distinct {
		return nil, &PatternError{}
	}
	return p, nil
}

// unpaired returns a round bracket of a pattern that has no partner, "" if there is none: in
// a link, it would end the address.
func unpaired(p Pattern) string {
	open := 0
	for _, t := range p {
		for _, c := range t.text {
			switch c {
			case '(':
				open++
			case ')':
				if open--; open < 0 {
					return ")"
				}
			}
		}
	}
	if open > 0 {
		return "("
	}
	return ""
}

// name returns the name of a photo without its extension.
func (p Pattern) name(site, old string, n int, taken guide.Date) string {
	var b strings.Builder
	for _, t := range p {
		switch t.token {
		case "site":
			b.WriteString(site)
		case "n":
			fmt.Fprintf(&b, "%0*d", t.width, n)
		case "name":
			b.WriteString(old)
		case "date":
			if taken == (guide.Date{}) {
				b.WriteString(undated)
			} else {
				b.WriteString(taken.String())
			}
		default:
			b.WriteString(t.text)
		}
	}
	// Windows has no names that end in these.
	return strings.Trim(b.String(), " .")
}

// Rename returns the moves of the photos of sites, of all if there are none, in the
// order of their galleries. Two photos never get one name, nor does one get that of a
// file which stays, whatever the case of letters.
func Rename(g *guide.Guide, sites []string, p Pattern) (moves []journal.Move) {
	stays := map[string]bool{} // in lower case
	for file := range g.Files {
		stays[strings.ToLower(file)] = true
	}
	for s := range chosen(g, sites) {
		for i := range s.Document.Photos {
			delete(stays, strings.ToLower(s.Document.Photos[i].File))
		}
	}
	taken := map[string]bool{}
	for s := range chosen(g, sites) {
		for i := range s.Document.Photos {
			photo := &s.Document.Photos[i]
			date := photo.Taken
			if date == (guide.Date{}) {
				date = g.Pictures[photo.File].Taken
			}
			folder, base := path.Split(photo.File)
			extension := strings.ToLower(path.Ext(base))
			name := p.name(s.ID, strings.TrimSuffix(base, path.Ext(base)), i+1, date)
			to := folder + name + extension
			for k := 2; name == "" || stays[strings.ToLower(to)] || taken[strings.ToLower(to)]; k++ {
				to = fmt.Sprintf("%s%s-%d%s", folder, name, k, extension)
				if name == "" {
					to = fmt.Sprintf("%sphoto-%d%s", folder, k, extension)
				}
				if !stays[strings.ToLower(to)] && !taken[strings.ToLower(to)] {
					break
				}
			}
			taken[strings.ToLower(to)] = true
			if to != photo.File {
				moves = append(moves, journal.Move{From: photo.File, To: to})
			}
		}
	}
	return moves
}
