package theme_test

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"testing"

	"wayside"
	"wayside/internal/nodetest"
)

// orderWords are English words and a menu for the scripts of the order.
const orderWords = `
	const word = { colon: ": ", comma: ", ", minutes: "{m} min", hours: "{h} h", "hours-minutes": "{h} h {m} min", order: "Order", activity: "Activity", number: "No.",
		"order-unit": "Unit", "order-people": "People", "order-audience": "For", "order-date": "Date", "order-time": "Time", "order-contact": "Contact", "order-phone": "Phone",
		"order-notes": "Remarks", "order-minutes": "Minutes", "order-start": "Begins", "order-mail": "At", "order-begins": "at {time}", "order-total": "{n} activities, {time}", "order-total-one": "1 activity, {time}",
		"order-settle": "To be settled", "order-paste": "Please paste.", "activity-needs": "Please provide", "event-where": "Where", "venue-unit": "at your place", "venue-either": "at either",
		"order-soon": "{name}: {days} days ahead, not {ahead}.", "order-large": "{name}: at most {to}, not {people}." };
	const menu = [
		{ id: "scene", name: "The scene", minutes: 40, from: 7, to: 20, days: 7, audiences: ["primary"], venue: "either", where: "The hall", needs: "A free space", mail: "a@example.org" },
		{ id: "talk", name: "The talk", minutes: 50, from: 30, days: 14, venue: "unit", mail: "b@example.org" },
		{ id: "film", name: "=The film", minutes: 420, venue: "unit", phone: "0518-1" },
	];
`

func orderScript(t *testing.T, script string) string {
	return nodetest.Parts(t, "shared/making.js", "shared/csv.js", "programme/chosen.js", "programme/ordering.js", "programme/order-texts.js") + orderWords + script
}

// TestChosen reads what a phone may have kept, and changes it.
func TestChosen(t *testing.T) {
	got := nodetest.Run[[]string](t, orderScript(t, `
		const ids = o => o.items.map(i => i.id + (i.at && "@" + i.at)).join(",");
		const kept = input.map(json => { const o = chosen.read(json); return [ids(o), o.unit.length, o.people, o.date, o.time].join("|"); });
		const three = ["a", "b", "c"].reduce(chosen.toggle, chosen.read(null));
		const many = Array.from({ length: 40 }, (_, i) => "n" + i).reduce(chosen.toggle, three);
		const full = () => { throw new Error("full"); }, none = chosen.shelf("k", full);
		const lasting = [none.keep(three), ids(none.load())].join();
		return [...kept, ids(chosen.move(three, "c", -1)), ids(chosen.move(three, "a", -1)), ids(chosen.toggle(three, "b")), ids(chosen.begin(three, "b", "09:30")), ids(chosen.begin(three, "b", "24:00")),
			String(many.items.length), lasting, ids(chosen.carry(chosen.read('{"items":[{"id":"x"}]}'), chosen.carried(three))), ids(chosen.carry(three, "#chosen=<script>,a"))];
	`), []string{
		`{"items":[{"id":"a","at":"09:00"},{"id":"a"},{"id":"B"},{"id":"b","at":"9"},null,7],"unit":"` + strings.Repeat("x", 200) + `","people":"40","date":"2028-02-29","time":"23:59"}`,
		`{"people":"４５人"}`, `{"people":"约 30"}`, `{"people":"0"}`,
		`{"items":"a","unit":7,"people":"-4","date":"2027-02-29","time":"25:00"}`, `not JSON`, `null`, `[]`,
	})
	want := []string{"a@09:00,b|100|40|2028-02-29|23:59", "|0|45||", "|0|30||", "|0|||", "|0|||", "|0|||", "|0|||", "|0|||", "a,c,b", "a,b,c", "a,c", "a,b@09:30,c", "a,b,c", "30", "false,a,b,c", "x,a,b,c", "a,b,c"}
	compareTexts(t, got, want)
}

