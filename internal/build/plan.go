package build

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"wayside/internal/check"
	"wayside/internal/cover"
	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/inputs"
	"wayside/internal/load"
	"wayside/internal/output"
	"wayside/internal/pdf"
	"wayside/internal/photo"
	"wayside/internal/render"
	"wayside/internal/timetable"
)

// A Planned is a guide ready to be made.
type Planned struct {
	Guide    *guide.Guide // with the texts that are converted
	Plan     output.Plan
	PDFs     []Handout // the handouts to print
	Problems diag.List // of loading and planning
	// Check applies the rules when it is first called, so that a preview can
	// show a page before.
	Check func() diag.List

	written   *guide.Guide    // as the editor wrote it
	terms     map[string]bool // those of the edition that the converted texts of TOML files have
	drafts    []string        // the files with hidden texts
	loaded    diag.List       // the problems of loading
	addressed diag.List       // the problems of addresses
	files     fs.FS           // the project
	tours     *timetable.Tours
	render    *render.Renderer              // nil if the theme cannot be used
	index     func() (*render.Index, error) // of all pages, made at the first call, for previews
	sealed    map[string]output.Phase       // the phases of sealed files, by address
	searched  map[guide.Lang][]byte         // the records of the search that seal made; nil if it did not
}

// Plan loads the project and lists its outputs. An error is a failure of the
// system, or means that the context ended.
func (p *Project) Plan(ctx context.Context) (*Planned, error) {
	if p.opened {
		return p.plan(ctx, nil)
	}
	// The first plan takes from an earlier run what was decoded. Later ones only read
	// what Forget was called for, whose digests the index does not know.
	index, err := p.surveyInputs(ctx)
	if err != nil {
		return nil, err
	}
	saved := p.loader.Remember(p.notes.decoded(index))
	planned, err := p.plan(ctx, nil)
	p.files.opened, p.files.kept = nil, nil // edits are read from now on
	if err == nil {
		p.opened = true
		p.writing.Go(saved.Write)
	}
	p.loader.Remember(load.Nothing)
	return planned, err
}

