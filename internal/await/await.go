// Package await waits in tests for a condition instead of a duration.
//
// A condition is asked for again and again until it holds. The limit is
// generous, so that a busy machine makes a test slow and never red: only a
// condition that never holds takes that long.
package await

import (
	"testing"
	"time"
)

// Limit is how long a condition may take to become true.
const Limit = time.Minute

// interval is the pause between two looks at a condition.
const interval = 20 * time.Millisecond

// Until reports whether the condition became true within the limit. It is for
// callers that have no testing.TB, and for those that report the last state.
func Until(condition func() bool) bool {
	for deadline := time.Now().Add(Limit); ; time.Sleep(interval) {
		if condition() {
			return true
		}
		if time.Now().After(deadline) {
			return false
		}
	}
}

// True waits for the condition and ends the test if it does not become true.
// what names the condition in the failure message.
func True(t testing.TB, what string, condition func() bool) {
	t.Helper()
	if !Until(condition) {
		t.Fatalf("after %v still not true: %s", Limit, what)
	}
}

// Receive returns the next value from a channel and ends the test if none
// arrives.
func Receive[T any](t testing.TB, what string, from <-chan T) (value T) {
	t.Helper()
	select {
	case value = <-from:
	case <-time.After(Limit):
		t.Fatalf("after %v still waiting for %s", Limit, what)
	}
	return value
}
