package schema

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"text/template"
)

var update = flag.Bool("update", false, "write docs/format.md and docs/format.zh.md")

// TestReference compares the documentation of the format with the tables. After
// a change of a table, run it with -update.
func TestReference(t *testing.T) {
	for file, w := range map[string]*reference{
		"format.md":    {pick: func(w Words) string { return w.EN }, types: typesEN, anchors: map[*Table]string{}, written: map[*Table]bool{}},
		"format.zh.md": {pick: func(w Words) string { return w.ZH }, types: typesZH, chinese: true, anchors: map[*Table]string{}, written: map[*Table]bool{}},
	} {
		page, err := template.New("").Funcs(template.FuncMap{"tables": w.tables, "columns": w.columns, "photoColumns": w.photoColumns}).ParseFiles("testdata/" + file + ".tmpl")
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := page.ExecuteTemplate(&b, file+".tmpl", nil); err != nil {
			t.Fatal(err)
		}
		golden := "../../docs/" + file
		if *update {
			if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(golden); err != nil || !bytes.Equal(got, b.Bytes()) {
			t.Errorf("docs/%s is stale (%v): run go test ./internal/schema -run Reference -update", file, err)
		}
	}
}

// A reference writes the tables in one language.
type reference struct {
	pick    func(Words) string
	types   map[Type]string
	chinese bool
	anchors map[*Table]string // made of the path of a table, or of the first of those that have it
	written map[*Table]bool
}

var (
	typesEN = map[Type]string{
		String: "string", Text: "text", Markdown: "Markdown text", ID: "id", Whole: "whole number", Number: "number",
		Latitude: "number from -90 to 90", Longitude: "number from -180 to 180", Bool: "`true` or `false`", Duration: "duration", Date: "date", PartialDate: "year, `\"1898-11\"` or date", Moment: "date and time, or date",
		DateRange: "days", TimeOfDay: "time of day", Hours: "opening hours", Phone: "string", URL: "web address", BaseURL: "web address without `?` and `#`", Identity: "Wikidata item or web address",
		Colour: "colour", Language: "language code", TimeZone: "IANA name", Country: "ISO 3166-1 code, two capital letters", Path: "path", Answer: "depends on kind",
	}
	typesZH = map[Type]string{
		String: "字符串", Text: "文字", Markdown: "Markdown 文字", ID: "编号", Whole: "整数", Number: "数",
		Latitude: "数，-90 到 90", Longitude: "数，-180 到 180", Bool: "`true` 或 `false`", Duration: "时长", Date: "日期", PartialDate: "年份、`\"1898-11\"` 或日期", Moment: "日期和时刻，或日期",
		DateRange: "日子", TimeOfDay: "时刻", Hours: "开放时间", Phone: "字符串", URL: "网址", BaseURL: "网址，不带 `?` 和 `#`", Identity: "维基数据编号或网址",
		Colour: "颜色", Language: "语言代码", TimeZone: "IANA 时区名称", Country: "ISO 3166-1 代码，两个大写字母", Path: "路径", Answer: "取决于 kind",
	}
)

func (r *reference) say(en, zh string) string { return r.pick(Words{en, zh}) }

// tables writes the tables of a kind of file, each before those below it.
func (r *reference) tables(name string) (string, error) {
	for _, f := range Files {
		if f.Name == name {
			var b strings.Builder
			if name == "route" || name == "page" || name == "person" || name == "event" || name == "series" {
				r.table(&b, "", f.Root, false)
			}
			r.below(&b, "", f.Root)
			return b.String(), nil
		}
	}
	return "", fmt.Errorf("no kind of file %q", name)
}

func (r *reference) below(b *strings.Builder, path string, t *Table) {
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Type == Sub {
			at := strings.TrimPrefix(path+"."+f.Key, ".")
			if r.written[f.Table] {
				continue
			}
			r.written[f.Table] = true
			r.table(b, at, f.Table, f.List)
			r.below(b, at, f.Table)
		}
	}
}

