// Prepares a page for printing. It runs in the page after it has loaded and
// before it is printed. Its argument is what Job.script returns; it returns
// what pdf.prepared describes.
(async job => {
  for (const id of job.tick) {
    const control = document.getElementById(id);
    if (control) control.checked = true;
  }

  // A page of a booklet is half as large. Its margins shrink in proportion, and
  // a landscape page stays landscape.
  const each = rules => {
    for (const rule of rules) {
      if (rule instanceof CSSPageRule) {
        const landscape = rule.style.getPropertyValue("size").includes("landscape");
        rule.style.setProperty("size", job.half + (landscape ? " landscape" : ""));
        for (const side of ["top", "right", "bottom", "left"]) {
          const margin = rule.style.getPropertyValue("margin-" + side);
          if (/^[\d.]+(mm|cm|in|pt|pc|px|q)$/i.test(margin)) rule.style.setProperty("margin-" + side, `calc(${margin} * 0.7071)`);
        }
      } else if (rule.cssRules) {
        each(rule.cssRules);
      }
    }
  };
  if (job.half) {
    for (const sheet of document.styleSheets) each(sheet.cssRules);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page { size: ${job.half} }`);
    document.adoptedStyleSheets.unshift(sheet);
    document.documentElement.dataset.print = "booklet";
  }

  // The caption labels a figure whose image has no alternative text.
  for (const figure of document.querySelectorAll("figure:not([aria-label], [aria-labelledby])")) {
    const caption = figure.querySelector("figcaption")?.textContent.trim();
    if (caption && !figure.querySelector("img[alt]:not([alt=''])")) figure.setAttribute("aria-label", caption);
  }

  // Chromium leaves a cell that paints nothing out of the tags, and its row is
  // then too short. A background that nobody sees keeps it.
  for (const cell of document.querySelectorAll("td, th")) {
    if (!cell.textContent.trim() && getComputedStyle(cell).backgroundColor === "rgba(0, 0, 0, 0)") {
      cell.style.backgroundColor = "rgb(255 255 255 / 1%)";
    }
  }

  // Chromium writes the page of an element to the PDF only if a link leads to it.
  const idsOf = key => [...new Set([...document.querySelectorAll("*")].map(e => e.dataset && e.dataset[key]).filter(Boolean))];
  const wanted = idsOf("pageOf"), pupils = idsOf("pupilsPageOf");
  for (const id of new Set([...wanted, ...pupils])) {
    const link = document.createElement("a");
    link.href = "#" + encodeURIComponent(id);
    link.hidden = true;
    document.body.append(link);
  }

  for (const image of document.images) image.loading = "eager";
  await Promise.allSettled([...document.images].map(image => image.decode()));
  await document.fonts.ready;

  const here = location.href.split("#")[0];
  const links = [...document.querySelectorAll("a[href]:not([hidden])")].map(a => {
    const [to, id] = a.href.split("#");
    return {
      target: to === here && id !== undefined ? decodeURIComponent(id) : a.href,
      words: (a.getAttribute("aria-label") || a.textContent || a.querySelector("img")?.alt || "").replace(/\s+/g, " ").trim(),
    };
  });
  return {
    title: document.title,
    lang: document.documentElement.lang,
    links,
    characters: [...new Set(document.documentElement.textContent)].join(""),
    wanted,
    pupils,
    broken: [...document.images].filter(image => image.currentSrc && !image.naturalWidth).map(image => image.getAttribute("src")),
  };
})
