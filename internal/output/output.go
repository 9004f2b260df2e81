// Package output is the list of what a build makes, and the only writer of
// the folder it is published in.
//
// A plan comes in: addresses, each with a function that makes its bytes. Make
// runs those functions on all cores and releases every output's bytes once they
// are staged; Publish renames what changed into place. Two outputs with one
// address are refused, and a file that no earlier build wrote is not touched.
package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/tdewolff/parse/v2"

	"wayside/internal/diag"
	"wayside/internal/parallel"
	"wayside/internal/store"
)

// A Phase orders publication, so that no page refers to a missing file.
type Phase uint8

const (
	Asset  Phase = iota // what pages refer to: styles, scripts, pictures
	Page                // what readers open
	Worker              // what takes over when everything else is published
)

// An Output is a file of the published folder that is not made yet.
type Output struct {
	Address string     // slash-separated, from the folder's root: "sites/kaishan/index.html"
	From    diag.Place // what it is made from; named when two claim one address
	Phase   Phase
	// Print is the name of the PDF of a handout's page, next to it and without
	// its end: "handout". Other outputs have none.
	Print string
	// Make returns the file's bytes and the problems found on the way. It is
	// called from many goroutines, for each output at most once a run.
	Make func() (Made, error)
	// Final means that the bytes are published as they are made, not minified:
	// they are small already, and there are many.
	Final bool

	// Facts returns Made.Facts without the bytes; nil for none. A preview needs the facts of pages that nobody has opened.
	Facts func() Facts

	listed int // its index in the list that the plan was made of
}

// Made is what an output's function returns. An error returned with it means
// that the machine failed, not the project.
type Made struct {
	Data     []byte
	Problems diag.List
	// Done, which may be nil, is called when Data has been used: its memory
	// may then serve the next page.
	Done func()
	// Write, where it is not nil, writes the file in place of Data: one that is
	// too large to be held. It is published as it is, never minified.
	Write func(io.Writer) error
	// Recipe, where it is not nil, is the key of all that Write depends on.
	Recipe *store.Key
	// Facts are what outputs made later need to know of this one; nil for none.
	Facts *Facts
}

// Facts are what a page says about itself to outputs that need all pages: the
// search index and the check of links to headings.
type Facts struct {
	Lang     string // BCP 47
	Dir      string // the page's folder from its language's root: "sites/kaishan/"
	Entry    []byte // what search finds; nil where the page is not searched
	Source   string // the Markdown file whose headings it shows; "" for none
	Headings []string
	Links    []HeadingLink // links to headings of other pages
}

// A HeadingLink is a link to a heading of a Markdown file.
type HeadingLink struct {
	At            diag.Place
	File, Heading string // of the target: its Markdown file and the heading's id
}

// A Sink receives what is made, from many goroutines.
type Sink interface {
	Stage(File, []byte) error
	// Stream takes a file while it is written and returns what it was. It need
	// not be written if a file made of the same recipe exists.
	Stream(address string, recipe *store.Key, write func(io.Writer) error) (File, error)
}

// A File is an output that was made: its bytes have left memory.
type File struct {
	Address string
	Size    int64
	Hash    [sha256.Size]byte
}

// Bytes wraps a finished text as an output's function.
func Bytes(data []byte) func() (Made, error) {
	return func() (Made, error) { return Made{Data: data}, nil }
}

// A Plan is a sorted list of outputs with distinct addresses.
type Plan []Output

// NewPlan sorts the outputs and reports those that claim one address: the
// same one, one that differs in case only (Windows and macOS keep a single
// file of the two), or a folder where the other wants a file.
func NewPlan(outputs []Output) (Plan, diag.List) {
	var problems diag.List
	for i := range outputs {
		outputs[i].listed = i
	}
	slices.SortStableFunc(outputs, func(a, b Output) int { return strings.Compare(a.Address, b.Address) })
	folded := make(map[string]int, len(outputs))
	plan := make(Plan, 0, len(outputs))
	for _, o := range outputs {
		key := strings.ToLower(o.Address)
		if i, taken := folded[key]; taken {
			problems = append(problems, collision(o.Address, o.From, plan[i].From))
			continue
		}
		folded[key] = len(plan)
		plan = append(plan, o)
	}
	for _, o := range plan {
		for dir := parent(strings.ToLower(o.Address)); dir != ""; dir = parent(dir) {
			if i, taken := folded[dir]; taken {
				problems = append(problems, collision(plan[i].Address, o.From, plan[i].From))
			}
		}
	}
	return plan, problems
}

// collision blames the second claimant, or the first where only that one has
// a place in its file: what every guide has yields to what an editor wrote.
func collision(address string, second, first diag.Place) diag.Problem {
	if second.Line == 0 && first.Line > 0 {
		first, second = second, first
	}
	return diag.New(second, "address-collision", address, first.File)
}

