package intake

import (
	"html"
	"regexp"
	"strings"
)

var (
	hidden = regexp.MustCompile(`(?is)<(script|style)\b.*?</(script|style)>|<!--.*?-->`)
	mark   = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>`)
	href   = regexp.MustCompile(`(?i)\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)
)

// markdown returns a description as Markdown, with an empty line between paragraphs.
// Map programs write HTML, of which emphasis, links, lists and headings are kept; in
// other texts every sign stays as it is.
func markdown(text string) string {
	text = hidden.ReplaceAllString(strings.ReplaceAll(text, "\r\n", "\n"), "")
	tags := mark.FindAllStringSubmatchIndex(text, -1)
	if !strings.Contains(text, "</") && !breaking.MatchString(text) {
		tags = nil // no HTML: a < b
	}
	var b strings.Builder
	var links []string
	last := 0
	for _, t := range append(tags, []int{len(text), len(text)}) {
		words := html.UnescapeString(text[last:t[0]])
		if len(tags) > 0 {
			words = strings.ReplaceAll(words, "\n", " ")
		}
		b.WriteString(escaped(words))
		last = t[1]
		if len(t) == 2 {
			break
		}
		closing, name, attributes := t[2] < t[3], strings.ToLower(text[t[4]:t[5]]), text[t[6]:t[7]]
		switch name {
		case "br", "p", "div", "tr", "ul", "ol", "table", "blockquote":
			b.WriteString("\n")
		case "td", "th":
			b.WriteString(" ")
		case "b", "strong":
			b.WriteString(strongMark)
		case "i", "em":
			b.WriteString(emphasisMark)
		case "li":
			if b.WriteString("\n"); !closing {
				b.WriteString("- ")
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			if b.WriteString("\n"); !closing {
				b.WriteString("### ")
			}
		case "a", "img":
			address := ""
			if m := href.FindStringSubmatch(attributes); m != nil {
				address = html.UnescapeString(m[1] + m[2] + m[3])
			}
			switch {
			case name == "img" && web(address):
				b.WriteString("\n<" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(address) + ">\n")
			case name == "img":
			case !closing:
				if links = append(links, address); web(address) {
					b.WriteString("[")
				}
			case len(links) > 0:
				if address = links[len(links)-1]; web(address) {
					b.WriteString("](<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(address) + ">)")
				}
				links = links[:len(links)-1]
			}
		}
	}
	for _, address := range links { // <a> without an end
		if web(address) {
			b.WriteString("](<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(address) + ">)")
		}
	}
	var lines []string
	list := false
	for line := range strings.Lines(b.String()) {
		line = strings.Join(strings.Fields(line), " ")
		line = spans(spans(line, strongMark, "**"), emphasisMark, "*")
		if line == "" || line == "-" || line == "###" {
			continue
		}
		if item := strings.HasPrefix(line, "- "); len(lines) > 0 && !(item && list) {
			lines = append(lines, "")
		}
		list = strings.HasPrefix(line, "- ")
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// The marks represent <b> and <i> until their lines are known.
const strongMark, emphasisMark = "\uE000", "\uE001"

var breaking = regexp.MustCompile(`(?i)<(br|p|div|b|i|img|hr)\b[^<>]*>`)

// spans replaces pairs of marks around words on one line with a sign of Markdown.
func spans(line, mark, sign string) string {
	parts := strings.Split(line, mark)
	var b strings.Builder
	for i, part := range parts {
		inner := strings.TrimSpace(part)
		if i%2 == 0 || i == len(parts)-1 || inner == "" || strings.ContainsAny(inner, "\uE000\uE001") {
			b.WriteString(part)
			continue
		}
		at := strings.Index(part, inner)
		b.WriteString(part[:at] + sign + inner + sign + part[at+len(inner):])
	}
	return b.String()
}

var (
	special = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "<", `\<`, "&", `\&`, "~~", `\~~`)
	leading = regexp.MustCompile(`(?m)^([ \t]*)(#{1,6}(?:\s|$)|>|[-+=](?:\s|$|[-=])|:::|\|)`)
	counted = regexp.MustCompile(`(?m)^([ \t]*\d{1,9})([.)])(\s|$)`)
)

// escaped returns a plain text with backslashes before what Markdown would read as
// its own signs.
func escaped(text string) string {
	text = strings.NewReplacer(strongMark, "", emphasisMark, "").Replace(text)
	text = special.Replace(text)
	text = leading.ReplaceAllString(text, `$1\$2`)
	return counted.ReplaceAllString(text, `$1\$2$3`)
}
