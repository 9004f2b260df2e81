// Package words formats values and sentences for readers.
//
// From the words of one language, as in layouts/words, it makes texts such as
// "about 1.2 km", "09:00–11:30" or a description of a timetable's conflicts. The
// texts are plain, not HTML. The script of a handout must return the same texts:
// see static/theme/handout.
package words

import (
	"strconv"
	"strings"
	"time"

	"wayside/internal/guide"
)

// Words are the theme's words in one language, by the keys of
// layouts/words/en.toml. A missing key is shown itself, so that the author of a
// theme notices it.
type Words guide.Words

// T returns the word for a key.
func (w Words) T(key string) string {
	if s, ok := w[key]; ok {
		return s
	}
	return key
}

// Some returns the words for the given keys, for a script.
func (w Words) Some(keys []string) guide.Words { return guide.Words(w).Some(keys) }

// Fill replaces the placeholders {name} in a word with values:
// Fill("about", "what", "5 min").
func (w Words) Fill(key string, pairs ...string) string {
	rest := w.T(key)
	var b strings.Builder
	b.Grow(2 * len(rest))
	for {
		before, after, open := strings.Cut(rest, "{")
		name, after, closed := strings.Cut(after, "}")
		b.WriteString(before)
		if !open || !closed {
			return b.String()
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				b.WriteString(pairs[i+1])
			}
		}
		rest = after
	}
}

// Count replaces {n} in the word for key with a number. For 1 it uses the word for
// the key with "-one" appended, if the language has it.
func (w Words) Count(key string, n int) string {
	if _, ok := w[key+"-one"]; ok && n == 1 {
		key += "-one"
	}
	return w.Fill(key, "n", strconv.Itoa(n))
}

// Sentences joins sentences. One that ends in full-width punctuation needs no space after it.
func Sentences(sentences []string) string {
	var b strings.Builder
	for i, s := range sentences {
		if i > 0 && !strings.HasSuffix(sentences[i-1], "。") {
			b.WriteByte(' ')
		}
		b.WriteString(s)
	}
	return b.String()
}

// Duration formats a length of time in hours and minutes.
func (w Words) Duration(d time.Duration) string {
	h, m := int(d.Hours()), int(d.Minutes())%60
	switch {
	case h == 0:
		return w.Fill("minutes", "m", strconv.Itoa(m))
	case m == 0:
		return w.Fill("hours", "h", strconv.Itoa(h))
	}
	return w.Fill("hours-minutes", "h", strconv.Itoa(h), "m", strconv.Itoa(m))
}

// Seconds formats a length of time in hours, minutes and seconds, which are left out where
// they are 0.
func (w Words) Seconds(d time.Duration) string {
	m, s := int(d.Minutes()), int(d.Seconds())%60
	switch {
	case s == 0:
		return w.Duration(d)
	case m == 0:
		return w.Fill("seconds", "s", strconv.Itoa(s))
	}
	return w.Fill("minutes-seconds", "m", strconv.Itoa(m), "s", strconv.Itoa(s))
}

// Distance formats a distance in metres: rounded to tens of metres below one
// kilometre, to tenths of kilometres below ten, then to kilometres.
func (w Words) Distance(metres float64) string {
	switch {
	case metres < 995:
		return w.Fill("metres", "n", strconv.Itoa(int(metres/10+0.5)*10))
	case metres < 9950:
		tenths := int(metres/100 + 0.5) // rounds half up, like the handout's script; FormatFloat rounds 1.25 to 1.2
		return w.Fill("kilometres", "n", strconv.Itoa(tenths/10)+"."+strconv.Itoa(tenths%10))
	}
	return w.Fill("kilometres", "n", strconv.Itoa(int(metres/1000+0.5)))
}

// Date formats a day with its weekday. It returns "" for the zero Date.
func (w Words) Date(d guide.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.Fill("date", "y", strconv.Itoa(d.Year), "d", strconv.Itoa(d.Day),
		"month", nth(w.T("months"), int(d.Month)-1), "weekday", nth(w.T("weekdays"), int(d.Time().Weekday())))
}

// nth returns item i of a list that is separated by spaces.
func nth(list string, i int) string {
	n := 0
	for item := range strings.FieldsSeq(list) {
		if n == i {
			return item
		}
		n++
	}
	return strconv.Itoa(i + 1)
}
