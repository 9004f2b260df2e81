package audit

import (
	"strings"
	"testing"
)

const (
	checkRoute   = "en/routes/xuzhou-day/check/index.html"
	checkVerdict = `(n => document.querySelector("#question-" + n + " .verdict").textContent)`
)

// answerIt answers a question of the self-check with a script that sets its controls,
// presses its button twice, as the impatient do, and waits for the verdict.
func (b *tab) answerIt(number, set, verdict string) {
	b.Helper()
	run[bool](b, `(() => {
		const box = document.getElementById("question-`+number+`");
		`+set+`
		const press = box.querySelector(".actions button");
		press.click();
		press.click();
		return true;
	})()`)
	b.becomes("the verdict on question "+number, checkVerdict+`(`+number+`)`, verdict)
}

// handIn fills in a pupil's name on the result and returns its text.
func (b *tab) handIn(group, name string) string {
	b.Helper()
	run[bool](b, `(location.hash = "hand-in", true)`)
	b.until("the result is shown", `document.querySelector(".check-code").textContent && !document.querySelector("#hand-in canvas").hidden`)
	return run[string](b, `(() => {
		[`+asJSON(b, group)+`, `+asJSON(b, name)+`].forEach((value, i) => {
			const input = document.querySelectorAll(".check-fields input")[i];
			input.value = value;
			input.dispatchEvent(new Event("input"));
		});
		return document.querySelector(".check-code").textContent;
	})()`)
}

