package preview

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"wayside/internal/diag"
)

// started returns a server of a folder without a guide, and the number of guides that its
// first page has created.
func started(t *testing.T, others []string, failure error) (*Server, *int) {
	created := 0
	s := &Server{lang: diag.English, Start: &Start{
		Folder: `C:\Tours <1>`,
		Guide:  func() bool { return created > 0 },
		Others: func() []string { return others },
		Create: func() error {
			if failure == nil {
				created++
			}
			return failure
		},
	}}
	return s, &created
}

func TestStart(t *testing.T) {
	s, created := started(t, nil, nil)
	if to := ask(s, http.MethodGet, "/").Header().Get("Location"); to != StartPath {
		t.Errorf("the home page of no guide leads to %q", to)
	}
	page := ask(s, http.MethodGet, StartPath)
	for _, want := range []string{"<h1>Begin here</h1>", `C:\Tours &lt;1&gt;`, `<form method="post" action="/_wayside/start">`} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("no %q in\n%s", want, page.Body)
		}
	}
	for name, header := range map[string][]string{
		"without an origin":                 nil,
		"from another website":              {"Origin", "http://example.org"},
		"from another server here":          {"Origin", "http://127.0.0.1:8043"},
		"from another website, as it says":  {"Sec-Fetch-Site", "cross-site", "Origin", "http://127.0.0.1:8042"},
		"through a name that leads here":    {"Host", "evil.example", "Origin", "http://evil.example"},
		"from a page with a hidden address": {"Sec-Fetch-Site", "same-origin", "Origin", "null"},
	} {
		if got := ask(s, http.MethodPost, StartPath, header...); got.Code < 400 || *created > 0 {
			t.Fatalf("a form %s is answered with %d, and %d guides are created", name, got.Code, *created)
		}
	}
	own := []string{"Sec-Fetch-Site", "same-origin", "Origin", "http://127.0.0.1:8042"}
	for range 2 { // the second press finds the guide
		if got := ask(s, http.MethodPost, StartPath, own...); *created != 1 {
			t.Fatalf("the form of the page is answered with %d, and %d guides are created", got.Code, *created)
		}
	}
	if page := ask(s, http.MethodGet, StartPath).Body.String(); !strings.Contains(page, "Your guide is open") || strings.Contains(page, "<form") {
		t.Errorf("after a guide was created:\n%s", page)
	}
	if got := ask(s, http.MethodPost, "/_wayside/reload.js", own...); got.Code != http.StatusMethodNotAllowed {
		t.Errorf("a form for another page is answered with %d", got.Code)
	}
}

// TestStartRefuses leaves a folder alone that has other files.
func TestStartRefuses(t *testing.T) {
	s, created := started(t, []string{"a.docx", "b", "c", "d", "e", "f", "g"}, nil)
	own := []string{"Origin", "http://127.0.0.1:8042"}
	if page := ask(s, http.MethodPost, StartPath, own...).Body.String(); *created > 0 || !strings.Contains(page, "<code>a.docx</code>") || !strings.Contains(page, "and 2 more") || strings.Contains(page, "<form") {
		t.Errorf("%d guides are created in a folder with other files:\n%s", *created, page)
	}
	s, _ = started(t, nil, errors.New("the disk is full"))
	if got := ask(s, http.MethodPost, StartPath, own...); got.Code != http.StatusInternalServerError || !strings.Contains(got.Body.String(), "the disk is full") {
		t.Errorf("a full disk is answered with %d:\n%s", got.Code, got.Body)
	}
}
