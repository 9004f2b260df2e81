package audit

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"hash/fnv"
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

	"wayside/internal/await"
)

// A host serves a published folder as static hosts do, with compressed text
// and ETags. It also behaves like a bad network: it goes away and comes back,
// cuts answers short, and lets somebody else answer.
type host struct {
	t    *testing.T
	base string // the folder's path: "/guide/"
	addr string // "127.0.0.1:40000"

	mu       sync.Mutex
	dir      string
	server   *http.Server
	before   func(address string, r *http.Request) // runs before the answer is made and may block; or nil
	tamper   tampering                             // or nil
	requests []request
}

// A tampering changes an answer before it is sent and returns how many bytes
// of its body are sent. If that is less than all, the connection breaks.
type tampering func(address string, r *http.Request, answer *httptest.ResponseRecorder) int

// A request is one that the host has answered.
type request struct {
	address string
	part    string // its Range
	bytes   int    // of the body that were sent
	whole   bool
}

func newHost(t *testing.T, dir, base string) *host {
	h := &host{t: t, base: base, dir: dir, addr: "127.0.0.1:0"}
	h.start()
	t.Cleanup(h.stop)
	return h
}

// url returns the public address of a file.
func (h *host) url(address string) string { return "http://" + h.addr + h.base + address }

// start listens, after stop on the same port as before.
func (h *host) start() {
	h.t.Helper()
	var listener net.Listener
	var err error
	if !await.Until(func() bool {
		listener, err = net.Listen("tcp", h.addr)
		return err == nil
	}) {
		h.t.Fatal(err)
	}
	h.addr = listener.Addr().String()
	h.server = &http.Server{Handler: h}
	go h.server.Serve(listener)
}

// stop takes the network away.
func (h *host) stop() { h.server.Close() }

// publish replaces the folder that is served.
func (h *host) publish(dir string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dir = dir
}

func (h *host) tamperWith(t tampering) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tamper = t
}

// hold keeps the matching requests waiting until release is called.
func (h *host) hold(matches func(address string, r *http.Request) bool) (release func()) {
	gate := make(chan struct{})
	h.mu.Lock()
	defer h.mu.Unlock()
	h.before = func(address string, r *http.Request) {
		if matches(address, r) {
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

// takeRequests returns the requests since the last call.
func (h *host) takeRequests() []request {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := h.requests
	h.requests = nil
	return all
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	address, ok := strings.CutPrefix(r.URL.Path, h.base)
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
	dir, tamper := h.dir, h.tamper
	h.mu.Unlock()
	answer := httptest.NewRecorder()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(address)))
	if !ok || err != nil {
		http.Error(answer, "not found", http.StatusNotFound)
	} else {
		static(answer, r, address, data)
	}
	send := answer.Body.Len()
	if tamper != nil {
		send = min(tamper(address, r, answer), answer.Body.Len())
	}
	body := answer.Body.Bytes()
	h.mu.Lock()
	h.requests = append(h.requests, request{address, r.Header.Get("Range"), send, send == len(body)})
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

// sentWhole counts, by address and part, how often a file was sent whole.
func sentWhole(all []request) map[string]int {
	times := map[string]int{}
	for _, r := range all {
		if r.whole && r.bytes > 0 { // zero: not modified
			times[strings.TrimSuffix(r.address+" "+r.part, " ")]++
		}
	}
	return times
}

// cutting cuts a share of the answers short, at a byte within. Which ones
// depends on the address, the part and the attempt, and so not on the order in
// which parallel requests arrive. No file is cut three times in a row.
func cutting(share float64) tampering {
	type history struct{ attempts, inARow int }
	var mu sync.Mutex
	files := map[string]*history{}
	return func(address string, r *http.Request, answer *httptest.ResponseRecorder) int {
		mu.Lock()
		defer mu.Unlock()
		key := address + " " + r.Header.Get("Range")
		if files[key] == nil {
			files[key] = &history{}
		}
		h := files[key]
		h.attempts++
		sum := fnv.New64a()
		sum.Write([]byte(key))
		die := rand.New(rand.NewPCG(sum.Sum64(), uint64(h.attempts)))
		if answer.Body.Len() == 0 || h.inARow == 2 || die.Float64() >= share {
			h.inARow = 0
			return answer.Body.Len()
		}
		h.inARow++
		return die.IntN(answer.Body.Len())
	}
}

// signIn answers the matching addresses with another network's sign-in page.
func signIn(matches func(address string) bool) tampering {
	return func(address string, _ *http.Request, answer *httptest.ResponseRecorder) int {
		if matches(address) {
			*answer = *httptest.NewRecorder()
			answer.Header().Set("Content-Type", "text/html")
			answer.WriteString("<!DOCTYPE html><title>Sign in</title><p>Welcome to this network.")
		}
		return answer.Body.Len()
	}
}
