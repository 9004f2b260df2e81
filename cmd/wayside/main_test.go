package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"wayside/internal/await"
	"wayside/internal/cloudtest"
	"wayside/internal/pdf"
)

// update rewrites the expected output of sessions. Review the diff before you
// commit it.
var update = flag.Bool("update", false, "rewrite the sessions' expected output")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"wayside": main, commandsName: runCommands})
}

// TestSessions runs testdata/script/*.txtar. Each file contains a project and the
// expected output of the program; rule-ID.txtar is about the rule ID.
func TestSessions(t *testing.T) {
	s3, nats := cloudtest.NewS3(t), cloudtest.NewNATS(t)
	commands := newProcesses(t)
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error { // the fonts of the computer must not matter
			env.Setenv("WAYSIDE_FONTS", env.WorkDir)
			env.Setenv("S3", s3.URL)             // a bucket "guide", in which each session has a prefix
			env.Setenv("NATS", nats.ClientURL()) // on which each session has a queue
			return nil
		},
		Condition: func(condition string) (bool, error) {
			switch condition {
			case "root":
				return os.Getuid() == 0, nil
			case "browser": // with CI=true a missing browser is a failure
				_, err := pdf.Find("")
				return !testing.Short() && (err == nil || os.Getenv("CI") == "true"), nil
			}
			return false, fmt.Errorf("unknown condition %q", condition)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": commands.exits, "bytes": writeBytes, "media": copyMedia, "captions": writeCaptions, "encode": encode, "fill": fill, "repeat": repeat, "each": each, "gzip": zip, "points": points, "nodes": nodes, "rows": rows, "workbook": workbook, "archive": writeArchive, "crlf": crlf, "cut": cut, "nest": nest, "png": writePNG, "font": writeFont, "pngheader": pngHeader,
			"jpeg": writeJPEG, "tree": tree, "without": without, "freeport": freePort, "fetch": fetch, "appears": appears, "spoil": spoil, "glob": glob,
		},
	})
}

// exits runs the program, which must exit with a code: exits CODE wayside ARGS…
func (p *processes) exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if args[1] != "wayside" {
		ts.Fatalf("exits runs wayside only, not %q", args[1])
	}
	env := map[string]string{}
	for _, name := range sessionVariables {
		env[name] = ts.Getenv(name)
	}
	done, err := p.run(order{Dir: ts.MkAbs("."), Env: env, Args: args[2:]})
	ts.Check(err)
	io.WriteString(ts.Stdout(), done.Stdout)
	io.WriteString(ts.Stderr(), done.Stderr)
	if done.Code != want {
		ts.Fatalf("%s exited with %d, want %d", strings.Join(args[1:], " "), done.Code, want)
	}
}

// sessionVariables are the variables of a session that the program may use.
var sessionVariables = []string{"HOME", "LANG", "PATH", "SYSTEMROOT", "TMP", "TMPDIR", "USERPROFILE", "WAYSIDE_FONTS"}

// create writes a file of the session and its parent folders.
func create(ts *testscript.TestScript, name string, data []byte) {
	file := ts.MkAbs(name)
	ts.Check(os.MkdirAll(filepath.Dir(file), 0o777))
	ts.Check(os.WriteFile(file, data, 0o666))
}

// writeBytes writes a file with the given bytes: bytes FILE HEX…
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	data, err := hex.DecodeString(strings.Join(args[1:], ""))
	ts.Check(err)
	create(ts, args[0], data)
}

// copyMedia writes a recording or a video of the tests of internal/media, and zeros up to a
// size in MiB if there is one: media NAME FILE [SIZE]
func copyMedia(ts *testscript.TestScript, _ bool, args []string) {
	data, err := os.ReadFile(filepath.Join(mediaFiles, args[0]))
	ts.Check(err)
	create(ts, args[1], data)
	if len(args) > 2 {
		size, err := strconv.ParseInt(args[2], 10, 64)
		ts.Check(err)
		ts.Check(os.Truncate(ts.MkAbs(args[1]), size<<20))
	}
}

// writeCaptions writes COUNT captions of a millisecond: captions FILE COUNT
func writeCaptions(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	create(ts, args[0], []byte("WEBVTT\n"+strings.Repeat("\n00:00.100 --> 00:00.101\na\n", n)))
}

