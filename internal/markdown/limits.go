package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// What a body may ask for. Real pages stay far below; a page past a bound
// shows what it wrote as text. Without them a megabyte of brackets keeps a
// build busy for hours: goldmark looks at the rest of a paragraph again for
// each bracket, and makes every cell of a table that its widest row has.
const (
	maxDepth     = 100       // containers inside one another
	maxFootnotes = 1000      // definitions in a body
	maxCells     = 200_000   // columns × rows of a table
	maxRuns      = 2000      // runs of * _ ~ in one paragraph
	maxRun       = 100       // characters of one such run
	maxEffort    = 256 << 20 // bytes looked at by the other inline parsers
)

// effort is what a body has used up.
type effort struct {
	footnotes int
	bytes     int
	block     ast.Node // whose runs are counted
	runs      int
}

var effortKey = parser.NewContextKey()

func spent(pc parser.Context) *effort { return pc.Get(effortKey).(*effort) }

// shallow refuses a container that lies too deep.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxDepth {
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, reader, pc)
}

// fewFootnotes refuses too many definitions: each reference is looked up in
// the list of them.
type fewFootnotes struct{ parser.BlockParser }

func (f fewFootnotes) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	e := spent(pc)
	if e.footnotes >= maxFootnotes {
		return nil, parser.NoChildren
	}
	node, state := f.BlockParser.Open(parent, reader, pc)
	if node != nil {
		e.footnotes++
	}
	return node, state
}

// smallTables leaves a paragraph alone that would make too many cells.
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

// metered counts each try of an inline parser as a look at the whole block,
// the worst it can be, and ends them when the body's effort is used up.
type metered struct{ parser.InlineParser }

func (m metered) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	e := spent(pc)
	if lines := parent.Lines(); lines.Len() > 0 {
		e.bytes += lines.At(lines.Len()-1).Stop - lines.At(0).Start
	}
	if e.bytes > maxEffort {
		return nil
	}
	return m.InlineParser.Parse(parent, block, pc)
}

// meteredLink hands on the end of a block, at which the link parser gives up
// the brackets that nothing closed.
type meteredLink struct {
	metered
	parser.CloseBlocker
}
