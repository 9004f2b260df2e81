package build

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"wayside"
	"wayside/internal/diag"
	"wayside/internal/parallel"
	"wayside/internal/render"
)

var (
	sequences = flag.Int("sequences", 2000, "the number of random sequences of edits that TestIncremental tries")
	firstSeed = flag.Uint64("seed", 1, "the seed of the first of them")
)

// TestIncremental makes random sequences of edits to small random guides. After each
// edit the guide is built, or checked, with what earlier builds remember; at the end
// the result must be that of a build that remembers nothing, byte for byte, with the
// same problems. A failure names the seed, which repeats it:
//
//	go test ./internal/build -run TestIncremental -sequences 1 -seed N
func TestIncremental(t *testing.T) {
	t.Parallel()
	count := *sequences
	if testing.Short() {
		count = min(count, 20)
	}
	err := parallel.Each(t.Context(), count, parallel.Cores(), func(i int) error {
		seed := *firstSeed + uint64(i)
		if err := sequence(t, seed); err != nil {
			return fmt.Errorf("seed %d: %w", seed, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// sequence tries one sequence of edits.
func sequence(t *testing.T, seed uint64) error {
	dir, err := os.MkdirTemp(memoryDisk(t), "wayside-test-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := &session{random: rand.New(rand.NewPCG(seed, 1)), dir: dir, program: "1"}
	s.draft = newDraft(s.random)
	for n := range 2 + s.random.IntN(4) {
		did := "the first version"
		if n > 0 {
			did = s.edit()
		}
		s.history = append(s.history, did)
		if err := s.write(); err != nil {
			return err
		}
		if err := s.build(); err != nil {
			return fmt.Errorf("after %s: %w", strings.Join(s.history, ", "), err)
		}
	}
	if err := s.compare(); err != nil {
		return fmt.Errorf("after %s: %w", strings.Join(s.history, ", "), err)
	}
	return nil
}

// memoryDisk returns a folder for files that are soon removed: most of the test's time
// would be spent on a disk.
func memoryDisk(t *testing.T) string {
	const dir = "/dev/shm"
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		if f, err := os.CreateTemp(dir, "wayside-test-"); err == nil {
			f.Close()
			os.Remove(f.Name())
			return dir
		}
	}
	return t.TempDir()
}

// sharedLayouts saves a fifth of the test's time.
var sharedLayouts = new(render.Layouts)

// A session is a project that is edited and built.
type session struct {
	random   *rand.Rand
	dir      string // contains the project and what is built
	program  string
	draft    *draftGuide
	written  map[string]string
	history  []string
	problems diag.List // of the last build
	built    bool      // whether the last build published
}

func (s *session) options(out, cache string) Options {
	return Options{
		Project: filepath.Join(s.dir, "project"), Out: filepath.Join(s.dir, out), Cache: filepath.Join(s.dir, cache),
		Theme: stillTheme{wayside.Theme}, Drafts: s.draft.drafts, program: s.program, layouts: sharedLayouts,
	}
}

// A stillTheme is a theme whose scripts and styles are short: minifying and packing them
// would be half of the test's time.
type stillTheme struct{ fs.FS }

func (t stillTheme) Open(name string) (fs.File, error) {
	short := ""
	switch path.Ext(name) {
	case ".js":
		short = fmt.Sprintf("void %d;\n", len(name))
	case ".css":
		short = fmt.Sprintf("a{order:%d}\n", len(name))
	default:
		return t.FS.Open(name)
	}
	return fstest.MapFS{name: {Data: []byte(short)}}.Open(name)
}

// write writes the files that differ from those written before.
func (s *session) write() error {
	files := s.draft.files()
	for name := range s.written {
		if _, ok := files[name]; !ok {
			if err := os.Remove(filepath.Join(s.dir, "project", filepath.FromSlash(name))); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file := filepath.Join(s.dir, "project", filepath.FromSlash(name))
		if was, ok := s.written[name]; ok && was == files[name] {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(files[name]), 0o644); err != nil {
			return err
		}
	}
	s.written = files
	return nil
}

// build builds or checks the project with what earlier runs remember.
func (s *session) build() error {
	kind := s.random.IntN(8)
	if s.draft.faulty {
		kind %= 4 // builds publish nothing
	}
	switch kind {
	case 0:
		s.history = append(s.history, "check")
		checked, err := Check(context.Background(), s.options("public", "cache"))
		if err != nil {
			return err
		}
		clean, err := Check(context.Background(), s.options("unused", fmt.Sprint("clean", len(s.history))))
		if err != nil {
			return err
		}
		return sameProblems(checked, clean)
	case 1:
		s.history = append(s.history, "a stopped build")
		ctx, cancel := context.WithCancel(context.Background())
		o := s.options("public", "cache")
		stop := s.random.IntN(60)
		o.Progress = func(done, _ int) {
			if done >= stop {
				cancel()
			}
		}
		_, _, err := Build(ctx, o)
		cancel()
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	case 2:
		return s.tamper()
	}
	_, problems, err := Build(context.Background(), s.options("public", "cache"))
	count, _ := problems.Count()
	s.problems, s.built = problems, err == nil && count == 0
	return err
}

// tamper changes or removes published files, or what is remembered.
func (s *session) tamper() error {
	public := filepath.Join(s.dir, "public")
	published := tree(public)
	names := slices.Sorted(maps.Keys(published))
	if len(names) == 0 {
		return nil
	}
	name := filepath.Join(public, names[s.random.IntN(len(names))])
	switch s.random.IntN(5) {
	case 0:
		s.history = append(s.history, "a published file is removed")
		return os.Remove(name)
	case 1:
		s.history = append(s.history, "a published file is changed by hand")
		if err := os.WriteFile(name, []byte("by hand"), 0o644); err != nil {
			return err
		}
		_, problems, err := Build(context.Background(), s.options("public", "cache"))
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Key == "foreign-file/changed" }) {
			return errors.New("the change by hand is not reported")
		}
		return os.Remove(name)
	case 2:
		s.history = append(s.history, "the memory is lost")
		return os.RemoveAll(filepath.Join(s.dir, "cache"))
	case 3:
		s.history = append(s.history, "the memory is damaged")
		return filepath.WalkDir(filepath.Join(s.dir, "cache"), func(path string, e fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // lost before, and nothing was built since
			}
			if err != nil || e.IsDir() || s.random.IntN(2) == 0 {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil || len(data) == 0 {
				return err
			}
			if s.random.IntN(2) == 0 {
				data = data[:s.random.IntN(len(data))]
			} else {
				data[s.random.IntN(len(data))] ^= 0x55
			}
			return os.WriteFile(path, data, 0o600)
		})
	}
	s.history = append(s.history, "another program")
	s.program += "'"
	return nil
}

// compare builds the project once more with and once without a memory.
func (s *session) compare() error {
	report, problems, err := Build(context.Background(), s.options("public", "cache"))
	if err != nil {
		return err
	}
	cleanReport, cleanProblems, err := Build(context.Background(), s.options("clean", "clean-cache"))
	if err != nil {
		return err
	}
	if err := sameProblems(problems, cleanProblems); err != nil {
		return err
	}
	if count, _ := problems.Count(); count > 0 {
		return nil // nothing is published
	}
	if err := sameTree(filepath.Join(s.dir, "public"), filepath.Join(s.dir, "clean")); err != nil {
		return err
	}
	if report.Files != cleanReport.Files || report.Bytes != cleanReport.Bytes {
		return fmt.Errorf("%+v is reported, by a clean build %+v", report, cleanReport)
	}
	again, repeated, err := Build(context.Background(), s.options("public", "cache"))
	switch {
	case err != nil:
		return err
	case again.Changed > 0 || again.Removed > 0 || again.Files != report.Files || again.Bytes != report.Bytes:
		return fmt.Errorf("a build without changes reports %+v after %+v", again, report)
	}
	return sameProblems(repeated, cleanProblems)
}

func sameProblems(a, b diag.List) error {
	if x, y := fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b); x != y {
		return fmt.Errorf("problems:\n%s\nof a clean run:\n%s", lines(a), lines(b))
	}
	return nil
}

func lines(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "\t%+v\n", p)
	}
	return b.String()
}

// tree returns the contents of a published folder's files, except the locks and lists
// of builds.
func tree(dir string) map[string]string {
	files := map[string]string{}
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".wayside.") {
			return nil
		}
		if rel, err := filepath.Rel(dir, path); err == nil && rel != ".wayside" {
			data, _ := os.ReadFile(path)
			files[rel] = string(data)
		}
		return nil
	})
	return files
}

