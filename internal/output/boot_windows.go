package output

import (
	"strconv"
	"syscall"
	"unsafe"
)

var queryInformation = syscall.NewLazyDLL("ntdll.dll").NewProc("NtQuerySystemInformation")

// bootID names the time since the computer was started: while it is the same,
// what was written is what is read, synced or not. "" means unknown.
func bootID() string {
	const timeOfDay = 3
	var info struct {
		bootTime, currentTime, timeZoneBias int64
		timeZone, _                         uint32
		bootTimeBias, sleepTimeBias         int64
	}
	if queryInformation.Find() != nil {
		return ""
	}
	if status, _, _ := queryInformation.Call(timeOfDay, uintptr(unsafe.Pointer(&info)), unsafe.Sizeof(info), 0); status != 0 {
		return ""
	}
	// Setting the clock changes both by the same amount.
	return strconv.FormatInt(info.bootTime-info.bootTimeBias, 10)
}
