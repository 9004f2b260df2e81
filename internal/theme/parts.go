package theme

// sheets are the stylesheets with their parts in order and the kinds of pages that
// load them. A page is not shown before its stylesheets are loaded, so no page
// has more than three, and lists have one.
var sheets = []struct {
	name         string
	parts, kinds []string
	coloured     bool // includes the colours of the guide's themes
}{
	{"wayside", together(everywhere, "shared/print", "offline/offline"), []string{"page", "person", "people", "event", "programme", "series", "certificate", "series-answers", "menu", "order", "standards", "route", "handout", "narrator", "check", "results", "answer-cards", "saved", "search", "404", "moved"}, true},
	{"lists", together(everywhere, "shared/cards", "shared/print", "offline/offline"), []string{"home", "sites", "routes", "theme", "readers", "theme-index", "sites-map", "site", "photos", "teacher"}, true},
	{"map", []string{"map/map"}, []string{"route", "site", "handout", "sites-map", MapKind}, false},
	{"finder", []string{"finder/finder"}, []string{"sites-map", FinderKind}, false},
	{"site", []string{"shared/facts", "shared/site", "shared/export", "exhibit/label", "exhibit/pad"}, []string{"site", "photos"}, false},
	{"route", []string{"shared/facts", "shared/route", "shared/export", "offline/panel", "learn/pairs"}, []string{"route"}, false},
	{"exhibit", []string{"exhibit/pair", "exhibit/then-now", "exhibit/timeline"}, []string{ExhibitKind}, false},
	{"references", []string{"people/references", "people/gloss"}, []string{ReferencesKind}, false},
	{"leaflet", []string{"people/leaflet"}, []string{GlossaryKind}, false},
	{"people", []string{"people/people"}, []string{"person", "people"}, false},
	{"programme", []string{"programme/dates", "programme/event", "programme/order-button"}, []string{"event", "programme"}, false},
	{"menu", []string{"programme/event", "programme/order-button", "programme/menu"}, []string{"menu"}, false},
	{"order", []string{"programme/order"}, []string{"order"}, false},
	{"series", []string{"programme/dates", "programme/event", "series/series", "offline/panel"}, []string{"series"}, false},
	{"certificate", []string{"series/certificate"}, []string{"certificate"}, false},
	{"series-answers", []string{"series/answers"}, []string{"series-answers"}, false},
	{"ahead", []string{"programme/dates"}, []string{ProgrammeKind}, false},
	{"standards", []string{"learn/standards"}, []string{"standards", "readers"}, false},
	{"labels", []string{"exhibit/label", "exhibit/labels", "practice/judging"}, []string{"narrator"}, false},
	{"walk", []string{"shared/full", "walk/walk"}, []string{WalkKind}, false},
	{"evening", []string{"evening/evening"}, []string{EveningKind}, false},
	{"clock", []string{"evening/clock"}, []string{ClockKind}, false},
	{"practice", []string{"shared/full", "practice/practice"}, []string{PracticeKind}, false},
	{"check", []string{"learn/check"}, []string{"check"}, false},
	{"results", []string{"learn/results", "learn/review"}, []string{"results"}, false},
	{"answer-cards", []string{"learn/answer-cards"}, []string{"answer-cards"}, false},
	{"search", []string{"search/search"}, []string{"search"}, false},
	{"saved", []string{"offline/panel", "offline/saved"}, []string{"saved"}, false},
	{"viewer", []string{"viewer/viewer"}, []string{ViewerKind}, false},
	{"player", []string{"player/player"}, []string{PlayerKind}, false}, // of few pages, so a fourth for some
	{"handout", []string{"handout/settings", "handout/sheets", "handout/desk", "exhibit/pair", "exhibit/timeline"}, []string{"handout", "narrator"}, false},
	{"keepsakes", []string{"handout/keepsakes"}, []string{KeepsakeKind}, false},
	{"paper", []string{"handout/paper", "handout/paper-desk", "handout/booklet"}, []string{PaperKind}, false},
}

// deskSheets are published in the teacher's edition only.
var deskSheets = []string{"results", "answer-cards", "series-answers"}

// PaperKind is an additional kind for pages that are made for paper. Their layout
// loads its stylesheet for print only.
const PaperKind = "paper"

// ViewerKind is an additional kind for pages with pictures that enlarge. The viewer
// loads its stylesheet.
const ViewerKind = "viewer"

// PlayerKind is an additional kind for pages with recordings or videos.
const PlayerKind = "player"