func sameTree(a, b string) error {
	left, right := tree(a), tree(b)
	for _, name := range slices.Sorted(maps.Keys(right)) {
		if text, ok := left[name]; !ok {
			return fmt.Errorf("%s is missing", name)
		} else if text != right[name] {
			return fmt.Errorf("%s differs %s", name, difference(text, right[name]))
		}
	}
	for name := range left {
		if _, ok := right[name]; !ok {
			return fmt.Errorf("%s is left over", name)
		}
	}
	return nil
}

// difference describes where two texts differ.
func difference(got, want string) string {
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	from := max(0, at-60)
	return fmt.Sprintf("at %d: %q, want %q", at, got[from:min(len(got), at+100)], want[from:min(len(want), at+100)])
}

// A draftGuide is a small guide in the form in which it is edited.
type draftGuide struct {
	title     string
	languages []string
	converts  bool // a guide in one language has an edition in the other script
	base      bool
	drafts    bool // whether drafts are published
	sparse    bool // whether most sites have neither a position nor a theme, so that pages show few others
	faulty    bool // whether links and pictures may be missing, which are errors
	themes    []string
	sites     []*draftSite
	routes    []*draftRoute
	pages     map[string]string // free pages and the home page: front matter and text
	people    map[string]string // people and terms: front matter and text
	events    map[string]string // events: front matter and text
	series    string            // lines of the front matter of a series of all events; "" for none
	seriesID  string            // "all" or "talks"
	seriesDir bool              // whether it is in a folder of its own
	heard     string            // its text
	sources   map[string]string // the titles of works that texts may cite, by key
	extra     map[string]string // further files
	nextID    int
}

type draftSite struct {
	id, name, english, kind, hours, address, hall string
	notice                                        string // what a notice of the site says
	themes                                        []string
	lat, lon                                      float64
	draft                                         bool
	summary, text, translation                    string
	cover                                         string
	photos                                        map[string]string
	captions, plan, stepFree                      bool
	former                                        string // an id that no other site had, or ""
}

type draftRoute struct {
	id, title, summary, start string
	themes, stops             []string
	story                     string
	group                     string // a line
	plan                      string // a table
	instead                   string // of the first stop
	former                    string // an id that no other route had, or ""
	activity                  string // at the first stop
	draft                     bool
}

