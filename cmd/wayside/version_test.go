package main

import (
	"runtime/debug"
	"testing"
)

func TestVersion(t *testing.T) {
	setting := func(key, value string) debug.BuildSetting { return debug.BuildSetting{Key: key, Value: value} }
	commit, date := setting("vcs.revision", "0123456789abcdef0123"), setting("vcs.time", "2026-11-27T02:00:00Z")
	for _, c := range []struct {
		info debug.BuildInfo
		want string
	}{
		{debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, "v1.2.3"},
		{debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: []debug.BuildSetting{commit, date, setting("vcs.modified", "false")}}, "(commit 0123456789ab of 2026-11-27)"},
		{debug.BuildInfo{Settings: []debug.BuildSetting{commit, date, setting("vcs.modified", "true")}}, "(commit 0123456789ab of 2026-11-27, modified)"},
		{debug.BuildInfo{}, "(no version information)"},
	} {
		if got := versionOf(&c.info); got != c.want {
			t.Errorf("%+v: %q, want %q", c.info, got, c.want)
		}
	}
}