// mediaFiles is absolute, since each session has a folder of its own.
var mediaFiles, _ = filepath.Abs("../../internal/media/testdata/files")

var encodings = map[string]encoding.Encoding{
	"gbk": simplifiedchinese.GBK, "utf-8-bom": unicode.UTF8BOM,
	"utf-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
}

// encode saves a file in another encoding: encode ENCODING FILE
func encode(ts *testscript.TestScript, _ bool, args []string) {
	data, err := encodings[args[0]].NewEncoder().String(ts.ReadFile(args[1]))
	ts.Check(err)
	create(ts, args[1], []byte(data))
}

// points writes a GPX file with COUNT points: points FILE COUNT
func points(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	create(ts, args[0], []byte("<gpx><trk><trkseg>"+strings.Repeat("\n<trkpt lat=\"34.53\" lon=\"119.87\"/>", n)+"</trkseg></trk></gpx>\n"))
}

// rows writes a table of COUNT places: rows FILE COUNT
func rows(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var table strings.Builder
	table.WriteString("name\n")
	for i := range n {
		fmt.Fprintf(&table, "place %d\n", i)
	}
	create(ts, args[0], []byte(table.String()))
}

// crlf checks that all lines of a file end in CRLF. With -w it converts them:
// crlf [-w] FILE
func crlf(ts *testscript.TestScript, _ bool, args []string) {
	file := args[len(args)-1]
	text := ts.ReadFile(file)
	all := strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	switch {
	case args[0] == "-w":
		create(ts, file, []byte(all))
	case text != all:
		ts.Fatalf("%s does not have CRLF line ends:\n%q", file, text)
	}
}

// nodes writes an OpenStreetMap extract with one way of COUNT nodes:
// nodes FILE COUNT
func nodes(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	create(ts, args[0], []byte("<osm version=\"0.6\">\n<node id=\"1\" lat=\"34.53\" lon=\"119.87\"/>\n<way id=\"1\"><tag k=\"highway\" v=\"path\"/>"+strings.Repeat("<nd ref=\"1\"/>", n)+"</way>\n</osm>\n"))
}

// fill writes a file of MIB MiB of spaces: fill FILE MIB
func fill(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	create(ts, args[0], bytes.Repeat([]byte(" "), n<<20))
}

// repeat appends a text to a file N times: repeat FILE N TEXT. In the text \n is a line
// end and %d the number of the repetition.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	before, err := os.ReadFile(ts.MkAbs(args[0]))
	if !errors.Is(err, fs.ErrNotExist) {
		ts.Check(err)
	}
	text := strings.ReplaceAll(args[2], `\n`, "\n")
	var b strings.Builder
	b.Write(before)
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "%d", strconv.Itoa(i+1)))
	}
	create(ts, args[0], []byte(b.String()))
}

// each writes N files, each with its number for %d in its name and text: each FILE N TEXT
func each(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	for i := range n {
		numbered := strings.NewReplacer("%d", strconv.Itoa(i+1), `\n`, "\n")
		create(ts, numbered.Replace(args[0]), []byte(numbered.Replace(args[2])))
	}
}

// zip compresses a file: gzip FILE COMPRESSED
func zip(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(w.Close())
	create(ts, args[1], b.Bytes())
}

// nest appends a list of N nested brackets to a file: nest FILE N
func nest(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	create(ts, args[0], []byte(ts.ReadFile(args[0])+"sources = "+strings.Repeat("[", n)+strings.Repeat("]", n)+"\n"))
}

// cut removes the last N bytes of a file: cut FILE N
func cut(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	data := ts.ReadFile(args[0])
	create(ts, args[0], []byte(data[:len(data)-n]))
}

// writePNG and writeJPEG write a picture: png FILE WIDTH HEIGHT. jpeg writes N of them,
// each with its number for %d in its name: jpeg FILE WIDTH HEIGHT N
func writePNG(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	ts.Check(png.Encode(&b, picture(ts, args)))
	create(ts, args[0], b.Bytes())
}

func writeJPEG(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	ts.Check(jpeg.Encode(&b, picture(ts, args), nil))
	if len(args) < 4 {
		create(ts, args[0], b.Bytes())
		return
	}
	n, err := strconv.Atoi(args[3])
	ts.Check(err)
	for i := range n {
		create(ts, strings.ReplaceAll(args[0], "%d", strconv.Itoa(i+1)), b.Bytes())
	}
}

