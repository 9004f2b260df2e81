// Package hours reads opening hours in OpenStreetMap's syntax and says when a
// site is open.
//
// In comes one string, such as "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00".
// Parse turns it into Hours; Day, During and State answer for a date; Words
// tells the hours to a reader, and Specification to a search engine. What
// Parse does not understand is an error at its byte, often with the value as
// it was meant; nothing is guessed and nothing is skipped, for a group that
// stands before a locked gate was told something that nobody wrote.
//
// Closed, open and unknown are three things. Unknown (a comment without
// "open", an open end, holidays that the calendar does not know) never counts
// as open.
//
// The language is OpenStreetMap's specification 0.7, without what a site of a
// study tour has no use for: hours after the sun, Easter, intervals. Where the
// specification leaves room, the answer is that of opening_hours.js, which
// most editors' tools use: testdata/oracle holds this package against it.
//
// Nothing here does I/O, knows the clock or a timezone: a date and minutes
// since its midnight are the site's own.
package hours

import "fmt"

// Hours is what one value says. It is read-only after Parse, and safe to use
// from many goroutines.
type Hours struct {
	rules []rule
	// spills: some rule runs past midnight, so a day depends on the one before.
	spills bool
}

// A State is what the hours say of one moment.
type State uint8

const (
	Closed State = iota
	Open
	Unknown
)

// A SyntaxError is the first thing in a value that is not understood.
type SyntaxError struct {
	Offset int    // bytes from the start of the value
	Key    string // in the problem catalogue
	Args   []any  // what the catalogue's message and hint show
	// Nearest is the word of the language that an unknown one looks like;
	// "" for none.
	Nearest string
}

// Error is for logs and tests; people are told the catalogue's sentence.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("byte %d: %s %q", e.Offset, e.Key, e.Args)
}

// Longest is how many bytes a value may have. OpenStreetMap allows 255
// characters; the bound is there so that no value takes long.
const Longest = 4096

// Parse reads one value. Its error is a *SyntaxError.
//
// A value that becomes valid when its common slips are put right (“周一至周五
// 09：00—17：00”, "Mon-Fri 9am-5pm") is still an error, as other programs would
// not understand it, but the error says how to write it.
func Parse(s string) (*Hours, error) {
	if len(s) > Longest {
		return nil, &SyntaxError{Offset: Longest, Key: "opening-hours/too-long", Args: []any{Longest}}
	}
	h, err := parse(s)
	if err == nil {
		return h, nil
	}
	if meant, halves := mend(s); meant != s {
		// By the twelve-hour clock "9am-5" would run past midnight: that is
		// hardly what was meant.
		if h, still := parse(meant); still == nil && !(halves && h.spills) {
			return nil, &SyntaxError{Offset: err.Offset, Key: "opening-hours/slip", Args: []any{wordAt(s, err.Offset), meant}}
		}
	}
	return nil, err
}
