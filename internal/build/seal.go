package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/output"
)

// made are the files of this run, as the packs need them.
type made struct {
	files map[string]output.File
	read  func(address string) ([]byte, bool)
}

func (m *made) add(files []output.File) {
	for _, f := range files {
		m.files[f.Address] = f
	}
}

// Find and Read make made an offline.Files.
func (m *made) Find(address string) (output.File, bool) {
	f, ok := m.files[address]
	return f, ok
}

func (m *made) Read(address string) ([]byte, error) {
	data, ok := m.read(address)
	if !ok {
		return nil, fmt.Errorf("%s: %w", address, fs.ErrNotExist)
	}
	return data, nil
}

// seal makes what needs to know all pages, each step from the result of the
// one before: the sitemap and the search index, the routes' ZIP files, the
// lists of their packs, and the worker, which contains every hash. Without a
// folder only the sitemap is made, for its problems.
func (planned *Planned) seal(ctx context.Context, pages output.Result, folder *output.Folder) ([]output.File, diag.List, error) {
	var sink output.Sink
	files := pages.Files
	all := &made{files: make(map[string]output.File, len(files))}
	if folder != nil {
		sink, all.read = folder, folder.Read
	}
	all.add(files)
	planned.sealed = map[string]output.Phase{}
	var problems diag.List
	step := func(outputs []output.Output) error {
		sealed, found := planned.Plan.Sealed(outputs)
		problems = append(problems, found...)
		for _, o := range sealed {
			planned.sealed[o.Address] = o.Phase
		}
		more, err := sealed.Make(ctx, sink, nil)
		problems = append(problems, more.Problems...)
		all.add(more.Files)
		files = append(files, more.Files...)
		return err
	}
	r := planned.render
	first := r.Sitemap(files)
	if folder == nil {
		err := step(first)
		return files, problems, err
	}
	index := r.Index(pages.Facts)
	if err := step(append(first, index.Files()...)); err != nil {
		return files, problems, err
	}
	zips, lists := r.Offline(index).Outputs(all)
	if err := errors.Join(step(zips), step(lists)); err != nil {
		return files, problems, err
	}
	err := step(r.Worker(all, files))
	return files, problems, err
}

// Find returns the output at an address, including one that is sealed: what it
// needs to know of other pages is found out when it is asked for. The worker
// is not among them, because an editor wants to see a page as it is, not as a
// browser has kept it.
func (planned *Planned) Find(address string) (output.Output, bool) {
	if o, ok := planned.Plan.Find(address); ok || planned.render == nil {
		return o, ok
	}
	for _, o := range planned.sealable(address) {
		if o.Address == address {
			return o, true
		}
	}
	return output.Output{}, false
}

// sealable lists the sealed outputs of the kind that an address is of.
func (planned *Planned) sealable(address string) []output.Output {
	searched, packed := strings.Contains("/"+address, "/search/"), strings.Contains("/"+address, "/offline/")
	if !searched && !packed {
		all := make([]output.File, len(planned.Plan))
		for i, o := range planned.Plan {
			all[i].Address = o.Address
		}
		return planned.render.Sitemap(all)
	}
	index, err := planned.index()
	if err != nil {
		return nil
	}
	if searched {
		return index.Files()
	}
	zips, lists := planned.render.Offline(index).Outputs(onRequest{planned})
	return append(lists, zips...)
}

// onRequest are the files of a plan of which none is made yet.
type onRequest struct{ planned *Planned }

func (r onRequest) Find(address string) (output.File, bool) {
	o, ok := r.planned.Find(address)
	if !ok {
		return output.File{}, false
	}
	made, err := output.Plan{o}.Make(context.Background(), nil, nil)
	if err != nil {
		return output.File{}, false // Read returns the reason
	}
	return made.Files[0], true
}

func (r onRequest) Read(address string) ([]byte, error) {
	o, ok := r.planned.Find(address)
	if !ok {
		return nil, fmt.Errorf("%s: %w", address, fs.ErrNotExist)
	}
	made, err := o.Minified()
	if err != nil {
		return nil, err
	}
	data := bytes.Clone(made.Data)
	if made.Done != nil {
		made.Done()
	}
	return data, nil
}
