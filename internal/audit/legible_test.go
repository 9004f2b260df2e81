package audit

// tooWide lists the elements that are wider than the window.
const tooWide = `(() => {
	const edge = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= edge) return [];
	return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > edge + 0.5)
		.map(e => e.tagName + "." + e.className + " " + e.getBoundingClientRect().right);
})()`

// tooSmall lists the targets of less than 44 × 44 px, which a finger misses. A
// link within a sentence is as high as its line, and a box is as large as its
// label.
const tooSmall = `(() => {
	const least = 43.9, found = [];
	for (const e of document.querySelectorAll("a[href], button, summary, select, textarea, label, input:not(label input)")) {
		if (!e.checkVisibility() || e.matches(".skip")) continue;
		const r = e.getBoundingClientRect();
		const alone = getComputedStyle(e).display !== "inline";
		const inSentence = e.closest(".text, .block, figcaption, .sources, .estimate, .lead");
		if (!alone && inSentence) continue;
		if (r.width < least || r.height < least)
			found.push(e.tagName + " " + e.textContent.trim().slice(0, 20) + " " + r.width.toFixed(1) + "×" + r.height.toFixed(1));
	}
	return found;
})()`

// tooFaint lists the texts whose contrast with their background is under 4.5:1.
const tooFaint = `(() => {
	const parse = c => { const m = c.match(/^rgba?\(([^)]+)\)$/); if (!m) throw new Error("unexpected color " + c); const v = m[1].split(/[ ,\/]+/).map(Number); return v.length < 4 ? [...v, 1] : v; };
	const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
	const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const found = new Set();
	let texts = 0;
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const e = walker.currentNode.parentElement;
		if (!walker.currentNode.data.trim() || !e.checkVisibility({ visibilityProperty: true })) continue;
		const layers = [];
		for (let a = e; a; a = a.parentElement) {
			const c = parse(getComputedStyle(a).backgroundColor);
			layers.push(c);
			if (c[3] === 1) break;
		}
		if (layers.at(-1)[3] !== 1) { found.add("no opaque background: " + e.tagName + "." + e.className); continue; }
		const ground = layers.reverse().reduce((below, c) => over(c, below));
		const ink = over(parse(getComputedStyle(e).color), ground);
		const [hi, lo] = [light(ink), light(ground)].sort((a, b) => b - a);
		const ratio = (hi + 0.05) / (lo + 0.05);
		texts++;
		if (ratio < 4.5) found.add(ratio.toFixed(2) + " " + e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 20));
	}
	return texts ? [...found] : ["no text at all"];
})()`

// openAll opens the page's details and ends its animations, so that what is
// measured does not depend on the moment.
const openAll = `(() => {
	for (const d of document.querySelectorAll("details")) d.open = true;
	for (const a of document.getAnimations()) a.finish();
	return true;
})()`

// legible measures the page that the tab shows, in each color scheme, first as
// it is and then with its details open.
func (b *tab) legible(where string, schemes ...string) {
	b.Helper()
	measure := func(scheme, fault, script string) {
		b.Helper()
		for _, found := range run[[]string](b, script) {
			b.Errorf("%s at %d px, %s: %s: %s", where, run[int](b, `innerWidth`), scheme, fault, found)
		}
	}
	for i, scheme := range schemes {
		b.scheme(scheme)
		if i == 0 {
			measure(scheme, "too wide", tooWide)
			measure(scheme, "too small for a finger", tooSmall)
			run[bool](b, openAll)
			measure(scheme, "too wide", tooWide)
			measure(scheme, "too small for a finger", tooSmall)
		}
		measure(scheme, "too faint", tooFaint)
	}
}
