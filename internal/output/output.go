// Package output is the list of what a build makes, and the only writer of
// the folder it is published in.
//
// A plan comes in: addresses, each with a function that makes its bytes.
// Make runs those functions on all cores and lets every output's bytes go as
// soon as they are staged; Publish renames what changed into place. It
// refuses two outputs with one address, and touches no file that an earlier
// build did not write.
package output

import (
	"crypto/sha256"
	"errors"
	"io"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/tdewolff/parse/v2"

	"wayside/internal/diag"
)

// A Phase orders publication, so that no page refers to what isn't there.
type Phase uint8

const (
	Asset  Phase = iota // what pages refer to: styles, scripts, pictures
	Page                // what readers open
	Worker              // what takes over once all the rest is there
)

// An Output is one file of the published folder that nobody has made yet.
type Output struct {
	Address string     // slash-separated, from the folder's root: "sites/kaishan/index.html"
	From    diag.Place // what it is made from; named when two claim one address
	Phase   Phase
	// Print names the PDF that a handout's page is printed as, beside it and
	// without its ending: "handout". Other outputs have none.
	Print string
	// Make returns the file's bytes and what was found wrong on the way. It
	// is called from many goroutines, for each output at most once a run.
	Make func() (Made, error)
	// Final says that the bytes are published as they are made: they are small
	// already, and there are many.
	Final bool

	listed int // where it stood in the list that the plan was made of
}

// Made is what an output's function returns. The error beside it means that
// the machine failed, not the project.
type Made struct {
	Data     []byte
	Problems diag.List
	// Done, which may be nil, is called when Data has been used: its memory
	// may then serve the next page.
	Done func()
	// Write, where it is not nil, writes the file in place of Data: one that is
	// too large to be held. It is published as it is, never minified.
	Write func(io.Writer) error
	// Kept, where it is not nil, is the published file that making it again
	// would give.
	Kept *File
}

// A Sink takes what is made, from many goroutines.
type Sink interface {
	Stage(File, []byte) error
	// Stream takes a file while it is written, and tells what it was.
	Stream(address string, write func(io.Writer) error) (File, error)
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
// a place in its file: what every guide has gives way to what was written.
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

// Make makes every output on all cores, in the order in which they were
// listed: those that show the same can then share it. Each one's bytes go to
// the sink, which may be nil, and are let go; what remains is a File each, in the
// plan's order, and the problems. progress, which may be nil, is told how many are
// done. The first error ends the run.
func (p Plan) Make(sink Sink, progress func(done int)) ([]File, diag.List, error) {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return p[a].listed - p[b].listed })
	files := make([]File, len(p))
	found := make([]diag.List, len(p))
	var next, done atomic.Int64
	var failed atomic.Pointer[error]
	var group sync.WaitGroup
	// Twice as many as there are cores: while one waits for the disk, another
	// makes a page.
	for range min(2*runtime.GOMAXPROCS(0), len(p)) {
		group.Go(func() {
			for failed.Load() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(p) {
					return
				}
				i := order[n]
				var err error
				if files[i], found[i], err = p[i].make(sink); err != nil {
					failed.CompareAndSwap(nil, &err)
					return
				}
				if n := done.Add(1); progress != nil {
					progress(int(n))
				}
			}
		})
	}
	group.Wait()
	if err := failed.Load(); err != nil {
		return nil, nil, *err
	}
	return files, slices.Concat(found...), nil
}

func (o Output) make(sink Sink) (File, diag.List, error) {
	made, err := o.Minified()
	if err != nil {
		return File{}, nil, err
	}
	if made.Kept != nil {
		return *made.Kept, made.Problems, nil
	}
	if made.Write != nil {
		f, err := stream(sink, o.Address, made.Write)
		return f, made.Problems, err
	}
	f := File{Address: o.Address, Size: int64(len(made.Data)), Hash: sha256.Sum256(made.Data)}
	if sink != nil {
		err = sink.Stage(f, made.Data)
	}
	if made.Done != nil {
		made.Done()
	}
	return f, made.Problems, err
}

func stream(sink Sink, address string, write func(io.Writer) error) (File, error) {
	if sink != nil {
		return sink.Stream(address, write)
	}
	return measured(address, io.Discard, write)
}

// measured writes a file and tells its size and hash.
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
	if err != nil || o.Final || made.Write != nil || made.Kept != nil {
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