// writeFont writes a font with Latin letters: font FILE
func writeFont(ts *testscript.TestScript, _ bool, args []string) { create(ts, args[0], goregular.TTF) }

// picture returns a picture of the size in the arguments: a gradient, or tiles that
// depend on the number that follows.
func picture(ts *testscript.TestScript, args []string) image.Image {
	width, height := size(ts, args)
	var tiles *rand.Rand
	if len(args) > 3 {
		seed, err := strconv.ParseUint(args[3], 10, 64)
		ts.Check(err)
		tiles = rand.New(rand.NewPCG(seed, 0))
	}
	var lights [6][8]uint8
	for y := range lights {
		for x := range lights[y] {
			if lights[y][x] = 96; tiles != nil {
				lights[y][x] = uint8(tiles.Uint32())
			}
		}
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			light := lights[y*6/height][x*8/width]
			green := uint8(255 * y / height)
			if tiles != nil {
				green = light
			}
			img.Set(x, y, color.RGBA{uint8(255 * x / width), green, light, 255})
		}
	}
	return img
}

func size(ts *testscript.TestScript, args []string) (width, height int) {
	width, err := strconv.Atoi(args[1])
	ts.Check(err)
	height, err = strconv.Atoi(args[2])
	ts.Check(err)
	return width, height
}

// pngHeader writes a PNG that declares a size and has no pixels:
// pngheader FILE WIDTH HEIGHT
func pngHeader(ts *testscript.TestScript, _ bool, args []string) {
	width, height := size(ts, args)
	chunk := []byte("IHDR")
	chunk = binary.BigEndian.AppendUint32(chunk, uint32(width))
	chunk = binary.BigEndian.AppendUint32(chunk, uint32(height))
	chunk = append(chunk, 8, 2, 0, 0, 0)
	data := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), uint32(len(chunk)-4))
	data = append(data, chunk...)
	create(ts, args[0], binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(chunk)))
}

// tree writes a list of a folder's files with their hashes, without dotfiles at
// its root: tree [-times] DIR LIST. With -times it adds the modification times.
func tree(ts *testscript.TestScript, _ bool, args []string) {
	times := args[0] == "-times"
	if times {
		args = args[1:]
	}
	var list strings.Builder
	root := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		switch {
		case err != nil:
			return err
		case rel != "." && strings.HasPrefix(rel, "."):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(&list, "%x %s", sha256.Sum256(data), filepath.ToSlash(rel))
		if info, err := e.Info(); err == nil && times {
			fmt.Fprint(&list, " ", info.ModTime().UnixNano())
		}
		list.WriteByte('\n')
		return nil
	}))
	create(ts, args[1], []byte(list.String()))
}

// without checks that no file in a folder contains a text: without DIR TEXT
func without(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(args[1])) {
			ts.Fatalf("%s contains %q", path, args[1])
		}
		return err
	}))
}

// glob checks how many files match a pattern: glob COUNT PATTERN
func glob(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs(args[1]))
	ts.Check(err)
	if strconv.Itoa(len(found)) != args[0] {
		ts.Fatalf("%s matches %q, want %s", args[1], found, args[0])
	}
}

// spoil overwrites every file of a folder with other bytes: spoil DIR
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		return os.WriteFile(path, []byte("spoiled"), 0o600)
	}))
}

// appears waits until a file exists: appears FILE
func appears(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	if !await.Until(func() bool { _, err := os.Stat(file); return err == nil }) {
		ts.Fatalf("%s does not appear within %v", args[0], await.Limit)
	}
}

// freePort sets a variable to an unused port: freeport NAME
func freePort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	defer l.Close()
	ts.Setenv(args[0], strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
}

// fetch requests a page until the server answers, or until the page contains a
// text, and saves it: fetch [-until TEXT] URL FILE
func fetch(ts *testscript.TestScript, _ bool, args []string) {
	until := ""
	if args[0] == "-until" {
		until, args = args[1], args[2:]
	}
	var page string
	var err error
	if !await.Until(func() bool {
		page, err = get(args[0])
		return err == nil && strings.Contains(page, until)
	}) {
		ts.Fatalf("%s: no %q within %v: %v\n%s", args[0], until, await.Limit, err, page)
	}
	create(ts, args[1], []byte(page))
}

func get(url string) (page string, err error) {
	answer, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer.Status + "\n" + string(body), err
}