// table writes one table: its header, an example, and its fields.
func (r *reference) table(b *strings.Builder, path string, t *Table, list bool) {
	header := "[" + path + "]"
	if list {
		header = "[" + header + "]"
	}
	switch {
	case path == "":
	case t.Inline:
		fmt.Fprintf(b, "<a id=%q></a>\n\n### %s (`%s`)\n\n", r.anchor(t, path), r.pick(t.Label), path)
	default:
		fmt.Fprintf(b, "<a id=%q></a>\n\n### %s (`%s`)\n\n", r.anchor(t, path), r.pick(t.Label), header)
	}
	fmt.Fprintf(b, "%s\n\n```toml\n", r.pick(t.Doc))
	width := 0
	for _, f := range t.Fields {
		if f.Type != Sub {
			width = max(width, len(f.Key))
		}
	}
	switch {
	case t.Inline:
		var pairs []string
		for _, f := range t.Fields {
			if t == &Material && f.Key == "url" {
				continue // instead of file
			}
			example := f.Example
			if f.Type == Sub {
				example = required(f.Table)
			}
			pairs = append(pairs, f.Key+" = "+example)
		}
		example := "{ " + strings.Join(pairs, ", ") + " }"
		if list {
			example = "[" + example + "]"
		}
		fmt.Fprintf(b, "%s = %s\n", path[strings.LastIndexByte(path, '.')+1:], example)
	default:
		if path != "" {
			b.WriteString(header + "\n")
		}
		for _, f := range t.Fields {
			switch {
			case f.Type == Sub:
			case t == &Stop && f.Key == "place": // instead of site
				fmt.Fprintf(b, "# %-*s = %s\n", width-2, f.Key, f.Example)
			default:
				fmt.Fprintf(b, "%-*s = %s\n", width, f.Key, f.Example)
			}
		}
	}
	fmt.Fprintf(b, "```\n\n| %s |\n| --- | --- | --- |\n", r.say("Field | Type | Meaning", "字段 | 类型 | 含义"))
	for i := range t.Fields {
		f := &t.Fields[i]
		key := "`" + f.Key + "`"
		if f.Required {
			key += " ●"
		}
		at := strings.TrimPrefix(path+"."+f.Key, ".")
		fmt.Fprintf(b, "| %s | %s | %s |\n", key, r.typeOf(f, at), r.meaning(f))
	}
	b.WriteByte('\n')
}

// anchor returns the anchor of a table, which is asked for with its path first. The group of an
// event is not that of a route: the second is called by the table's name.
func (r *reference) anchor(t *Table, path string) string {
	if r.anchors[t] == "" {
		r.anchors[t] = strings.ReplaceAll(path, ".", "-")
		for other, taken := range r.anchors {
			if other != t && taken == r.anchors[t] {
				r.anchors[t] = t.Name
				break
			}
		}
	}
	return r.anchors[t]
}

// required returns an example of a table with its required fields alone.
func required(t *Table) string {
	var pairs []string
	for _, f := range t.Fields {
		if f.Required {
			pairs = append(pairs, f.Key+" = "+f.Example)
		}
	}
	return "{ " + strings.Join(pairs, ", ") + " }"
}

// typeOf returns a field's type with its limits and unit.
func (r *reference) typeOf(f *Field, path string) string {
	text := r.types[f.Type]
	switch f.Type {
	case Sub:
		anchor := r.anchor(f.Table, path)
		link := "[" + f.Table.Name + "](#" + anchor + ")"
		if r.chinese {
			link = "[" + f.Table.Label.ZH + "](#" + anchor + ")"
		}
		if r.written[f.Table] && !f.Table.Inline {
			link += " `[[" + path + "]]`"
		}
		if f.List {
			text = r.say("tables: ", "多个表：") + link
			if f.Most > 0 {
				n := strconv.Itoa(f.Most)
				text += r.say(", at most "+n, "，最多 "+n+" 个")
			}
			return text
		}
		return r.say("table: ", "表：") + link
	case Enum:
		text = r.say("one of the words below", "下列词语之一")
	case Ref:
		text = map[string]string{"theme": r.say("theme id", "主题编号"), "audience": r.say("audience id", "对象编号"), "route": r.say("route id", "路线编号"), "event": r.say("event id", "活动编号"), "site": r.say("site id", "地点编号"), "site/hall": r.say("site id, or site/hall", "地点编号，或 地点/展厅"), "hall": r.say("hall id", "展厅编号")}[f.Refers]
	}
	if f.Limited() {
		low, high, _ := f.Range()
		text += r.say(" from "+low+" to "+high, "，"+low+" 到 "+high)
	}
	if unit := r.pick(f.Unit); unit != "" {
		text += r.say(", ", "，") + unit
	}
	if f.Longest > 0 {
		n := strconv.Itoa(f.Longest)
		text += r.say(" of at most "+n+" characters", "，最多 "+n+" 个字")
	}
	if f.List {
		text = r.say("list of: "+text, text+"的列表")
	}
	if f.List && f.Most > 0 {
		n := strconv.Itoa(f.Most)
		text += r.say(", at most "+n, "，最多 "+n+" 项")
	}
	return text
}