func parent(address string) string {
	i := strings.LastIndexByte(address, '/')
	if i < 0 {
		return ""
	}
	return address[:i]
}

// Find returns the output at an address.
func (p Plan) Find(address string) (Output, bool) {
	i, ok := slices.BinarySearchFunc(p, address, func(o Output, a string) int { return strings.Compare(o.Address, a) })
	if !ok {
		return Output{}, false
	}
	return p[i], true
}

// Sealed is the plan of outputs that are made after this one's. One that
// claims an address of this plan gives way to it, and is reported.
func (p Plan) Sealed(outputs []Output) (Plan, diag.List) {
	sealed, problems := NewPlan(outputs)
	return slices.DeleteFunc(sealed, func(o Output) bool {
		first, taken := p.Find(o.Address)
		if taken {
			problems = append(problems, collision(o.Address, o.From, first.From))
		}
		return taken
	}), problems
}

// A Result is what making a plan returned, except the bytes, which went to the
// sink.
type Result struct {
	Files    []File  // in the plan's order
	Facts    []Facts // of the outputs that have any, in the order in which they were listed
	Problems diag.List
}

// Make makes every output on all cores, in the order in which they were
// listed: neighbours that show the same data can then share it. The bytes of
// each go to the sink, which may be nil, and are released. progress, which may
// be nil, is called with the number of outputs made so far. The first error,
// or the end of the context, stops the run.
func (p Plan) Make(ctx context.Context, sink Sink, progress func(done int)) (Result, error) {
	order := p.order()
	files := make([]File, len(p))
	facts := make([]*Facts, len(p)) // as listed
	found := make([]diag.List, len(p))
	var done atomic.Int64
	// Twice as many as there are cores: while one waits for the disk, another
	// makes a page.
	err := parallel.Each(ctx, len(p), 2*parallel.Cores(), func(n int) error {
		i := order[n]
		made, file, err := p[i].make(sink)
		if err != nil {
			return err
		}
		files[i], facts[n], found[i] = file, made.Facts, made.Problems
		if n := done.Add(1); progress != nil {
			progress(int(n))
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	return Result{Files: files, Facts: known(facts), Problems: slices.Concat(found...)}, nil
}

// Facts returns the facts of the plan's outputs without making their bytes,
// in the order in which they were listed.
func (p Plan) Facts(ctx context.Context) ([]Facts, error) {
	order := p.order()
	facts := make([]*Facts, len(p))
	err := parallel.Each(ctx, len(p), parallel.Cores(), func(n int) error {
		if o := p[order[n]]; o.Facts != nil {
			f := o.Facts()
			facts[n] = &f
		}
		return nil
	})
	return known(facts), err
}

// order returns the indexes of the plan as its outputs were listed.
func (p Plan) order() []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return p[a].listed - p[b].listed })
	return order
}

func known(facts []*Facts) []Facts {
	var all []Facts
	for _, f := range facts {
		if f != nil {
			all = append(all, *f)
		}
	}
	return all
}

// make makes the output into the sink. Of what it returns, Data is used up.
func (o Output) make(sink Sink) (Made, File, error) {
	made, err := o.Minified()
	switch {
	case err != nil:
		return Made{}, File{}, err
	case made.Write != nil && sink != nil:
		f, err := sink.Stream(o.Address, made.Recipe, made.Write)
		return made, f, err
	case made.Write != nil:
		f, err := measured(o.Address, io.Discard, made.Write)
		return made, f, err
	}
	f := File{Address: o.Address, Size: int64(len(made.Data)), Hash: sha256.Sum256(made.Data)}
	if sink != nil {
		err = sink.Stage(f, made.Data)
	}
	if made.Done != nil {
		made.Done()
	}
	return made, f, err
}

// measured writes a file and returns its size and hash.
func measured(address string, to io.Writer, write func(io.Writer) error) (File, error) {
	hash := sha256.New()
	count := &counter{}
	err := write(io.MultiWriter(to, hash, count))
	return File{Address: address, Size: count.n, Hash: [sha256.Size]byte(hash.Sum(nil))}, err
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// Minified makes the output's bytes as they are published.
func (o Output) Minified() (Made, error) {
	made, err := o.Make()
	if err != nil || o.Final || made.Write != nil {
		return made, err
	}
	data, err := minified(o.Address, made.Data)
	if err != nil {
		// What the minifier can't read is published as it is: a browser is
		// more forgiving, and the theme's author sees the warning.
		at, message := o.From, err.Error()
		if bad, ok := errors.AsType[*parse.Error](err); ok {
			message = bad.Message
			if at.Line == 0 && path.Ext(at.File) == path.Ext(o.Address) { // copied as it is
				at.Line, at.Column = bad.Line, bad.Column
			}
		}
		made.Problems.Add(at, "minify", o.Address, message)
		return made, nil
	}
	made.Data = data
	return made, nil
}
