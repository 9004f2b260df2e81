// Package bucket reads and writes the objects of an S3 bucket, at Amazon or at
// any other cloud that speaks its protocol (OSS, COS, OBS, MinIO).
//
// A bucket has an address: s3://BUCKET/PREFIX?endpoint=URL&region=NAME. What it
// leaves out comes from the environment, and credentials come only from there
// or from the usual files, since addresses are written into scripts. Every
// request has a limit and is repeated a few times if it may succeed later.
package bucket

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/s3utils"
)

// A Bucket is the part of a bucket below a prefix. It is safe for concurrent use.
type Bucket struct {
	core   minio.Core
	name   string
	prefix string // "" or ending in a slash

	// Limit is how long an attempt may take without its data, for which there is more
	// time; Pause is the time before the second attempt, which doubles.
	Limit, Pause time.Duration
	// Slowest is how slowly the data of one attempt may come, in bytes a second, before the
	// attempt ends; 32 KiB unless it is set.
	Slowest int64
}

// attempts is how often a request is made that may succeed later.
const attempts = 4

// An AddressError is an address that names no bucket.
type AddressError struct {
	Address string // without credentials
	Reason  Reason
}

func (e AddressError) Error() string { return e.Address + ": " + string(e.Reason) }

// A Reason says what is wrong with an address.
type Reason string

const (
	NoBucket    Reason = "must be like s3://bucket/prefix"
	Credentials Reason = "credentials belong into the environment"
	Parameter   Reason = "the parameters are endpoint and region"
	BucketName  Reason = "a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens"
	NoEndpoint  Reason = "must be like https://s3.example.org"
)

// A RequestError means that a bucket did not do what was requested.
type RequestError struct{ Err error }

func (e RequestError) Error() string { return e.Err.Error() }

func (e RequestError) Unwrap() error { return e.Err }

// Open returns the bucket at an address. getenv returns variables of the environment:
// AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, and AWS_REGION or AWS_DEFAULT_REGION. No
// request is made.
func Open(address string, getenv func(string) string) (*Bucket, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.Fragment != "" {
		return nil, AddressError{bare(address), NoBucket}
	}
	if u.User != nil {
		return nil, AddressError{bare(address), Credentials}
	}
	if s3utils.CheckValidBucketName(u.Host) != nil {
		return nil, AddressError{address, BucketName}
	}
	query := u.Query()
	for key := range query {
		if key != "endpoint" && key != "region" {
			return nil, AddressError{address, Parameter}
		}
	}
	endpoint := first(query.Get("endpoint"), getenv("AWS_ENDPOINT_URL_S3"), getenv("AWS_ENDPOINT_URL"), "https://s3.amazonaws.com")
	at, err := url.Parse(endpoint)
	if err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http" || strings.Trim(at.Path, "/") != "" {
		return nil, AddressError{bare(endpoint), NoEndpoint}
	}
	client, err := minio.New(at.Host, &minio.Options{
		Creds:        credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}}),
		Secure:       at.Scheme == "https",
		Region:       first(query.Get("region"), getenv("AWS_REGION"), getenv("AWS_DEFAULT_REGION")),
		BucketLookup: lookup(at.Hostname()),
		MaxRetries:   1, // see try
	})
	if err != nil {
		return nil, AddressError{bare(endpoint), NoEndpoint}
	}
	b := &Bucket{core: minio.Core{Client: client}, name: u.Host, prefix: strings.Trim(u.Path, "/"), Limit: 15 * time.Second, Pause: 200 * time.Millisecond, Slowest: 32 << 10}
	if b.prefix != "" {
		b.prefix += "/"
	}
	return b, nil
}

// bare returns an address without its credentials.
func bare(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	at := strings.LastIndex(rest, "@")
	if !ok || at < 0 {
		return address
	}
	return scheme + "://…@" + rest[at+1:]
}

