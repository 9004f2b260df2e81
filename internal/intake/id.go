package intake

import (
	"wayside/internal/guide"
	"wayside/internal/pinyin"
)

// ID returns an id made from the English name, otherwise from the pinyin of the name,
// otherwise what, the word for its kind.
func ID(name guide.Text, what string) string {
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
	return base
}

// longest is the maximum length of an id in bytes. Longer addresses are tedious to
// type.
const longest = 60

// slug returns a name as an id: lower-case letters and digits, a hyphen for
// anything else, each Chinese character as it is read in its word; "" if nothing is
// left.
func slug(name string) string {
	id := ""
	for _, word := range pinyin.Words(narrow(name)) {
		switch {
		case id == "":
			id = word[:min(len(word), longest)]
		case len(id)+1+len(word) <= longest:
			id += "-" + word
		default:
			return id
		}
	}
	return id
}
