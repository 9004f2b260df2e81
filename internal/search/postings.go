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

// The postings of a term that is on many pages would make its shard too large. They are
// divided by the pages' numbers, and a shard may contain the term several times, as may
// neighbouring shards. Postings have at most as many bytes as there are pages from one to
// the last, and distances in each part count from page -1.

// divided reports whether postings of a size are divided where shards have at most most
// bytes.
func divided(size, most int) bool { return size > most/2 }

// divide divides valid postings into parts of most/2 pages; parts without a page are
// omitted.
func divide(postings []byte, most int) [][]byte {
	var parts [][]byte
	var part []byte
	page, last, end := int32(-1), int32(-1), int32(0)
	for {
		distance, r, rest, ok := readPosting(postings)
		if !ok {
			break
		}
		page, postings = page+distance, rest
		if page >= end {
			if part != nil {
				parts = append(parts, part)
			}
			part, last = nil, -1
			pages := int32(max(1, most/2))
			end = (page/pages + 1) * pages
		}
		part = appendPosting(part, page-last, r)
		last = page
	}
	return append(parts, part)
}

// undivided returns the postings of parts. ok is false if they are not valid.
func undivided(parts []string) (postings []byte, ok bool) {
	last := int32(-1)
	for _, part := range parts {
		page := int32(-1)
		for rest := []byte(part); len(rest) > 0; {
			distance, r, others, ok := readPosting(rest)
			if !ok || page+distance <= last {
				return nil, false
			}
			page, rest = page+distance, others
			postings = appendPosting(postings, page-last, r)
			last = page
		}
	}
	return postings, true
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
