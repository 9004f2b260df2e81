package pdf

// A scanner reads a content stream, one operator at a time.
type scanner struct {
	parser
	start    int   // the offset of the operator's first operand
	operands []any // of the operator
}

// mostOperands bounds the operands of an operator. The longest are the colours
// of a pattern; no operator of a browser has more than six.
const mostOperands = 64

// next returns the next operator, or "" at the end of the stream or at an error.
// An inline image is an error: its data cannot be skipped without decoding it,
// and Chromium writes none.
func (s *scanner) next() string {
	s.operands = s.operands[:0]
	s.space()
	s.start = s.at
	for {
		if s.space(); s.bad || s.at >= len(s.src) {
			return ""
		}
		if len(s.operands) == mostOperands {
			s.fail()
			return ""
		}
		switch c := s.src[s.at]; {
		case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
			s.operands = append(s.operands, number(s.word())) // there are no references
			continue
		case isDelimiter(c):
			s.operands = append(s.operands, s.value(0))
			continue
		}
		switch op := s.word(); op {
		case "true", "false", "null":
			s.operands = append(s.operands, op)
		case "BI":
			s.fail()
		default:
			return op
		}
	}
}

// operand returns operand i, counted from the last, or nil.
func (s *scanner) operand(i int) any {
	if i >= len(s.operands) {
		return nil
	}
	return s.operands[len(s.operands)-1-i]
}

// painting reports whether an operator paints on the page. Do is not among them:
// a form that it draws may have tags of its own.
func painting(op string) bool {
	switch op {
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Tj", "TJ", "'", "\"":
		return true
	}
	return false
}

// begins reports whether an operator begins a marked-content sequence.
func begins(op string) bool { return op == "BDC" || op == "BMC" }
