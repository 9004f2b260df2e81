// @ts-check
/* Programme and event pages: marks the dates that are over and those that are on. */

document.querySelectorAll("[data-date]").forEach(item => {
  if (!(item instanceof HTMLElement)) return;
  const [date] = programmeDates.read(item.dataset.date), now = Math.floor(Date.now() / 60000);
  const zone = /** @type {HTMLElement} */ (document.querySelector("[data-zone]")).dataset.zone || "UTC";
  if (programmeDates.over(date, now, zone)) item.classList.add("past");
  else if (date.start <= now) item.classList.add("now");
});
