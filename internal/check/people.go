package check

import (
	"strings"
	"unicode"
)

// checkPeople applies the rules about people and terms.
func checkPeople(c *checker) {
	for i := range c.guide.People {
		d := &c.guide.People[i].Document
		c.document(d)
		if d.Draft {
			continue
		}
		for k := range d.Pages {
			page := &d.Pages[k]
			if page.Particulars == nil {
				continue // as the loader has reported
			}
			if p := page.Particulars; p.Died.Before(p.Born) {
				c.add(p.DiedAt, "bad-value/died", p.Born.String(), p.Died.String())
			}
			if pinyin := page.Particulars.Pinyin; !isPinyin(pinyin) {
				c.add(page.Places["pinyin"], "bad-value/pinyin", pinyin)
			}
		}
	}
}

// isPinyin reports whether a text consists of Latin letters with or without tone marks,
// and of what separates them.
func isPinyin(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(" '’-·", r)
	})
}
