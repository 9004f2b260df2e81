// Package cite formats references to sources.
//
// In come the items of a CSL JSON file, as Zotero, EndNote and JabRef export it; out
// come references as pieces of text: by GB/T 7714—2015 for Chinese readers, and by the
// author–date form of The Chicago Manual of Style for others. The package formats the
// kinds of sources that a guide cites (kinds) and treats all others as books; it is no
// CSL processor and reads no styles.
package cite

import "strings"

// An Item is a source. A field is "" if the file does not have it.
type Item struct {
	Key        string // by which texts cite it
	Type       string // of CSL: "article-journal"
	Title      string
	Container  string // the journal, newspaper, book or website that contains it
	Publisher  string // also the university of a thesis and the studio of a film
	Place      string // of the publisher, or of the archive
	Edition    string // "2", "修订本"
	Volume     string
	Issue      string
	Page       string
	Number     string // of a report
	Genre      string // "博士学位论文", "PhD diss."
	Archive    string // that keeps it
	Location   string // in the archive: a call number
	DOI        string
	URL        string
	Authors    []Name // of a film the director, of an interview who was asked
	Editors    []Name
	Translator []Name
	Asked      []Name // who asked, in an interview
	Issued     Date
	Accessed   Date
}

// A Name is that of a person, in two parts or, for an institution, in one.
type Name struct{ Family, Given, Literal string }

// A Date is a year with perhaps a month and a day; Year 0 means none.
type Date struct {
	Year, Month, Day int
	Literal          string // what is not in numbers: "民国十六年"
}

// A Piece is a part of a reference.
type Piece struct {
	Text   string
	Italic bool // the title of a work
}

// A Reference is a source as a bibliography shows it.
type Reference []Piece

// String returns the reference without its type.
func (r Reference) String() string {
	var b strings.Builder
	for _, p := range r {
		b.WriteString(p.Text)
	}
	return b.String()
}

// A form is how references of a kind are built.
type form uint8

const (
	whole   form = iota
	part         // of a book
	article      // in a journal
	news         // in a newspaper
	web
	archival
	interview
	film
)

// A kind is a type of CSL. Code is that of GB/T 7714—2015.
type kind struct {
	form form
	code string
}

// kinds are the types of CSL that have a form or a code of their own.
var kinds = map[string]kind{
	"article":            {article, "J"},
	"article-journal":    {article, "J"},
	"article-magazine":   {article, "J"},
	"article-newspaper":  {news, "N"},
	"book":               {whole, "M"},
	"broadcast":          {film, "Z"},
	"chapter":            {part, "M"},
	"classic":            {whole, "M"},
	"collection":         {archival, "A"},
	"dataset":            {whole, "DS"},
	"document":           {whole, "Z"},
	"entry-dictionary":   {part, "M"},
	"entry-encyclopedia": {part, "M"},
	"interview":          {interview, "Z"},
	"manuscript":         {archival, "A"},
	"map":                {whole, "CM"},
	"motion_picture":     {film, "Z"},
	"paper-conference":   {part, "C"},
	"patent":             {whole, "P"},
	"post":               {web, "EB"},
	"post-weblog":        {web, "EB"},
	"report":             {whole, "R"},
	"standard":           {whole, "S"},
	"thesis":             {whole, "D"},
	"webpage":            {web, "EB"},
}

// other is the kind of all other types.
var other = kind{whole, "Z"}

func kindOf(i *Item) kind {
	if k, ok := kinds[i.Type]; ok {
		return k
	}
	return other
}

// Format returns the reference to a source for readers of a language.
func Format(i *Item, lang string) Reference {
	if strings.HasPrefix(lang, "zh") {
		return gbt(i)
	}
	return authorDate(i)
}

// mostNames is how many names a reference has before “et al.”
const mostNames = 3

// Note returns a locator, such as “第 12—15 页” or “p. 12”, as it follows the number of
// a reference: GB/T 7714 has the numbers of pages alone.
func Note(locator, lang string) string {
	locator = strings.TrimSpace(locator)
	if !strings.HasPrefix(lang, "zh") {
		return locator
	}
	inner, isPage := strings.CutSuffix(strings.TrimPrefix(locator, "第"), "页")
	inner = strings.TrimSpace(inner)
	if !isPage || inner == "" || strings.Trim(inner, "0123456789-–—, ，、") != "" {
		return locator
	}
	return strings.NewReplacer("—", "-", "–", "-", "、", ", ", "，", ", ").Replace(inner)
}
