// Package preview serves a project while it is being edited.
//
// A page is made when a browser requests it, from the same plan that a build
// uses, so an edit is visible at once, however large the guide is. The project's
// files are watched: when one changes, open pages reload, and problems are shown
// over them. Other websites cannot read a draft through the editor's browser; see
// guard.go.
package preview

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net"
	"net/http"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/output"
)

//go:embed reload.js
var reloadScript []byte

//go:embed overlay.css
var overlayStyle []byte

// A Server serves one project.
type Server struct {
	Start *Start // for the first page; nil for none

	project *build.Project
	lang    diag.Lang
	host    string // the host part of the address it listens on

	watcher *fsnotify.Watcher // nil without Watch
	dir     string            // of the project
	named   sync.Map          // the files outside the watched folders that the guide has named, by path

	mu      sync.Mutex
	planned *build.Planned       // nil until it is first needed
	unshown bool                 // whether no page of planned was served yet
	found   map[string]diag.List // the problems of the pages made from planned, by address
	changed map[string]bool      // paths that changed since planned was made
	all     bool                 // any file may have changed
	stamp   int                  // the number of changes; pages with another one reload
	waiting map[chan struct{}]bool
}

// New returns a server of the project that reports problems in lang. host is the
// host part of the address it will listen on.
func New(p *build.Project, lang diag.Lang, host string) *Server {
	return &Server{project: p, lang: lang, host: host, changed: map[string]bool{}, waiting: map[chan struct{}]bool{}}
}

// Serve answers requests on the listener until the context ends.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), time.Second/2)
		defer cancel()
		stopped <- server.Shutdown(grace)
	}()
	if err := server.Serve(l); err != http.ErrServerClosed {
		return err
	}
	<-stopped
	return nil
}

// Changed reports changed files, or folders in which any file may have changed.
// Without a path, any file may have changed.
func (s *Server) Changed(paths ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = s.all || len(paths) == 0
	for _, p := range paths {
		s.changed[p] = true
	}
	s.stamp++
	for c := range s.waiting {
		close(c)
	}
	clear(s.waiting)
}

// current returns the plan of the project as it is now.
func (s *Server) current() (*build.Planned, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.planned != nil && len(s.changed) == 0 && !s.all {
		return s.planned, s.stamp, nil
	}
	planned, err := s.plan()
	if err != nil {
		return nil, s.stamp, err
	}
	clear(s.changed)
	s.all = false
	s.planned, s.unshown, s.found = planned, true, map[string]diag.List{}
	s.follow(planned.Named())
	return planned, s.stamp, nil
}

// plan makes a plan of what has changed.
func (s *Server) plan() (*build.Planned, error) {
	paths := slices.Sorted(maps.Keys(s.changed))
	if s.planned != nil && !s.all {
		if planned, ok := s.project.Replan(s.planned, paths); ok {
			return planned, nil
		}
	}
	if s.all {
		s.project.Forget()
	} else if len(paths) > 0 {
		s.project.Forget(paths...)
	}
	return s.project.Plan(context.Background())
}

// ServeHTTP answers a request unless it may have been sent by another website.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	isolate(w.Header())
	switch {
	case !s.allowed(r.Host):
		http.Error(w, s.say("the preview answers only to this computer's own addresses", "预览只能用本机的地址打开"), http.StatusForbidden)
		return
	case fromElsewhere(r.Header):
		http.Error(w, s.say("another website cannot load the preview; open it in a tab of its own", "别的网站不能载入预览，请在单独的标签页里打开"), http.StatusForbidden)
		return
	}
	starting := s.starting(r)
	if r.Method != http.MethodGet && r.Method != http.MethodHead && !starting {
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if starting {
		s.start(w, r)
		return
	}
	switch r.URL.Path {
	case "/_wayside/start.css":
		s.startCSS(w)
	case "/_wayside/reload.js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(reloadScript)
	case "/_wayside/overlay.css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Write(overlayStyle)
	case "/_wayside/drafts.css":
		s.drafts(w)
	case "/_wayside/wait":
		s.wait(w, r)
	case "/_wayside/problems":
		s.problems(w, r)
	default:
		s.page(w, r)
	}
}

// wait answers "changed" when the project is newer than the requesting page. After
// a while it sends an empty answer, before a proxy would time out.
func (s *Server) wait(w http.ResponseWriter, r *http.Request) {
	const patience = 25 * time.Second
	s.mu.Lock()
	if r.URL.Query().Get("stamp") != fmt.Sprint(s.stamp) {
		s.mu.Unlock()
		fmt.Fprint(w, "changed")
		return
	}
	c := make(chan struct{})
	s.waiting[c] = true
	s.mu.Unlock()
	select {
	case <-c:
		fmt.Fprint(w, "changed")
	case <-time.After(patience):
		s.forget(c)
	case <-r.Context().Done():
		s.forget(c)
	}
}

func (s *Server) forget(c chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.waiting, c)
}

