package audit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stairsFiles is a guide whose only walk has steps, and a way without them.
var stairsFiles = map[string]string{
	"sites.toml": `[guide]
title     = "台阶"
base_url  = "https://stairs.example/"
languages = ["zh-Hans"]
country   = "CN"
map_data  = ["maps/hill.osm"]

[[site]]
id       = "foot"
name     = "山脚"
location = { lat = 34.53, lon = 119.87 }

[[site]]
id       = "top"
name     = "山顶"
location = { lat = 34.532, lon = 119.872 }
`,
	"routes/hill.toml": "title = \"上山\"\nstart = 09:00:00\n\n[[stop]]\nsite = \"foot\"\nstay = \"10m\"\n\n[[stop]]\nsite = \"top\"\nstay = \"10m\"\n",
	"maps/hill.osm": `<osm version="0.6">
<bounds minlat="34.52" minlon="119.86" maxlat="34.54" maxlon="119.88"/>
<node id="1" lat="34.53" lon="119.87"/><node id="2" lat="34.53" lon="119.873"/><node id="3" lat="34.532" lon="119.873"/>
<node id="4" lat="34.532" lon="119.872"/><node id="5" lat="34.53" lon="119.876"/><node id="6" lat="34.532" lon="119.876"/>
<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="山路"/></way>
<way id="2"><nd ref="2"/><nd ref="3"/><tag k="highway" v="steps"/></way>
<way id="3"><nd ref="3"/><nd ref="4"/><tag k="highway" v="footway"/></way>
<way id="4"><nd ref="2"/><nd ref="5"/><nd ref="6"/><nd ref="3"/><tag k="highway" v="footway"/></way>
</osm>`,
}

// stairs publishes that guide, with a route that begins with the given fields.
func stairs(t *testing.T, name, fields string) *publication {
	t.Helper()
	project := filepath.Join(scratch, name+"-project")
	for file, text := range stairsFiles {
		if file == "routes/hill.toml" {
			text = fields + text
		}
		file = filepath.Join(project, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	site, err := publish(project, name, false)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// TestStepFree switches a handout to ways without steps: it then has the times of a route
// that avoids them, and no longer describes the steps. That route has no switch.
func TestStepFree(t *testing.T) {
	const view = "routes/hill/handout/index.html"
	const plan = `$$(".times tbody tr:not(.passed)").map(tr => [tr.querySelector(".way").textContent, tr.querySelector(".when").textContent].join(" ")).join("; ")`
	b := newTab(t)
	b.openHandout(fileURL(stairs(t, "level", "step_free = true\n"), view))
	want := run[string](b, plan)
	if n := run[int](b, `$$("#set-step-free").length`); n != 0 {
		t.Error("a route that avoids steps has a switch")
	}
	b.openHandout(fileURL(stairs(t, "stairs", ""), view))
	before := run[string](b, plan)
	if got := run[string](b, `shown(".along").join()`); got != "沿山路；台阶 1 处" || before == want {
		t.Errorf("at first %q, along %q", before, got)
	}
	run[any](b, `$("#set-step-free").click()`)
	if got := run[string](b, plan); got != want {
		t.Errorf("without steps %q, want %q", got, want)
	}
	if got := run[string](b, `shown(".along").join()`); got != "" {
		t.Errorf("without steps the page says %q", got)
	}
	b.becomes("the address's fragment", `location.hash`, "#step-free")
	run[any](b, `$("#set-step-free").click()`)
	if got := run[string](b, plan); got != before || !strings.Contains(got, "米") {
		t.Errorf("with steps again %q, want %q", got, before)
	}
	b.clean("the handout")
}
