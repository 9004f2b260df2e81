// Package build runs the steps of a build: load, check, plan, make, seal, print
// and publish. The steps themselves are in other packages.
package build

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"wayside/internal/check"
	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/load"
	"wayside/internal/output"
	"wayside/internal/pdf"
	"wayside/internal/photo"
	"wayside/internal/render"
	"wayside/internal/store"
	"wayside/internal/timetable"
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
	// Progress, if not nil, is called with the number of outputs made so far and
	// the number of all outputs, from several goroutines.
	Progress func(done, total int)
}

// A Project is an open project. It keeps loaded files for the next plan.
type Project struct {
	options Options
	files   *projectFS
	theme   fs.FS
	loader  *load.Loader
	store   *store.Folder
	photos  *photo.Photos
}

// Open opens the project's folder. Links that lead out of it are not followed.
func Open(o Options) (*Project, error) {
	switch {
	case o.Out == "" && o.Teacher:
		o.Out = filepath.Join(o.Project, "teacher")
	case o.Out == "":
		o.Out = filepath.Join(o.Project, "public")
	}
	if o.Cache == "" {
		o.Cache = filepath.Join(o.Project, ".wayside")
	}
	files, err := openProject(o.Project)
	if err != nil {
		return nil, err
	}
	p := &Project{options: o, files: files}
	p.theme = overlay{p.files, o.Theme}
	p.loader = load.New(p.files, o.Theme)
	p.store = store.Open(filepath.Join(o.Cache, "store"))
	p.photos = photo.New(p.files, p.store, absolute(o.Project))
	return p, nil
}

// Close closes the project's folder.
func (p *Project) Close() error { return p.files.close() }

// Forget makes the next Plan read the given files again. Paths are relative to
// the project; without a path, all files are read again.
func (p *Project) Forget(paths ...string) { p.loader.Forget(paths...) }

// A Planned is a guide ready to be made.
type Planned struct {
	Guide    *guide.Guide
	Plan     output.Plan
	PDFs     []Handout // the handouts to print
	Problems diag.List // of loading and planning
	// Check applies the rules when it is first called, so that a preview can
	// show a page before.
	Check func() diag.List

	drafts []string                      // the files with hidden texts
	text   func(file string) []byte      // of a file of the project
	render *render.Renderer              // nil if the theme cannot be used
	index  func() (*render.Index, error) // of all pages, made at the first call, for previews
	sealed map[string]output.Phase       // the phases of sealed files, by address
}

// Plan loads the project and lists its outputs. An error is a failure of the
// system, or means that the context ended.
func (p *Project) Plan(ctx context.Context) (*Planned, error) { return p.plan(ctx, false) }

// plan implements Plan. If search is true, the facts of pages contain search
// entries.
func (p *Project) plan(ctx context.Context, search bool) (*Planned, error) {
	g, problems, err := p.loader.Load(ctx)
	if err != nil {
		return nil, err
	}
	var drafts []string
	if !p.options.Drafts {
		drafts = g.HideDrafts()
		hideFiles(g)
	}
	pictures, found, err := p.photos.Survey(ctx, g.Files)
	if err != nil {
		return nil, err
	}
	g.Pictures = pictures
	problems = append(problems, found...)
	tours := timetable.New(g)
	r, found := render.New(g, render.Options{
		Theme: p.theme, Project: p.files, Body: p.loader.Body, Map: p.loader.Map(), Tours: tours,
		Teacher: p.options.Teacher, Printed: p.printed(), Search: search,
	})
	planned := &Planned{Guide: g, drafts: drafts, text: p.text, render: r, Problems: append(problems, found...), Check: sync.OnceValue(func() diag.List {
		_, fonts := pdf.ReadFonts(p.files, g.PrintFonts)
		return append(check.Check(g, tours), fonts...)
	})}
	if r == nil {
		return planned, nil
	}
	if p.options.Teacher {
		pictures = render.TeacherPictures(g)
	}
	planned.list(append(r.Plan(), p.photos.Outputs(pictures)...), p.options.PDF)
	planned.index = sync.OnceValues(func() (*render.Index, error) {
		facts, err := planned.Plan.Facts(context.Background())
		return r.Index(facts), err
	})
	return planned, nil
}

// Drafts returns the folders whose pages are drafts.
func (planned *Planned) Drafts() []string {
	if planned.render == nil {
		return nil
	}
	return planned.render.Drafts()
}

