package cite

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// authorDate returns a reference in the author–date form: names, year, title, and where
// it was published.
func authorDate(i *Item) Reference {
	k := kindOf(i)
	var r sentences
	names := fullNames(i.Authors, true)
	if k.form == film && names != "" {
		names += ", director"
	}
	r.add(names)
	titled := i.Title
	if titled == "" && k.form == interview {
		titled = "Interview"
	}
	year := or(i.Issued.plainYear(), "n.d.")
	if names == "" { // the title takes the place of the author
		r.title(titled, k.form)
		r.add(year)
	} else {
		r.add(year)
		r.title(titled, k.form)
	}
	edition := englishEdition(i.Edition)
	translator := by("Translated by ", i.Translator)
	publisher := join(": ", i.Place, i.Publisher)
	switch k.form {
	case part:
		r.work("In ", i.Container, join(", ", by("edited by ", i.Editors), ranged(i.Page)))
		r.add(edition)
		r.add(publisher)
	case article:
		issue := i.Volume
		if i.Issue != "" {
			issue = strings.TrimSpace(issue + " (" + i.Issue + ")")
		}
		r.work("", i.Container, "")
		r.follow(" ", join(": ", issue, ranged(i.Page)))
	case news:
		r.work("", i.Container, i.Issued.day())
		r.follow(", ", ranged(i.Page))
	case web:
		r.add(or(i.Container, publisher))
		r.add(i.Issued.longer())
	case archival:
		r.add(i.Issued.longer())
		r.add(join(", ", i.Location, or(i.Archive, i.Publisher), i.Place))
	case interview:
		r.add(by("Interviewed by ", i.Asked))
		r.add(join(", ", i.Place, i.Issued.longer()))
	default:
		r.add(translator)
		r.add(edition)
		r.add(join(", ", i.Genre, publisher))
	}
	switch {
	case i.DOI != "":
		r.add("https://doi.org/" + i.DOI)
	case i.URL != "":
		if day := i.Accessed.day(); day != "" {
			r.add("Accessed " + day)
		}
		r.add(i.URL)
	}
	return r.pieces
}

// sentences builds a reference of sentences.
type sentences struct{ pieces Reference }

// add adds a sentence. Nothing is added for "".
func (s *sentences) add(text string) {
	if text == "" {
		return
	}
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, ".”") && !strings.HasSuffix(text, "?") && !strings.HasSuffix(text, "!") {
		text += "."
	}
	s.space()
	s.pieces = append(s.pieces, Piece{Text: text})
}

func (s *sentences) space() {
	if len(s.pieces) > 0 {
		s.pieces = append(s.pieces, Piece{Text: " "})
	}
}

// title adds the title of the source: that of a whole work in italics, that of a part
// in quotation marks.
func (s *sentences) title(text string, f form) {
	switch {
	case text == "":
	case f == whole || f == film:
		s.work("", text, "")
	default:
		end := "."
		if strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, ".") {
			end = ""
		}
		s.add("“" + text + end + "”")
	}
}

// work adds the title of a work in italics with what precedes and follows it.
func (s *sentences) work(before, title, after string) {
	if title == "" {
		s.add(after)
		return
	}
	s.space()
	if before != "" {
		s.pieces = append(s.pieces, Piece{Text: before})
	}
	if after != "" {
		after = ", " + after
	}
	s.pieces = append(s.pieces, Piece{Text: title, Italic: true}, Piece{Text: after + "."})
}

// follow adds a text to the last sentence.
func (s *sentences) follow(between, text string) {
	if text == "" || len(s.pieces) == 0 {
		return
	}
	last := &s.pieces[len(s.pieces)-1]
	last.Text = strings.TrimSuffix(last.Text, ".") + between + text + "."
}

// fullNames returns names: Zhu, Ziqing, and Albert Einstein. Only the first one has its
// family name first, if first is true.
func fullNames(all []Name, first bool) string {
	var texts []string
	for k, n := range all[:min(mostNames, len(all))] {
		switch {
		case n.Literal != "":
			texts = append(texts, n.Literal)
		case hasHan(n.Family + n.Given):
			texts = append(texts, n.Family+n.Given)
		case k == 0 && first:
			texts = append(texts, join(", ", n.Family, n.Given))
		default:
			texts = append(texts, join(" ", n.Given, n.Family))
		}
	}
	if last := len(texts) - 1; len(all) > mostNames {
		return strings.Join(texts, ", ") + ", et al."
	} else if last > 0 {
		return strings.Join(texts[:last], ", ") + ", and " + texts[last]
	}
	return strings.Join(texts, "")
}

// by returns what people did, or "" for nobody.
func by(did string, people []Name) string {
	if len(people) == 0 {
		return ""
	}
	return did + fullNames(people, false)
}

func englishEdition(edition string) string {
	n, err := strconv.Atoi(edition)
	switch {
	case err != nil:
		return edition
	case n < 2:
		return "" // the first is not named
	}
	ending := "th"
	if n/10%10 != 1 && n%10 <= 3 {
		ending = []string{"th", "st", "nd", "rd"}[n%10]
	}
	return strconv.Itoa(n) + ending + " ed."
}

// ranged returns page numbers with a dash between them.
func ranged(text string) string { return strings.NewReplacer("-", "–", "—", "–").Replace(text) }

func (d Date) plainYear() string {
	if d.Year < 0 {
		return strconv.Itoa(-d.Year) + " BCE"
	}
	return d.year()
}

// day returns a date in words: 10 July 1927.
func (d Date) day() string {
	switch {
	case d.Month == 0 || d.Year < 0:
		return d.plainYear()
	case d.Day == 0:
		return fmt.Sprintf("%s %d", time.Month(d.Month), d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, time.Month(d.Month), d.Year)
}

// longer returns a date in words if it says more than the year.
func (d Date) longer() string {
	if d.Month == 0 {
		return ""
	}
	return d.day()
}
