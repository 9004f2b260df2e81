package output

import (
	"os"
	"strings"
)

// bootID names the time since the computer was started: while it is the same,
// what was written is what is read, synced or not. "" means unknown.
func bootID() string {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(id))
}
