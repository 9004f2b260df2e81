// @ts-check
/* Pages with a button that opens something large: loads its style, then its script. */

const opening = {
  /** @param {DOMStringMap} from the button's data @param {() => void} failed */
  load: ({ sheet = "", script = "" }, failed) => {
    const link = making.add(document.head, "link", { rel: "stylesheet" });
    link.onload = link.onerror = () => { making.add(document.head, "script", { src: script, onerror: failed }); };
    link.href = sheet;
  },
};