// KeepsakeKind is an additional kind for handouts with tasks in pairs, a stamp card or
// roles.
const KeepsakeKind = "keepsake"

// ExhibitKind is an additional kind for pages whose texts have pictures of then and now,
// or timelines. Handouts have the styles that these need on paper in any case.
const ExhibitKind = "exhibit"

// ReferencesKind is an additional kind for pages that link to people and terms, or cite
// sources.
const ReferencesKind = "references"

// GlossaryKind is the same for handouts and scripts.
const GlossaryKind = "glossary"

// WalkKind is an additional kind for pages with walk mode, which loads its stylesheet
// when it is opened.
const WalkKind = "walk"

// EveningKind is an additional kind for routes that are followed at home.
const EveningKind = "evening"

// ClockKind is the same once the clock of such a route is started.
const ClockKind = "clock"

// PracticeKind is an additional kind for pages on which young guides practise, which load
// its stylesheet when that begins.
const PracticeKind = "practice"

// FinderKind is an additional kind for the home page and the list of a guide with many
// sites.
const FinderKind = "finder"

// ProgrammeKind is an additional kind for the home page and the pages of sites that show
// what is ahead of the programme.
const ProgrammeKind = "ahead"

// MapKind is an additional kind for pages that have a map only in some guides.
const MapKind = "map"

var everywhere = []string{"shared/properties", "shared/base", "shared/frame", "shared/text", "shared/pictures", "shared/chips"}

func together(parts []string, more ...string) []string {
	return append(parts[:len(parts):len(parts)], more...)
}

// saving are the parts that save a route, and savingWords the words that they show.
var (
	saving      = []string{"shared/making", "offline/vault", "offline/pack", "offline/saving", "offline/panel"}
	savingWords = []string{
		"save-route", "save-go-on", "save-update", "save-repair", "save-stop", "save-remove", "save-again", "save-now",
		"save-exact", "save-media", "save-here", "save-progress", "save-begun", "save-kept", "save-newer", "save-lost",
		"save-running", "save-waiting", "save-queue", "save-done", "save-stopped", "save-removed", "save-sure",
		"save-unknown", "save-portal", "save-damaged", "save-gone", "save-full", "save-failed", "save-browser", "save-wechat",
		"saved-routes", "save-series",
	}
)

// aheadWords are the words that programme/ahead.js shows.
var aheadWords = []string{"programme-today", "programme-next", "programme-none", "event-state-cancelled", "event-state-postponed", "event-state-moved"}

