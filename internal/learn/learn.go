// Package learn prepares the questions of a route's worksheet for the self-check on a
// phone, which needs no server.
//
// A page must not show its answers to those who read its source. So it has, instead of
// an answer, salted digests of the answers that are right (Item.Digests), and its
// explanation in a sealed form (Item.Seal), which the page's script opens once the
// reader has answered. This deters and does not protect: the script can open what
// the reader can open, and whoever runs it learns the answers. Nothing that must stay
// secret belongs into a question.
//
// An answer is compared in its normal form (Normal), so that the width of characters,
// case, spaces, punctuation, simplified or traditional characters and 三十二 or 32 make no
// difference. static/theme/learn/normal.js and answer.js implement the same for the
// browser, and a test in this package compares the two.
//
// # Results
//
// What a pupil achieved is a result: a short text, which the phone shows as a QR code
// too, and which the teacher's page collects (static/theme/learn/result.js has both
// directions). A result from paper is the same text with another source, so whatever
// reads answer sheets passes on results and nothing else has to change. The bytes of
// version 1, numbers from high to low:
//
//	1      the version in the high four bits, the source in the low: 0 a phone, 1 paper
//	3      Check.Route
//	2      Check.Version
//	1      the audience that the pupil chose, counted from 1 in the order of the route's; 0 for none
//	1      the round: 1 for the first time that the pupil answered, at most 255; 0 on paper
//	2      the time in seconds, at most 65,535; 0 if it was not measured
//	2      the number of questions
//	n/4    two bits for each question of Check.Items in order, from the high bits: 0 not
//	       answered, 1 wrong, 2 right at the second try, 3 right; an open question that
//	       was written on has 3. On paper there is no second try, and 2 is an answer that
//	       the teacher found half right
//	1 + n  the length of the group's name in bytes, and the name in UTF-8
//	1 + n  the same for the pupil's name or number
//	2      CRC-16 (polynomial 0x1021, initial value 0xFFFF) of all bytes before it
//
// They are written in Crockford's base 32, which has no letters that are mistaken for
// digits, in groups of five characters after WS, joined by hyphens: WS-20C3M-…. Unused
// bits at the end are 0. A wrong character changes at most five bits in a row, and two
// that are swapped ten, which the CRC always detects.
//
// A question that was right at the second try counts half of its points, rounded down.
// So does one that is half right. If no question of a route has points, each counts one. Open questions are for the
// teacher to judge and count nothing.
package learn

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/guide"
)

// A Check is the set of a route's questions.
type Check struct {
	Route   string // six hexadecimal digits that identify the route
	Version string // four hexadecimal digits that change with the questions, their answers and points
	Items   []Item
}

// An Item is a question without its answer.
type Item struct {
	ID      string // changes with the question and its answer, but not with its explanation
	Kind    string // one of the kinds of guide.Question
	Points  int    // for a right answer; 0 for an open question
	Several bool   // whether a choice has several right options
	Salt    string
	Digests []string // of the right answers; none for an open question
}

// Of returns the questions of a route, those of each stop in order. audiences are the ids
// of those among whom readers choose. The result does not depend on the language of a page.
func Of(route string, audiences []string, questions []*guide.Question) Check {
	c := Check{Route: short(3, "route", route)}
	scored := func(q *guide.Question) bool { return q.Kind != guide.Open }
	pointed := slices.ContainsFunc(questions, func(q *guide.Question) bool { return scored(q) && q.Points > 0 })
	version := append([]string{"version", strconv.Itoa(len(audiences))}, audiences...)
	for i, q := range questions {
		item := newItem(route, i, q)
		switch {
		case scored(q) && pointed:
			item.Points = q.Points
		case scored(q):
			item.Points = 1
		}
		version = append(version, item.ID, strconv.Itoa(item.Points), strings.Join(q.Audiences, " "))
		c.Items = append(c.Items, item)
	}
	c.Version = short(2, version...)
	return c
}

func newItem(route string, i int, q *guide.Question) Item {
	about := []string{"question", route, strconv.Itoa(i), q.Kind}
	for _, t := range append([]guide.Text{q.Prompt}, q.Options...) {
		for _, passage := range t {
			about = append(about, string(passage.Lang), passage.Text)
		}
	}
	item := Item{Kind: q.Kind, Several: q.Kind == guide.Choice && len(q.Answers) > 1, Salt: short(8, about...)}
	if q.Kind != guide.Open {
		for _, key := range keys(q) {
			if d := digest(item.Salt, key); !slices.Contains(item.Digests, d) {
				item.Digests = append(item.Digests, d)
			}
		}
	}
	item.ID = short(4, append(item.Digests, item.Salt)...)
	return item
}

// keys returns the right answers as the page's script writes them: the numbers of
// options, counted from 1, true or false, or a normal form.
func keys(q *guide.Question) []string {
	switch q.Kind {
	case guide.TrueFalse:
		return []string{strconv.FormatBool(q.True)}
	case guide.Choice:
		return []string{numbers(slices.Sorted(slices.Values(q.Answers)))}
	case guide.Order:
		return []string{numbers(q.Answers)}
	}
	var all []string
	for _, a := range q.Accepted {
		all = append(all, Normal(a))
	}
	return all
}

// numbers returns numbers as a text: "3,4,1,2".
func numbers(all []int) string {
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ",")
}

// Key returns the right answer of a question that its options answer, as its digest
// has it.
func Key(q *guide.Question) string { return keys(q)[0] }

// rounds is how often a digest is hashed. It makes guessing slower, and takes a slow phone
// a few milliseconds.
const rounds = 256

// stretch hashes a text with a salt, again and again.
func stretch(salt, text string) [sha256.Size]byte {
	sum := sha256.Sum256([]byte(salt + "\n" + text))
	salted := append(make([]byte, sha256.Size), salt...)
	for range rounds {
		copy(salted, sum[:])
		sum = sha256.Sum256(salted)
	}
	return sum
}

// digestBytes is the length of a digest. Two answers share one in 2⁶⁴ cases.
const digestBytes = 8

func digest(salt, key string) string {
	sum := stretch(salt, "answer "+key)
	return base64.RawStdEncoding.EncodeToString(sum[:digestBytes])
}

// sealBlock is the multiple of bytes to which sealed texts are padded, so that their
// length does not reveal a short answer.
const sealBlock = 64

// Seal returns a text in a form that the page's script reads.
func (t Item) Seal(text string) string {
	key := stretch(t.Salt, "explanation")
	data := []byte(text)
	data = append(data, strings.Repeat(" ", (sealBlock-len(data)%sealBlock)%sealBlock)...)
	for i := 0; i < len(data); i += sha256.Size {
		stream := sha256.Sum256(binary.BigEndian.AppendUint32(key[:], uint32(i/sha256.Size)))
		for k := range stream {
			data[i+k] ^= stream[k]
		}
	}
	return base64.RawStdEncoding.EncodeToString(data)
}

// short returns the first bytes of a digest of texts as hexadecimal digits.
func short(bytes int, texts ...string) string {
	h := sha256.New()
	for _, t := range texts {
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(t))))
		h.Write([]byte(t))
	}
	return hex.EncodeToString(h.Sum(nil)[:bytes])
}
