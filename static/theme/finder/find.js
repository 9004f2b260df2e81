// @ts-check
/* The home page of a guide with many sites: a field whose words the search page finds.
   The page's policy allows no form to be sent, and a page opened from a file has nobody
   to send it to. Without this script a link leads to the search page. */

(() => {
  const form = document.getElementById("find");
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById("find-q"));
  if (!form || !input) return; // a project's own layout
  form.addEventListener("submit", e => {
    e.preventDefault();
    location.href = form.dataset.search + "?q=" + encodeURIComponent(input.value.trim());
  });
})();
