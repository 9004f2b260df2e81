package theme_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"wayside/internal/nodetest"
)

// What the published module jsqr@1.4.0 has around the program, and the digest of its file
// dist/jsQR.js.
const (
	decoderBefore = `(function webpackUniversalModuleDefinition(root, factory) {
	if(typeof exports === 'object' && typeof module === 'object')
		module.exports = factory();
	else if(typeof define === 'function' && define.amd)
		define([], factory);
	else if(typeof exports === 'object')
		exports["jsQR"] = factory();
	else
		root["jsQR"] = factory();
})(typeof self !== 'undefined' ? self : this, function() {
return /******/ `
	decoderAfter  = "\n});"
	decoderDigest = "bc40c8a15196236b2314db0856f72ca0b49980cd5413b8c852a7349f5fee0859"
)

// TestDecoder compares the decoder of QR codes with the published one.
func TestDecoder(t *testing.T) {
	_, program, _ := strings.Cut(strings.TrimRight(nodetest.Parts(t, "learn/jsqr.js"), "\n"), "const jsQR = ")
	sum := sha256.Sum256([]byte(decoderBefore + program + decoderAfter))
	if got := hex.EncodeToString(sum[:]); got != decoderDigest {
		t.Errorf("learn/jsqr.js is not the published program: %s", got)
	}
}
