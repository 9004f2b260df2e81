package cite

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The limits of a file of sources, far above those of a guide.
const (
	mostDepth   = 16
	mostItems   = 10_000
	mostPeople  = 200   // names of a kind in an item
	longestText = 2_000 // characters of a field
)

// A Fault is a problem of a file of sources.
type Fault struct {
	Offset int    // in bytes
	Key    string // of internal/diag
	Args   []any
}

// Parse reads a CSL JSON file: a list of items. Items that cannot be used are left out
// and reported, as is the first error of syntax, which ends the list.
func Parse(data []byte) (items []Item, faults []Fault) {
	p := parser{data: data, seen: map[string]bool{}}
	p.list()
	return p.items, p.faults
}

type parser struct {
	data   []byte
	items  []Item
	faults []Fault
	seen   map[string]bool // the keys
}

func (p *parser) fault(offset int, key string, args ...any) {
	p.faults = append(p.faults, Fault{min(offset, len(p.data)), key, args})
}

func (p *parser) list() {
	if at, deep := tooDeep(p.data); deep {
		p.fault(at, "bad-sources/deep", mostDepth)
		return
	}
	d := json.NewDecoder(bytes.NewReader(p.data))
	if first, err := d.Token(); err != nil {
		p.syntax()
		return
	} else if first != json.Delim('[') {
		p.fault(start(p.data, 0), "bad-sources/list")
		return
	}
	for d.More() {
		at := start(p.data, int(d.InputOffset()))
		if len(p.items) == mostItems {
			p.fault(at, "bad-sources/many", mostItems)
			return
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			p.syntax()
			return
		}
		p.item(raw, at)
	}
	if _, err := d.Token(); err != nil {
		p.syntax()
	} else if start(p.data, int(d.InputOffset())) < len(p.data) {
		p.syntax()
	}
}

// syntax reports invalid JSON. The decoder does not say exactly where it is, so that all
// is read once more.
func (p *parser) syntax() {
	at := len(bytes.TrimRight(p.data, " \t\r\n"))
	var invalid *json.SyntaxError
	if err := json.Unmarshal(p.data, new(json.RawMessage)); errors.As(err, &invalid) {
		at = min(at, max(int(invalid.Offset)-1, 0))
	}
	p.fault(at, "bad-sources")
}

// start returns the offset of the next value, behind white space and a comma.
func start(data []byte, at int) int {
	for at < len(data) && strings.IndexByte(" \t\r\n,", data[at]) >= 0 {
		at++
	}
	return at
}

// tooDeep returns where brackets are nested too deeply.
func tooDeep(data []byte) (at int, deep bool) {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[', c == '{':
			if depth++; depth > mostDepth {
				return i, true
			}
		case c == ']', c == '}':
			depth--
		}
	}
	return 0, false
}

// item reads one item, which begins at an offset of the file.
func (p *parser) item(raw []byte, at int) {
	var w written
	if err := json.Unmarshal(raw, &w); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			p.fault(at, "bad-sources/type", wrong.Field)
		} else {
			p.fault(at, "bad-sources/item")
		}
		return
	}
	i := w.item()
	switch {
	case i.Key == "":
		p.fault(at, "bad-sources/id")
		return
	case p.seen[i.Key]:
		p.fault(at, "bad-sources/twice", i.Key)
		return
	}
	for _, text := range i.texts() {
		if len(*text) > longestText && utf8.RuneCountInString(*text) > longestText {
			p.fault(at, "bad-sources/long", i.Key, longestText)
			return
		}
	}
	if i.Title == "" && kindOf(&i).form != interview {
		p.fault(at, "bad-sources/title", i.Key)
	}
	p.seen[i.Key] = true
	p.items = append(p.items, i)
}

// texts returns the fields that are texts.
func (i *Item) texts() []*string {
	all := []*string{
		&i.Key, &i.Type, &i.Title, &i.Container, &i.Publisher, &i.Place, &i.Edition, &i.Volume, &i.Issue, &i.Page, &i.Number,
		&i.Genre, &i.Archive, &i.Location, &i.DOI, &i.URL, &i.Issued.Literal, &i.Accessed.Literal,
	}
	for _, names := range [][]Name{i.Authors, i.Editors, i.Translator, i.Asked} {
		for k := range names {
			all = append(all, &names[k].Family, &names[k].Given, &names[k].Literal)
		}
	}
	return all
}

