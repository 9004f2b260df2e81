package toml

import (
	"regexp"
	"strings"
	"unicode/utf8"

	burnt "github.com/BurntSushi/toml"
)

// correct returns the line that was probably meant, and how the decoder reads it: a
// table of one key. table is nil if there is no such line.
func correct(line, key string) (fixed string, table map[string]any) {
	if len(line) > 1<<12 {
		return "", nil
	}
	for _, candidate := range candidates(line, key) {
		candidate = strings.TrimRight(candidate, " \t")
		if table := decoded(candidate); table != nil && candidate != line {
			return candidate, table
		}
	}
	if strings.HasPrefix(key, mark) { // an item on a line of its own
		if fixed = narrowed(line); decoded("x = ["+fixed+"]") != nil {
			return fixed, map[string]any{}
		}
	}
	return "", nil
}

// decoded returns what a line is by itself, nil if it is not valid.
func decoded(line string) map[string]any {
	if _, deep := walk(line); deep >= 0 {
		return nil
	}
	if m := foreignKey.FindStringSubmatch(line); m != nil { // 地址 = "…", whose key is another fault
		line = `"` + m[1] + `"` + line[len(m[0]):]
	}
	table := map[string]any{}
	if _, err := burnt.Decode(line, &table); err != nil || len(table) == 0 {
		return nil
	}
	return table
}

var foreignKey = regexp.MustCompile(`^[ \t]*([^\x00-\x7f][^\x00-,./:-?\[-^{-\x7f]*)`)

var capitalBool = regexp.MustCompile(`^(\s*[A-Za-z_-]+\s*=\s*)([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\s*$`)

var (
	keyColon     = regexp.MustCompile(`([{,]\s*[A-Za-z_-]+)\s*:\s*`)                   // { lat: 34.5 }
	decimalComma = regexp.MustCompile(`(\d),(\d)`)                                     // 34,5
	missingComma = regexp.MustCompile(`(["\d\]}])\s+("|[A-Za-z_-]+\s*=)`)              // "a" "b"
	bareItem     = regexp.MustCompile(`([\[,]\s*)([\p{L}\d][^"',\[\]{}]*?)(\s*[,\]])`) // [a, b]
)

// candidates returns lines that may have been meant instead of one with a fault.
func candidates(line, key string) []string {
	narrow := narrowed(line)
	if m := capitalBool.FindStringSubmatch(narrow); m != nil { // True
		return []string{m[1] + strings.ToLower(m[2])}
	}
	all := []string{quoted(strings.TrimRight(narrow, " ,;")), quoted(narrow)}
	switch key {
	case "toml-syntax/equals", mark:
		if i := strings.IndexAny(narrow, ":="); i > 0 { // name: 开山岛
			all = append(all, quoted(strings.TrimRight(narrow[:i], " ")+" = "+strings.TrimLeft(narrow[i+1:], " ")))
		}
		if name, value, ok := strings.Cut(strings.TrimSpace(narrow), " "); ok { // name "开山岛"
			all = append(all, quoted(name+" = "+strings.TrimLeft(value, " ")))
		}
		all = append(all, keyColon.ReplaceAllString(narrow, "$1 = "), decimalComma.ReplaceAllString(narrow, "$1.$2"))
	case "toml-syntax/rest", quote:
		all = append(all, inner(narrow), inner(line))
	case "toml-syntax/comma":
		all = append(all, missingComma.ReplaceAllString(narrow, "$1, $2"))
	case "toml-syntax/value":
		items := bareItem.ReplaceAllString(narrow, `$1"$2"$3`)
		all = append(all, bareItem.ReplaceAllString(items, `$1"$2"$3`))
	case "toml-syntax/bracket":
		closing := map[byte]string{'[': "]", '{': "}"}
		if end := strings.TrimRight(line, " \t,"); len(end) > 0 && closing[end[len(end)-1]] == "" {
			all = append(all, end+"]", end+" }")
		}
	case "toml-syntax/open-string":
		all = append(all, strings.TrimRight(line, " \t")+`"`)
	case "toml-syntax/escape":
		if first, last := strings.IndexByte(line, '"'), strings.LastIndexByte(line, '"'); first < last && !strings.Contains(line, "'") {
			all = append(all, line[:first]+"'"+line[first+1:last]+"'"+line[last+1:])
		}
	}
	return all
}

// inner replaces the straight quotation marks inside a string by “ and ”.
func inner(line string) string {
	first, last := strings.IndexByte(line, '"'), strings.LastIndexByte(line, '"')
	if first < 0 || last == first {
		return line
	}
	var b strings.Builder
	open := true
	text := line[first+1 : last]
	for i, c := range text {
		switch {
		case c != '"':
			b.WriteRune(c)
		case open && strings.IndexByte(" ,", text[min(i+1, len(text)-1)]) >= 0:
			return line // two strings rather than a quotation in one
		case open:
			b.WriteString("“")
			open = false
		default:
			b.WriteString("”")
			open = true
		}
	}
	return line[:first+1] + b.String() + line[last:]
}

// narrowed replaces what a Chinese keyboard typed outside strings, a character at
// a time.
func narrowed(line string) string {
	for range 100 {
		at, ascii := -1, ""
		r := repair{text: line}
		r.scan(func(f Fault) {
			if at < 0 && strings.HasPrefix(f.Key, mark) {
				at, ascii = f.Offset, f.Args[1].(string)
			}
		})
		if at < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(line[at:])
		line = line[:at] + ascii + line[at+size:]
	}
	return line
}
