package cite

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// gbt returns a reference by GB/T 7714—2015: 作者. 题名[M]. 出版地: 出版社, 年: 页.
func gbt(i *Item) Reference {
	k := kindOf(i)
	mark := k.code
	if i.URL != "" || k.form == web {
		mark += "/OL"
	}
	var b strings.Builder
	sentence := func(text string) {
		if text = strings.TrimRight(text, ". "); text != "" {
			b.WriteString(text + ". ")
		}
	}
	sentence(gbtNames(i.Authors))
	title := i.Title + "[" + mark + "]"
	if k.form == article && i.Container == "" && i.Publisher != "" { // a preprint
		k.form = whole
	}
	switch k.form {
	case part:
		if editors := gbtNames(i.Editors); editors != "" {
			sentence(title + "//" + editors)
			sentence(i.Container)
		} else {
			sentence(title + "//" + i.Container)
		}
		sentence(gbtEdition(i.Edition))
		sentence(join(": ", join(", ", join(": ", i.Place, i.Publisher), i.Issued.year()), pages(i.Page)))
	case article:
		sentence(title)
		volume := i.Volume
		if i.Issue != "" {
			volume += "(" + i.Issue + ")"
		}
		sentence(join(": ", join(", ", i.Container, i.Issued.year(), volume), pages(i.Page)))
	case news:
		sentence(title)
		place := join(", ", i.Container, i.Issued.iso())
		if i.Page != "" {
			place += "(" + pages(i.Page) + ")"
		}
		sentence(place)
	case web:
		sentence(title)
		sentence(join(": ", i.Place, i.Publisher))
	case archival:
		sentence(title)
		sentence(join(", ", join(": ", i.Place, or(i.Archive, i.Publisher)), i.Location, i.Issued.iso()))
	case interview:
		sentence(strings.TrimPrefix(title, "["+mark+"]") + gbtUntitled(i, mark))
		if len(i.Asked) > 0 {
			sentence(gbtNames(i.Asked) + ", 采访")
		}
		sentence(join(", ", i.Place, i.Issued.iso()))
	default:
		sentence(title)
		if len(i.Translator) > 0 {
			sentence(gbtNames(i.Translator) + ", 译")
		}
		sentence(gbtEdition(i.Edition))
		sentence(join(": ", join(", ", join(": ", i.Place, i.Publisher), i.Issued.year()), pages(i.Page)))
	}
	return Reference{{Text: strings.TrimSpace(b.String() + gbtOnline(i, k))}}
}

// gbtUntitled returns the title of an interview without one.
func gbtUntitled(i *Item, mark string) string {
	if i.Title == "" {
		return "访谈[" + mark + "]"
	}
	return ""
}

// gbtOnline returns where a source is on the web: (published)[read]. address.
func gbtOnline(i *Item, k kind) string {
	doi := ""
	if i.DOI != "" {
		doi = "DOI: " + i.DOI + "."
	}
	if i.URL == "" {
		if k.form == web && i.Issued.iso() != "" {
			return "(" + i.Issued.iso() + ")."
		}
		return doi
	}
	text := ""
	if day := i.Issued.iso(); day != "" && k.form == web {
		text = "(" + day + ")"
	}
	if day := i.Accessed.iso(); day != "" {
		text += "[" + day + "]"
	}
	if text != "" {
		text += ". "
	}
	return strings.TrimSpace(text + i.URL + ". " + doi)
}

func gbtEdition(edition string) string {
	if n, err := strconv.Atoi(edition); err == nil {
		if n < 2 {
			return "" // the first is not named
		}
		return fmt.Sprintf("第%d版", n)
	}
	return edition
}

// gbtNames returns names: 朱自清, EINSTEIN A, and 等 after three.
func gbtNames(all []Name) string {
	var texts []string
	for _, n := range all[:min(mostNames, len(all))] {
		texts = append(texts, n.gbt())
	}
	if len(all) > mostNames {
		if hasHan(texts[0]) {
			texts = append(texts, "等")
		} else {
			texts = append(texts, "et al")
		}
	}
	return strings.Join(texts, ", ")
}

func (n Name) gbt() string {
	switch {
	case n.Literal != "":
		return n.Literal
	case hasHan(n.Family + n.Given):
		return n.Family + n.Given
	}
	text := strings.ToUpper(n.Family)
	for _, word := range strings.FieldsFunc(n.Given, func(r rune) bool { return r == ' ' || r == '-' || r == '.' }) {
		initial := []rune(word)[0]
		text += " " + string(unicode.ToUpper(initial))
	}
	return text
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// year and iso return a date for a reference: 1927, 1927-07-10.
func (d Date) year() string {
	if d.Year == 0 {
		return d.Literal
	}
	if d.Year < 0 {
		return "前" + strconv.Itoa(-d.Year)
	}
	return strconv.Itoa(d.Year)
}

func (d Date) iso() string {
	switch {
	case d.Month == 0 || d.Year < 0:
		return d.year()
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// pages returns page numbers with a hyphen between them.
func pages(text string) string { return strings.NewReplacer("–", "-", "—", "-").Replace(text) }

// join joins the texts that are not empty.
func join(between string, all ...string) string {
	var some []string
	for _, text := range all {
		if text != "" {
			some = append(some, text)
		}
	}
	return strings.Join(some, between)
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
