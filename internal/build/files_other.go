//go:build !unix

package build

// nonblocking is not needed: a folder cannot contain a named pipe.
const nonblocking = 0