// collect collects garbage when a page of a new plan has been served, so that the next edit
// does not wait for it.
func (s *Server) collect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unshown {
		s.unshown = false
		go runtime.GC()
	}
}

// page serves the output that the browser requests.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" && s.Start != nil && !s.Start.Guide() {
		http.Redirect(w, r, StartPath, http.StatusFound)
		return
	}
	defer s.collect()
	planned, stamp, err := s.current()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	address := strings.TrimPrefix(r.URL.Path, "/")
	if address == "" || strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	o, found := planned.Find(address)
	status := http.StatusOK
	if !found {
		if _, folder := planned.Find(address + "/index.html"); folder {
			http.Redirect(w, r, r.URL.Path+"/", http.StatusFound)
			return
		}
		status = http.StatusNotFound
		o, found = planned.Plan.Find("404.html")
	}
	var made output.Made
	if found {
		if made, err = o.Minified(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		s.mu.Lock()
		s.found[o.Address] = made.Problems
		s.mu.Unlock()
	}
	data := made.Data
	if made.Write != nil {
		var b bytes.Buffer
		if err := made.Write(&b); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		data = b.Bytes()
	}
	kind := output.ContentType(o.Address)
	if len(data) == 0 && (!found || path.Ext(o.Address) == ".html") {
		// Nothing could be made: serve an empty page, over which the problems are shown.
		data, status, kind = []byte("<!DOCTYPE html><title>Wayside</title><body></body>"), http.StatusInternalServerError, "text/html; charset=utf-8"
	}
	if path.Ext(o.Address) == ".html" || !found {
		data = withReload(s.withDrafts(data, planned, o.Address), o.Address, stamp)
	}
	if kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	if made.Done != nil {
		defer made.Done()
	}
	if status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data)) // supports ranges, without which Safari plays no recordings
		return
	}
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		w.Write(data)
	}
}

// An overlay is the list of problems as it is sent to the page, in words of the
// preview's language.
type overlay struct {
	Title    string  `json:"title"` // the numbers of errors and warnings
	Close    string  `json:"close"` // the name of the button
	Errors   bool    `json:"errors"`
	Problems []shown `json:"problems"`
}

type shown struct {
	Severity string `json:"severity"` // a word: "Error"
	Place    string `json:"place"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	More     string `json:"more,omitempty"` // how many similar ones follow that are not shown
}

// mostShown is the maximum number of problems that the overlay lists. Its title
// counts all.
const mostShown = 50

// problems serves the problems of the project and of the requesting page.
func (s *Server) problems(w http.ResponseWriter, r *http.Request) {
	planned, _, err := s.current()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	s.mu.Lock()
	page := s.found[r.URL.Query().Get("page")]
	s.mu.Unlock()
	problems := slices.Concat(page, planned.Problems, planned.Check())
	problems.Sort()
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(s.overlay(problems))
}

func (s *Server) overlay(problems diag.List) overlay {
	errors, warnings := problems.Count()
	o := overlay{Title: diag.Counts(s.lang, errors, warnings), Close: "Close", Errors: errors > 0, Problems: []shown{}}
	word, more := map[diag.Severity]string{diag.Error: "Error", diag.Warning: "Warning"}, "… and %d more; wayside check --all lists them"
	if s.lang == diag.Chinese {
		o.Close = "关闭"
		word, more = map[diag.Severity]string{diag.Error: "错误", diag.Warning: "警告"}, "……还有 %d 处同样的警告，用 wayside check --all 查看"
	}
	add := func(p diag.Problem, hidden int) {
		if len(o.Problems) == mostShown {
			return
		}
		place := p.Place.File
		if p.Place.Line > 0 {
			place += fmt.Sprintf(":%d:%d", p.Place.Line, p.Place.Column)
		}
		item := shown{Severity: word[p.Severity()], Place: place, Message: p.Message(s.lang) + " [" + p.Rule() + "]", Hint: p.Hint(s.lang)}
		if hidden > 0 {
			item.More = fmt.Sprintf(more, hidden)
		}
		o.Problems = append(o.Problems, item)
	}
	d := problems.Digest(false)
	for _, p := range d.Errors {
		add(p, p.More)
	}
	for _, g := range d.Warnings {
		for i, p := range g.Shown {
			if i == len(g.Shown)-1 {
				add(p, g.More)
			} else {
				add(p, 0)
			}
		}
	}
	return o
}

// withReload adds the script that reloads the page and shows problems over it,
// and its stylesheet. They are files, because the page's policy forbids inline
// ones.
func withReload(page []byte, address string, stamp int) []byte {
	more := fmt.Sprintf(`<link rel="stylesheet" href="/_wayside/overlay.css"><script src="/_wayside/reload.js" data-stamp="%d" data-page="%s" defer></script></body>`,
		stamp, html.EscapeString(address))
	if i := bytes.LastIndex(page, []byte("</body>")); i >= 0 {
		return append(append(page[:i:i], more...), page[i+len("</body>"):]...)
	}
	return append(page[:len(page):len(page)], more...)
}
