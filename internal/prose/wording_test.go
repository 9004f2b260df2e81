package prose

import (
	"fmt"
	"strings"
	"testing"
)

func TestWordings(t *testing.T) {
	w := NewWordings([]Wording{
		{Use: "抗日战争", Not: []string{"抗战", "抗日"}},
		{Use: "抗战馆", Not: []string{"抗日馆"}, Why: "馆名"},
		{Use: "e-mail", Not: []string{"email", "E-Mail"}},
		{Use: "IT", Not: []string{"it"}},
	})
	for text, want := range map[string]string{
		"抗战时期":                     "0 抗战→抗日战争",
		"在抗日战争时期":                  "",
		"抗战馆":                      "",
		"去抗日馆":                     "3 抗日馆→抗战馆 馆名",
		"email, emails, my email.": "0 email→e-mail; 18 email→e-mail",
		"发email给我":                 "3 email→e-mail",
		"with it":                  "5 it→IT",
		"抗战抗战":                     "0 抗战→抗日战争; 6 抗战→抗日战争",
		"":                         "",
		"\xff抗战":                   "1 抗战→抗日战争",
	} {
		var got []string
		for _, f := range w.Find(text) {
			line := fmt.Sprintf("%d %v→%v", f.Offset, f.Args[0], f.Args[1])
			if len(f.Args) > 2 {
				line += fmt.Sprint(" ", f.Args[2])
			}
			got = append(got, line)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if NewWordings(nil).Find("抗战") != nil {
		t.Error("an empty list finds something")
	}
}

func FuzzWordings(f *testing.F) {
	f.Add("在抗战时期", "抗战", "抗日战争")
	f.Fuzz(func(t *testing.T, text, not, use string) {
		if not == "" || use == "" {
			return
		}
		for _, found := range NewWordings([]Wording{{Use: use, Not: []string{not}}}).Find(text) {
			if !strings.HasPrefix(text[found.Offset:], not) {
				t.Errorf("%q is not at %d of %q", not, found.Offset, text)
			}
		}
	})
}