// hideFiles removes the pictures and recordings in the folders of hidden sites,
// which are not published either.
func hideFiles(g *guide.Guide) {
	hidden := map[string]bool{}
	for i := range g.Sites {
		if s := &g.Sites[i]; s.Document.Draft {
			hidden["content/sites/"+s.ID] = true
		}
	}
	if len(hidden) == 0 {
		return
	}
	maps.DeleteFunc(g.Files, func(file string, _ guide.File) bool {
		for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
			if hidden[dir] {
				return true
			}
		}
		return false
	})
}

// text returns the text of a file, nil if it cannot be read.
func (p *Project) text(file string) []byte {
	data, err := fs.ReadFile(p.files, file)
	if err != nil {
		return nil
	}
	return data
}

// Check runs all steps except printing and publishing, and writes nothing to the
// published folder.
func Check(ctx context.Context, o Options) (diag.List, error) {
	p, err := Open(o)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	planned, err := p.Plan(ctx)
	if err != nil {
		return nil, err
	}
	_, problems, err := p.make(ctx, planned, nil)
	problems.Sort()
	return problems, err
}

// Build publishes the project. If there are errors among the problems, or with
// Options.Strict any problems, the published folder is not changed and the report
// is empty. The same is true if the context ends before publishing begins;
// publishing is short and is not interrupted.
func Build(ctx context.Context, o Options) (report output.Report, problems diag.List, err error) {
	p, err := Open(o)
	if err != nil {
		return report, nil, err
	}
	defer p.Close()
	if err := p.checkOut(); err != nil {
		return report, nil, err
	}
	folder, problems, err := output.Open(p.options.Out, p.shown(), p.store)
	if err != nil {
		return report, nil, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	if o.Teacher {
		if err := folder.KeepPrivate(); err != nil { // the answers
			return report, nil, err
		}
	}
	if folder.Wrote(onlyWebsite) && o.Teacher || folder.Wrote(onlyTeacher) && !o.Teacher {
		return report, nil, ErrEdition
	}

	planned, err := p.plan(ctx, true)
	if err != nil {
		return report, nil, err
	}
	p.Forget() // a build plans once, so keeping the files would only take memory
	into := folder
	if p.stopped(planned.Problems) || p.stopped(problems) {
		into = nil // continue only to find all problems
	}
	go planned.Check() // concurrently with the first pages
	files, found, err := p.make(ctx, planned, into)
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
	report, err = folder.Publish(files, func(address string) output.Phase {
		if o, ok := planned.Plan.Find(address); ok {
			return o.Phase
		}
		if o, ok := planned.sealed[address]; ok {
			return o
		}
		if path.Ext(address) == ".pdf" {
			return output.Asset
		}
		return output.Page
	})
	p.store.Prune()
	return report, problems, errors.Join(err, missing)
}

func (p *Project) stopped(problems diag.List) bool {
	errors, warnings := problems.Count()
	return errors > 0 || p.options.Strict && warnings > 0
}

// make makes all outputs, including those of seal, and stages them in the folder.
// If folder is nil, nothing is written.
func (p *Project) make(ctx context.Context, planned *Planned, folder *output.Folder) ([]output.File, diag.List, error) {
	if planned.render == nil {
		return nil, slices.Concat(planned.Problems, planned.Check()), nil
	}
	var progress func(int)
	if p.options.Progress != nil {
		progress = func(done int) { p.options.Progress(done, len(planned.Plan)) }
	}
	var sink output.Sink
	if folder != nil {
		sink = folder
	}
	made, err := planned.Plan.Make(ctx, sink, progress)
	problems := slices.Concat(planned.Problems, made.Problems, planned.Check()) // last: the rules run while the pages are made
	if err != nil {
		return nil, problems, err
	}
	problems = append(problems, render.CheckHeadings(made.Facts)...)
	if !p.options.Teacher {
		problems = append(problems, planned.unused(made.Facts)...)
	}
	files, found, err := planned.seal(ctx, made, folder)
	return files, append(problems, found...), err
}

// ErrOut is returned if the output folder is at a place that is not allowed.
var ErrOut = errors.New("the output folder must not contain the project or be inside its content, layouts, routes or static folder")

// ErrEdition is returned if the output folder contains the other edition.
// Sharing a folder would publish the answers.
var ErrEdition = errors.New("the output folder contains the other edition: the website and the teacher's edition must not share a folder")

// Files that only one edition has.
const (
	onlyWebsite = "404.html"
	onlyTeacher = render.TeacherMark
)

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
		switch first, _, _ := strings.Cut(filepath.ToSlash(in), "/"); first {
		case "content", "layouts", "routes", "static", ".git":
			return ErrOut
		case "public":
			if p.options.Teacher {
				return ErrEdition
			}
		case "teacher":
			if !p.options.Teacher {
				return ErrEdition
			}
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
