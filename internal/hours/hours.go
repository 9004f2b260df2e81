// Package hours reads opening hours in OpenStreetMap's syntax and determines
// when a site is open.
//
// The input is one string, such as "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00".
// Parse converts it to Hours; Day, During and State evaluate a date; Words
// formats the hours for readers, and Specification for search engines. Text
// that Parse does not understand is an error with a byte offset, often with a
// suggested value. Parse never guesses or skips text, because wrong hours send
// a group to a locked gate.
//
// Closed, open and unknown are distinct states. Unknown (a comment without
// "open", an open end, holidays missing from the calendar) never counts as
// open.
//
// The language is OpenStreetMap's specification 0.7 without the parts that
// sites of a study tour do not need: times relative to the sun, Easter,
// intervals. Where the specification is ambiguous, the result is that of
// opening_hours.js, which most editors' tools use; testdata/oracle compares
// the two.
//
// The package does no I/O and reads no clock or timezone: dates and minutes
// since midnight are local to the site.
package hours

import "fmt"

// Hours is a parsed value. It is read-only after Parse and safe for concurrent
// use.
type Hours struct {
	rules []rule
	// spills reports whether a rule has times past midnight, so that a day depends on the previous one.
	spills bool
}

// A State is the state of a site at a given moment.
type State uint8

const (
	Closed State = iota
	Open
	Unknown
)

// A SyntaxError is the first problem found in a value.
type SyntaxError struct {
	Offset int    // bytes from the start of the value
	Key    string // rule in the problem catalogue
	Args   []any  // arguments of the catalogue's message and hint
	// Nearest is the keyword most similar to an unknown word, or "".
	Nearest string
}

// Error is for logs and tests; users see the catalogue's message.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("byte %d: %s %q", e.Offset, e.Key, e.Args)
}

// Longest is the maximum length of a value in bytes. OpenStreetMap allows 255
// characters; the limit bounds the time spent on one value.
const Longest = 4096

// Parse parses a value. Its error is a *SyntaxError.
//
// A value that would be valid after fixing common typos (“周一至周五
// 09：00—17：00”, "Mon-Fri 9am-5pm") is still an error, because other programs
// would not understand it, but the error contains the fixed value.
func Parse(s string) (*Hours, error) {
	if len(s) > Longest {
		return nil, &SyntaxError{Offset: Longest, Key: "opening-hours/too-long", Args: []any{Longest}}
	}
	h, err := parse(s)
	if err == nil {
		return h, nil
	}
	if meant, halves := fix(s); meant != s {
		// In the twelve-hour clock "9am-5" would extend past midnight, which
		// is unlikely to be intended.
		if h, still := parse(meant); still == nil && !(halves && h.spills) {
			return nil, &SyntaxError{Offset: err.Offset, Key: "opening-hours/slip", Args: []any{wordAt(s, err.Offset), meant}}
		}
	}
	return nil, err
}
