package load

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"wayside/internal/diag"
)

// utf8Text returns a text file's content as UTF-8 without a byte order mark, and
// reports unusual bytes. For a file in another encoding it reports an error and
// returns nil: a guess could put wrong characters on a page.
func utf8Text(file string, raw []byte, problems *diag.List) []byte {
	at := diag.Place{File: file, Line: 1, Column: 1}
	switch {
	case bytes.HasPrefix(raw, []byte{0xEF, 0xBB, 0xBF}):
		problems.Add(at, "file-bom")
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		problems.Add(at, "file-encoding/utf16")
		return nil
	}
	if !utf8.Valid(raw) {
		place := diag.PlaceIn(file, raw, firstInvalid(raw))
		if fromGBK(raw) != nil {
			problems.Add(place, "file-encoding/gbk")
		} else {
			problems.Add(place, "file-encoding")
		}
		return nil
	}
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		problems.Add(diag.PlaceIn(file, raw, i), "file-encoding/binary")
		return nil
	}
	if i := bytes.Index(raw, []byte("\r\n")); i >= 0 {
		problems.Add(diag.PlaceIn(file, raw, i), "file-crlf")
	}
	return raw
}

func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return 0
}

// fromGBK decodes Chinese text in GBK. It returns nil if the bytes are not GBK,
// which results in replacement characters.
func fromGBK(raw []byte) []byte {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil
	}
	return text
}
