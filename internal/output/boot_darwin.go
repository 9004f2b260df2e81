package output

import "syscall"

// bootID names the time since the computer was started: while it is the same,
// what was written is what is read, synced or not. "" means unknown.
func bootID() string {
	id, err := syscall.Sysctl("kern.bootsessionuuid")
	if err != nil {
		return ""
	}
	return id
}
