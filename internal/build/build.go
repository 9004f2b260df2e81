// Package build runs the steps of a build: load, check, plan, make, seal, print
// and publish. The steps themselves are in other packages.
package build

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/frontdesk"
	"wayside/internal/inputs"
	"wayside/internal/load"
	"wayside/internal/output"
	"wayside/internal/parallel"
	"wayside/internal/pdf"
	"wayside/internal/photo"
	"wayside/internal/render"
	"wayside/internal/store"
)

// Options configure a run.
type Options struct {
	Project string // the project's folder
	Out     string // where to publish; "" means public in the project, or teacher for the teacher's edition
	Cache   string // the folder for what later runs can reuse; "" means .wayside in the project
	Theme   fs.FS  // the built-in theme
	Drafts  bool   // include drafts
	Strict  bool   // do not publish if there are warnings
	Teacher bool   // make the teacher's edition instead of the website
	PDF     PDF    // whether handouts are printed, and how
	Shared  Shared // what machines share
	// Progress, if not nil, is called with the number of outputs made so far and
	// the number of all outputs, from several goroutines.
	Progress func(done, total int)
	// Surveyed is the same for the photos that are new or have changed, which are read
	// before anything else is made.
	Surveyed func(done, total int)

	visits  bool            // Out is for the bookings of groups
	program string          // identifies the program in tests; "" means that it is found out
	layouts *render.Layouts // shared by tests; nil means those of the project
}

// A Project is an open project. It keeps loaded files for the next plan.
type Project struct {
	options Options
	files   *projectFS
	loader  *load.Loader
	store   *store.Folder // for what later runs of this computer can reuse
	works   store.Store   // for what is expensive to make; it may be shared
	photos  *photo.Photos
	notes   *notes
	layouts *render.Layouts
	opened  bool           // whether Plan was called
	writing sync.WaitGroup // of what was decoded
}

// Open opens the project's folder. Links that lead out of it are not followed. The end of
// the context ends requests to a shared store.
func Open(ctx context.Context, o Options) (*Project, error) {
	switch {
	case o.Out == "" && o.visits:
		o.Out = filepath.Join(o.Project, visitsFolder)
	case o.Out == "" && o.Teacher:
		o.Out = filepath.Join(o.Project, "teacher")
	case o.Out == "":
		o.Out = filepath.Join(o.Project, "public")
	}
	if o.Cache == "" {
		o.Cache = filepath.Join(o.Project, ".wayside")
	}
	if err := o.checkStore(); err != nil {
		return nil, err
	}
	local := store.Open(filepath.Join(o.Cache, "store"))
	works, err := o.Shared.open(ctx, local)
	if err != nil {
		return nil, err
	}
	files, err := openProject(o.Project)
	if err != nil {
		return nil, err
	}
	p := &Project{options: o, files: files, store: local, works: works}
	p.loader = load.New(p.files, o.Theme)
	p.notes = newNotes(p.store, o)
	p.layouts = cmp.Or(o.layouts, new(render.Layouts))
	p.photos = photo.New(p.files, p.works, absolute(o.Project))
	p.photos.Progress = o.Surveyed
	return p, nil
}

// Close closes the project's folder.
func (p *Project) Close() error {
	p.writing.Wait()
	return p.files.close()
}

// Forget makes the next Plan read the given files again. Paths are relative to
// the project; without a path, all files are read again.
func (p *Project) Forget(paths ...string) { p.loader.Forget(paths...) }

// Check runs all steps except printing and publishing, and writes nothing to the
// published folder. It also checks the bookings of groups.
func Check(ctx context.Context, o Options) (diag.List, error) {
	p, err := Open(ctx, o)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	problems, err := p.check(ctx)
	if err != nil {
		return problems, err
	}
	_, _, found, err := p.book(ctx)
	for _, problem := range found {
		if problem.Place.File != "sites.toml" { // as check has reported
			problems = append(problems, problem)
		}
	}
	problems.Sort()
	return problems, err
}

