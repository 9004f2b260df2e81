package audit

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A host serves a published folder as static hosts do, text compressed and
// with ETags, and as networks on the way do: it is gone and comes back, cuts
// answers short, and lets somebody else answer.
type host struct {
	t     *testing.T
	at    string // the folder's path: "/guide/"
	where string // "127.0.0.1:40000"

	mu     sync.Mutex
	dir    string
	server *http.Server
	before func(address string, r *http.Request) // nil: nothing; it may wait
	trick  trick                                 // nil: none
	asked  []asked
}

// A trick spoils an answer that was made: it may change what will be sent, and
// returns how many bytes of it are; less than all is a connection that breaks.
type trick func(address string, r *http.Request, answer *httptest.ResponseRecorder) int

// asked is a request and what went out for it.
type asked struct {
	address, part string // part is its Range
	bytes         int
	whole         bool
}

func newHost(t *testing.T, dir, at string) *host {
	h := &host{t: t, at: at, dir: dir, where: "127.0.0.1:0"}
	h.start()
	t.Cleanup(h.stop)
	return h
}

// url is a published file's address on the network.
func (h *host) url(address string) string { return "http://" + h.where + h.at + address }

func (h *host) start() {
	h.t.Helper()
	listener, err := net.Listen("tcp", h.where)
	for end := time.Now().Add(5 * time.Second); err != nil && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		listener, err = net.Listen("tcp", h.where) // the port that the browser knows
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.where = listener.Addr().String()
	h.server = &http.Server{Handler: h}
	go h.server.Serve(listener)
}

// stop is the network's end: nothing listens any more.
func (h *host) stop() { h.server.Close() }

// publish puts another build in the folder's place.
func (h *host) publish(dir string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dir = dir
}

func (h *host) play(t trick) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.trick = t
}

// hold lets requests wait until release is called: those that are meant.
func (h *host) hold(meant func(address string, r *http.Request) bool) (release func()) {
	gate := make(chan struct{})
	h.mu.Lock()
	defer h.mu.Unlock()
	h.before = func(address string, r *http.Request) {
		if meant(address, r) {
			select {
			case <-gate:
			case <-r.Context().Done():
			}
		}
	}
	release = sync.OnceFunc(func() { close(gate) })
	h.t.Cleanup(release)
	return release
}

// since returns what was asked for since the last call.
func (h *host) since() []asked {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := h.asked
	h.asked = nil
	return all
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	address, ok := strings.CutPrefix(r.URL.Path, h.at)
	if address == "" || strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	h.mu.Lock()
	before := h.before
	h.mu.Unlock()
	if before != nil {
		before(address, r)
	}
	h.mu.Lock()
	dir, play := h.dir, h.trick
	h.mu.Unlock()
	answer := httptest.NewRecorder()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(address)))
	if !ok || err != nil {
		http.Error(answer, "not here", http.StatusNotFound)
	} else {
		static(answer, r, address, data)
	}
	send := answer.Body.Len()
	if play != nil {
		send = min(play(address, r, answer), answer.Body.Len())
	}
	body := answer.Body.Bytes()
	h.mu.Lock()
	h.asked = append(h.asked, asked{address, r.Header.Get("Range"), send, send == len(body)})
	h.mu.Unlock()
	for key, values := range answer.Header() {
		w.Header()[key] = values
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(answer.Code)
	w.Write(body[:send])
	if send < len(body) {
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
}

func static(w http.ResponseWriter, r *http.Request, address string, data []byte) {
	kind := mime.TypeByExtension(path.Ext(address))
	if kind == "" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	tag := fmt.Sprintf("%x", sha256.Sum256(data))[:16]
	text := strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json") || strings.Contains(kind, "svg") || strings.Contains(kind, "javascript")
	if text && r.Header.Get("Range") == "" && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		var small bytes.Buffer
		z := gzip.NewWriter(&small)
		z.Write(data)
		z.Close()
		data = small.Bytes()
		tag += "-gzip"
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Vary", "Accept-Encoding")
	}
	w.Header().Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, address, time.Time{}, bytes.NewReader(data))
}

// fetched are the addresses and parts that went out whole, each as often as it
// was.
func fetched(all []asked) map[string]int {
	times := map[string]int{}
	for _, a := range all {
		if a.whole && a.bytes > 0 { // not: nothing new
			times[strings.TrimSuffix(a.address+" "+a.part, " ")]++
		}
	}
	return times
}

// cutting cuts a share of all answers short, at bytes that a seed chooses.
func cutting(share float64) trick {
	var mu sync.Mutex
	dice := rand.New(rand.NewPCG(35, 65))
	return func(_ string, _ *http.Request, answer *httptest.ResponseRecorder) int {
		mu.Lock()
		defer mu.Unlock()
		if answer.Body.Len() == 0 || dice.Float64() >= share {
			return answer.Body.Len()
		}
		return dice.IntN(answer.Body.Len())
	}
}

// instead answers with a page of somebody else's, where it is asked to.
func instead(address func(string) bool) trick {
	return func(at string, _ *http.Request, answer *httptest.ResponseRecorder) int {
		if address(at) {
			*answer = *httptest.NewRecorder()
			answer.Header().Set("Content-Type", "text/html")
			answer.WriteString("<!DOCTYPE html><title>Sign in</title><p>Welcome to this network.")
		}
		return answer.Body.Len()
	}
}