// scripts are the scripts with their parts in order, and the words that they show.
var scripts = []struct {
	name  string
	parts []string
	words []string
	data  string // the name of a text that is a constant in the script
	desk  bool   // published in the teacher's edition only
}{
	{name: "page", parts: []string{"shared/page", "shared/light", "shared/enlarge", "shared/notice"}, words: []string{"new-version", "new-version-show", "new-version-later"}},
	{name: "route", parts: []string{"shared/making", "shared/later", "shared/opening", "walk/start"}, words: []string{"walk-start", "walk-resume"}},
	{name: "audience", parts: []string{"shared/audience"}},
	{name: "readers", parts: []string{"shared/readers"}},
	{name: "pairs", parts: []string{"shared/making", "shared/copying", "learn/pairs"}, words: []string{"colon", "pairs-private", "pairs-kept", "pairs-unkept", "pairs-print", "pairs-copy", "pairs-copied"}},
	{name: "pack", parts: together(saving, "offline/route"), words: savingWords},
	{name: "walk", parts: []string{"shared/making", "shared/keeping", "shared/measuring", "walk/walking", "walk/stamps", "walk/walk"}, words: []string{
		"unkept", "stops", "colon", "contacts", "safety", "stamps", "metres", "kilometres", "map-where",
		"walk-close", "walk-previous", "walk-next", "walk-at", "walk-been", "walk-arrive", "walk-arrived", "walk-here", "walk-done", "walk-page",
		"walk-again", "walk-again-sure", "walk-awake", "walk-near", "walk-arrive-at", "walk-towards", "walk-unplaced", "walk-compass", "walk-turn",
		"walk-refused", "walk-unknown",
	}},
	{name: "along", parts: []string{"shared/making", "walk/trail", "walk/along"}, words: []string{"walk-at", "walk-previous", "walk-next", "walk-back"}},
	{name: "home", parts: []string{"shared/making", "shared/later", "shared/opening", "evening/start"}, words: []string{"evening-resume"}},
	{name: "evening", parts: []string{"shared/making", "shared/keeping", "evening/plan", "evening/evening"}, words: []string{
		"unkept", "evening-start", "evening-resume", "evening-pause", "evening-go-on", "evening-previous", "evening-next", "evening-end", "evening-left", "evening-over",
		"evening-break", "evening-until", "evening-minute", "evening-up", "evening-done", "evening-stop-of", "colon",
	}},
	{name: "rehearse", parts: []string{"shared/making", "shared/opening", "practice/start"}},
	{name: "practice", parts: []string{"shared/making", "shared/keeping", "shared/copying", "practice/clock", "practice/record", "practice/pieces", "practice/sheet", "practice/practice"}, words: []string{
		"unkept", "colon", "minutes", "seconds", "minutes-seconds", "about", "pairs-copied", "pairs-copy", "setup-print",
		"judge-criteria", "judge-levels", "judge-3", "judge-2", "judge-1", "judging-piece", "judging-time", "judging-sum",
		"practice", "practice-lead", "practice-close", "practice-all", "practice-list", "practice-planned", "practice-done", "practice-done-one",
		"practice-begin", "practice-pause", "practice-go-on", "practice-end", "practice-progress",
		"practice-took", "practice-long", "practice-short", "practice-fits", "practice-by", "practice-self", "practice-peer", "practice-again",
		"practice-sheet", "practice-name", "practice-class", "practice-times", "practice-other", "practice-other-sure",
	}},
	{name: "check", parts: []string{"shared/making", "shared/keeping", "learn/sha256", "learn/answer", "learn/marks", "learn/kept", "learn/question", "learn/check"}, words: []string{
		"unkept", "points", "points-one", "colon", "answer", "walk-previous", "walk-next",
		"check-submit", "check-show", "check-empty", "check-right", "check-second", "check-once-more", "check-wrong", "check-up", "check-down", "check-moved",
		"check-note", "check-compare", "check-time", "check-sum", "check-hand-in",
	}},
	{name: "typed", parts: []string{"search/fold", "learn/normal"}, data: "variants"},
	{name: "result", parts: []string{"shared/making", "learn/result", "learn/qr", "learn/hand-in"}, words: []string{
		"setup-print", "check-group", "check-name", "check-qr", "check-copy", "check-copied", "check-again", "check-again-sure", "check-other", "check-other-sure",
	}},
	{name: "results", parts: []string{"shared/making", "shared/csv", "learn/marks", "learn/result", "learn/collected", "learn/scan", "learn/plane", "learn/grey", "learn/spots", "learn/codes", "learn/corners", "learn/bubbles", "learn/cards", "learn/card-view", "learn/review", "learn/results"}, desk: true, words: []string{
		"route", "setup-print", "points-total", "check-group", "check-name",
		"results-camera", "results-camera-stop", "results-files", "results-paste", "results-add", "results-added", "results-nameless", "results-broken", "results-nothing", "results-refused",
		"results-rank", "results-points", "results-seconds", "results-time", "results-round", "results-counts", "results-csv", "results-clear", "results-clear-sure",
		"answer-cards-true", "answer-cards-false", "review", "review-lead", "review-camera", "review-files", "review-reading", "review-found", "review-lost", "review-foreign", "review-none", "review-unreadable",
		"review-card", "review-unsure", "review-sure", "review-points", "review-what", "review-right", "review-half", "review-wrong", "review-empty", "review-keep", "review-add", "review-add-all", "review-leave", "review-added",
		"results-remove", "results-unknown", "results-version", "results-of", "results-groups", "results-pupils", "results-mean", "results-all",
	}},
	{name: "decode", parts: []string{"learn/jsqr", "learn/decode"}, desk: true},
	{name: "saved", parts: together(saving, "offline/shelf"), words: together(savingWords, "saved-promised", "saved-unpromised")},
	{name: "worker", parts: []string{"offline/vault", "offline/worker"}},
	{name: "handout", parts: []string{"handout/printed", "handout/handout"}},
	{name: "planner", parts: []string{"handout/calendar", "handout/legs", "handout/carousel", "handout/conflicts", "handout/order", "handout/fixes", "handout/timetable", "handout/wording", "handout/settings", "handout/sides", "handout/leaflet", "handout/planner"}},
	{name: "search", parts: []string{"search/fold", "search/match", "search/load", "search/find", "search/search"}},
	{name: "find", parts: []string{"finder/find"}},
	{name: "parts", parts: []string{"finder/parts"}},
	{name: "finder", parts: []string{"search/fold", "shared/making", "finder/sites", "finder/filter", "finder/finder"}},
	{name: "viewer", parts: []string{"viewer/zoom", "viewer/stage", "viewer/viewer"}, words: []string{"viewer", "viewer-about", "viewer-close", "viewer-previous", "viewer-next", "map-in", "map-out"}},
	{name: "moved", parts: []string{"shared/moved"}},
	{name: "later", parts: []string{"shared/later"}},
	{name: "player", parts: []string{"shared/making", "player/playing", "player/transcript", "player/player"}, words: []string{
		"play", "pause", "play-back", "play-on", "play-speed", "play-position", "play-at", "play-failed",
	}},
	{name: "pad", parts: []string{"shared/making", "exhibit/label", "exhibit/pad"}, words: []string{"pad-none"}},
	{name: "then-now", parts: []string{"shared/making", "exhibit/then-now"}, words: []string{"then-now"}},
	{name: "gloss", parts: []string{"shared/making", "people/gloss"}, words: []string{"gloss-open", "gloss-close"}},
	{name: "ahead", parts: []string{"programme/dates", "programme/ahead"}, words: aheadWords},
	{name: "programme", parts: []string{"programme/dates", "programme/ahead", "programme/passed"}, words: aheadWords},
	{name: "series", parts: []string{"shared/making", "shared/keeping", "programme/dates", "series/heard", "series/series"}, words: []string{
		"unkept", "minutes", "hours", "hours-minutes", "series-heard", "series-progress", "series-none-heard", "series-next",
	}},
	{name: "certificate", parts: []string{"shared/making", "shared/keeping", "learn/marks", "learn/kept", "series/heard", "series/certificate"}, words: []string{
		"minutes", "hours", "hours-minutes", "certificate-unkept", "certificate-sum", "certificate-points",
	}},
	{name: "menu", parts: []string{"shared/making", "programme/chosen", "programme/menu"}, words: []string{
		"order-open", "order-add", "order-add-it", "order-remove", "order-remove-it", "order-added", "order-removed", "order-full", "order-unkept",
	}},
	{name: "order", parts: []string{"shared/making", "shared/copying", "shared/csv", "programme/chosen", "programme/ordering", "programme/order-texts", "programme/order-page"}, words: []string{
		"colon", "comma", "list-comma", "minutes", "hours", "hours-minutes", "number", "pairs-copy", "activity", "activity-needs", "event-where", "venue-unit", "venue-site", "venue-either",
		"order", "order-unit", "order-people", "order-audience", "order-date", "order-contact", "order-phone", "order-notes", "order-start", "order-time", "order-minutes", "order-mail",
		"order-begins", "order-total", "order-total-one", "order-settle", "order-unkept", "order-up", "order-down", "order-remove-it", "order-mail-to", "order-mail-long", "order-paste",
		"order-copied", "order-clear-sure", "order-small", "order-large", "order-audience-other", "order-soon", "order-past", "order-long", "order-night", "order-both",
	}},
	{name: "map", parts: []string{"shared/making", "shared/measuring", "map/map"}},
}

