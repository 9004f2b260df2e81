//go:build unix

package build

import "syscall"

// nonblocking makes the opening of a named pipe return at once.
const nonblocking = syscall.O_NONBLOCK