func newDraft(r *rand.Rand) *draftGuide {
	g := &draftGuide{title: "足迹", languages: []string{"zh-Hans", "en"}[:1+r.IntN(2)], converts: r.IntN(6) == 0, base: r.IntN(4) > 0, drafts: r.IntN(6) == 0, faulty: r.IntN(8) == 0, sparse: r.IntN(2) == 0, pages: map[string]string{}, people: map[string]string{}, events: map[string]string{}, sources: map[string]string{}, extra: map[string]string{}}
	for i := range 1 + r.IntN(3) {
		g.themes = append(g.themes, fmt.Sprintf("theme-%d", i))
	}
	sites := 2 + r.IntN(5)
	if r.IntN(40) == 0 {
		sites = 22 + r.IntN(6) // about as many as from which their list is filtered
	}
	for range sites {
		g.addSite(r)
	}
	for range 1 + r.IntN(2) {
		g.addRoute(r)
	}
	for range r.IntN(4) {
		g.addPerson(r)
		g.sources[fmt.Sprint("work-", r.IntN(3))] = pick(r, names)
	}
	for range r.IntN(4) {
		g.addEvent(r)
	}
	g.pages["index"] = g.page(r)
	g.pages["about"] = g.page(r)
	return g
}

// formerLine returns the line of a former id, "" for none.
func formerLine(id string) string {
	if id == "" {
		return ""
	}
	return fmt.Sprintf("former = [%q]\n", id)
}

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

var (
	kinds   = []string{"memorial", "museum", "monument", "cemetery"}
	notices = []string{"", "text = \"修缮。\"\nclosed = true\n", "text = \"早关门。\"\nopening_hours = \"09:00-12:00\"\n", "text = \"花开了。\"\nuntil = 2026-06-01\n"}
	plans   = []string{
		"", "\n[[plan]]\nfile = \"photos/plan.jpg\"\npins = [{ stop = 1, pixel = [9, 9] }]\n",
		"\n[[plan]]\nfile = \"photos/plan.jpg\"\ntitle = \"导览\"\npoints = [\n" +
			"  { pixel = [0, 20], location = { lat = 34, lon = 119 } },\n  { pixel = [40, 20], location = { lat = 34, lon = 119.04 } },\n  { pixel = [0, 0], location = { lat = 34.04, lon = 119 } },\n]\n",
	}
	groups    = []string{"", "group = { size = 90, batches = 3, interval = \"10m\" }\n", "group = { size = 90, batches = 3, carousel = true }\n", "end_by = 11:00:00\n"}
	hours     = []string{"", "Mo-Su 08:00-20:00", "Tu-Su 08:00-21:00; Mo off", "Mo-Su 07:30-22:00; PH off"}
	districts = []string{"", "连云港市海州区", "连云港市赣榆区", "连云港市灌云县"}
	names     = []string{"开山岛", "钟楼", "东门", "学堂", "古桥", "纪念馆"}
	words     = []string{"守岛的人。", "石碑**保存完整**。", "看一看，记一记。", "One old gate.", "斗拱与柱础。", "请数一数台阶。", "`code`"}
	photos    = pictures()
)

func pictures() []string {
	var all []string
	for i := range 4 {
		img := image.NewNRGBA(image.Rect(0, 0, 40+500*(i%2), 20))
		for x := range img.Rect.Dx() {
			for y := range 20 {
				img.Set(x, y, color.NRGBA{uint8(x * (i + 1)), uint8(y * 9), uint8(50 * i), 255})
			}
		}
		var b bytes.Buffer
		var err error
		if i == 0 {
			err = png.Encode(&b, img)
		} else {
			err = jpeg.Encode(&b, img, nil)
		}
		if err != nil {
			panic(err)
		}
		all = append(all, b.String())
	}
	return all
}

func (g *draftGuide) addSite(r *rand.Rand) {
	g.nextID++
	s := &draftSite{
		id: fmt.Sprintf("site-%d", g.nextID), name: fmt.Sprint(pick(r, names), g.nextID), kind: pick(r, kinds), hours: pick(r, hours),
		lat: 34 + float64(r.IntN(300))/10000, lon: 119 + float64(r.IntN(300))/10000, themes: g.someThemes(r), photos: map[string]string{},
		address: pick(r, districts),
	}
	if r.IntN(2) == 0 {
		s.english = fmt.Sprint("Site ", g.nextID)
	}
	if g.sparse && r.IntN(4) > 0 {
		s.lat, s.themes = 0, nil
	}
	s.summary, s.text = pick(r, words), g.text(r)
	if r.IntN(3) == 0 {
		s.translation = "+++\n+++\n" + g.text(r)
	}
	if r.IntN(3) == 0 {
		s.photos["a.jpg"] = pick(r, photos[1:])
	}
	at := r.IntN(len(g.sites) + 1)
	g.sites = slices.Insert(g.sites, at, s)
}

func (g *draftGuide) someThemes(r *rand.Rand) []string {
	return slices.DeleteFunc(slices.Clone(g.themes), func(string) bool { return r.IntN(2) == 0 })
}

func (g *draftGuide) addRoute(r *rand.Rand) {
	g.nextID++
	route := &draftRoute{id: fmt.Sprintf("route-%d", g.nextID), title: fmt.Sprint("路线", g.nextID), summary: g.text(r), start: pick(r, []string{"", "start = 09:00:00\ndate = 2026-05-12\n", "start = 08:30:00\n"}), themes: g.someThemes(r), story: pick(r, words)}
	for range 1 + r.IntN(4) {
		if len(g.sites) > 0 {
			route.stops = append(route.stops, pick(r, g.sites).id)
		}
	}
	g.routes = append(g.routes, route)
}

