package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Limits on a body. Real pages are far below; constructs beyond a limit are shown
// as text. Without limits a megabyte of brackets would take hours: goldmark
// rescans the rest of a paragraph for each bracket, and fills up the rows of a
// table to the width of its widest row.
const (
	maxDepth     = 100       // nested containers
	leastDepth   = 8         // nested containers of a long body
	maxVisits    = 500_000   // lines × nested containers: goldmark visits each container on each line
	maxReference = 2000      // lines of a paragraph with definitions of links
	maxFootnotes = 1000      // definitions in a body
	maxCells     = 200_000   // columns × rows of a table
	maxRuns      = 2000      // runs of * _ ~ in one paragraph
	maxRun       = 100       // characters of one such run
	maxEffort    = 256 << 20 // bytes scanned by the other inline parsers
)

// effort counts what a body has used.
type effort struct {
	depth     int // how deep containers may nest
	footnotes int
	bytes     int
	block     ast.Node // whose runs are counted
	runs      int
}

var effortKey = parser.NewContextKey()

// newEffort returns the effort of a body before it is parsed.
func newEffort(source []byte) *effort {
	lines := 1 + bytes.Count(source, []byte("\n"))
	return &effort{depth: min(maxDepth, max(leastDepth, maxVisits/lines))}
}

func effortOf(pc parser.Context) *effort { return pc.Get(effortKey).(*effort) }

// shallow rejects containers that are nested too deeply.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= effortOf(pc).depth {
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, reader, pc)
}

// fewFootnotes rejects excess definitions: each reference is looked up in a list
// of them.
type fewFootnotes struct{ parser.BlockParser }

func (f fewFootnotes) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	e := effortOf(pc)
	if e.footnotes >= maxFootnotes {
		return nil, parser.NoChildren
	}
	node, state := f.BlockParser.Open(parent, reader, pc)
	if node != nil {
		e.footnotes++
	}
	return node, state
}

// fewReferences leaves long paragraphs alone that begin with definitions of links:
// goldmark looks at all lines of the paragraph for each definition.
type fewReferences struct{ parser.ParagraphTransformer }

func (f fewReferences) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if node.Lines().Len() <= maxReference {
		f.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// smallTables leaves paragraphs alone that would become tables with too many cells.
type smallTables struct{ parser.ParagraphTransformer }

func (s smallTables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, widest := node.Lines(), 0
	for i := range lines.Len() {
		line := lines.At(i)
		value := reader.Source()[line.Start:line.Stop]
		if bytes.IndexByte(value, '-') >= 0 && len(bytes.Trim(value, " \t\r\n|:-")) == 0 {
			widest = max(widest, bytes.Count(value, []byte("|"))+1)
		}
	}
	if widest > 0 && widest*lines.Len() <= maxCells {
		s.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// metered counts each attempt of an inline parser as a scan of the whole block,
// the worst case, and rejects attempts once the body's limit is reached.
type metered struct{ parser.InlineParser }

func (m metered) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	e := effortOf(pc)
	if lines := parent.Lines(); lines.Len() > 0 {
		e.bytes += lines.At(lines.Len()-1).Stop - lines.At(0).Start
	}
	if e.bytes > maxEffort {
		return nil
	}
	return m.InlineParser.Parse(parent, block, pc)
}

// meteredLink forwards the end of a block, at which the link parser drops
// unclosed brackets.
type meteredLink struct {
	metered
	parser.CloseBlocker
}
