package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"wayside/internal/guide"
	"wayside/internal/offline"
	"wayside/internal/output"
	"wayside/internal/parallel"
	"wayside/internal/pdf"
	"wayside/internal/queue"
	"wayside/internal/store"
)

const handoutKind = "handout"

// A handoutWork is the work of printing one handout on any machine with the same browser.
type handoutWork struct {
	Job    pdf.Job
	Files  map[string]string // everything that the page may load: address → SHA-256, hexadecimal; the files are in the store
	Fonts  []string          // those with which the guide is printed, relative to the project
	Recipe string            // of the press
}

// key returns the key of the value that is there when the handout is.
func (w *handoutWork) key() store.Key {
	job, err := json.Marshal(w.Job)
	if err != nil {
		panic(err) // not reached: a Job consists of plain values
	}
	inputs := []string{w.Recipe, string(job)}
	for _, address := range slices.Sorted(maps.Keys(w.Files)) {
		inputs = append(inputs, address, w.Files[address])
	}
	return store.KeyOf("handout printed", inputs...)
}

// fileKey returns the key of a file with which a handout is printed elsewhere.
func fileKey(hash string) store.Key { return store.KeyOf("file", hash) }

// distributeHandouts has the handouts printed that the store lacks, here and elsewhere. Those
// that fail are printed here again, which reports why. The teacher's stay on this computer.
func (p *Project) distributeHandouts(ctx context.Context, planned *Planned, press *pdf.Press, browser string, folder *output.Folder) error {
	shared, ok := p.works.(*store.Shared)
	if !ok || p.options.Shared.Queue == "" || p.options.Teacher {
		return nil
	}
	s := shipping{shared: shared, folder: folder, references: map[string][]string{}, hashes: map[string]string{}}
	var fonts []string
	for _, f := range planned.Guide.PrintFonts {
		fonts = append(fonts, f.Path)
	}
	var tasks []queue.Task
	for _, h := range planned.PDFs {
		if press.Known(h.Job) {
			continue
		}
		work := handoutWork{Job: h.Job, Files: s.files(h.Job.Address), Fonts: fonts, Recipe: press.Recipe()}
		input, err := json.Marshal(work)
		if err != nil {
			return err
		}
		tasks = append(tasks, queue.Task{Kind: handoutKind, Recipe: pdf.Printer(browser), Keys: []store.Key{work.key()}, Input: input})
	}
	if len(tasks) == 0 || !s.ship(ctx) {
		return nil
	}
	_, err := p.settle(ctx, shared, tasks, queue.Maker{Kind: handoutKind, Recipe: pdf.Printer(browser), Make: func(ctx context.Context, input json.RawMessage) error {
		var w handoutWork
		if err := json.Unmarshal(input, &w); err != nil {
			return err
		}
		return printed(shared, press, &w)
	}})
	return err
}

// printed prints a handout into the store and says that it is there.
func printed(shared *store.Shared, press *pdf.Press, w *handoutWork) error {
	if press.Recipe() != w.Recipe {
		return errors.New("the fonts are others than those of the build")
	}
	if _, _, err := press.Print(w.Job); err != nil {
		return err
	}
	return shared.Share(w.key(), nil)
}

// A shipping collects what handouts load and puts it into the store.
type shipping struct {
	shared     *store.Shared
	folder     *output.Folder
	references map[string][]string // of files that were looked at
	hashes     map[string]string   // by address
}

// files returns everything that a page may load, with its hashes.
func (s *shipping) files(page string) map[string]string {
	files := map[string]string{}
	for todo := []string{page}; len(todo) > 0; todo = todo[1:] {
		address := todo[0]
		if _, known := files[address]; known {
			continue
		}
		if s.look(address); s.hashes[address] != "" {
			files[address] = s.hashes[address]
			todo = append(todo, s.references[address]...)
		}
	}
	return files
}