// text returns a text of a few lines with links, which may be broken.
func (g *draftGuide) text(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(4) {
		id := "nowhere"
		if len(g.sites) > 0 && r.IntN(12) > 0 {
			id = pick(r, g.sites).id
		}
		switch r.IntN(18) {
		case 15, 16:
			fmt.Fprintf(&b, "见[某人](person:person-%d)，[活动](event:event-%d)，[系列](series:%s)。\n\n", r.IntN(4), r.IntN(4), pick(r, seriesIDs))
		case 17:
			fmt.Fprintf(&b, "出处[@work-%d]，又见[@work-%d, 第 %d 页]。\n\n", r.IntN(3), r.IntN(3), r.IntN(9))
		case 0:
			if !strings.Contains(b.String(), "##") {
				b.WriteString("## 历史\n\n")
			}
		case 1:
			fmt.Fprintf(&b, "见[那里](site:%s)。\n\n", id)
		case 2, 14:
			fmt.Fprintf(&b, "见[历史](site:%s#历史)。\n\n", id)
		case 3:
			fmt.Fprintf(&b, "见[说明](page:about)和[路线](route:route-%d)。\n\n", r.IntN(12))
		case 4:
			b.WriteString("![门](a.jpg \"门楼\")\n\n")
		case 5:
			fmt.Fprintf(&b, "![邻居](../%s/photos/a.jpg)\n\n", id)
		case 6:
			b.WriteString("![里面](photos/a.jpg)\n\n")
		case 7:
			b.WriteString("::: note\n注意安全。\n:::\n\n")
		case 8:
			b.WriteString("```go\nfunc main() {}\n```\n\n")
		default:
			b.WriteString(pick(r, words) + "\n\n")
		}
	}
	return b.String()
}

func (g *draftGuide) page(r *rand.Rand) string {
	front := fmt.Sprintf("title = \"%s\"\n", pick(r, names))
	if r.IntN(2) == 0 {
		front += fmt.Sprintf("summary = \"%s\"\n", pick(r, words))
	}
	if r.IntN(5) == 0 {
		front += "draft = true\n"
	}
	text := ""
	if r.IntN(4) > 0 {
		text = g.text(r)
	}
	return "+++\n" + front + "+++\n" + text
}

// files returns the project's files.
func (g *draftGuide) files() map[string]string {
	files := maps.Clone(g.extra)
	var b strings.Builder
	quoted := func(all []string) string { return `["` + strings.Join(all, `", "`) + `"]` }
	languages, convert := g.languages, ""
	if g.converts && len(languages) == 1 {
		languages, convert = []string{"zh-Hans", "zh-Hant"}, "convert = { zh-Hant = \"zh-Hans\", region = \"tw\" }\n"
	}
	fmt.Fprintf(&b, "[guide]\ntitle = \"%s\"\nlanguages = %s\ncountry = \"CN\"\n%s", g.title, quoted(languages), convert)
	if g.base {
		b.WriteString("base_url = \"https://guide.example.org/\"\n")
	}
	for i, theme := range g.themes {
		fmt.Fprintf(&b, "\n[[theme]]\nid = \"%s\"\nname = \"主题%d\"\n", theme, i)
	}
	for _, s := range g.sites {
		s.registry(&b, len(g.languages) > 1, quoted)
		s.content(files)
	}
	files["sites.toml"] = b.String()
	defer g.correct(files)
	for _, r := range g.routes {
		route := *r
		if !g.faulty {
			missing := func(id string) bool {
				return !slices.ContainsFunc(g.sites, func(s *draftSite) bool { return s.id == id })
			}
			route.stops = slices.DeleteFunc(slices.Clone(r.stops), missing)
			if missing(route.instead) {
				route.instead = ""
			}
		}
		if !g.faulty && !strings.Contains(g.events[route.activity], "request = true") {
			route.activity = ""
		}
		files["routes/"+r.id+".toml"] = route.toml(quoted)
	}
	for name, text := range g.pages {
		files["content/"+name+".md"] = text
	}
	for name, text := range g.people {
		files["content/people/"+name+".md"] = text
	}
	for name, text := range g.events {
		files["content/programme/"+name+".md"] = text
	}
	if g.series != "" {
		front := "+++\ntitle = \"系列\"\n" + g.series
		for _, name := range slices.Sorted(maps.Keys(g.events)) { // those that exist: others would be errors
			front += fmt.Sprintf("[[part]]\nevent = %q\n", name)
		}
		file := g.seriesID
		if g.seriesDir {
			file += "/index"
		}
		files["content/series/"+file+".md"] = front + "[[part]]\ntitle = \"自己看\"\nduration = \"20m\"\n+++\n" + g.heard
	}
	if len(g.sources) > 0 {
		var works []string
		for _, key := range slices.Sorted(maps.Keys(g.sources)) {
			works = append(works, fmt.Sprintf(`{"id": %q, "type": "book", "title": %q, "issued": {"date-parts": [[1927]]}}`, key, g.sources[key]))
		}
		files["content/sources.json"] = "[" + strings.Join(works, ",\n") + "]"
	}
	return files
}

