// Package convert writes Chinese texts in the other script: simplified ones in traditional
// characters, or the reverse, with the words and quotation marks of a region.
//
// A text comes in and a text goes out. An editor's own terms come first, then words of
// OpenCC's dictionaries, as long as possible, then single characters. ASCII never changes.
// The package knows neither guides nor Markdown: its callers leave out what must stay as it
// is. The dictionaries are read when the first text is converted.
package convert

import (
	"iter"
	"strings"
	"sync"
	"unicode"

	"wayside/internal/lexicon"
)

// A Script is one of the two scripts of Chinese, as a BCP 47 code.
type Script string

const (
	Simplified  Script = "zh-Hans"
	Traditional Script = "zh-Hant"
)

// A Region has words and forms of characters of its own in traditional characters.
type Region string

const (
	Anywhere Region = "" // OpenCC's standard forms
	Taiwan   Region = "tw"
	HongKong Region = "hk"
)

// A Converter converts texts to a script. It is safe for concurrent use.
type Converter struct {
	to    Script
	chain func() []*lexicon.Lexicon
	terms *lexicon.Lexicon // nil for none
}

// New returns a converter to a script. region is that of the traditional side, and terms
// say what replaces a word whatever the dictionaries say.
func New(to Script, region Region, terms map[string]string) *Converter {
	c := &Converter{to: to, chain: chainOf(to, region)}
	if len(terms) > 0 {
		c.terms = lexicon.New(len(terms))
		for term, by := range terms {
			c.terms.Add(term, by)
		}
	}
	return c
}

// Text converts a text.
func (c *Converter) Text(text string) string {
	return c.Piece(text, strings.ContainsFunc(text, isHan))
}

// Piece converts a part of a text. chinese says whether the whole text is Chinese, which
// decides on quotation marks at the ends of the part.
func (c *Converter) Piece(text string, chinese bool) string {
	marked := text
	if c.to == Traditional {
		marked = corner(text, chinese)
	} else {
		marked = curl(text)
	}
	var b strings.Builder
	end := 0 // of the last term
	for at, term := range c.found(text) {
		_, by := c.terms.Longest(term)
		b.WriteString(c.words(marked[end:at]))
		b.WriteString(by)
		end = at + len(term)
	}
	if end == 0 {
		return c.words(marked)
	}
	b.WriteString(c.words(marked[end:]))
	return b.String()
}

// Terms returns the terms in a text.
func (c *Converter) Terms(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, term := range c.found(text) {
			if !yield(term) {
				return
			}
		}
	}
}

// found returns the terms in a text with their places.
func (c *Converter) found(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		if c.terms == nil {
			return
		}
		end := 0
		for at := range text {
			if at < end {
				continue
			}
			if length, _ := c.terms.Longest(text[at:]); length > 0 {
				end = at + length
				if !yield(at, text[at:end]) {
					return
				}
			}
		}
	}
}

// words applies the dictionaries.
func (c *Converter) words(text string) string {
	if !strings.ContainsFunc(text, isHan) {
		return text
	}
	for _, t := range c.chain() {
		text = t.Replace(text)
	}
	return text
}

func isHan(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }

// chains remembers the dictionaries of each script and region, in the order in which they
// are applied.
var chains sync.Map

func chainOf(to Script, region Region) func() []*lexicon.Lexicon {
	names := []string{"st"}
	if to == Simplified {
		names = []string{"ts"}
	}
	if region != Anywhere {
		names = append(names, string(region))
		if to == Simplified {
			names = []string{string(region) + "-reverse", "ts"}
		}
	}
	load := sync.OnceValue(func() (all []*lexicon.Lexicon) {
		for _, name := range names {
			all = append(all, readTable(name))
		}
		return all
	})
	found, _ := chains.LoadOrStore(strings.Join(names, " "), load)
	return found.(func() []*lexicon.Lexicon)
}
