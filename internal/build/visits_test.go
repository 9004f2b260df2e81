package build

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"wayside"
	"wayside/internal/guide"
)

// TestVisitsUnread checks that the website does not depend on the bookings of groups: whatever
// is in visits.toml, a build changes nothing and reports nothing, while a check, which
// remembers its verdict of the guide, reports what is there now.
func TestVisitsUnread(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("sites.toml", "[guide]\ntitle = 'T'\nbase_url = 'https://t.example/'\nlanguages = ['en']\n[[site]]\nid = 's'\nname = 'S'\nlocation = { lat = 39.9, lon = 116.3 }\nopening_hours = '09:00-17:00'\n")
	o := Options{Project: dir, Theme: wayside.Theme}
	build := func() (changed int) {
		t.Helper()
		report, problems, err := Build(t.Context(), o)
		if err != nil || len(problems) > 0 || report.Files == 0 {
			t.Fatalf("%v, %v, %d files", err, problems, report.Files)
		}
		return report.Changed
	}
	if build() == 0 {
		t.Fatal("the first build changed nothing")
	}
	const visit = "[[visit]]\ndate = 2026-12-08\nstart = 10:00:00\nsite = 's'\nunit = 'U'\n"
	for _, c := range []struct {
		text  string
		rules []string
	}{
		{visit + "people = 5\n", nil},
		{visit, []string{"visit-people"}},
		{visit + "people = 'x'\n", []string{"wrong-type"}},
		{visit + "people = 5\nwrong", []string{"toml-syntax"}},
		{visit + "people = 5\n", nil},
	} {
		write(visitsFile, c.text)
		if n := build(); n != 0 {
			t.Errorf("%q changes %d files", c.text, n)
		}
		for range 2 { // the second time the guide's verdict is remembered
			problems, err := Check(t.Context(), o)
			var rules []string
			for _, p := range problems {
				rules = append(rules, p.Rule())
			}
			if err != nil || len(rules) != len(c.rules) {
				t.Errorf("%q: %q, want %q (%v)", c.text, rules, c.rules, err)
			}
			for i := range min(len(rules), len(c.rules)) {
				if rules[i] != c.rules[i] {
					t.Errorf("%q: %q, want %q", c.text, rules, c.rules)
				}
			}
		}
	}
}

// TestVisitsFolder checks that nobody else on a shared computer can enter the staff's folder,
// whatever the umask.
func TestVisitsFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"sites.toml": "[guide]\ntitle = 'T'\nbase_url = 'https://t.example/'\nlanguages = ['en']\n[[site]]\nid = 's'\nname = 'S'\nlocation = { lat = 39.9, lon = 116.3 }\nopening_hours = '09:00-17:00'\n",
		visitsFile:   "[[visit]]\ndate = 2026-12-08\nstart = 10:00:00\nsite = 's'\nunit = 'U'\npeople = 5\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	day := guide.Date{Year: 2026, Month: time.December, Day: 8}
	if _, problems, err := Visits(t.Context(), Options{Project: dir, Theme: wayside.Theme}, VisitOptions{From: day, To: day}); err != nil {
		t.Fatal(err, problems)
	}
	info, err := os.Stat(filepath.Join(dir, "visits"))
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		t.Errorf("the folder has the mode %o", mode)
	}
}
