package photo

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/store"
)

// known describes the content of a picture file like read, from the store if any file of
// this content was described: a file that was touched, renamed or copied to another machine
// costs its hash. If copies is true, the store then has the copies, too.
func (r *Photos) known(name string, data []byte, copies bool) fact {
	hash := hashOf(data)
	// What read says depends on the name's extension and, in addresses, on the rest.
	key := store.KeyOf("photo facts "+survey, hash, strings.ToLower(path.Ext(name)))
	var result fact
	if store.Facts(r.store, key, &result) && result.Picture.Hash == hash && (!copies || r.has(result.Picture)) {
		result.Picture.Variants = variants(name, result.Picture)
		return result
	}
	result = fact{}
	var use func(guide.Picture, *source) error
	if copies {
		use = r.makeMissing
	}
	result.Picture, result.Problem, result.Argument = read(name, hash, data, r.decodes, use)
	if len(result.Picture.Variants) > 0 {
		store.PutFacts(r.store, key, result)
	}
	return result
}

// hashOf returns the hash of a file's content, in hexadecimal.
func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
