// Package output makes the files of a build and writes them to the published
// folder, to which no other package writes.
//
// A plan lists addresses, each with a function that makes the file's bytes. Make
// runs those functions on all cores and releases the bytes of each file once it
// is staged; Publish renames the changed files into place. Two outputs with the
// same address are an error, and files that no earlier build wrote are not
// touched.
package output

import (
	"cmp"
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
	"wayside/internal/digest"
	"wayside/internal/parallel"
	"wayside/internal/store"
	"wayside/internal/trace"
)

// A Phase is a step of publication. The phases are in an order in which no page
// refers to a missing file.
type Phase uint8

const (
	Asset  Phase = iota // files that pages refer to: styles, scripts, pictures
	Page                // files that readers open
	Worker              // the service worker, which requires all other files
)

// An Output is a file of the published folder that has not been made yet.
type Output struct {
	Address string     // slash-separated, from the folder's root: "sites/kaishan/index.html"
	From    diag.Place // its source; reported if two outputs have the same address
	Phase   Phase
	// Print is the name, without extension, of the PDFs of a handout's page, which
	// are in the page's folder: "handout". It is empty for other outputs.
	Print string
	// Unprinted are the editions that the page does not have.
	Unprinted []string
	// Paper returns the file next to that page which says how much paper each PDF
	// takes, from the numbers of their pages by the PDF's name. It is nil for pages
	// that are not printed.
	Paper func(pages map[string]int) []byte
	// Make returns the file's bytes and the problems found on the way. It is
	// called from many goroutines, but at most once per output in a build.
	Make func() (Made, error)
	// Final means that the bytes are not minified: they are small already, and
	// there are many such outputs.
	Final bool
	// Same means that the file is the one that the last build published. Make is then
	// nil: a Memory recalls the file.
	Same bool
	// Key, if not nil, is known before the output is made: a digest of everything
	// that the bytes depend on.
	Key *digest.Digest

	// Facts returns Made.Facts without making the bytes; nil if there are none. A
	// preview needs the facts of pages that have not been opened.
	Facts func() Facts

	listed int // its index in the argument of NewPlan
}

// Made is the result of an output's function. An error returned with it is a
// failure of the system, not a problem of the project.
type Made struct {
	Data     []byte
	Problems diag.List
	// Done, if not nil, is called when Data is no longer used, so that its
	// memory can be reused.
	Done func()
	// Write, if not nil, writes the file, and Data is not used. It is for files
	// that are too large for memory. They are not minified.
	Write func(io.Writer) error
	// Recipe, if not nil, is the key of everything that Write depends on.
	Recipe *store.Key
	// Facts are what outputs that are made later need; nil if there are none.
	Facts *Facts
	// Trace is everything that the bytes and Facts depend on, besides the program.
	// Nil means that this is not known.
	Trace []trace.Fact
	// Fleeting means that a file was changed while it was read, so that the bytes are
	// not what Key or Trace says.
	Fleeting bool
}

// Facts describe a page for what needs all pages: the search index, the check of
// links to headings, and the check for files that no page shows.
type Facts struct {
	Lang string // BCP 47
	Dir  string // the page's folder from its language's root: "sites/kaishan/"
	// Entry appends the entry of the search index to a buffer; nil if the page is not
	// searchable, or was recalled.
	Entry    func(to []byte) []byte
	Search   Entry  // identifies the entry; zero if the page is not searchable
	Source   string // the Markdown file whose headings it shows, or ""
	Headings []string
	Links    []HeadingLink // links to headings of other pages
	Files    []string      // the pictures and recordings in its text, as paths in the project
	Terms    []string      // the terms of a converted edition that its texts have
}

// An Entry identifies a search entry.
type Entry struct {
	Hash [16]byte
	Size int // bytes
}

// A HeadingLink is a link to a heading of a Markdown file.
type HeadingLink struct {
	At            diag.Place
	File, Heading string // of the target: its Markdown file and the heading's id
}

// A Sink receives the files that are made. Its methods are called from many
// goroutines.
type Sink interface {
	Stage(File, []byte) error
	// Stream receives a file from write and describes it. It need not call write
	// if a file with the same recipe exists.
	Stream(address string, recipe *store.Key, write func(io.Writer) error) (File, error)
}

// A Memory knows the outputs of an earlier build. Its methods are called from many
// goroutines.
type Memory interface {
	// Recall returns the result of an output that would be made exactly as it was and
	// is in the sink. Such an output has no problems.
	Recall(o *Output) (File, *Facts, bool)
	// Remember receives every other output.
	Remember(o *Output, made *Made, file File)
}

// A File describes an output that was made. Its bytes are no longer in memory.
type File struct {
	Address string
	Size    int64
	Hash    [sha256.Size]byte
}

// Bytes returns an output's function that returns data.
func Bytes(data []byte) func() (Made, error) {
	return func() (Made, error) { return Made{Data: data}, nil }
}

