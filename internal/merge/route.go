package merge

import (
	"bytes"
	"slices"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/intake"
)

// routes adds the file's routes to routes/: a new route as a file, and the missing
// stops of an existing one. Stops are never moved, because their order is the
// editor's choice.
func (m *merger) routes(all []intake.Route) {
	taken := taken{}
	for i := range m.g.Routes {
		taken[m.g.Routes[i].ID] = 1
	}
	for i := range all {
		r := &all[i]
		r.Stops = slices.DeleteFunc(r.Stops, func(s intake.Stop) bool { return m.ids[s.Site] == "" })
		if len(r.Stops) == 0 {
			continue
		}
		title := guide.Text{{Lang: m.g.Default(), Text: r.Title}}
		at := slices.IndexFunc(m.g.Routes, func(old guide.Route) bool {
			return sameName(old.Title, title) || old.ID == r.Title
		})
		if at < 0 { // it may be a route whose title cannot be read
			at = slices.IndexFunc(m.g.Routes, func(old guide.Route) bool { return old.Broken })
		}
		if at >= 0 {
			m.extendRoute(&m.g.Routes[at], r)
			continue
		}
		id := taken.free(intake.ID(title, "route"))
		m.change("routes/"+id+".toml", nil, []byte(m.head(r.Title)+m.stops(r.Stops, "\n")))
		m.result.Routes = append(m.result.Routes, Route{id, true, len(r.Stops)})
	}
}

// extendRoute appends stops at sites where the route has fewer stops than the
// file. A route that returns to its start has two there.
func (m *merger) extendRoute(old *guide.Route, r *intake.Route) {
	file := "routes/" + old.ID + ".toml"
	if old.Broken {
		m.problems.Add(r.At, "import-conflict/route", file)
		return
	}
	have := map[string]int{}
	for _, s := range old.Stops {
		have[s.Site]++
	}
	var missing []intake.Stop
	for _, s := range r.Stops {
		if id := m.ids[s.Site]; have[id] > 0 {
			have[id]--
		} else {
			missing = append(missing, s)
		}
	}
	m.result.Routes = append(m.result.Routes, Route{old.ID, false, len(missing)})
	if len(missing) == 0 {
		return
	}
	before := m.read(file)
	text := bytes.TrimPrefix(before, mark)
	eol := lineEnd(text)
	m.change(file, before, insert(before, []edit{{len(text), ending(text, eol) + m.stops(missing, eol)}}))
}

func (m *merger) stops(all []intake.Stop, eol string) string {
	var tables []string
	for _, s := range all {
		stop := []line{{"site", quoted(m.ids[s.Site])}}
		if s.Story != "" {
			stop = append(stop, line{"story", quoted(s.Story)})
		}
		tables = append(tables, "[[stop]]\n"+lines(stop, "", widest(stop)))
	}
	return strings.ReplaceAll(strings.Join(tables, "\n"), "\n", eol)
}

// head returns what precedes the stops of a new route, in the guide's language.
func (m *merger) head(title string) string {
	if strings.HasPrefix(string(m.g.Default()), "zh") {
		return `# 导入的路线。# 后面是说明；去掉行首的 # 就能用上那一行。
title       = ` + quoted(title) + `
# summary   = "用两三句话说明这条路线讲什么。"
# audiences = ["secondary"]           # sites.toml 里 [[audience]] 的编号
# date      = 2026-10-14              # 写了日期，就会检查当天是否开放
# start     = 08:30:00
# mode      = "walk"                  # 步行 walk、骑行 cycle、大巴 coach、驾车 drive、地铁 metro、轮渡 ferry、在家看 home
# track     = "walk.gpx"              # 记录的轨迹，与本文件放在一起

# 每个 [[stop]] 是一站，按先后排列。可以再加 stay = "30m" 和 story = "…"。

`
	}
	return `# An imported route. Text after # is a comment; remove the # to use the line.
title       = ` + quoted(title) + `
# summary   = "What this route is about, in two or three sentences."
# audiences = ["secondary"]           # ids of [[audience]] tables in sites.toml
# date      = 2026-10-14              # with a date, the opening hours of that day are checked
# start     = 08:30:00
# mode      = "walk"                  # walk, cycle, coach, drive, metro, ferry; home for a route followed at home
# track     = "walk.gpx"              # a recorded track, in the same folder

# Each [[stop]] is a stop, in order. You can add stay = "30m" and story = "…".

`
}