// addPerson adds or replaces a person or a term.
func (g *draftGuide) addPerson(r *rand.Rand) {
	front := fmt.Sprintf("name = \"%s%d\"\n", pick(r, names), r.IntN(9))
	for _, line := range []string{"kind = \"term\"\n", "gloss = \"一句话。\"\n", "born = 1898\n", "died = 1948-08-12\n", "pinyin = \"zhōnglóu\"\n", "draft = true\n", "roles = [\"作家\"]\n"} {
		if r.IntN(3) == 0 {
			front += line
		}
	}
	g.people[fmt.Sprint("person-", r.IntN(4))] = "+++\n" + front + "+++\n" + g.text(r)
}

// addEvent adds or replaces an event, or an activity on request.
func (g *draftGuide) addEvent(r *rand.Rand) {
	if r.IntN(2) == 0 {
		g.addActivity(r)
		return
	}
	front := fmt.Sprintf("title = \"%s讲座%d\"\nonline = \"https://live.example.org/\"\n", pick(r, names), r.IntN(9))
	if len(g.sites) > 0 && r.IntN(2) == 0 {
		front += fmt.Sprintf("site = %q\n", g.sites[0].id)
	}
	for _, line := range []string{"kind = \"film\"\n", "summary = \"一句话。\"\n", "repeat = \"每周，共4次\"\n", "status = \"cancelled\"\nreason = \"停电。\"\n", "draft = true\n", "date = 2026-11-27\n", "place = \"二楼\"\n", "capacity = 20\n"} {
		if r.IntN(3) == 0 {
			front += line
		}
	}
	front += fmt.Sprintf("start = 2026-12-%02dT%02d:00:00\n", 1+r.IntN(28), 9+r.IntN(9))
	g.events[fmt.Sprint("event-", r.IntN(4))] = "+++\n" + front + "+++\n" + g.text(r)
}

// seriesIDs are the ids that the series has now or had before.
var seriesIDs = []string{"all", "talks"}

// addSeries adds, replaces, renames or removes the series.
func (g *draftGuide) addSeries(r *rand.Rand) {
	g.seriesID, g.seriesDir, g.heard = pick(r, seriesIDs), r.IntN(3) == 0, g.text(r)
	g.series = pick(r, []string{"", "certificate = true\n", "summary = \"一句话。\"\n", "draft = true\n", "certificate = true\ndate = 2026-11-27\n"})
	if former := pick(r, seriesIDs); g.series != "" && former != g.seriesID {
		g.series += formerLine(former)
	}
}

func (g *draftGuide) addActivity(r *rand.Rand) {
	front := fmt.Sprintf("title = \"%s宣讲%d\"\nrequest = true\nduration = \"%dm\"\nbooking = { phone = \"0518\", days = %d }\n", pick(r, names), r.IntN(9), 20+10*r.IntN(5), 1+r.IntN(9))
	if len(g.sites) > 0 && r.IntN(2) == 0 {
		front += fmt.Sprintf("site = %q\n", g.sites[0].id)
	}
	for _, line := range []string{"kind = \"film\"\n", "summary = \"一句话。\"\n", "group = { from = 7, to = 40 }\n", "needs = [\"投影仪\"]\n", "draft = true\n", "date = 2026-11-27\n", "venue = \"unit\"\n"} {
		if r.IntN(3) == 0 {
			front += line
		}
	}
	g.events[fmt.Sprint("event-", r.IntN(4))] = "+++\n" + front + "+++\n" + g.text(r)
}

var (
	textCite    = regexp.MustCompile(`\[@(work-\d)[^]]*\]`)
	textLink    = regexp.MustCompile(`\[([^]]*)\]\((site|route|page|person|event|series):([a-z0-9-]+)(#历史)?\)`)
	textPicture = regexp.MustCompile(`!\[[^]]*\]\(([^ )]*)[^)]*\)`)
)

// correct replaces links and pictures that would be errors, as an editor does.
func (g *draftGuide) correct(files map[string]string) {
	if g.faulty {
		return
	}
	known := map[string]bool{} // a link to a draft is only a warning
	for _, s := range g.sites {
		known["site:"+s.id] = true
	}
	for _, r := range g.routes {
		known["route:"+r.id] = true
	}
	for id := range g.pages {
		known["page:"+id] = true
	}
	for id := range g.people {
		known["person:"+id] = true
	}
	for id := range g.events {
		known["event:"+id] = true
	}
	if g.series != "" {
		known["series:"+g.seriesID] = true
	}
	original := maps.Clone(files)
	for name, text := range original {
		if !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".toml") {
			continue
		}
		files[name] = textPicture.ReplaceAllStringFunc(text, func(match string) string {
			file := textPicture.FindStringSubmatch(match)[1]
			if _, ok := original[path.Join(path.Dir(name), file)]; ok {
				return match
			}
			return "（图）"
		})
		files[name] = textCite.ReplaceAllStringFunc(files[name], func(match string) string {
			if _, ok := g.sources[textCite.FindStringSubmatch(match)[1]]; ok {
				return match
			}
			return "（注）"
		})
		files[name] = textLink.ReplaceAllStringFunc(files[name], func(match string) string {
			m := textLink.FindStringSubmatch(match)
			_, ok := known[m[2]+":"+m[3]]
			heading := m[4] == "" || strings.Contains(original["content/sites/"+m[3]+"/index.md"], "## 历史")
			if ok && heading {
				return match
			}
			return m[1]
		})
	}
}

