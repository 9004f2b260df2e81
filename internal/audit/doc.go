// Package audit looks at a built guide from outside, as a reader, a browser,
// a search engine and a validator meet it. It holds tests alone.
//
// The sample guide is built once a run into a folder of its own, and so are
// a guide that is half translated and, where the generator of large guides
// is next to the checkout, one of 223 sites. Every file of them is then
// followed and read: over HTTP from a sub-path, as files on a disk, in
// Chromium, and by the Nu HTML checker. What needs a program that is not
// there is skipped and says so; with CI=true in the environment a missing
// browser is a failure.
package audit
