package guide

import (
	"path"
	"strings"
)

// Inside joins a path that an editor wrote to the folder it is relative to. ok is
// false when it is absolute, leads out of the project, or is a Windows path.
func Inside(dir, written string) (full string, ok bool) {
	if written == "" || strings.HasPrefix(written, "/") || strings.ContainsAny(written, "\\:\x00") {
		return "", false
	}
	full = path.Join(dir, written)
	return full, full != ".." && !strings.HasPrefix(full, "../")
}

// ValidID reports whether a name can be an id, and thus a page's address: lower-case
// ASCII letters, digits and hyphens, with no hyphen first.
func ValidID(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c != '-' || i == 0) {
			return false
		}
	}
	return s != "" && len(s) <= 100
}

// pictures are the extensions of files that are meant as pictures, in lower case.
// What such a file contains is found out from its bytes.
var pictures = map[string]bool{
	".jpg": true, ".jpeg": true, ".jpe": true, ".jfif": true, ".png": true, ".gif": true, ".webp": true,
	".heic": true, ".heif": true, ".avif": true, ".tif": true, ".tiff": true, ".bmp": true, ".svg": true, ".psd": true,
	".dng": true, ".cr2": true, ".cr3": true, ".nef": true, ".arw": true,
}

// IsPicture reports whether a file's name is that of a picture, of any format.
func IsPicture(name string) bool { return pictures[strings.ToLower(path.Ext(name))] }
