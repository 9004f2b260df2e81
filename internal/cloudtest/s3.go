// Package cloudtest runs in tests what several machines share: an S3 server, in
// memory and with faults, and a NATS server.
package cloudtest

import (
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// An S3 is a server with one empty bucket, "guide".
type S3 struct {
	*httptest.Server
	t       *testing.T
	objects *s3mem.Backend

	mu       sync.Mutex
	fault    func(w http.ResponseWriter, r *http.Request, next http.Handler)
	requests []string
	headers  map[string]http.Header // of the requests that wrote objects; the server forgets most
}

// Bucket is the name of the bucket.
const Bucket = "guide"

// NewS3 starts a server that ends with the test. It needs no credentials.
func NewS3(t *testing.T) *S3 {
	t.Helper()
	s := &S3{t: t, objects: s3mem.New(), headers: map[string]http.Header{}}
	if err := s.objects.CreateBucket(Bucket); err != nil {
		t.Fatal(err)
	}
	next := gofakes3.New(s.objects, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		object := strings.TrimPrefix(r.URL.Path, "/"+Bucket+"/")
		s.requests = append(s.requests, r.Method+" "+object)
		if r.Method == http.MethodPut {
			s.headers[object] = r.Header.Clone()
		}
		fault := s.fault
		s.mu.Unlock()
		if fault != nil {
			fault(w, r, next)
			return
		}
		next.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// Address returns the address of the bucket, or of the part below a prefix.
func (s *S3) Address(prefix string) string {
	return "s3://" + Bucket + "/" + prefix + "?region=us-east-1&endpoint=" + s.URL
}

// Contents returns the objects whose names begin with a prefix, by the rest of their names.
func (s *S3) Contents(prefix string) map[string]string {
	s.t.Helper()
	list, err := s.objects.ListBucket(Bucket, nil, gofakes3.ListBucketPage{MaxKeys: math.MaxInt32})
	if err != nil {
		s.t.Fatal(err)
	}
	all := map[string]string{}
	for _, o := range list.Contents {
		name, ok := strings.CutPrefix(o.Key, prefix)
		if !ok {
			continue
		}
		object, err := s.objects.GetObject(Bucket, o.Key, nil)
		if err != nil {
			s.t.Fatal(err)
		}
		data, err := io.ReadAll(object.Contents)
		if err != nil {
			s.t.Fatal(err)
		}
		all[name] = string(data)
	}
	return all
}

// Fault makes a function answer all requests from now on; next is the server without
// faults. Nil ends it.
func (s *S3) Fault(f func(w http.ResponseWriter, r *http.Request, next http.Handler)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

// Header returns a header with which an object was last written.
func (s *S3) Header(object, name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.headers[object].Get(name)
}

// Requests returns the requests since the last call: a method and an object each.
func (s *S3) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.requests
	s.requests = nil
	return all
}

// Busy is a fault that answers 503.
func Busy(w http.ResponseWriter, r *http.Request, _ http.Handler) {
	io.Copy(io.Discard, r.Body)
	w.WriteHeader(http.StatusServiceUnavailable)
}

// Stuck is a fault that answers only when the client has given up.
func Stuck(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
	io.Copy(io.Discard, r.Body) // or else the server does not notice
	<-r.Context().Done()
}

// Halting is a fault that sends half of each object, and nothing more.
func Halting(w http.ResponseWriter, r *http.Request, next http.Handler) {
	change(w, r, next, func(body []byte) {
		w.Write(body[:len(body)/2])
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
}

// Cut is a fault that ends the connection in the middle of each object.
func Cut(w http.ResponseWriter, r *http.Request, next http.Handler) {
	change(w, r, next, func(body []byte) { // the header has the whole length
		w.Write(body[:len(body)/2])
		panic(http.ErrAbortHandler)
	})
}

// Wrong is a fault that changes a byte of each object.
func Wrong(w http.ResponseWriter, r *http.Request, next http.Handler) {
	change(w, r, next, func(body []byte) {
		if len(body) > 0 {
			body[len(body)-1] ^= 0x10
		}
		w.Write(body)
	})
}

// change passes the bytes of an object that is read to a function that writes them.
func change(w http.ResponseWriter, r *http.Request, next http.Handler, write func(body []byte)) {
	if r.Method != http.MethodGet {
		next.ServeHTTP(w, r)
		return
	}
	answer := httptest.NewRecorder()
	next.ServeHTTP(answer, r)
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	if answer.Code != http.StatusOK {
		w.Write(answer.Body.Bytes())
		return
	}
	write(answer.Body.Bytes())
}