// TestLookbehind looks for expressions that Safari before 16.4 does not know: one of them and
// the whole script does not run.
func TestLookbehind(t *testing.T) {
	err := fs.WalkDir(wayside.Theme, "static/theme", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".js" {
			return err
		}
		data, err := fs.ReadFile(wayside.Theme, name)
		if bytes.Contains(data, []byte("(?<=")) || bytes.Contains(data, []byte("(?<!")) {
			t.Errorf("%s has a lookbehind", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestClashes compares orders with what their activities need.
func TestClashes(t *testing.T) {
	type question struct{ Order, Today string }
	cases := []struct{ order, today, want string }{
		{`{"items":[{"id":"scene"}]}`, "2026-12-01", ""},
		{`{"items":[{"id":"scene"}],"people":"6"}`, "2026-12-01", "small scene"},
		{`{"items":[{"id":"scene"}],"people":"7"}`, "2026-12-01", ""},
		{`{"items":[{"id":"scene"}],"people":"20"}`, "2026-12-01", ""},
		{`{"items":[{"id":"scene"},{"id":"talk"}],"people":"21"}`, "2026-12-01", "large scene, small talk"},
		{`{"items":[{"id":"scene"},{"id":"talk"}],"audience":"adult"}`, "2026-12-01", "audience-other scene"},
		{`{"items":[{"id":"scene"}],"date":"2027-01-04"}`, "2026-12-28", ""},
		{`{"items":[{"id":"scene"}],"date":"2027-01-04"}`, "2026-12-29", "soon scene"},
		{`{"items":[{"id":"scene"}],"date":"2026-12-28"}`, "2026-12-29", "past"},
		{`{"items":[{"id":"film"},{"id":"talk"}]}`, "2026-12-01", ""},
		{`{"items":[{"id":"film"},{"id":"talk"},{"id":"scene"}]}`, "2026-12-01", "long"},
		{`{"items":[{"id":"film","at":"17:00"}]}`, "2026-12-01", ""},
		{`{"items":[{"id":"film","at":"17:01"}]}`, "2026-12-01", "night"},
		{`{"items":[{"id":"film"}],"time":"18:00"}`, "2026-12-01", "night"},
		{`{"items":[{"id":"talk","at":"09:40"},{"id":"scene","at":"09:00"}]}`, "2026-12-01", ""},
		{`{"items":[{"id":"talk","at":"09:39"},{"id":"scene","at":"09:00"}]}`, "2026-12-01", "both scene"},
		{`{"items":[{"id":"gone"}]}`, "2026-12-01", ""},
	}
	var questions []question
	var want []string
	for _, c := range cases {
		questions, want = append(questions, question{c.order, c.today}), append(want, c.want)
	}
	got := nodetest.Run[[]string](t, orderScript(t, `return input.map(({ Order, Today }) => {
		const order = chosen.read(Order);
		return ordering.clashes(order, ordering.ordered(order, menu), Today).map(c => [c.key.replace("order-", ""), menu.filter(o => o.name === c.values.name).map(o => o.id)[0]].filter(Boolean).join(" ")).join(", ");
	});`), questions)
	compareTexts(t, got, want)
}

// TestOrderTexts makes texts, mails and a table of an order.
func TestOrderTexts(t *testing.T) {
	got := nodetest.Run[[]string](t, orderScript(t, `
		const texts = orderTexts({ words: word, lang: "en", audiences: { primary: "Pupils" } });
		const order = chosen.read(JSON.stringify({ items: [{ id: "scene", at: "09:00" }, { id: "film", at: "" }, { id: "talk", at: "" }], unit: "A school; =1+1", people: "40", audience: "primary", date: "2026-12-02", time: "09:00", contact: "Li", phone: "138", notes: "Two\nlines" }));
		const all = ordering.ordered(order, menu), scene = all.slice(0, 1);
		const text = texts.text(order, scene, ordering.clashes(order, scene, "2026-12-01"));
		const mail = texts.mail("a@example.org", order, scene, []);
		const read = href => Object.fromEntries(new URL(href).searchParams);
		const long = ["守".repeat(200), "岛".repeat(900)].map(s => texts.mail("a@example.org", { ...order, unit: s, notes: s }, scene, []));
		const half = texts.mail("a@example.org", { ...order, unit: "x".repeat(29) + "😀", notes: "\udc00😀\ud800" }, scene, []);
		return [
			text, [mail.whole, read(mail.href).subject, read(mail.href).body === texts.text(order, scene, []).replace(/\n/g, "\r\n")].join(),
			long.map(m => [m.whole, m.href.length <= 1900].join()).join(" "), read(long[0].href).body.split("\r\n")[0], read(long[1].href).body, read(half.href).subject.slice(8, 40) + / (.*)$/m.exec(read(half.href).body.split("Remarks")[1])[1],
			texts.addresses(all).map(([to, some]) => to + " " + some.map(s => s.offer.id)).join(", "), texts.sum(all), texts.csv(order, all.slice(1, 2)),
		];
	`), nil)
	want := []string{
		`Order

Unit: A school; =1+1
People: 40
For: Pupils
Date: Wednesday, December 2, 2026 09:00
Contact: Li, 138

1. The scene, 40 min, at 09:00, at either: The hall
   Please provide: A free space

1 activity, 40 min

Remarks: Two
lines

To be settled:
- The scene: at most 20, not 40.
- The scene: 7 days ahead, not 1.`,
		"true,Order · A school; =1+1 · 2026-12-02,true",
		"false,true false,true", "Please paste.", "Please paste.", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx · 😀",
		"a@example.org scene, b@example.org talk", "3 activities, 8 h 30 min",
		"\ufeffUnit,People,For,Date,Time,Contact,Phone,No.,Activity,Minutes,Begins,Where,At,Remarks\r\nA school;' =1+1,40,Pupils,2026-12-02,09:00,Li,138,1,'=The film,420,,at your place,0518-1,\"Two\nlines\"\r\n",
	}
	compareTexts(t, got, want)
}

func compareTexts(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d texts, want %d: %q", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %q\nwant %q", i, got[i], want[i])
		}
	}
}