// A Plan is a sorted list of outputs with distinct addresses.
type Plan []Output

// NewPlan sorts the outputs and reports addresses that Windows cannot hold, and
// conflicting ones: the same one, one that differs only in case (Windows and macOS have only one file
// for the two), or one that is a folder in the other.
func NewPlan(outputs []Output) (Plan, diag.List) {
	var problems diag.List
	sorted := make([]int, len(outputs)) // outputs themselves are large
	for i := range sorted {
		sorted[i] = i
	}
	slices.SortFunc(sorted, func(a, b int) int {
		return cmp.Or(strings.Compare(outputs[a].Address, outputs[b].Address), cmp.Compare(a, b))
	})
	folded := make(map[string]int, len(outputs))
	plan := make(Plan, 0, len(outputs))
	for _, i := range sorted {
		o := outputs[i]
		o.listed = i
		key := strings.ToLower(o.Address)
		if i, taken := folded[key]; taken {
			problems = append(problems, collision(o.Address, o.From, plan[i].From))
			continue
		}
		folded[key] = len(plan)
		plan = append(plan, o)
		if name, key := unportable(o.Address); key != "" {
			problems.Add(o.From, key, name)
		}
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

// Again returns the plan of outputs with the same addresses in the same order as those
// of which p was made, which then also has the same problems. It need not sort or compare
// them. ok is false if they differ.
func (p Plan) Again(outputs []Output) (plan Plan, ok bool) {
	if len(outputs) != len(p) {
		return nil, false
	}
	plan = make(Plan, len(p))
	for i, was := range p {
		o := outputs[was.listed]
		if o.listed = was.listed; o.Address != was.Address {
			return nil, false
		}
		plan[i] = o
	}
	return plan, true
}

// collision returns the problem of two outputs with the same address. Its place is
// the source of the second, unless only the first has a line: files that every
// guide has are not to blame.
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

// Sealed returns a plan of outputs that are made after those of p. An output
// whose address conflicts with p is omitted and reported.
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

// A Result is the result of making a plan, without the bytes, which the sink
// received.
type Result struct {
	Files    []File  // in the plan's order
	Facts    []Facts // of the outputs that have any, in the order of the argument of NewPlan
	Problems diag.List
}

// Make makes every output on all cores, in the order of the argument of NewPlan,
// so that neighbours that show the same data can share it. The sink, which may
// be nil, receives the bytes of each that the memory, which may be nil, does not
// recall. progress, which may be nil, is called with the number of outputs made so
// far. Make stops at the first error or at the end of the context.
func (p Plan) Make(ctx context.Context, sink Sink, memory Memory, progress func(done int)) (Result, error) {
	order := p.order()
	files := make([]File, len(p))
	facts := make([]*Facts, len(p)) // by Output.listed
	found := make([]diag.List, len(p))
	var done atomic.Int64
	// Twice the number of cores: while one goroutine waits for the disk, another
	// makes a page.
	err := parallel.Each(ctx, len(p), 2*parallel.Cores(), func(n int) error {
		i := order[n]
		known := false
		if memory != nil {
			files[i], facts[n], known = memory.Recall(&p[i])
		}
		if !known {
			made, file, err := p[i].make(sink)
			if err != nil {
				return err
			}
			files[i], facts[n], found[i] = file, made.Facts, made.Problems
			if memory != nil {
				memory.Remember(&p[i], &made, file)
			}
		}
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

// Facts returns the facts of the plan's outputs without making their bytes, in
// the order of Result.Facts.
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

// order returns the indexes of the plan, sorted by Output.listed.
func (p Plan) order() []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return p[a].listed - p[b].listed })
	return order
}

func known(facts []*Facts) []Facts {
	all := make([]Facts, 0, len(facts))
	for _, f := range facts {
		if f != nil {
			all = append(all, *f)
		}
	}
	return all
}

// make makes the output and passes it to the sink. Data of the returned value must
// not be used.
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

// measured calls write with a writer to to and returns the size and hash of the
// file.
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

// Minified makes the output and minifies its bytes, as for publication.
func (o Output) Minified() (Made, error) {
	made, err := o.Make()
	if err != nil || o.Final || made.Write != nil {
		return made, err
	}
	data, err := minified(o.Address, made.Data)
	if err != nil {
		// A file that cannot be minified is published unchanged: browsers are
		// more tolerant, and the theme's author gets a warning.
		at, message := o.From, err.Error()
		if bad, ok := errors.AsType[*parse.Error](err); ok {
			message = bad.Message
			if at.Line == 0 && path.Ext(at.File) == path.Ext(o.Address) { // an unmodified copy of the source
				at.Line, at.Column = bad.Line, bad.Column
			}
		}
		made.Problems.Add(at, "minify", o.Address, message)
		return made, nil
	}
	made.Data = data
	return made, nil
}
