package build

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wayside"
)

// TestStandardsOnPaper makes the teacher's tables of more events than fit next to each other:
// each mark is printed once, and a standard that nothing serves once.
func TestStandardsOnPaper(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	project, out := filepath.Join(dir, "project"), filepath.Join(dir, "teacher")
	write := func(name, text string) { writeIn(t, project, name, text) }
	sites := "[guide]\ntitle = \"足迹\"\nlanguages = [\"zh-Hans\"]\n"
	for i := range 8 {
		sites += fmt.Sprintf("\n[[standard]]\ncode = \"S%d\"\ntext = \"第%d条\"\n", i, i)
	}
	write("sites.toml", sites)
	for i := range 25 {
		write(fmt.Sprintf("content/programme/e%02d.md", i), fmt.Sprintf("+++\ntitle = \"活动%d\"\nstart = 2026-12-02\nplace = \"礼堂\"\nstandards = [{ code = \"S%d\" }, { code = \"S6\" }]\n+++\n", i, i/5))
	}
	if _, problems, err := Build(context.Background(), Options{Project: project, Theme: stillTheme{wayside.Theme}, Out: out, Cache: filepath.Join(dir, "cache"), Teacher: true}); err != nil {
		t.Fatal(err, lines(problems))
	}
	html, err := os.ReadFile(filepath.Join(out, "standards", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(out, "standards", "standards.csv"))
	if err != nil || !strings.Contains(string(html), `standards/standards.csv`) {
		t.Fatal(err, " or no link to it")
	}
	table := strings.Split(string(data), "\r\n")
	if len(table) != 1+2*25+2+1 || table[0] != "\ufeff学科,编号,课程标准,面向,在哪里落实,类型,站点" || table[1] != ",S0,第0条,,活动0,讲座," || table[26] != ",S5,第5条,,尚未安排,," {
		t.Errorf("the table of %d lines is %q", len(table), table)
	}
	var got []string
	for _, table := range regexp.MustCompile(`(?s)<table>.*?</table>`).FindAllString(string(html), -1) {
		var rows []string
		for _, row := range regexp.MustCompile(`(?s)<tr.*?</tr>`).FindAllString(table, -1)[1:] {
			rows = append(rows, fmt.Sprint(regexp.MustCompile(`S\d`).FindString(row), " ", strings.Count(row, "✓")))
		}
		got = append(got, strings.Join(rows, ", "))
	}
	want := "S0 5, S1 5, S5 0, S6 10, S7 0 | S2 5, S3 5, S6 10 | S4 5, S6 5"
	if strings.Join(got, " | ") != want {
		t.Errorf("the tables are %s, want %s", strings.Join(got, " | "), want)
	}
}
