package build

import (
	"cmp"
	"os"
	"runtime/debug"
	"sync"

	"wayside/internal/compact"
	"wayside/internal/digest"
	"wayside/internal/store"
)

// Notes are what the runs of this program for a project leave for the next one. They
// are in the store, so they can be lost or damaged at any time.
type notes struct {
	store   *store.Folder
	project string        // its absolute path
	edition string        // "website" or "teacher"
	program string        // identifies this build of the program; "" if that is unknown
	maker   digest.Digest // of the program and the settings that all outputs depend on
}

func newNotes(s *store.Folder, o Options) *notes {
	n := &notes{store: s, project: absolute(o.Project), edition: "website", program: cmp.Or(o.program, program())}
	if o.Teacher {
		n.edition = "teacher"
	}
	n.maker = hasher.Of(n.program, o.Teacher, o.Drafts)
	return n
}

// slot returns the key of a value that each run replaces.
func (n *notes) slot(what string) store.Key { return store.KeyOf(what, n.project, n.edition) }

// get returns a value; "" if there is none, or if this program cannot be told from
// the one that has written it.
func (n *notes) get(what string) string {
	if n.program == "" {
		return ""
	}
	data, _ := n.store.Text(n.slot(what))
	return data
}

func (n *notes) put(what string, data []byte) { n.store.Put(n.slot(what), data) }

var hasher = digest.New()

// program identifies this build of the program: one that was changed may make other
// outputs from the same facts.
var program = sync.OnceValue(func() string {
	var w compact.Writer
	if info, ok := debug.ReadBuildInfo(); ok {
		w.Text(info.String())
	}
	if path, err := os.Executable(); err == nil {
		if info, err := os.Stat(path); err == nil {
			w.Text(path)
			w.Int(info.Size())
			w.Int(info.ModTime().UnixNano())
			return string(w.Data)
		}
	}
	return "" // unknown
})
