package build

import (
	"bytes"
	"encoding/gob"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/inputs"
	"wayside/internal/output"
)

// A verdict is what a run found out. It is valid as long as no file of the project
// and none of the published folder has changed.
type verdict struct {
	Of       digest.Digest // the program, its settings, the project's files, the published ones
	Report   output.Report
	Problems diag.List
}

func init() {
	for _, argument := range []any{diag.Term(""), diag.Words{}, diag.Phrase{}, diag.Either{}, diag.Terms{}} {
		gob.Register(argument)
	}
}

// subject returns what a verdict is of. folder is nil for a check. ok is false if the
// project's files are not known, or the folder has no list of its files.
func (n *notes) subject(index *inputs.Index, folder *output.Folder) (of digest.Digest, ok bool) {
	sum, ok := index.Sum(func(string) bool { return true })
	var list digest.Digest
	if folder != nil && ok {
		list, ok = folder.List()
	}
	return hasher.Of(n.maker, sum, list), ok
}

// checked returns the problems that the rules find, which depend on texts only through
// their front matter, of which pages is a digest, and so are the same after most edits.
// settled is false if that digest is not known.
func (n *notes) checked(index *inputs.Index, pages digest.Digest, settled bool, check func() diag.List) diag.List {
	of, ok := n.model(index, pages, settled)
	if !ok {
		return check()
	}
	v := verdict{Of: of}
	var last verdict
	if gob.NewDecoder(strings.NewReader(n.get("rules"))).Decode(&last) == nil && last.Of == v.Of {
		return last.Problems
	}
	v.Problems = check()
	n.keep("rules", v)
	return v.Problems
}

// model returns a digest of everything that the guide is made from, except the texts
// below front matter. It is not known if pages, the digest of front matter, is not.
func (n *notes) model(index *inputs.Index, pages digest.Digest, settled bool) (of digest.Digest, ok bool) {
	sum, ok := index.Sum(func(path string) bool { return !strings.HasSuffix(path, ".md") })
	return hasher.Of(n.maker, sum, pages), ok && settled
}

// readVerdict returns the verdict of the last run of the same kind, "built" or
// "checked", if it is of the same subject.
func (n *notes) readVerdict(kind string, index *inputs.Index, folder *output.Folder) (v verdict, ok bool) {
	of, ok := n.subject(index, folder)
	if !ok {
		return v, false
	}
	if gob.NewDecoder(strings.NewReader(n.get(kind))).Decode(&v) != nil || v.Of != of {
		return verdict{}, false
	}
	return v, true
}

// writeVerdict keeps a verdict for the next run. One with errors is not kept: they may
// be about files that a survey does not know, since they do not exist yet.
func (n *notes) writeVerdict(kind string, index *inputs.Index, folder *output.Folder, v verdict) {
	var ok bool
	if v.Of, ok = n.subject(index, folder); !ok {
		return
	}
	if errors, _ := v.Problems.Count(); errors > 0 {
		return
	}
	v.Report.Changed, v.Report.Removed = 0, 0
	n.keep(kind, v)
}

// keep writes a verdict, unless one of its problems has an argument that cannot be
// written: an error of the system.
func (n *notes) keep(kind string, v verdict) {
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(v) == nil {
		n.put(kind, b.Bytes())
	}
}