// lookup returns how requests to a host name the bucket. These clouds accept only hosts
// that begin with it, which the client knows of Amazon's and Alibaba's alone.
func lookup(host string) minio.BucketLookupType {
	for _, domain := range []string{".myqcloud.com", ".myhuaweicloud.com", ".aliyuncs.com"} {
		if strings.HasSuffix(host, domain) {
			return minio.BucketLookupDNS
		}
	}
	return minio.BucketLookupAuto
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// Get returns an object of at most most bytes. The error is fs.ErrNotExist if there is
// none.
func (b *Bucket) Get(ctx context.Context, name string, most int64) (data []byte, err error) {
	err = b.try(ctx, 0, func(ctx context.Context, more func(bytes int64)) error {
		body, info, _, err := b.core.GetObject(ctx, b.name, b.prefix+name, minio.GetObjectOptions{})
		if err != nil {
			return err
		}
		defer body.Close()
		if info.Size > most {
			return fmt.Errorf("%s: %d bytes, more than %d: %w", name, info.Size, most, fs.ErrInvalid)
		}
		more(info.Size)
		data, err = io.ReadAll(io.LimitReader(body, most))
		if err == nil && int64(len(data)) != info.Size {
			err = io.ErrUnexpectedEOF
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return data, nil
}

// Has reports whether there is an object.
func (b *Bucket) Has(ctx context.Context, name string) (bool, error) {
	err := b.try(ctx, 0, func(ctx context.Context, _ func(int64)) error {
		_, err := b.core.StatObject(ctx, b.name, b.prefix+name, minio.StatObjectOptions{})
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Headers are what a web server sends with an object.
type Headers struct{ ContentType, CacheControl string }

// Put writes an object, which appears whole or not at all.
func (b *Bucket) Put(ctx context.Context, name string, data []byte) error {
	return b.Publish(ctx, name, bytes.NewReader(data), int64(len(data)), Headers{ContentType: "application/octet-stream"})
}

// Publish writes an object with headers. Data is read several times: for its MD5 and for each
// attempt.
func (b *Bucket) Publish(ctx context.Context, name string, data io.ReaderAt, size int64, h Headers) error {
	return b.try(ctx, size, func(ctx context.Context, _ func(int64)) error {
		// One request a file, whose ETag is then its MD5. Signatures over pieces of the
		// data are what Chinese clouds refuse.
		_, err := b.core.Client.PutObject(ctx, b.name, b.prefix+name, io.NewSectionReader(data, 0, size), size, minio.PutObjectOptions{
			ContentType: h.ContentType, CacheControl: h.CacheControl, DisableContentSha256: true, SendContentMd5: true, DisableMultipart: true,
		})
		return err
	})
}

// Remove removes an object. One that does not exist is removed already.
func (b *Bucket) Remove(ctx context.Context, name string) error {
	err := b.try(ctx, 0, func(ctx context.Context, _ func(int64)) error {
		return b.core.RemoveObject(ctx, b.name, b.prefix+name, minio.RemoveObjectOptions{})
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// A request is made in the time of its context, for which it can have more when it knows
// how many bytes are to come.
type request func(ctx context.Context, more func(bytes int64)) error

// try makes a request that sends some bytes until it succeeds, cannot succeed, or was made
// often enough.
func (b *Bucket) try(ctx context.Context, bytes int64, r request) error {
	pause := b.Pause
	for n := 1; ; n++ {
		err := b.once(ctx, bytes, r)
		if err == nil || n == attempts || ctx.Err() != nil || !passing(err) {
			return named(err)
		}
		// Machines that were refused at once do not come back at once.
		wait := time.NewTimer(pause/2 + rand.N(pause))
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return context.Cause(ctx)
		}
		pause *= 2
	}
}

func (b *Bucket) once(ctx context.Context, bytes int64, r request) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	limit := func(bytes int64) time.Duration { return b.Limit + time.Duration(bytes/b.Slowest)*time.Second }
	late := time.AfterFunc(limit(bytes), func() { cancel(errLate) })
	defer late.Stop()
	err := r(ctx, func(bytes int64) { late.Reset(limit(bytes)) })
	if err != nil && context.Cause(ctx) == errLate {
		return errLate
	}
	return err
}

var errLate = errors.New("the server took too long")

// passing reports whether a request may succeed later: the server was busy, or the
// connection ended. A server's other answers will not change.
func passing(err error) bool {
	if errors.Is(err, fs.ErrInvalid) {
		return false
	}
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) || answer.StatusCode == 0 {
		return true
	}
	switch answer.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooManyRequests:
		return true
	}
	return answer.StatusCode >= 500 || answer.StatusCode < 300
}

// named returns an error that is fs.ErrNotExist if there is no such object, otherwise a
// RequestError.
func named(err error) error {
	if err == nil {
		return nil
	}
	var answer minio.ErrorResponse
	if errors.As(err, &answer) && (answer.Code == minio.NoSuchKey || answer.StatusCode == http.StatusNotFound && answer.Code != minio.NoSuchBucket) {
		return fmt.Errorf("%s: %w", answer.Key, fs.ErrNotExist)
	}
	return RequestError{err}
}
