package markdown

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// longestPath is the maximum size in bytes of a path with spaces.
const longestPath = 300

// spacedLinks parses links and pictures whose path has spaces or an unbalanced
// bracket, as the names of files from chat programs and cameras do:
// ![一](photos/微信图片_20260501 (1).jpg). CommonMark requires <…> around such a path and
// shows the whole as text otherwise. Nothing that CommonMark accepts is parsed
// differently.
//
// goldmark's parser drops the opening bracket when it fails, so there is no second
// attempt: it reads a line in which the path has no spaces, and the path is put
// back.
type spacedLinks struct{ parser.InlineParser }

func (l spacedLinks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("](")) {
		return l.InlineParser.Parse(parent, block, pc)
	}
	from, to := spacedPath(line)
	if from == to {
		return l.InlineParser.Parse(parent, block, pc)
	}
	at := segment.Start + from
	n := l.InlineParser.Parse(parent, &unspaced{block, at, to - from}, pc)
	switch n := n.(type) {
	case *ast.Link:
		n.Destination = line[from:to]
	case *ast.Image:
		n.Destination = line[from:to]
	}
	return n
}

// unspaced is a reader in which the path at an offset has no spaces, brackets or
// backslashes.
type unspaced struct {
	text.Reader
	at, length int
}

func (u *unspaced) PeekLine() ([]byte, text.Segment) {
	line, segment := u.Reader.PeekLine()
	if segment.Start != u.at {
		return line, segment
	}
	line = bytes.Clone(line)
	for i, c := range line[:u.length] {
		if util.IsSpace(c) || c == '(' || c == ')' || c == '\\' {
			line[i] = '_'
		}
	}
	return line, segment
}

// spacedPath returns the bounds of the path in a line that begins with "](". They
// are equal if CommonMark accepts the path, or if there is none.
func spacedPath(line []byte) (from, to int) {
	from = len("](")
	for from < len(line) && (line[from] == ' ' || line[from] == '\t') {
		from++
	}
	if from == len(line) || line[from] == '<' || plainPath(line[from:]) {
		return 0, 0
	}
	for i := from; i < len(line) && i-from <= longestPath; i++ {
		switch line[i] {
		case '[', ']', '<', '>', '"', '`', '\n':
			return 0, 0
		case ')':
			if path := bytes.TrimRight(line[from:i], " \t"); isSpacedPath(string(path)) {
				return from, from + len(path)
			}
		case ' ', '\t':
			rest := bytes.TrimLeft(line[i:], " \t")
			if len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') && isSpacedPath(string(line[from:i])) {
				return from, i
			}
		}
	}
	return 0, 0
}

// plainPath reports whether a line begins with a path and perhaps a title that
// CommonMark accepts.
func plainPath(line []byte) bool {
	open, i := 0, 0
	for ; i < len(line) && !util.IsSpace(line[i]); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line) && util.IsPunct(line[i+1]):
			i++
		case c == '(':
			open++
		case c == ')':
			if open--; open < 0 {
				return true
			}
		}
	}
	rest := bytes.TrimLeft(line[min(i, len(line)):], " \t\r\n")
	switch {
	case open > 0:
		return false
	case len(rest) == 0: // the rest may be on the next line, unless this is the closing bracket of "gate(1.jpg)"
		return i == 0 || line[i-1] != ')'
	case rest[0] == '(': // a title, or a part of the path: "photo (1).jpg"
		_, after, ok := bytes.Cut(rest, []byte(")"))
		return !ok || bytes.HasPrefix(bytes.TrimLeft(after, " \t"), []byte(")"))
	}
	return rest[0] == ')' || rest[0] == '"' || rest[0] == '\''
}

// isSpacedPath is isAddress for a text with spaces: a web address is certain only if
// it ends as one of a file.
func isSpacedPath(s string) bool {
	if strings.HasPrefix(s, "http") {
		return isFile(s, pictureFiles) || isFile(s, pageFiles) || isFile(s, otherFiles)
	}
	return isAddress(s)
}

// isAddress reports whether an editor certainly meant s as the address of a link or
// picture: it begins as one, or it is the path of a kind of file that editors use.
func isAddress(s string) bool {
	name, rest, _ := strings.Cut(s, ":")
	if slices.Contains(inside, name) && rest != "" || slices.Contains(web, name) && strings.HasPrefix(rest, "//") && rest != "//" {
		return true
	}
	file, anchor, hasAnchor := strings.Cut(s, "#")
	if file == "" {
		return anchor != "" && !strings.ContainsAny(anchor, "，。；、！？（）")
	}
	if strings.ContainsAny(file, "，。；！？") {
		return false
	}
	return isFile(file, pictureFiles) || !hasAnchor && isFile(file, otherFiles) || isFile(file, pageFiles)
}

// The extensions of files to which editors refer. Pictures include kinds that are
// not published: whoever reports them has to see their address.
var (
	pictureFiles = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".bmp", ".tif", ".tiff", ".avif", ".jfif", ".svg"}
	pageFiles    = []string{".md", ".html", ".htm"}
	otherFiles   = []string{".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".txt", ".zip", ".gpx", ".kml", ".mp3", ".m4a", ".wav", ".mp4"}
)

func isFile(s string, extensions []string) bool {
	ext := path.Ext(s)
	return len(ext) < len(s) && slices.Contains(extensions, strings.ToLower(ext))
}

// destination resolves the escapes in a link's destination, unless it is a path of
// Windows, whose backslashes escape nothing: photos\_gate\1.jpg.
func destination(source []byte) string {
	if bytes.IndexByte(source, '/') >= 0 {
		return plain(source)
	}
	for rest := source; ; {
		i := bytes.IndexByte(rest, '\\')
		if i < 0 || i+1 == len(rest) {
			return plain(source)
		}
		if c := rest[i+1]; c >= utf8.RuneSelf || !util.IsPunct(c) {
			return string(source)
		}
		rest = rest[i+2:]
	}
}