// TestClass answers a route's questions on two phones, one of which another pupil uses
// after the first, from files and without a network, and collects the results in the teacher's folder: two as texts and one from a
// picture of its QR code.
func TestClass(t *testing.T) {
	b := offlineTab(t)
	teacher := teacherEdition(t)
	address := fileURL(sample(t), checkRoute)
	b.viewport(320, "light")
	b.visit(address)
	if n := run[int](b, `[...document.querySelectorAll(".level")].filter(l => l.checkVisibility()).length`); n != 1 {
		t.Errorf("%d stops are shown at once", n)
	}

	b.answerIt("1", `const li = [...box.querySelectorAll("li")];
		for (let i = 0; i < 2; i++) { li[2].querySelector("button").click(); }
		for (let i = 0; i < 2; i++) { li[3].querySelector("button").click(); }`, "✓ Right: 5 points")
	if focus := run[string](b, `document.activeElement.className`); focus != "verdict" {
		t.Errorf("after an answer the focus is on %q", focus)
	}
	run[bool](b, `(location.hash = "stop-2", true)`)
	b.until("the second stop is shown", `document.getElementById("stop-2").classList.contains("now")`)
	run[bool](b, `(() => { const note = document.querySelector("#question-2 textarea"); note.value = "Write to my grandmother."; return note.dispatchEvent(new Event("input")); })()`)
	run[bool](b, `(document.querySelector("#question-2 .actions button").click(), true)`)
	b.until("what to look for is shown", `document.querySelector("#question-2 .explanation").textContent.startsWith("It should be definite")`)
	run[bool](b, `(location.hash = "question-3", true)`)
	b.until("the address of a question shows its stop", `document.getElementById("stop-3").classList.contains("now")`)
	b.answerIt("3", ``, "Choose or write an answer first.")
	b.answerIt("3", `box.querySelector("input").value = "65";`, "Not right. Try once more, for half of the points.")
	b.answerIt("3", `box.querySelector("input").value = "六十六 天。";`, "✓ Right at the second try: 5 points")
	b.answerIt("4", `box.querySelectorAll("input")[0].click();`, "Not right. Try once more, for half of the points.")
	b.legible("a question after a wrong answer", "light", "dark")
	run[bool](b, `(document.querySelectorAll("#question-4 .actions button")[1].click(), true)`)
	b.becomes("the answer on request", checkVerdict+`(4)`, "Not right.")
	if explained := run[string](b, `document.querySelector("#question-4 .right").textContent + document.querySelector("#question-4 .explanation").textContent`); !strings.HasPrefix(explained, "38.15 m38.15 metres") {
		t.Errorf("the explanation is %q", explained)
	}
	run[bool](b, `(location.hash = "stop-6", true)`)
	b.until("the last stop is shown", `document.getElementById("stop-6").classList.contains("now")`)
	last := run[string](b, `document.querySelector("#stop-6 .question").id.slice(9)`)
	b.answerIt(last, `box.querySelector("input").value = "駱馬湖";`, "✓ Right: 5 points")
	b.legible("answered questions", "light", "dark")

	b.reload(`document.querySelector(".scripted")`)
	if kept := run[[]string](b, `[`+checkVerdict+`(3), `+checkVerdict+`(4), document.querySelector("#question-2 textarea").value, document.querySelector(".check-sum").textContent.split(" · ")[0]]`); strings.Join(kept, "|") !=
		"✓ Right at the second try: 5 points|Not right.|Write to my grandmother.|15 of 30 points" {
		t.Errorf("after a reload: %q", kept)
	}
	texts := []string{b.handIn("1", "Li Ming")}
	b.legible("a result", "light", "dark")
	b.clean("the self-check")

	run[bool](b, `(localStorage.clear(), location.hash = "", true)`) // another phone
	b.reload(`document.querySelector(".scripted")`)
	texts = append(texts, b.handIn("2", "=1+1"))
	run[bool](b, `(self.confirm = () => true, [...document.querySelectorAll("#hand-in button")].find(b => b.textContent === "Another pupil").click(), true)`)
	b.until("nothing is left of the pupil before", `document.getElementById("stop-1").classList.contains("now") && !document.querySelectorAll(".check-fields input")[1].value`)
	b.answerIt("4", `box.querySelectorAll("input")[1].click();`, "✓ Right: 5 points")
	const third = `document.querySelectorAll(".check-levels a")[2].textContent`
	choose := func(audience, want string) {
		run[bool](b, `(() => { const s = document.getElementById("audience"); s.value = `+asJSON(t, audience)+`; return s.dispatchEvent(new Event("change")); })()`)
		b.becomes("the questions for the audience "+audience, third, want)
	}
	choose("adult", "3 · 1/2")
	choose("", "3 · 1/3")
	texts = append(texts, b.handIn("2", "王小明"))
	code := run[string](b, `document.querySelector("#hand-in canvas").toDataURL().split(",")[1]`)

	b.visit(fileURL(teacher, "en/results/index.html"))
	const status = `document.querySelector(".results [role=status]").textContent`
	wrong := texts[0][:9] + map[bool]string{true: "Y", false: "X"}[texts[0][9] == 'X'] + texts[0][10:]
	run[bool](b, `(() => {
		document.querySelector(".results textarea").value = `+asJSON(t, "Li Ming: "+texts[0]+"\n"+strings.ToLower(texts[1])+"\n"+wrong)+`;
		[...document.querySelectorAll(".results button")].find(b => b.textContent === "Add").click();
		return true;
	})()`)
	b.becomes("what was pasted", status, "2 · =1+1 — 2 added, 2 in all — 1 mistyped or incomplete: "+wrong)
	run[bool](b, `(() => {
		const input = document.querySelector(".results [type=file]"), transfer = new DataTransfer();
		transfer.items.add(new File([Uint8Array.from(atob(`+asJSON(t, code)+`), c => c.charCodeAt(0))], "code.png", { type: "image/png" }));
		input.files = transfer.files;
		return input.dispatchEvent(new Event("change"));
	})()`)
	b.becomes("the picture of a code", status, "2 · 王小明 — 1 added, 3 in all")
	const table = `[...document.querySelectorAll(".results table")].map(t => [...t.tBodies[0].rows].map(r => [...r.cells].slice(0, 4).map(c => c.textContent).join(" ")).join("; "))`
	want := "1 1 1 15; 2 2 2 2.5|1 1 Li Ming 15; 2 2 王小明 5; 3 2 =1+1 0"
	b.reload(`document.querySelector(".results table")`)
	if got := strings.Join(run[[]string](b, table), "|"); got != want {
		t.Errorf("the tables are %q, want %q", got, want)
	}
	b.legible("the results", "light", "dark")
	csv := run[string](b, `new Promise(done => {
		URL.createObjectURL = blob => (blob.text().then(done), "#");
		[...document.querySelectorAll(".results button")].find(b => b.textContent === "Save as CSV").click();
	})`)
	if !strings.Contains(csv, ",2,'=1+1,0,30,") {
		t.Errorf("the CSV is %q", csv)
	}
	b.clean("the teacher's page")
}
