package guide

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"wayside/internal/diag"
)

// Lang is a BCP 47 code such as "zh-Hans" or "en".
type Lang string

// A Text is what an editor wrote in one field, by language, the default language
// first. An empty Text has no language.
type Text []Passage

// A Passage is a Text in one language.
type Passage struct {
	Lang Lang
	From Lang // the language from which it was converted; "" if it was written
	Text string
	At   diag.Place // of the value's first character
	// Literal means that the text has no escapes in the file, so that places
	// inside it can be counted from At.
	Literal bool
}

// Place returns where the byte at offset of the passage is in its file. For a
// passage with escapes it returns the passage's beginning.
func (p Passage) Place(offset int) diag.Place {
	if !p.Literal || offset > len(p.Text) {
		return p.At
	}
	at := p.At
	before := p.Text[:offset]
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		at.Line += strings.Count(before, "\n")
		at.Column = 1
		before = before[i+1:]
	}
	at.Column += utf8.RuneCountInString(before)
	return at
}

// In returns the text for a reader of lang and the language it is in: lang if
// there is a passage in it, otherwise the default language, otherwise any. Pages
// mark the passage with lang= if the two differ.
func (t Text) In(lang Lang) (text string, real Lang) {
	for _, p := range t {
		if p.Lang == lang {
			return p.Text, lang
		}
	}
	if len(t) == 0 {
		return "", lang
	}
	return t[0].Text, t[0].Lang
}

// Passage is like In but returns the passage.
func (t Text) Passage(lang Lang) Passage {
	for _, p := range t {
		if p.Lang == lang {
			return p
		}
	}
	if len(t) == 0 {
		return Passage{Lang: lang}
	}
	return t[0]
}

// Empty reports whether there is no text in any language.
func (t Text) Empty() bool { return len(t) == 0 }

// A Date is a day in the guide's time zone; the zero Date means none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// A DateRange is the days from First to Last, both included.
type DateRange struct{ First, Last Date }

// IsZero reports whether no date was given.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the date in ISO 8601, "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// Compare returns a negative number if d is before e, 0 if they are equal, and otherwise a
// positive one.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Time returns the date's midnight in UTC, for arithmetic with days.
func (d Date) Time() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// Clock formats minutes since midnight as hours and minutes, "08:30". The end
// of a day is "24:00"; a caller that shows a later day's minute as a time of
// day takes it modulo 24*60.
func Clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// Words are the theme's words in one language, by key.
type Words map[string]string

// Some returns the words for the given keys, for a script. Keys that this
// language does not have ("points-one") are left out.
func (w Words) Some(keys []string) Words {
	some := make(Words, len(keys))
	for _, key := range keys {
		if word, ok := w[key]; ok {
			some[key] = word
		}
	}
	return some
}