func (s *draftSite) registry(b *strings.Builder, english bool, quoted func([]string) string) {
	name := fmt.Sprintf("%q", s.name)
	if s.english != "" && english {
		name = fmt.Sprintf("{ zh-Hans = %q, en = %q }", s.name, s.english)
	}
	fmt.Fprintf(b, "\n[[site]]\nid = \"%s\"\nname = %s\nkind = \"%s\"\n%s", s.id, name, s.kind, formerLine(s.former))
	if s.lat > 0 {
		fmt.Fprintf(b, "location = { lat = %.5f, lon = %.5f }\n", s.lat, s.lon)
	}
	if len(s.themes) > 0 {
		fmt.Fprintf(b, "themes = %s\n", quoted(s.themes))
	}
	if s.stepFree {
		b.WriteString("step_free = true\n")
	}
	if s.hours != "" {
		fmt.Fprintf(b, "opening_hours = \"%s\"\n", s.hours)
	}
	if s.address != "" {
		fmt.Fprintf(b, "address = \"%s\"\n", s.address)
	}
	if s.draft {
		b.WriteString("draft = true\n")
	}
	if s.plan && len(s.photos) > 0 {
		pin := ""
		if s.hall != "" {
			pin = "{ hall = \"hall\", pixel = [7, 7] }"
		}
		fmt.Fprintf(b, "\n[[site.plan]]\nfile = \"photos/%s\"\npins = [%s]\n", slices.Min(slices.Collect(maps.Keys(s.photos))), pin)
	}
	if s.hall != "" {
		fmt.Fprintf(b, "\n[[site.hall]]\nid = \"hall\"\nname = \"正厅\"\ntext = '''\n%s'''\n", s.hall)
	}
	if s.notice != "" {
		fmt.Fprintf(b, "\n[[notice]]\nsite = \"%s\"\nfrom = 2026-01-01\n%s", s.id, s.notice)
	}
}

// content adds the files of a site's page and gallery.
func (s *draftSite) content(files map[string]string) {
	dir := "content/sites/" + s.id + "/"
	front := ""
	if s.summary != "" {
		front = fmt.Sprintf("summary = \"%s\"\n", s.summary)
	}
	if s.cover != "" {
		front += fmt.Sprintf("cover = \"%s\"\n", s.cover)
	}
	if s.text != "" {
		files[dir+"index.md"] = "+++\n" + front + "+++\n" + s.text
	}
	if s.translation != "" {
		files[dir+"index.en.md"] = s.translation
	}
	for name, data := range s.photos {
		files[dir+"photos/"+name] = data
	}
	if s.captions && len(s.photos) > 0 {
		name := slices.Min(slices.Collect(maps.Keys(s.photos)))
		files[dir+"photos/photos.toml"] = fmt.Sprintf("[[photo]]\nfile = \"%s\"\nalt = \"门\"\ncaption = \"%s门楼\"\n", name, s.name)
		files[dir+"photos/captions.csv"] = fmt.Sprintf("文件名,作者,拍摄日期\n%s,%s,1986-07-01\n", name, s.name)
	}
}

func (r *draftRoute) toml(quoted func([]string) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title = \"%s\"\nsummary = '''\n%s'''\n%s%s", r.title, r.summary, r.start, formerLine(r.former))
	if len(r.themes) > 0 {
		fmt.Fprintf(&b, "themes = %s\n", quoted(r.themes))
	}
	if r.draft {
		b.WriteString("draft = true\n")
	}
	b.WriteString(r.group + r.plan)
	for i, stop := range r.stops {
		fmt.Fprintf(&b, "\n[[stop]]\nsite = \"%s\"\nstay = \"20m\"\n", stop)
		if i == 0 {
			fmt.Fprintf(&b, "story = \"%s\"\n", r.story)
			if r.instead != "" {
				fmt.Fprintf(&b, "instead = \"%s\"\n", r.instead)
			}
			if r.activity != "" {
				fmt.Fprintf(&b, "activities = [%q]\n", r.activity)
			}
		}
	}
	return b.String()
}

// edit changes the guide and says how.
func (s *session) edit() string {
	g, r := s.draft, s.random
	var site *draftSite
	if len(g.sites) > 0 {
		site = pick(r, g.sites)
	}
	var route *draftRoute
	if len(g.routes) > 0 {
		route = pick(r, g.routes)
	}
	edits := siteEdits
	switch n := r.IntN(10); {
	case site == nil || n < 3:
		edits = guideEdits
	case route != nil && n < 5:
		edits = routeEdits
	}
	name := pick(r, slices.Sorted(maps.Keys(edits)))
	edits[name](s, site, route)
	what := ""
	switch {
	case site != nil && len(edits) == len(siteEdits):
		what = site.id + ": "
	case route != nil && len(edits) == len(routeEdits):
		what = route.id + ": "
	}
	return what + name
}

type edits map[string]func(*session, *draftSite, *draftRoute)