// written is an item as CSL JSON has it. Other fields are ignored.
type written struct {
	ID           loose         `json:"id"`
	CitationKey  loose         `json:"citation-key"`
	Type         string        `json:"type"`
	Title        loose         `json:"title"`
	Container    loose         `json:"container-title"`
	Publisher    loose         `json:"publisher"`
	Place        loose         `json:"publisher-place"`
	ArchivePlace loose         `json:"archive-place"`
	Edition      loose         `json:"edition"`
	Volume       loose         `json:"volume"`
	Issue        loose         `json:"issue"`
	Page         loose         `json:"page"`
	Number       loose         `json:"number"`
	Genre        loose         `json:"genre"`
	Archive      loose         `json:"archive"`
	Location     loose         `json:"archive_location"`
	OldLocation  loose         `json:"archive-location"`
	DOI          loose         `json:"DOI"`
	URL          loose         `json:"URL"`
	Author       []writtenName `json:"author"`
	Editor       []writtenName `json:"editor"`
	Translator   []writtenName `json:"translator"`
	Director     []writtenName `json:"director"`
	Interviewer  []writtenName `json:"interviewer"`
	Issued       writtenDate   `json:"issued"`
	Accessed     writtenDate   `json:"accessed"`
}

type writtenName struct {
	Family   loose `json:"family"`
	Given    loose `json:"given"`
	Literal  loose `json:"literal"`
	Particle loose `json:"non-dropping-particle"`
	Dropping loose `json:"dropping-particle"`
}

type writtenDate struct {
	Parts   [][]loose `json:"date-parts"`
	Literal loose     `json:"literal"`
	Raw     loose     `json:"raw"`
}

// A loose is a text that programs write as a string or as a number.
type loose string

// UnmarshalJSON implements json.Unmarshaler.
func (l *loose) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && (data[0] == '-' || data[0] >= '0' && data[0] <= '9') {
		*l = loose(data)
		return nil
	}
	return json.Unmarshal(data, (*string)(l))
}

// text returns the text on one line.
func (l loose) text() string { return strings.Join(strings.Fields(string(l)), " ") }

// either returns the first text that is not empty.
func either(all ...loose) string {
	for _, l := range all {
		if text := l.text(); text != "" {
			return text
		}
	}
	return ""
}

func (w *written) item() Item {
	i := Item{
		Key: either(w.CitationKey, w.ID), Type: w.Type, Title: w.Title.text(), Container: w.Container.text(), Publisher: w.Publisher.text(),
		Place: either(w.Place, w.ArchivePlace), Edition: w.Edition.text(), Volume: w.Volume.text(), Issue: w.Issue.text(), Page: w.Page.text(),
		Number: w.Number.text(), Genre: w.Genre.text(), Archive: w.Archive.text(), Location: either(w.Location, w.OldLocation), DOI: w.DOI.text(), URL: webAddress(w.URL.text()),
		Authors: names(w.Author), Editors: names(w.Editor), Translator: names(w.Translator), Asked: names(w.Interviewer),
		Issued: w.Issued.date(), Accessed: w.Accessed.date(),
	}
	if len(i.Authors) == 0 {
		i.Authors = names(w.Director)
	}
	return i
}

// webAddress returns an address that a page may link to, or "".
func webAddress(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}

func names(all []writtenName) []Name {
	var names []Name
	for _, n := range all[:min(mostPeople, len(all))] {
		name := Name{strings.TrimSpace(n.Particle.text() + " " + n.Family.text()), strings.TrimSpace(n.Given.text() + " " + n.Dropping.text()), n.Literal.text()}
		if name.Family == "" && name.Literal == "" {
			name = Name{Literal: name.Given}
		}
		if name != (Name{}) {
			names = append(names, name)
		}
	}
	return names
}

// date returns the first day of a date. One that is not in numbers is kept as a text.
func (w *writtenDate) date() Date {
	var d Date
	if len(w.Parts) > 0 {
		for i, part := range w.Parts[0][:min(3, len(w.Parts[0]))] {
			n, err := strconv.Atoi(part.text())
			if err != nil || n == 0 || i > 0 && (n < 1 || n > []int{0, 12, 31}[i]) || n > 9999 || n < -9999 {
				break
			}
			*[]*int{&d.Year, &d.Month, &d.Day}[i] = n
		}
	}
	if d.Year == 0 {
		d.Literal = either(w.Literal, w.Raw)
	}
	return d
}
