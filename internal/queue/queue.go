// Package queue shares work with other machines, through NATS JetStream.
//
// A task is work whose result is values of a store. The machine that needs them
// publishes the tasks whose values the store lacks, and Settle returns when all are
// there; workers, of which it is usually one itself, take tasks, make their values
// and put them into the store. The queue only says who makes what. It has nothing
// that the store and the project do not have: it may be wiped or restarted at any
// time, and is filled again with what the store lacks.
//
// There is one task a subject, so one that is published twice is made once. Tasks of
// different recipes have different consumers, so a worker of another version of the
// program leaves them to others.
package queue

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"wayside/internal/store"
)

// A Task is work to be done once, on any machine.
type Task struct {
	Kind   string          // of the maker
	Recipe string          // of the maker: it makes other values with another one
	Keys   []store.Key     // of the values; the first one identifies the task
	Input  json.RawMessage // for the maker
}

// A Failure is a task that was tried as often as tasks are.
type Failure struct {
	Task   Task `json:"-"`
	Reason string
	// Stopped means that the programs that tried ended without an answer, as the next
	// one might.
	Stopped bool
}

// tries is how often a task is tried before it has failed.
const tries = 3

// A Queue is the queue of one guide on a server.
type Queue struct {
	name string // in subjects
	conn *nats.Conn
	js   jetstream.JetStream
	times
}

// times are how long the queue waits for what; tests wait less.
type times struct {
	silent   time.Duration // a worker without a sign of life for as long has ended
	again    time.Duration // before a failed task is tried again
	sweep    time.Duration // without news, after which Settle looks for what it has missed
	patience time.Duration // for a queue or a store that does not answer
	answer   time.Duration // of the server to one request
	idle     time.Duration // until a worker without a task looks whether it should end
}

var usual = times{silent: 15 * time.Second, again: 5 * time.Second, sweep: 5 * time.Second, patience: time.Minute, answer: 10 * time.Second, idle: time.Second}

// An AddressError is an address that names no queue.
type AddressError struct{ Address string }

func (e AddressError) Error() string {
	return e.Address + ": must be like nats://host:4222/our-guide"
}

// An UnreachableError means that the queue cannot be used.
type UnreachableError struct{ Err error }

func (e UnreachableError) Error() string { return "the queue cannot be reached: " + e.Err.Error() }

func (e UnreachableError) Unwrap() error { return e.Err }

var validName = regexp.MustCompile(`^[A-Za-z0-9_-]{0,60}$`)

// Check returns an AddressError unless the address is one of a queue:
// nats://HOST:PORT/NAME, or tls:// instead. Guides that share a server have different
// names.
func Check(address string) error {
	_, _, err := parse(address)
	return err
}

func parse(address string) (server, name string, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", "", AddressError{"…" + address[strings.LastIndex(address, "@")+1:]} // a password precedes it
	}
	if u.Scheme != "nats" && u.Scheme != "tls" || u.Hostname() == "" {
		return "", "", AddressError{u.Redacted()}
	}
	name = strings.Trim(u.Path, "/")
	if !validName.MatchString(name) {
		return "", "", AddressError{u.Redacted()}
	}
	u.Path = ""
	return u.String(), cmp.Or(name, "guide"), nil
}

// Dial connects to the queue at an address. credentials is the path of a file with them,
// "" for none. The connection is made again whenever it is lost.
func Dial(ctx context.Context, address, credentials string) (*Queue, error) {
	server, name, err := parse(address)
	if err != nil {
		return nil, err
	}
	options := []nats.Option{nats.Name("wayside"), nats.MaxReconnects(-1), nats.ReconnectWait(time.Second), nats.Timeout(usual.answer)}
	if credentials != "" {
		options = append(options, nats.UserCredentials(credentials))
	}
	conn, err := nats.Connect(server, options...)
	if err != nil {
		return nil, UnreachableError{err}
	}
	q, err := open(ctx, conn, name)
	if err != nil {
		conn.Close()
		return nil, UnreachableError{err}
	}
	return q, nil
}

func open(ctx context.Context, conn *nats.Conn, name string) (*Queue, error) {
	js, err := jetstream.New(conn, jetstream.WithDefaultTimeout(usual.answer))
	if err != nil {
		return nil, err
	}
	q := &Queue{name: name, conn: conn, js: js, times: usual}
	return q, q.prepare(ctx)
}

// Close ends the connection.
func (q *Queue) Close() { q.conn.Close() }

// prepare creates what the queue has on the server, unless it is there.
func (q *Queue) prepare(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, q.answer)
	defer cancel()
	_, err := q.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: q.stream(), Subjects: []string{q.subject("task", ">")}, Retention: jetstream.WorkQueuePolicy,
		MaxMsgsPerSubject: 1, Discard: jetstream.DiscardNew, DiscardNewPerSubject: true,
		Duplicates: 10 * time.Second, // one that has failed may be published again
		MaxAge:     7 * 24 * time.Hour,
	})
	if err != nil {
		return err
	}
	_, err = q.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: q.stream(), TTL: 24 * time.Hour})
	return err
}

func (q *Queue) stream() string { return "wayside-" + q.name }

func (q *Queue) subject(parts ...string) string {
	return "wayside." + q.name + "." + strings.Join(parts, ".")
}

// of returns the subject of the tasks of a kind and recipe.
func (q *Queue) of(kind, recipe, id string) string {
	return q.subject("task", kind, hexOf(recipe), id)
}

// hexOf returns a recipe as a part of names.
func hexOf(recipe string) string {
	sum := sha256.Sum256([]byte(recipe))
	return hex.EncodeToString(sum[:8])
}

func (t *Task) id() string { return t.Keys[0].String() }

// failures returns the failed tasks by id, which the queue keeps for a day.
func (q *Queue) failures(ctx context.Context) (jetstream.KeyValue, error) {
	return q.js.KeyValue(ctx, q.stream())
}

// publish adds tasks that the queue lacks.
func (q *Queue) publish(ctx context.Context, tasks []Task) error {
	for len(tasks) > 0 {
		some := tasks[:min(len(tasks), atOnce)]
		tasks = tasks[len(some):]
		var published []jetstream.PubAckFuture
		for _, t := range some {
			data, err := json.Marshal(t)
			if err != nil {
				return err
			}
			msg := &nats.Msg{Subject: q.of(t.Kind, t.Recipe, t.id()), Data: data}
			f, err := q.js.PublishMsgAsync(msg, jetstream.WithMsgID(t.id()))
			if err != nil {
				return err
			}
			published = append(published, f)
		}
		for _, f := range published {
			select {
			case <-f.Ok():
			case err := <-f.Err():
				if !queued(err) {
					return err
				}
			case <-ctx.Done():
				return context.Cause(ctx)
			case <-time.After(q.answer):
				return nats.ErrTimeout
			}
		}
	}
	return nil
}

// atOnce is how many tasks are published before their receipts are awaited.
const atOnce = 500

// queued reports whether a task was refused because the queue has it.
func queued(err error) bool {
	var refused *jetstream.APIError
	return errors.As(err, &refused) && strings.Contains(refused.Description, "per subject")
}

// settled announces that a task is done, or has failed.
func (q *Queue) settled(id string, failed bool) error {
	mark := "+"
	if failed {
		mark = "!"
	}
	return q.conn.Publish(q.subject("settled"), fmt.Append(nil, mark, id))
}