var siteEdits = edits{
	"name": func(s *session, x *draftSite, _ *draftRoute) {
		x.name = fmt.Sprint(pick(s.random, names), s.random.IntN(90))
	},
	"english":   func(s *session, x *draftSite, _ *draftRoute) { x.english = fmt.Sprint("Place ", s.random.IntN(90)) },
	"kind":      func(s *session, x *draftSite, _ *draftRoute) { x.kind = pick(s.random, kinds) },
	"hours":     func(s *session, x *draftSite, _ *draftRoute) { x.hours = pick(s.random, hours) },
	"notice":    func(s *session, x *draftSite, _ *draftRoute) { x.notice = pick(s.random, notices) },
	"plan":      func(s *session, x *draftSite, _ *draftRoute) { x.plan = !x.plan },
	"step-free": func(_ *session, x *draftSite, _ *draftRoute) { x.stepFree = !x.stepFree },
	"address": func(s *session, x *draftSite, _ *draftRoute) {
		x.address = fmt.Sprint(pick(s.random, districts), "某街", s.random.IntN(9), "号")
	},
	"hall": func(s *session, x *draftSite, _ *draftRoute) {
		x.hall = pick(s.random, []string{"", s.draft.text(s.random)})
	},
	"themes":      func(s *session, x *draftSite, _ *draftRoute) { x.themes = s.draft.someThemes(s.random) },
	"position":    func(s *session, x *draftSite, _ *draftRoute) { x.lat += 0.01 },
	"no position": func(_ *session, x *draftSite, _ *draftRoute) { x.lat = 0 },
	"draft":       func(_ *session, x *draftSite, _ *draftRoute) { x.draft = !x.draft },
	"summary":     func(s *session, x *draftSite, _ *draftRoute) { x.summary = pick(s.random, words) },
	"text":        func(s *session, x *draftSite, _ *draftRoute) { x.text = s.draft.text(s.random) },
	"more text":   func(s *session, x *draftSite, _ *draftRoute) { x.text += s.draft.text(s.random) },
	"one letter": func(_ *session, x *draftSite, _ *draftRoute) {
		x.text = strings.NewReplacer("守", "看", "看", "守", "石", "木", "木", "石").Replace(x.text)
	},
	"no text": func(_ *session, x *draftSite, _ *draftRoute) { x.text = "" },
	"translation": func(s *session, x *draftSite, _ *draftRoute) {
		x.translation = pick(s.random, []string{"", s.draft.page(s.random)})
	},
	"captions": func(_ *session, x *draftSite, _ *draftRoute) { x.captions = !x.captions },
	"cover": func(s *session, x *draftSite, _ *draftRoute) {
		x.cover = pick(s.random, append(slices.Sorted(maps.Keys(x.photos)), ""))
	},
	"photo":       func(s *session, x *draftSite, _ *draftRoute) { x.photos["b.png"] = photos[0] },
	"other photo": func(s *session, x *draftSite, _ *draftRoute) { x.photos["a.jpg"] = pick(s.random, photos[1:]) },
	"no photo":    func(_ *session, x *draftSite, _ *draftRoute) { clear(x.photos) },
	"renamed photo": func(_ *session, x *draftSite, _ *draftRoute) {
		if data, ok := x.photos["a.jpg"]; ok {
			delete(x.photos, "a.jpg")
			x.photos["c.jpg"] = data
		}
	},
	"removed": func(s *session, x *draftSite, _ *draftRoute) {
		s.draft.sites = slices.DeleteFunc(s.draft.sites, func(y *draftSite) bool { return x == y })
	},
	"moved": func(s *session, x *draftSite, _ *draftRoute) {
		s.draft.sites = slices.DeleteFunc(s.draft.sites, func(y *draftSite) bool { return x == y })
		s.draft.sites = slices.Insert(s.draft.sites, s.random.IntN(len(s.draft.sites)+1), x)
	},
	"former id": func(s *session, x *draftSite, _ *draftRoute) {
		x.former = fmt.Sprint("was-", s.random.IntN(2))
		for _, y := range s.draft.sites {
			if y != x && y.former == x.former {
				y.former = ""
			}
		}
	},
	"another id": func(s *session, x *draftSite, _ *draftRoute) {
		s.draft.nextID++
		x.id, x.former = fmt.Sprint("site-", s.draft.nextID), pick(s.random, []string{x.id, x.former})
	},
}

var routeEdits = edits{
	"title":   func(s *session, _ *draftSite, x *draftRoute) { x.title = fmt.Sprint("行走", s.random.IntN(90)) },
	"summary": func(s *session, _ *draftSite, x *draftRoute) { x.summary = s.draft.text(s.random) },
	"group":   func(s *session, _ *draftSite, x *draftRoute) { x.group = pick(s.random, groups) },
	"bad weather": func(s *session, _ *draftSite, x *draftRoute) {
		if x.instead = ""; len(s.draft.sites) > 0 {
			x.instead = pick(s.random, s.draft.sites).id
		}
	},
	"plan": func(s *session, _ *draftSite, x *draftRoute) {
		x.plan = pick(s.random, plans)
		s.draft.extra["routes/photos/plan.jpg"] = pick(s.random, photos[1:])
	},
	"activity": func(s *session, _ *draftSite, x *draftRoute) { x.activity = fmt.Sprint("event-", s.random.IntN(4)) },
	"story":    func(s *session, _ *draftSite, x *draftRoute) { x.story = pick(s.random, words) },
	"start": func(s *session, _ *draftSite, x *draftRoute) {
		x.start = pick(s.random, []string{"", "start = 09:10:00\n", "start = 09:00:00\ndate = 2026-05-13\n", "start = 09:40:00\ndate = 2026-05-11\n"})
	},
	"themes": func(s *session, _ *draftSite, x *draftRoute) { x.themes = s.draft.someThemes(s.random) },
	"stops": func(s *session, _ *draftSite, x *draftRoute) {
		s.random.Shuffle(len(x.stops), func(i, j int) { x.stops[i], x.stops[j] = x.stops[j], x.stops[i] })
	},
	"former id": func(s *session, _ *draftSite, x *draftRoute) {
		x.former = fmt.Sprint("was-", s.random.IntN(2))
		for _, y := range s.draft.routes {
			if y != x && y.former == x.former {
				y.former = ""
			}
		}
	},
	"a stop": func(s *session, y *draftSite, x *draftRoute) { x.stops = append(x.stops, y.id) },
	"draft":  func(_ *session, _ *draftSite, x *draftRoute) { x.draft = !x.draft },
	"removed": func(s *session, _ *draftSite, x *draftRoute) {
		s.draft.routes = slices.DeleteFunc(s.draft.routes, func(y *draftRoute) bool { return x == y })
	},
}

