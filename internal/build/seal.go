package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/offline"
	"wayside/internal/output"
)

// made gives the packs access to the files of this run.
type made struct {
	files      map[string]output.File
	read       func(address string) ([]byte, bool)
	references *references
}

func (m *made) add(files []output.File) {
	for _, f := range files {
		m.files[f.Address] = f
	}
}

// Find, Read and References implement offline.Files.
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

func (m *made) References(address string) ([]offline.Reference, error) {
	return m.references.of(m.files[address], func() ([]offline.Reference, error) {
		data, err := m.Read(address)
		return offline.References(address, data), err
	})
}

// seal makes the files that depend on all pages, each group from the results of
// the groups before it: the sitemap and the search index, the routes' ZIP files,
// the lists of their packs, and the service worker, which contains all hashes.
// If folder is nil, only the sitemap is made, for its problems.
func (planned *Planned) seal(ctx context.Context, pages output.Result, memory *memory, folder *output.Folder) ([]output.File, diag.List, error) {
	var sink output.Sink
	files := pages.Files
	all := &made{files: make(map[string]output.File, len(files)), references: memory.references}
	memory.facts.files = all
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
		more, err := sealed.Make(ctx, sink, memory, nil)
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
	index := planned.searchIndex(memory, pages.Facts, folder)
	if err := step(append(first, index.Files()...)); err != nil {
		return files, problems, err
	}
	zips, lists := r.Offline(index).Outputs(all)
	if err := errors.Join(step(zips), step(lists)); err != nil {
		return files, problems, err
	}
	err := step(r.Worker(all, files))
	if err == nil {
		planned.searched = index.Records() // the index, with all texts, is no longer needed
	}
	return files, problems, err
}

// Find returns the output at an address, including the files that seal makes:
// what they need to know about other pages is computed on request. The service
// worker is excluded, because an editor wants to see the current page, not the
// one that the browser has cached.
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

// sealable returns the outputs of seal that are of the same kind as an address.
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

// onRequest gives access to the files of a plan, which it makes on request.
type onRequest struct{ planned *Planned }

func (r onRequest) Find(address string) (output.File, bool) {
	o, ok := r.planned.Find(address)
	if !ok {
		return output.File{}, false
	}
	made, err := output.Plan{o}.Make(context.Background(), nil, nil, nil)
	if err != nil {
		return output.File{}, false // Read returns the error
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

func (r onRequest) References(address string) ([]offline.Reference, error) {
	data, err := r.Read(address)
	return offline.References(address, data), err
}
