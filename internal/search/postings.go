package search

import "strings"

// A rank is the best position of a term in a page.
type rank uint8

const (
	atStart rank = iota // of the title or another name
	inTitle             // or another name
	inPlace             // or kind or theme
	inHeading
	inText
	ranks
)

// Postings are the pages that contain a term, in order. Each is encoded as its
// distance from the previous page, times the number of ranks, plus its rank, as a
// number in base 46. Of the 92 printable characters that need no escape in a
// string, the first 46 are used for a number's last digit and the others for the
// preceding digits, least significant first. Most distances are short, so most
// postings take one byte.
const (
	digits = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"
	base   = int32(len(digits) / 2)
)

func appendPosting(b []byte, distance int32, r rank) []byte {
	n := distance*int32(ranks) + int32(r)
	for ; n >= base; n /= base {
		b = append(b, digits[base+n%base])
	}
	return append(b, digits[n])
}

// postingSize returns the length of what appendPosting appends.
func postingSize(distance int32, r rank) int {
	size := 1
	for n := distance*int32(ranks) + int32(r); n >= base; n /= base {
		size++
	}
	return size
}

// appendPostings joins a term's postings in all parts. Distances count from page -1.
func appendPostings(b []byte, entries []*entry) []byte {
	last := int32(-1)
	for _, e := range entries {
		b = appendPosting(b, e.first-last, e.rank)
		b = append(b, e.more...)
		last = e.last
	}
	return b
}

// postingsSize returns the length of what appendPostings appends.
func postingsSize(entries []*entry) int {
	last, size := int32(-1), 0
	for _, e := range entries {
		size += postingSize(e.first-last, e.rank) + len(e.more)
		last = e.last
	}
	return size
}

// values maps the characters of postings to digits, others to -1.
var values = func() (of [256]int8) {
	for i := range of {
		of[i] = int8(strings.IndexByte(digits, byte(i)))
	}
	return of
}()

// readPosting decodes the first of some postings and returns the others. ok is false
// if there is none.
func readPosting(b []byte) (distance int32, r rank, rest []byte, ok bool) {
	n, power := int64(0), int64(1)
	for i, c := range b {
		v := int64(values[c])
		switch {
		case v < 0 || power > 1<<30:
			return 0, 0, nil, false
		case v >= int64(base):
			n += (v - int64(base)) * power
			power *= int64(base)
			continue
		}
		n += v * power
		return int32(n / int64(ranks)), rank(n % int64(ranks)), b[i+1:], n < 1<<31
	}
	return 0, 0, nil, false
}

// A change is the new rank of a page in a term's postings.
type change struct {
	page int32
	rank rank // ranks if the term is no longer in the page
}

// patch appends postings with changes, which are in the order of their pages. ok is
// false if the postings are invalid.
func patch(b, postings []byte, changes []change) (patched []byte, ok bool) {
	wrote, read := int32(-1), int32(-1) // pages
	for _, c := range changes {
		for len(postings) > 0 {
			distance, r, rest, ok := readPosting(postings)
			if !ok || read+distance <= read {
				return nil, false
			}
			if read+distance > c.page {
				break
			}
			read, postings = read+distance, rest
			if read < c.page {
				b = appendPosting(b, read-wrote, r)
				wrote = read
			}
		}
		if c.rank < ranks {
			b = appendPosting(b, c.page-wrote, c.rank)
			wrote = c.page
		}
	}
	if len(postings) == 0 {
		return b, true
	}
	distance, r, rest, ok := readPosting(postings)
	if !ok || read+distance <= read {
		return nil, false
	}
	return append(appendPosting(b, read+distance-wrote, r), rest...), true
}
