package bucket

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"wayside/internal/cloudtest"
)

// open returns the bucket of a server, which does not wait for long.
func open(t *testing.T, s *cloudtest.S3, prefix string) *Bucket {
	t.Helper()
	b, err := Open(s.Address(prefix), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	b.Pause = time.Millisecond
	return b
}

func TestObjects(t *testing.T) {
	s := cloudtest.NewS3(t)
	b, ctx := open(t, s, "a/b"), t.Context()
	if has, err := b.Has(ctx, "x"); has || err != nil {
		t.Errorf("an empty bucket: %v, %v", has, err)
	}
	if _, err := b.Get(ctx, "x", 100); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an object that does not exist: %v", err)
	}
	if err := b.Remove(ctx, "x"); err != nil {
		t.Errorf("removing nothing: %v", err)
	}
	for _, data := range [][]byte{nil, []byte("x"), bytes.Repeat([]byte("long"), 50_000)} {
		if err := b.Publish(ctx, "x", bytes.NewReader(data), int64(len(data)), Headers{"text/plain", "no-cache"}); err != nil {
			t.Fatal(err)
		}
		got, err := b.Get(ctx, "x", 200_000)
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: got %d, %v", len(data), len(got), err)
		}
	}
	if has, err := b.Has(ctx, "x"); !has || err != nil {
		t.Errorf("an object: %v, %v", has, err)
	}
	if _, err := b.Get(ctx, "x", 10); err == nil {
		t.Error("an object that is too large is returned")
	}
	for name, want := range map[string]string{"Content-Type": "text/plain", "Cache-Control": "no-cache"} {
		if got := s.Header("a/b/x", name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if err := b.Remove(ctx, "x"); err != nil {
		t.Fatal(err)
	}
	if has, err := b.Has(ctx, "x"); has || err != nil {
		t.Errorf("after it was removed: %v, %v", has, err)
	}
}

// TestFaults makes the first requests fail, and then all of them.
func TestFaults(t *testing.T) {
	s := cloudtest.NewS3(t)
	ctx := t.Context()
	for name, fault := range map[string]func(http.ResponseWriter, *http.Request, http.Handler){
		"503": cloudtest.Busy, "slow": cloudtest.Stuck, "slow in the middle": cloudtest.Halting, "cut": cloudtest.Cut,
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s, strings.ReplaceAll(name, " ", "-"))
			if err := b.Put(ctx, "x", []byte("a value")); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(name, "slow") {
				b.Limit = 100 * time.Millisecond
			}
			var count atomic.Int32
			s.Fault(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
				if count.Add(1) < attempts {
					fault(w, r, next)
				} else {
					next.ServeHTTP(w, r)
				}
			})
			if got, err := b.Get(ctx, "x", 1<<30); err != nil || string(got) != "a value" {
				t.Errorf("after faults: %q, %v", got, err)
			}
			s.Fault(fault)
			s.Requests()
			if got, err := b.Get(ctx, "x", 1<<30); err == nil || errors.Is(err, fs.ErrNotExist) {
				t.Errorf("with faults: %q, %v", got, err)
			}
			if n := len(s.Requests()); n < attempts || n > 2*attempts { // net/http repeats some by itself
				t.Errorf("%d requests, want %d", n, attempts)
			}
			s.Fault(nil)
		})
	}
}

// TestSlowLine checks that an attempt has the time that its data takes.
func TestSlowLine(t *testing.T) {
	b := open(t, cloudtest.NewS3(t), "")
	b.Limit, b.Slowest = time.Nanosecond, 1
	if err := b.Put(t.Context(), "x", make([]byte, 1000)); err != nil {
		t.Error(err)
	}
}

// TestRefused checks that an answer that will not change is not asked for again.
func TestRefused(t *testing.T) {
	s := cloudtest.NewS3(t)
	b := open(t, s, "")
	s.Fault(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { w.WriteHeader(http.StatusForbidden) })
	if _, err := b.Get(t.Context(), "x", 10); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a refused request: %v", err)
	}
	if err := b.Put(t.Context(), "x", nil); err == nil {
		t.Error("a refused object is written")
	}
	if got := s.Requests(); len(got) != 2 {
		t.Errorf("requests %q", got)
	}
	s.Fault(nil)
	b.name = "another"
	if err := b.Put(t.Context(), "x", nil); err == nil {
		t.Error("an object is written into a bucket that does not exist")
	}
}

func TestCancelled(t *testing.T) {
	s := cloudtest.NewS3(t)
	b := open(t, s, "")
	b.Pause = time.Hour
	ctx, cancel := context.WithCancel(t.Context())
	s.Fault(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		cancel()
		cloudtest.Busy(w, r, next)
	})
	if err := b.Put(ctx, "x", nil); err == nil {
		t.Error("no error")
	}
}

func TestAddresses(t *testing.T) {
	none := func(string) string { return "" }
	for address, want := range map[string]string{
		"s3://bucket": "", "s3://bucket/": "", "s3://bucket/a/b/": "a/b/",
		"s3://bucket/a?endpoint=https://oss-cn-beijing.aliyuncs.com&region=oss-cn-beijing": "a/",
	} {
		if b, err := Open(address, none); err != nil || b.prefix != want || b.name != "bucket" {
			t.Errorf("%s: %+v, %v", address, b, err)
		}
	}
	for _, address := range []string{"", "bucket", "https://bucket/x", "s3:///x", "s3://", "s3://key:secret@bucket/x", "s3://b?endpiont=x", "s3://bucket?endpoint=nowhere", "s3://bucket?endpoint=ftp://a", "s3://%", "s3://bucket/x#y", "s3://key:secret@bucket/50%", "s3://b/x", "s3://bucket/x?endpoint=https://a/b", "s3://bucket/x?endpoint=ftp://key:secret@a", "oss://bucket/x"} {
		_, err := Open(address, none)
		if bad, ok := errors.AsType[AddressError](err); !ok {
			t.Errorf("%s: %v", address, err)
		} else if strings.Contains(bad.Error(), "secret") {
			t.Errorf("%s: the error %q has the credentials", address, bad)
		}
	}
	b, err := Open("s3://bucket/x", func(name string) string {
		return map[string]string{"AWS_ENDPOINT_URL_S3": "https://cos.ap-beijing.myqcloud.com", "AWS_ENDPOINT_URL": "https://unused.example.org", "AWS_REGION": "ap-beijing"}[name]
	})
	if err != nil || b.core.EndpointURL().Host != "cos.ap-beijing.myqcloud.com" {
		t.Errorf("from the environment: %v, %v", b, err)
	}
}
