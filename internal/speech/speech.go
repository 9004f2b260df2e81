// Package speech estimates how long a text takes to say.
//
// It takes plain text and knows two ways of speaking: characters, one syllable each, as in
// Chinese, and words. The speeds are those of a guide in front of a group, slower than
// reading aloud. It does not know how a number is pronounced, so the result is an estimate:
// Round it before it is shown.
package speech

import (
	"strings"
	"time"
	"unicode"
)

const (
	character = time.Minute / 200
	word      = time.Minute / 130
	pause     = time.Second // after a paragraph
)

// Time returns how long it takes to say paragraphs. One without a character, a word or a
// number takes no time.
func Time(paragraphs ...string) time.Duration {
	total := time.Duration(0)
	for _, p := range paragraphs {
		if t := paragraph(p); t > 0 {
			total += t + pause
		}
	}
	return total
}

// paragraph returns the time without the pause. In Chinese each digit is a syllable,
// elsewhere two digits are a word: "nineteen thirty-seven".
func paragraph(text string) time.Duration {
	total := time.Duration(0)
	chinese := strings.ContainsFunc(text, syllable)
	letters := false // whether the rune before is part of a word
	digits := 0      // of the current number
	for _, r := range text {
		switch {
		case unicode.IsMark(r), r == '\'', r == '’':
			continue // within a word, if one goes on
		case unicode.IsDigit(r):
			if chinese {
				total += character
			} else if digits++; digits%2 == 1 {
				total += word
			}
			letters = false
			continue
		case syllable(r):
			total += character
			letters = false
		case unicode.IsLetter(r):
			if !letters {
				total += word
			}
			letters = true
		default:
			letters = false
		}
		digits = 0
	}
	return total
}

// syllable reports whether a rune is said on its own.
func syllable(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// Round rounds a time to what an estimate can promise: five seconds below a minute, ten
// below ten minutes, and then a minute. Only no time is 0.
func Round(d time.Duration) time.Duration {
	step := 5 * time.Second
	switch {
	case d <= 0:
		return 0
	case d >= 10*time.Minute:
		step = time.Minute
	case d >= time.Minute:
		step = 10 * time.Second
	}
	return max(d.Round(step), step)
}
