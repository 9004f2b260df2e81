package audit

import (
	"encoding/base64"
	"strings"
	"testing"

	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// fillCards shows the first five cards of the page, fills bubbles of each by their numbers
// in the drawing, one of the last card by half, and returns where the cards are.
const fillCards = `(() => {
	const filled = [[0, 6, 10, 16, 18], [1, 8, 9, 17], [10], [], [16]], half = 10;
	const bubbles = [...document.querySelectorAll("#card .card-bubble")];
	return [...document.querySelectorAll(".answer-card")].slice(0, filled.length).map((card, n) => {
		card.style.display = "block";
		const pencil = (bubble, d) => {
			const path = document.createElementNS("http://www.w3.org/2000/svg", "path"), [x, y, r] = ["cx", "cy", "r"].map(a => Number(bubble.getAttribute(a)));
			path.setAttribute("transform", "translate(" + x + " " + y + ") scale(" + r + ")");
			path.setAttribute("d", d);
			path.setAttribute("fill", "#6e6e6e");
			card.querySelector("svg").append(path);
		};
		for (const i of filled[n]) pencil(bubbles[i], "M-1 0a1 1 0 0 0 2 0a1 1 0 0 0 -2 0");
		if (n === 4) pencil(bubbles[half], "M-1 0a1 1 0 0 0 2 0z");
		return card;
	}).map(card => { const r = card.getBoundingClientRect(); return [r.x + scrollX, r.y + scrollY, r.width, r.height]; });
})()`

// photographCards makes photos of a picture of cards: of the first two together, of each of
// the others, and of a desk. Each shows them turned, from the side, and in a shadow.
const photographCards = `async (png, places) => {
	const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(png), c => c.charCodeAt(0))]));
	const flat = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
	flat.drawImage(bitmap, 0, 0);
	const paper = flat.getImageData(0, 0, bitmap.width, bitmap.height);
	const photo = async ([x, y, width, height], i) => {
		const side = Math.round(1.45 * Math.hypot(width, height)), image = new ImageData(side, side), turn = 0.4 + 1.3 * i, lean = 0.28 / side;
		for (let v = 0, at = 0; v < side; v++) for (let u = 0; u < side; u++, at += 4) {
			const a = u - side / 2, b = v - side / 2, w = 1 + lean * (i % 2 ? a : b);
			const px = Math.round(width / 2 + (Math.cos(turn) * a + Math.sin(turn) * b) / w), py = Math.round(height / 2 + (Math.cos(turn) * b - Math.sin(turn) * a) / w);
			const on = px >= 0 && py >= 0 && px < width && py < height, from = 4 * ((Math.round(y) + py) * bitmap.width + Math.round(x) + px);
			for (let c = 0; c < 3; c++) image.data[at + c] = (on ? 0.9 * paper.data[from + c] : 90) * (1 - 0.4 * u / side);
			image.data[at + 3] = 255;
		}
		const canvas = new OffscreenCanvas(side, side);
		canvas.getContext("2d").putImageData(image, 0, 0);
		return new File([await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 })], "photo" + (i + 1) + ".jpg", { type: "image/jpeg" });
	};
	const [one, two, ...others] = places, both = [one[0], one[1], one[2], two[1] + two[3] - one[1]];
	const files = await Promise.all([both, ...others].map(photo)), desk = new OffscreenCanvas(300, 200);
	desk.getContext("2d").fillRect(0, 0, 300, 200);
	files.push(new File([await desk.convertToBlob()], "desk.png", { type: "image/png" }));
	const input = document.querySelector(".review input[multiple]"), transfer = new DataTransfer();
	for (const file of files) transfer.items.add(file);
	input.files = transfer.files;
	return input.dispatchEvent(new Event("change"));
}`

// TestAnswerCards fills five cards of the page that prints them, photographs them at an
// angle, and hands the photos to the teacher's page, which asks about the one unsure bubble.
func TestAnswerCards(t *testing.T) {
	b := offlineTab(t)
	teacher := teacherEdition(t)
	b.viewport(390, "light")
	b.visit(fileURL(teacher, "en/routes/xuzhou-day/cards/index.html"))
	b.legible("answer cards", "light", "dark")
	const scale = 2
	places := run[[][4]float64](b, fillCards)
	first, last := places[0], places[len(places)-1]
	clip := &protocol.Viewport{X: first[0], Y: first[1], Width: first[2], Height: last[1] + last[3] - first[1], Scale: scale}
	shot, err := chromedp.Call(b.ctx, protocol.CaptureScreenshot, protocol.CaptureScreenshotParams{Clip: clip, CaptureBeyondViewport: new(true)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range places {
		places[i] = [4]float64{scale * (places[i][0] - first[0]), scale * (places[i][1] - first[1]), scale * places[i][2], scale * places[i][3]}
	}
	b.clean("answer cards")

	b.visit(fileURL(teacher, "en/results/index.html"))
	run[bool](b, `(`+photographCards+`)(`+asJSON(t, base64.StdEncoding.EncodeToString(shot.Data))+`, `+asJSON(t, places)+`)`)
	const status = `document.querySelector(".review .verdict").textContent`
	b.becomes("what was read", status, "5 cards read; 1 to be looked at.")
	if got := run[string](b, `document.querySelector(".review-problems").textContent`); !strings.HasPrefix(got, "desk.png: no card found.") {
		t.Errorf("the picture of a desk: %q", got)
	}
	b.legible("cards that were read", "light", "dark")
	const doubted = `document.querySelector(".review-card.unsure")`
	if got := run[[]string](b, `[`+doubted+`.getAttribute("aria-label"), `+doubted+`.querySelector("fieldset.unsure legend").textContent, `+doubted+`.querySelector(".verdict").textContent, String([...`+doubted+`.querySelectorAll("button")].find(b => b.textContent === "Add to the table").disabled)]`); strings.Join(got, "|") !=
		"Card 5|4|To look at: 1 · 5 of 30 points|true" {
		t.Errorf("the card with an unsure bubble: %q", got)
	}
	run[bool](b, doubted+`.querySelector("circle.unsure").dispatchEvent(new MouseEvent("click"))`)
	b.until("no card is unsure", `!`+doubted)
	run[bool](b, `(() => {
		document.querySelector(".review > .check-fields input").value = "3";
		const name = document.querySelector(".review-card[aria-label='Card 1'] .check-fields input");
		name.value = "王小明";
		[...document.querySelectorAll(".review button")].find(b => b.textContent === "Add all 5 cards without doubt").click();
		return true;
	})()`)
	b.becomes("the cards are added", status, "5 added; 0 left.")
	if got, want := run[string](b, `[...document.querySelectorAll(".results table")[1].tBodies[0].rows].map(r => [...r.cells].slice(0, 4).map(c => c.textContent).join(" ")).join("; ")`),
		"1 3 王小明 30; 2 3 5 10; 3 3 3 5; 4 3 2 2; 5 3 4 0"; got != want {
		t.Errorf("the table is %q, want %q", got, want)
	}
	b.clean("the teacher's page")
}