var guideEdits = edits{
	"the title": func(s *session, _ *draftSite, _ *draftRoute) { s.draft.title += "！" },
	"a language": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.languages = []string{"zh-Hans", "en"}[:3-len(s.draft.languages)]
	},
	"the address": func(s *session, _ *draftSite, _ *draftRoute) { s.draft.base = !s.draft.base },
	"drafts":      func(s *session, _ *draftSite, _ *draftRoute) { s.draft.drafts = !s.draft.drafts },
	"a theme": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.themes = append(s.draft.themes, fmt.Sprint("theme-", 10+len(s.draft.themes)))
	},
	"a site":         func(s *session, _ *draftSite, _ *draftRoute) { s.draft.addSite(s.random) },
	"a route":        func(s *session, _ *draftSite, _ *draftRoute) { s.draft.addRoute(s.random) },
	"the home page":  func(s *session, _ *draftSite, _ *draftRoute) { s.draft.pages["index"] = s.draft.page(s.random) },
	"about":          func(s *session, _ *draftSite, _ *draftRoute) { s.draft.pages["about"] = s.draft.page(s.random) },
	"a page":         func(s *session, _ *draftSite, _ *draftRoute) { s.draft.pages["help"] = s.draft.page(s.random) },
	"a person":       func(s *session, _ *draftSite, _ *draftRoute) { s.draft.addPerson(s.random) },
	"another person": func(s *session, _ *draftSite, _ *draftRoute) { s.draft.addPerson(s.random) },
	"no person": func(s *session, _ *draftSite, _ *draftRoute) {
		delete(s.draft.people, fmt.Sprint("person-", s.random.IntN(4)))
	},
	"an event":      func(s *session, _ *draftSite, _ *draftRoute) { s.draft.addEvent(s.random) },
	"the series":    func(s *session, _ *draftSite, _ *draftRoute) { s.draft.addSeries(s.random) },
	"another event": func(s *session, _ *draftSite, _ *draftRoute) { s.draft.addEvent(s.random) },
	"no event": func(s *session, _ *draftSite, _ *draftRoute) {
		delete(s.draft.events, fmt.Sprint("event-", s.random.IntN(4)))
	},
	"a source": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.sources[fmt.Sprint("work-", s.random.IntN(3))] = fmt.Sprint("书", s.random.IntN(90))
	},
	"titles of sources": func(s *session, _ *draftSite, _ *draftRoute) {
		for key := range s.draft.sources {
			s.draft.sources[key] += "再版"
		}
	},
	"no source": func(s *session, _ *draftSite, _ *draftRoute) {
		delete(s.draft.sources, fmt.Sprint("work-", s.random.IntN(3)))
	},
	"no page": func(s *session, _ *draftSite, _ *draftRoute) { delete(s.draft.pages, "help") },
	"a word": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.extra["layouts/words/zh-Hans.toml"] = fmt.Sprintf("routes = \"走读%d\"\n", s.random.IntN(9))
	},
	"a conversion": func(s *session, _ *draftSite, _ *draftRoute) { s.draft.converts = !s.draft.converts },
	"a term": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.extra["content/terms.zh-Hant.toml"] = fmt.Sprintf("%q = \"詞\"\n", pick(s.random, words))
	},
	"a list of words": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.extra["content/terms.toml"] = fmt.Sprintf("[[term]]\nuse = \"词\"\nnot = [%q]\n", pick(s.random, words))
	},
	"a layout": func(s *session, _ *draftSite, _ *draftRoute) { s.draft.extra["layouts/page.html"] = layout(s.random) },
	"a static file": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.extra["static/note.txt"] = pick(s.random, words)
	},
	"a hidden static file": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.extra["static/.well-known/note.txt"] = pick(s.random, words)
	},
	"a style": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.extra["static/theme/shared/base.css"] = fmt.Sprintf("body{margin:%dpx}", s.random.IntN(9))
	},
	"an unused file": func(s *session, _ *draftSite, _ *draftRoute) {
		s.draft.extra["content/note.txt"] = pick(s.random, words)
	},
	"nothing further": func(s *session, _ *draftSite, _ *draftRoute) { clear(s.draft.extra) },
	"nothing":         func(*session, *draftSite, *draftRoute) {},
}

var builtInPage = sync.OnceValue(func() string {
	text, err := fs.ReadFile(wayside.Theme, "layouts/page.html")
	if err != nil {
		panic(err)
	}
	return string(text)
})

// layout returns a modified layout, sometimes an invalid one.
func layout(r *rand.Rand) string {
	if r.IntN(5) == 0 {
		return "{{define"
	}
	return strings.Replace(builtInPage(), "<main", fmt.Sprintf("<main data-edition=\"%d\"", r.IntN(9)), 1)
}
