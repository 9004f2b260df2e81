package intake

import (
	"strconv"
	"strings"

	"github.com/mozillazg/go-pinyin"

	"wayside/internal/guide"
)

// ID makes an id that taken does not know: of the name in English, else of
// the name's pinyin, else of the word for what it is. The same names give the
// same ids, whatever the file's order, but for those that are alike.
func ID(name guide.Text, what string, taken func(id string) bool) string {
	base := ""
	for _, p := range name {
		if p.Lang == "en" {
			base = slug(p.Text)
		}
	}
	if base == "" && len(name) > 0 {
		base = slug(name[0].Text)
	}
	if base == "" {
		base = what
	}
	id := base
	for n := 2; taken(id); n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}

// longest is that of an id made here: longer ones do not fit into an address
// that somebody types. In bytes.
const longest = 60

// slug is a name as an id: small letters and digits, a hyphen for what stands
// between, each Chinese character by its most frequent reading. "" when
// nothing is left.
func slug(name string) string {
	var parts []string
	word := ""
	flush := func() {
		if word != "" {
			parts = append(parts, word)
		}
		word = ""
	}
	for _, r := range strings.ToLower(narrow(name)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			word += string(r)
		case r == '\'' || r == '’':
		default:
			flush()
			if read := pinyin.SinglePinyin(r, pinyin.NewArgs()); len(read) > 0 {
				parts = append(parts, read[0])
			}
		}
	}
	flush()
	id := ""
	for _, part := range parts {
		switch {
		case id == "":
			id = part[:min(len(part), longest)]
		case len(id)+1+len(part) <= longest:
			id += "-" + part
		default:
			return id
		}
	}
	return id
}
