package prose

import (
	"unicode"
	"unicode/utf8"

	"wayside/internal/lexicon"
)

// A Wording says how something is written in a guide.
type Wording struct {
	Use string
	Not []string // other forms, which are reported
	Why string   // "" for no reason
}

// Wordings finds the forms that a guide does not use. A nil *Wordings finds none. It is safe
// for concurrent use.
type Wordings struct {
	forms *lexicon.Lexicon
	of    map[string]*Wording // by the form that is not used
}

// NewWordings returns nil for an empty list.
func NewWordings(all []Wording) *Wordings {
	if len(all) == 0 {
		return nil
	}
	w := &Wordings{forms: lexicon.New(2 * len(all)), of: map[string]*Wording{}}
	for i := range all {
		for _, form := range all[i].Not {
			w.forms.Add(form, form)
			w.of[form] = &all[i]
		}
	}
	for i := range all { // a form that is used is right, whatever it contains
		w.forms.Add(all[i].Use, all[i].Use)
		delete(w.of, all[i].Use)
	}
	return w
}

// Find returns the forms in a text that are not used. The longest form at a place counts, so
// that one inside a longer form that is used is not reported, nor are the letters of a
// longer word.
func (w *Wordings) Find(text string) (found []Finding) {
	if w == nil {
		return nil
	}
	for i := 0; i < len(text); {
		length, _ := w.forms.Longest(text[i:])
		if length == 0 || !wholeWord(text, i, i+length) {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		form := text[i : i+length]
		if of := w.of[form]; of != nil && of.Why == "" {
			found = append(found, Finding{i, "wording", []any{form, of.Use}})
		} else if of != nil {
			found = append(found, Finding{i, "wording/why", []any{form, of.Use, of.Why}})
		}
		i += length
	}
	return found
}

// wholeWord reports whether no letter of a script with spaces continues the word at a place.
func wholeWord(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	first, _ := utf8.DecodeRuneInString(text[from:])
	last, _ := utf8.DecodeLastRuneInString(text[:to])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return !(spaced(before) && spaced(first)) && !(spaced(last) && spaced(after))
}

func spaced(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
