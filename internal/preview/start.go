package preview

import (
	_ "embed"
	"html/template"
	"net/http"
	"strings"

	"wayside/internal/diag"
)

// A Start is what the first page of the preview needs to know of the folder: the page
// that someone sees who has only downloaded the program.
type Start struct {
	Folder string          // the folder's absolute path, for people
	Built  string          // what makes the website there: a file to open or a command
	Guide  func() bool     // reports whether the folder has a guide
	Others func() []string // what prevents a new guide there: names of files of something else
	Create func() error    // writes a new guide into the folder
}

// StartPath is the address of the first page, which explains what to do next.
const StartPath = "/_wayside/start"

//go:embed start.html
var startPage string

//go:embed start.css
var startStyle []byte

var startTemplate = template.Must(template.New("start").Parse(startPage))

// A startView is the data of the first page.
type startView struct {
	Start
	Chinese  bool
	HasGuide bool
	Strange  []string // Others, at most a few
	More     int      // how many others are not listed
	Error    string
}

// mostOthers is the maximum number of other files that the first page lists.
const mostOthers = 5

// start serves the first page, and creates a guide when its form is sent.
func (s *Server) start(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'")
	h.Set("Content-Type", "text/html; charset=utf-8")
	view := startView{Start: *s.Start, Chinese: s.lang == diag.Chinese, HasGuide: s.Start.Guide()}
	if !view.HasGuide {
		view.Strange = s.Start.Others()
	}
	status := http.StatusOK
	if r.Method == http.MethodPost && !view.HasGuide && len(view.Strange) == 0 {
		err := s.Start.Create()
		s.Changed()
		if err == nil {
			http.Redirect(w, r, StartPath, http.StatusSeeOther)
			return
		}
		view.Error, status = err.Error(), http.StatusInternalServerError
	}
	view.More = max(0, len(view.Strange)-mostOthers)
	view.Strange = view.Strange[:len(view.Strange)-view.More]
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		startTemplate.Execute(w, view)
	}
}

// starting reports whether the request is one for the first page. A form is taken from
// that page alone: a browser says where one comes from, in either of two headers.
func (s *Server) starting(r *http.Request) bool {
	if s.Start == nil || r.URL.Path != StartPath {
		return false
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return true
	case http.MethodPost:
		site, origin := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Origin")
		return (site == "same-origin" || site == "") && strings.TrimPrefix(origin, "http://") == r.Host
	}
	return false
}

// startCSS serves the stylesheet of the first page.
func (s *Server) startCSS(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Write(startStyle)
}