// check is Check without the bookings of groups, of which its verdict must know nothing.
func (p *Project) check(ctx context.Context) (diag.List, error) {
	index, err := p.surveyInputs(ctx)
	if err != nil {
		return nil, err
	}
	if v, ok := p.notes.readVerdict("checked", index, nil); ok {
		return v.Problems, nil
	}
	past := p.notes.past()
	planned, err := p.plan(ctx, index)
	if err != nil {
		return nil, err
	}
	memory := p.recall(planned, past, nil)
	_, problems, err := p.make(ctx, planned, memory, nil)
	problems.Sort()
	if err == nil && memory != nil {
		memory.save(memory.record()(), index)
		p.notes.writeVerdict("checked", index, nil, verdict{Problems: problems})
	}
	return problems, err
}

// Build publishes the project. If there are errors among the problems, or with
// Options.Strict any problems, the published folder is not changed and the report
// is empty. The same is true if the context ends before publishing begins;
// publishing is short and is not interrupted.
func Build(ctx context.Context, o Options) (report output.Report, problems diag.List, err error) {
	p, err := Open(ctx, o)
	if err != nil {
		return report, nil, err
	}
	defer p.Close()
	if err := p.checkOut(); err != nil {
		return report, nil, err
	}
	var index *inputs.Index
	var folder *output.Folder
	err = parallel.Each(ctx, 2, 2, func(i int) (err error) {
		if i == 0 {
			folder, problems, err = output.Open(p.options.Out, p.shown(), p.store)
		} else {
			index, err = p.surveyInputs(ctx)
		}
		return err
	})
	if err != nil {
		if folder != nil {
			folder.Close()
		}
		return report, nil, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	if o.Teacher {
		if err := folder.KeepPrivate(0o777); err != nil { // the answers
			return report, nil, err
		}
	}
	switch {
	case folder.Wrote(frontdesk.Mark):
		return report, nil, ErrVisits
	case folder.Wrote(onlyWebsite) && o.Teacher, folder.Wrote(onlyTeacher) && !o.Teacher:
		return report, nil, ErrEdition
	}

	printing := len(p.options.PDF.Editions) > 0 // with a browser that may be another one
	if !printing && len(problems) == 0 && folder.Complete() {
		if v, ok := p.notes.readVerdict("built", index, folder); ok {
			if p.stopped(v.Problems) {
				v.Report = output.Report{}
			}
			return v.Report, v.Problems, nil
		}
	}
	past := p.notes.past()
	planned, err := p.plan(ctx, index)
	if err != nil {
		return report, nil, err
	}
	memory := p.recall(planned, past, folder)
	p.Forget() // a build plans once, so keeping the files would only take memory
	into := folder
	if p.stopped(planned.Problems) || p.stopped(problems) {
		into = nil // continue only to find all problems
	}
	go planned.Check() // concurrently with the first pages
	if err := p.distribute(ctx, planned, memory); err != nil {
		return report, nil, err
	}
	files, found, err := p.make(ctx, planned, memory, into)
	problems = append(problems, found...)
	var missing error
	if err == nil && !p.stopped(problems) {
		var printed []output.File
		printed, found, err = p.print(ctx, planned, folder)
		if errors.Is(err, pdf.ErrNoBrowser) {
			missing, err = err, nil // publish everything else
		}
		files, problems = append(files, printed...), append(problems, found...)
	}
	problems.Sort()
	if err == nil {
		err = context.Cause(ctx)
	}
	if err != nil || p.stopped(problems) {
		return report, problems, err
	}
	record := memory.record()
	report, err = folder.Publish(files, func(address string) output.Phase {
		if o, ok := planned.Plan.Find(address); ok {
			return o.Phase
		}
		if o, ok := planned.sealed[address]; ok {
			return o
		}
		if path.Ext(address) == ".pdf" || path.Base(address) == render.PaperFile {
			return output.Asset
		}
		return output.Page
	})
	if err == nil {
		memory.save(record(), index)
		if planned.searched != nil {
			p.notes.writeSearch(folder, planned.searched)
		}
		if !printing {
			p.notes.writeVerdict("built", index, folder, verdict{Report: report, Problems: problems})
		}
	}
	p.works.Prune()
	return report, problems, errors.Join(err, missing)
}

func (p *Project) stopped(problems diag.List) bool {
	errors, warnings := problems.Count()
	return errors > 0 || p.options.Strict && warnings > 0
}

// make makes all outputs, including those of seal, and stages them in the folder.
// If folder is nil, nothing is written.
func (p *Project) make(ctx context.Context, planned *Planned, memory *memory, folder *output.Folder) (files []output.File, problems diag.List, err error) {
	if planned.render == nil {
		return nil, slices.Concat(planned.Problems, planned.Check()), nil
	}
	defer func() { err = errors.Join(err, memory.entries.Close()) }()
	var progress func(int)
	if p.options.Progress != nil {
		progress = func(done int) { p.options.Progress(done, len(planned.Plan)) }
	}
	var sink output.Sink
	if folder != nil {
		sink = folder
	}
	made, err := planned.Plan.Make(ctx, sink, memory, progress)
	problems = slices.Concat(planned.Problems, made.Problems, planned.Check()) // last: the rules run while the pages are made
	if err != nil {
		return nil, problems, err
	}
	problems = append(problems, render.CheckHeadings(made.Facts)...)
	if !p.options.Teacher {
		problems = append(problems, planned.unused(made.Facts)...)
		problems = append(problems, planned.unusedTerms(made.Facts)...)
	}
	files, found, err := planned.seal(ctx, made, memory, folder)
	return files, append(problems, found...), err
}

// ErrOut is returned if the output folder is at a place that is not allowed.
var ErrOut = errors.New("the output folder must not contain the project or be inside its content, layouts, routes or static folder")

// ErrEdition is returned if the output folder contains the other edition.
// Sharing a folder would publish the answers.
var ErrEdition = errors.New("the output folder contains the other edition: the website and the teacher's edition must not share a folder")

// ErrVisits is returned if the output folder has the bookings of groups and something else is
// to be published there, or the reverse.
var ErrVisits = errors.New("the bookings of groups must not share a folder with anything else")

// sourceFolders are the project's folders from which a guide is made.
var sourceFolders = []string{"content", "layouts", "routes", "static"}

// Files that only one edition has.
const (
	onlyWebsite = "404.html"
	onlyTeacher = render.TeacherMark
)

// ErrStore is returned if the shared store is a folder where it would be published, or taken
// for the project's own files.
var ErrStore = errors.New("the shared store must not be inside the output folder or the project's content, layouts, routes or static folder")

// checkStore returns ErrStore if the shared store is at a place that is not allowed.
func (o *Options) checkStore() error {
	if o.Shared.Store == "" || isAddress(o.Shared.Store) {
		return nil
	}
	at := absolute(o.Shared.Store)
	if in, err := filepath.Rel(absolute(o.Out), at); err == nil && filepath.IsLocal(in) {
		return ErrStore
	}
	if in, err := filepath.Rel(absolute(o.Project), at); err == nil && slices.Contains(sourceFolders, topmost(in)) {
		return ErrStore
	}
	return nil
}

// topmost returns the first name of a path.
func topmost(path string) string {
	first, _, _ := strings.Cut(filepath.ToSlash(path), "/")
	return first
}

// checkOut returns an error if the output folder contains the sources, is one of
// their folders, or belongs to the other edition.
func (p *Project) checkOut() error {
	project, err := filepath.Abs(p.options.Project)
	if err != nil {
		return err
	}
	out, err := filepath.Abs(p.options.Out)
	if err != nil {
		return err
	}
	if up, err := filepath.Rel(out, project); err == nil && filepath.IsLocal(up) {
		return ErrOut
	}
	if in, err := filepath.Rel(project, out); err == nil {
		switch first := topmost(in); {
		case slices.Contains(sourceFolders, first), first == ".git":
			return ErrOut
		case first == visitsFolder && !p.options.visits:
			return ErrVisits
		case (first == "public" || first == "teacher") && p.options.visits:
			return ErrVisits
		case first == "public" && p.options.Teacher, first == "teacher" && !p.options.Teacher:
			return ErrEdition
		}
	}
	return nil
}

// shown returns the name of the published folder in messages: relative to the
// project if it is inside it.
func (p *Project) shown() string {
	if in, err := filepath.Rel(p.options.Project, p.options.Out); err == nil && filepath.IsLocal(in) {
		return filepath.ToSlash(in)
	}
	return filepath.ToSlash(p.options.Out)
}

// absolute returns filepath.Abs, or the path itself if the current folder is
// unknown.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}
