package load

import (
	"bytes"

	"wayside/internal/diag"
)

var (
	ours   = []byte("<<<<<<<")
	base   = []byte("|||||||")
	middle = []byte("=======")
	theirs = []byte(">>>>>>>")
)

// resolve reports the marks that a merge leaves where two people changed the same
// lines, once for each place, and keeps the first of the two versions, so that they
// cause no other problem. What it removes becomes blank: offsets stay.
func resolve(file string, data []byte, problems *diag.List) []byte {
	if !bytes.Contains(data, ours) {
		return data
	}
	whole := data
	places := diag.NewLines(file, whole, 1)
	for pos := 0; pos < len(data); {
		if !isMark(data[pos:], ours) {
			pos = after(data, pos)
			continue
		}
		split, end := -1, -1
		for at := after(data, pos); at < len(data) && end < 0 && !isMark(data[at:], ours); at = after(data, at) {
			switch {
			case split < 0 && (isMark(data[at:], base) || isMark(data[at:], middle)):
				split = at
			case split >= 0 && isMark(data[at:], theirs):
				end = after(data, at)
			}
		}
		if end < 0 { // not the marks of a merge
			pos = after(data, pos)
			continue
		}
		problems.Add(places.Place(pos), "merge-conflict")
		if &whole[0] == &data[0] {
			data = bytes.Clone(data)
		}
		blank(data[pos:after(data, pos)])
		blank(data[split:end])
		pos = end
	}
	return data
}

// isMark reports whether a text begins with a mark: seven characters, which the end
// of the line or a space and a name follow.
func isMark(text, mark []byte) bool {
	return bytes.HasPrefix(text, mark) && (len(text) == len(mark) || bytes.IndexByte([]byte(" \r\n"), text[len(mark)]) >= 0)
}

// after returns the beginning of the next line.
func after(data []byte, pos int) int {
	if i := bytes.IndexByte(data[pos:], '\n'); i >= 0 {
		return pos + i + 1
	}
	return len(data)
}

func blank(data []byte) {
	for i := range data {
		if data[i] != '\n' && data[i] != '\r' {
			data[i] = ' '
		}
	}
}
