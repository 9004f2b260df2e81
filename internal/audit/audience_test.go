package audit

import "testing"

const (
	// chosen is the audience that a page has chosen, and meant what it then shows of what is
	// not for everybody: "secondary adult" once for each passage, question or time.
	chosen = `document.getElementById("audience").value`
	meant  = `[...new Set([...document.querySelectorAll("main [data-audience]")].filter(e => !e.hidden).map(e => e.dataset.audience))].sort().join()`
)

// choose sets the audience of a page, as a reader does.
func (b *tab) choose(id string) {
	b.Helper()
	run[bool](b, `(s => { s.value = "`+id+`"; return s.dispatchEvent(new Event("change")); })(document.getElementById("audience"))`)
}

// TestAudience chooses an audience on a route's page: other passages, questions and times
// are hidden there and on other pages, and the handout's timetable and questions follow. The
// choice is in the address, and a link carries it to a browser that has none. The page of a
// stop keeps the route, and a choice made there holds when the reader goes back.
func TestAudience(t *testing.T) {
	b := newTab(t)
	h := newHost(t, sample(t).dir, "/guide/")
	b.host = h.addr
	route := h.url("en/routes/tsinghua-yuanmingyuan/")
	second := `document.querySelector("#stop-2 .stay").innerText`
	b.visit(route + "index.html")
	b.becomes("the time for all", second, "08:51–09:11")
	b.choose("adult")
	b.becomes("the time for adults", second, "08:50–09:10")
	if shown := run[string](b, meant); shown != "adult" {
		t.Errorf("the route's page shows what is for %q", shown)
	}
	if at := run[string](b, `location.search`); at != "?for=adult" {
		t.Errorf("the address ends with %q", at)
	}
	run[bool](b, `(document.querySelector(".walk-start").click(), true)`)
	b.until("walk mode is open", walkShown)
	b.becomes("the time in walk mode", `document.querySelector(".walk-next .stay").innerText`, "08:50–09:10")

	run[bool](b, `([...document.querySelectorAll("li.stop h3 a")].find(a => a.href.includes("/zhu-ziqing-statue/")).click(), true)`)
	b.becomes("the choice on another page", chosen, "adult")
	b.until("the page of a stop shows the route", `!document.getElementById("along-route").hidden`)
	if shown := run[string](b, meant); shown != "" {
		t.Errorf("the site's page shows what is for %q", shown)
	}
	b.choose("primary")
	b.becomes("what is shown", meant, "primary")
	b.choose("secondary")
	run[bool](b, `(setTimeout(() => history.go(-2)), true)`) // behind walk mode
	b.until("Back leads to the route", `document.querySelector(".walk-start")`)
	b.becomes("what was chosen last", chosen+` + location.search`, "secondary?for=secondary")
	b.visit(route + "index.html?for=nobody")
	b.becomes("the choice in place of an audience that there is none of", chosen, "secondary")
	b.visit(h.url("en/sites/zhu-ziqing-statue/index.html?for=primary"))

	b.visit(route + "handout/index.html") // which is not for them
	if shown := run[string](b, chosen+` + [...document.querySelectorAll(".question:not([hidden])")].length`); shown != "11" {
		t.Errorf("a handout for others shows %q", shown)
	}
	b.visit(route + "handout/index.html?for=adult")
	b.becomes("the plan for adults", `document.querySelector("#times tr[data-stop='1'] .when").textContent`, "08:50–09:10")
	b.becomes("the numbers of the questions", `[...document.querySelectorAll(".question:not([hidden]) .prompt .no")].map(e => e.textContent).join()`, "1,2,3,4,5,6,7,8,9,10")
	b.becomes("the readers", `document.querySelector(".edition").innerText`, "Student’s handout · Adults")
	b.choose("")
	b.becomes("the plan for all", `document.querySelector("#times tr[data-stop='1'] .when").textContent`, "08:51–09:11")
	b.clean("the pages")
}