// Photos loads the project and surveys its pictures, which the guide then has. Nothing is
// rendered; the problems are those of loading and of the survey.
func Photos(ctx context.Context, o Options) (*guide.Guide, diag.List, error) {
	p, err := Open(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	defer p.Close()
	g, problems, err := p.loader.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	pictures, found, err := p.photos.Survey(ctx, g.Files, false)
	g.Pictures = pictures
	return g, append(problems, found...), err
}

// plan implements Plan. If index is not nil, the outputs can be compared with those
// of an earlier build, and the facts of pages contain search entries.
func (p *Project) plan(ctx context.Context, index *inputs.Index) (*Planned, error) {
	var saved *load.Saved
	if index != nil {
		saved = p.loader.Remember(p.notes.decoded(index))
	}
	g, problems, err := p.loader.Load(ctx)
	p.files.listed = nil
	if err != nil {
		return nil, err
	}
	var pages digest.Digest
	settled := false
	if index != nil {
		pages, settled = saved.Pages()
		p.writing.Go(saved.Write)
	}
	var drafts []string
	if !p.options.Drafts {
		drafts = g.HideDrafts()
		hideFiles(g)
	}
	// A build and a check publish the copies of all pictures; a preview makes them
	// on request, and the teacher's edition shows only some. With a queue, other
	// machines make most.
	all := index != nil && !p.options.Teacher && p.options.Shared.Queue == ""
	pictures, found, err := p.photos.Survey(ctx, g.Files, all)
	if err != nil {
		return nil, err
	}
	g.Pictures = pictures
	problems = append(problems, found...)
	planned := &Planned{written: g, drafts: drafts, files: p.files, loaded: problems}
	var options render.Options
	rules := planned.rules
	if index != nil {
		if err := index.Include(ctx, further(g)); err != nil {
			return nil, err
		}
		options.Search, options.Content, options.Look = true, index.Digest, p.look(index, g)
		options.Fonts = fonts(index, g)
		if sum, ok := p.notes.model(index, pages, settled); ok {
			sum = hasher.Of(sum, p.printed(), options.Fonts) // to which pages link, and which their covers show
			options.Model = &sum
		}
		rules = func() diag.List { return p.notes.checked(index, pages, settled, planned.rules) }
	}
	planned.Check = sync.OnceValue(rules)
	p.list(planned, options)
	return planned, nil
}

// list lists the outputs of a plan's guide.
func (p *Project) list(planned *Planned, options render.Options) {
	options.Convert, options.Wordings = planned.convertEdition(), check.Wordings(planned.written)
	g := planned.Guide
	planned.tours = timetable.New(g)
	options.Theme, options.Project, options.Map, options.Tours = newOverlay(p.files, p.options.Theme), p.files, p.loader.Map(), planned.tours
	options.Teacher, options.Printed, options.Layouts = p.options.Teacher, p.printed(), p.layouts
	options.Poster = poster(p.photos, p.files, g, options.Fonts)
	if options.Body == nil {
		options.Body = p.loader.Body
	}
	r, found := render.New(g, options)
	planned.render, planned.Problems = r, slices.Concat(planned.loaded, found)
	if r == nil {
		return
	}
	plan := append(r.Plan(), p.photos.Outputs(p.published(g))...)
	plan = append(plan, p.photos.Tiles(render.ArchivedPictures(r))...)
	if options.Fonts != nil {
		plan = append(plan, p.covers(planned, *options.Fonts)...)
	}
	planned.list(plan, p.options.PDF.ordered(p.options.Teacher))
	planned.indexed()
}

// published returns the pictures of which copies are published.
func (p *Project) published(g *guide.Guide) map[string]guide.Picture {
	if p.options.Teacher {
		return render.TeacherPictures(g)
	}
	return g.Pictures
}

// covers returns the pictures that chats show of pages.
func (p *Project) covers(planned *Planned, sum digest.Digest) []output.Output {
	return p.photos.Covers(render.Covers(planned.render), sum, sync.OnceValue(func() cover.Fonts {
		return cover.Parse(fontFiles(planned.files, planned.Guide))
	}))
}

// fontFiles returns the contents of the guide's fonts. Missing ones are reported elsewhere.
func fontFiles(project fs.FS, g *guide.Guide) (files [][]byte) {
	for _, font := range g.PrintFonts {
		if data, err := fs.ReadFile(project, font.Path); err == nil {
			files = append(files, data)
		}
	}
	return files
}

// poster returns a function that draws posters. A preview does not know the digest of the
// fonts, and finds it when the first is drawn.
func poster(photos *photo.Photos, project fs.FS, g *guide.Guide, known *digest.Digest) func(guide.Poster, func(string) [][]bool) (output.Made, error) {
	files := sync.OnceValue(func() [][]byte { return fontFiles(project, g) })
	fonts := sync.OnceValue(func() cover.Fonts { return cover.Parse(files()) })
	sum := sync.OnceValue(func() digest.Digest {
		if known != nil {
			return *known
		}
		return digest.Bytes(bytes.Join(files(), nil))
	})
	return func(p guide.Poster, code func(string) [][]bool) (output.Made, error) {
		return photos.Poster(p, sum(), fonts, code)
	}
}

// indexed prepares the index of all pages, which is made at the first call.
func (planned *Planned) indexed() {
	planned.index = sync.OnceValues(func() (*render.Index, error) {
		facts, err := planned.Plan.Facts(context.Background())
		return planned.render.Index(facts), err
	})
}

// rules applies the rules.
func (planned *Planned) rules() diag.List {
	_, fonts := pdf.ReadFonts(planned.files, planned.Guide.PrintFonts)
	return append(check.Check(planned.Guide, planned.tours), fonts...)
}

// Replan returns the plan after some files have changed, if that takes much less work
// than another Plan: after an edit of a text, or of a site's name. Then ok is true, and
// Forget need not be called.
func (p *Project) Replan(last *Planned, paths []string) (planned *Planned, ok bool) {
	if last.render == nil || !p.options.Drafts { // otherwise drafts were removed from the guide
		return nil, false
	}
	g, ok := p.loader.Patch(last.written, paths)
	if !ok {
		return nil, false
	}
	next := *last
	planned = &next
	if planned.written = g; g == last.written {
		planned.render.Forget(paths)
		planned.indexed()
		return planned, true
	}
	planned.Check = sync.OnceValue(planned.rules)
	planned.PDFs, planned.sealed = nil, nil
	p.list(planned, render.Options{})
	return planned, true
}

// Named returns the files that the guide names, which may be in any folder.
func (planned *Planned) Named() []string { return further(planned.Guide) }

// Drafts returns the folders whose pages are drafts.
func (planned *Planned) Drafts() []string {
	if planned.render == nil {
		return nil
	}
	return planned.render.Drafts()
}

// hideFiles removes the files that only hidden pages show, which are not published
// either: those in the folders of hidden sites, and the pictures of hidden plans, which
// may be in any folder. What a plan or a hall of a published page shows is kept.
func hideFiles(g *guide.Guide) {
	hidden, shown := map[string]bool{}, map[string]bool{}
	for i := range g.Sites {
		if s := &g.Sites[i]; s.Document.Draft {
			hidden["content/sites/"+s.ID] = true
		}
	}
	for plan := range g.PublishedPlans() {
		shown[plan.File] = true
	}
	for i := range g.Sites {
		for k := range g.Sites[i].Halls {
			if !g.Sites[i].Document.Draft {
				shown[g.Sites[i].Halls[k].Audio] = true
			}
		}
	}
	maps.DeleteFunc(g.Files, func(file string, _ guide.File) bool {
		if shown[file] {
			return false
		}
		dir := path.Dir(file)
		for ; dir != "." && dir != "content"; dir = path.Dir(dir) {
			if hidden[dir] {
				return true
			}
		}
		return dir != "content" // outside, only plans have files
	})
}