// Parts returns the names of all parts in static/theme: "shared/page.js".
func Parts() []string {
	var names []string
	for _, s := range sheets {
		for _, part := range s.parts {
			names = append(names, part+".css")
		}
	}
	for _, s := range scripts {
		for _, part := range s.parts {
			names = append(names, part+".js")
		}
	}
	return names
}

// moved maps the former names of parts, from before static/theme had folders, to
// the current ones. A project may still have replacements under the former names.
var moved = map[string]string{
	"base.css": "shared/base.css", "frame.css": "shared/frame.css", "text.css": "shared/text.css", "cards.css": "shared/cards.css",
	"print.css": "shared/print.css", "export.css": "shared/export.css", "site.css": "shared/site.css", "route.css": "shared/route.css",
	"offline.css": "offline/offline.css", "handout.css": "handout/sheets.css", "search.css": "search/search.css", "map.css": "map/map.css",
	"page.js": "shared/page.js", "light.js": "shared/light.js", "vault.js": "offline/vault.js", "pack.js": "offline/saving.js",
	"save.js": "offline/panel.js", "worker.js": "offline/worker.js", "handout.js": "handout/handout.js", "timetable.js": "handout/timetable.js",
	"say.js": "handout/wording.js", "planner.js": "handout/planner.js", "fold.js": "search/fold.js", "find.js": "search/find.js",
	"search.js": "search/search.js", "map.js": "map/map.js",
}