// meaning returns a field's description with its words and default.
func (r *reference) meaning(f *Field) string {
	text := r.pick(f.Doc)
	space := r.say(" ", "")
	if len(f.Values) > 0 {
		var words []string
		for _, v := range f.Values {
			word := "`" + v.Name + "`"
			if label := r.pick(v.Label); label != v.Name {
				word += r.say(" ("+label+")", "（"+label+"）")
			}
			words = append(words, word)
		}
		text += space + strings.Join(words, r.say(", ", "、")) + r.say(".", "。")
	}
	if f.Default != "" {
		text += space + r.say("Default: `"+f.Default+"`.", "默认 `"+f.Default+"`。")
	}
	return strings.ReplaceAll(text, "|", `\|`)
}

// columns lists the names of columns that import recognises.
func (r *reference) columns() string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n| --- | --- | --- |\n", r.say("Field | Column | In Chinese", "字段 | 列名 | 英文列名"))
	row := func(field string, f *Field) {
		first, second := f.Heading(r.chinese), f.Heading(!r.chinese)
		fmt.Fprintf(&b, "| %s | `%s` | `%s` |\n", field, first, second)
	}
	for i := range Site.Fields {
		switch f := &Site.Fields[i]; {
		case f.Table == &Location:
			row("`site.location`: "+r.say("both numbers", "两个数"), f)
			for k := range Location.Fields {
				row("`site.location."+Location.Fields[k].Key+"`", &Location.Fields[k])
			}
		case f.Headings != "":
			row("`site."+f.Key+"`", f)
		}
	}
	row("`route.title`", Route.Field("title"))
	row("`stop.story`", Stop.Field("story"))
	for i := range Columns {
		row(r.say(Columns[i].Doc.EN, Columns[i].Doc.ZH), &Columns[i])
	}
	return b.String()
}

// photoColumns lists the names of columns in a table of photos.
func (r *reference) photoColumns() string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n| --- | --- | --- |\n", r.say("Field | Column | In Chinese", "字段 | 列名 | 英文列名"))
	for _, fields := range [][]Field{Photo.Fields, PhotoColumns} {
		for i := range fields {
			f := &fields[i]
			name := "`photo." + f.Key + "`"
			if Photo.Field(f.Key) == nil {
				name = r.say(f.Doc.EN, f.Doc.ZH)
			}
			fmt.Fprintf(&b, "| %s | `%s` | `%s` |\n", name, f.Heading(r.chinese), f.Heading(!r.chinese))
		}
	}
	return b.String()
}

// TestDocumentedLimits checks that types with limits of their own document the
// limits that load applies.
func TestDocumentedLimits(t *testing.T) {
	days := strconv.Itoa(int(longestDuration.Hours() / 24))
	number := func(n int) string { // as English has it: 5,000
		text := strconv.Itoa(n)
		if len(text) > 3 {
			text = text[:len(text)-3] + "," + text[len(text)-3:]
		}
		return text
	}
	english := fmt.Sprintf("at most %s characters, one in Markdown %s, a web address %s, any other string %s, and a list at most %s items",
		number(textLength), number(markdownLength), number(addressLength), number(stringLength), number(listMost))
	chinese := fmt.Sprintf("文字最多 %d 个字，Markdown 文字 %d 万个，网址 %d 个，其他字符串 %d 个；列表最多 %d 项", textLength, markdownLength/10_000, addressLength, stringLength, listMost)
	rules := []string{
		fmt.Sprintf("%d characters for a name or a title, %d for another string, %s for a text, %s for one in", nameLength, stringLength, number(textLength), number(markdownLength)),
		fmt.Sprintf("%d languages, %d themes, audiences or halls", languagesMost, fewMost),
		fmt.Sprintf("%d stops of a\nroute, %s items of another list, %d pages", stopsMost, number(listMost), PagesMost),
	}
	for file, want := range map[string][]string{"format.md": {"at most " + days + " days", english}, "format.zh.md": {"最长 " + days + " 天", chinese}, "rules.md": rules} {
		page, err := os.ReadFile("../../docs/" + file)
		for _, want := range want {
			if err != nil || !strings.Contains(strings.ReplaceAll(string(page), "\n", " "), strings.ReplaceAll(want, "\n", " ")) {
				t.Errorf("docs/%s has not %q (%v)", file, want, err)
			}
		}
	}
}
