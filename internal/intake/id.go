package intake

import (
	"strconv"
	"strings"

	"github.com/mozillazg/go-pinyin"

	"wayside/internal/guide"
)

// ID returns an id that is not taken, made from the English name, otherwise from the
// pinyin of the name, otherwise from what, the word for its kind. The result does
// not depend on the order of calls, except for similar names.
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

// longest is the maximum length of an id in bytes. Longer addresses are tedious to
// type.
const longest = 60

// slug returns a name as an id: lower-case letters and digits, a hyphen for
// anything else, each Chinese character as it is read in its word; "" if nothing is
// left.
func slug(name string) string {
	var parts []string
	word := ""
	flush := func() {
		if word != "" {
			parts = append(parts, word)
		}
		word = ""
	}
	text := []rune(strings.ToLower(narrow(name)))
	for i, r := range text {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			word += string(r)
		case r == '\'' || r == '’':
		default:
			flush()
			if read := readAs(text, i); read != "" {
				parts = append(parts, read)
			} else if read := pinyin.SinglePinyin(r, pinyin.NewArgs()); len(read) > 0 {
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