func (s *shipping) look(address string) {
	if _, known := s.hashes[address]; known {
		return
	}
	data, ok := s.folder.Read(address)
	if !ok {
		s.hashes[address] = "" // a page may refer to what does not exist
		return
	}
	sum := sha256.Sum256(data)
	s.hashes[address] = hex.EncodeToString(sum[:])
	for _, r := range offline.References(address, data) {
		if !r.Media && path.Ext(r.Address) != ".js" { // scripts of printed pages do not run
			s.references[address] = append(s.references[address], r.Address)
		}
	}
}

// ship puts the files into the store; ok is false if it cannot be used, which is reported.
func (s *shipping) ship(ctx context.Context) (ok bool) {
	addresses := slices.Sorted(maps.Keys(s.hashes))
	err := parallel.Each(ctx, len(addresses), 16, func(i int) error {
		hash := s.hashes[addresses[i]]
		if hash == "" {
			return nil
		}
		has, err := s.shared.Holds(fileKey(hash))
		if err != nil || has {
			return err
		}
		data, _ := s.folder.Read(addresses[i])
		return s.shared.Share(fileKey(hash), data)
	})
	return err == nil
}

// presses print handouts of other machines. A press has the files of one build: a task in
// which an address has another content gets a press of its own, and those before it end when
// nothing is printed with them any more.
type presses struct {
	ctx     context.Context
	browser string
	files   fs.FS // the project, for its fonts
	store   *store.Shared

	mu     sync.Mutex
	now    *builtPress
	ending sync.WaitGroup // of those before it
}

type builtPress struct {
	*pdf.Press
	store  store.Store
	mu     sync.Mutex
	hashes map[string]string // by address
	recipe string            // of the tasks that it prints
	users  sync.WaitGroup
}

func (p *presses) maker() queue.Maker {
	return queue.Maker{Kind: handoutKind, Recipe: pdf.Printer(p.browser), Make: func(_ context.Context, input json.RawMessage) error {
		var w handoutWork
		if err := json.Unmarshal(input, &w); err != nil {
			return err
		}
		press := p.take(&w)
		defer press.users.Done()
		return printed(p.store, press.Press, &w)
	}}
}

// take returns a press for a task, which must call users.Done.
func (p *presses) take(w *handoutWork) *builtPress {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now == nil || !p.now.accept(w) {
		old := p.now
		p.now = p.open(w)
		if old != nil {
			p.ending.Go(old.end)
		}
	}
	p.now.users.Add(1)
	return p.now
}

func (p *presses) open(w *handoutWork) *builtPress {
	b := &builtPress{store: p.store, hashes: map[string]string{}, recipe: w.Recipe}
	var named []guide.PrintFont
	for _, path := range w.Fonts {
		named = append(named, guide.PrintFont{Path: path})
	}
	fonts := pdf.Installed()
	if len(named) > 0 {
		fonts, _ = pdf.ReadFonts(p.files, named) // if one is missing, the recipe is another one
	}
	b.Press = pdf.Open(p.ctx, pdf.Options{Browser: p.browser, Fonts: fonts, Store: p.store, Files: b.file})
	b.accept(w)
	return b
}

// file returns a file that one of the tasks has, from the store.
func (b *builtPress) file(address string) ([]byte, bool) {
	b.mu.Lock()
	hash := b.hashes[address]
	b.mu.Unlock()
	if hash == "" {
		return nil, false
	}
	data, ok := b.store.Get(fileKey(hash))
	sum := sha256.Sum256(data)
	return data, ok && hex.EncodeToString(sum[:]) == hash
}

// accept adds the files of a task, unless one of them has another content in the press.
func (b *builtPress) accept(w *handoutWork) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for address, hash := range w.Files {
		if known, ok := b.hashes[address]; ok && known != hash {
			return false
		}
	}
	if w.Recipe != b.recipe {
		return false
	}
	maps.Copy(b.hashes, w.Files)
	return true
}

// end ends the press when nothing is printed with it any more.
func (b *builtPress) end() {
	b.users.Wait()
	b.Close()
}

// close ends all presses, when nothing is printed any more.
func (p *presses) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now != nil {
		p.now.end()
	}
	p.ending.Wait()
}
