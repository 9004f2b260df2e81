// @ts-check
/* The self-check: the form in which typed answers are compared. Loaded when one is. This
   mirrors internal/learn, where the reasons are given; a test there compares both. */

wayside.normal = (() => {
  const numerals = ["零〇", "一壹弌", "二贰貳两兩弍", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"];
  /** @type {[string, number][]} */
  const units = [["十拾", 10], ["百佰", 100], ["千仟", 1000], ["万萬", 1e4], ["亿億", 1e8]];
  const marks = ["..．", "::：", "//／"]; // what remains, and its forms
  const largest = 1e15;

  /** @param {string} c a digit of either width; the result is -1 for anything else */
  const digit = c => {
    const i = "0123456789０１２３４５６７８９".indexOf(c);
    return i < 0 ? -1 : i % 10;
  };
  /** @param {string} c */
  const valueOf = c => digit(c) < 0 ? numerals.findIndex(forms => forms.includes(c)) : digit(c);
  /** @param {string} c */
  const unit = c => (units.find(([forms]) => forms.includes(c)) || ["", 0])[1];

  /** @param {string[]} run */
  const number = run => {
    let digits = "", sum = 0, section = 0, last = -1, multiplied = false;
    for (const c of run) {
      const n = valueOf(c), u = unit(c);
      if (n >= 0) {
        digits += n;
        last = Math.max(last, 0) * 10 + n;
      } else if (u >= 1e4) {
        multiplied = true;
        section += Math.max(last, 0);
        if (sum + section === 0) section = 1;
        [sum, section, last] = [(sum + section) * u, 0, -1];
      } else {
        multiplied = true;
        [section, last] = [section + (last < 0 ? 1 : last) * u, -1];
      }
      if (Math.max(sum, section, last) > largest) return run.join("");
    }
    return multiplied ? String(sum + section + Math.max(last, 0)) : digits;
  };

  /** @param {string[]} text */
  const piece = text => {
    let to = "";
    for (let i = 0; i < text.length;) {
      let end = i;
      while (end < text.length && (valueOf(text[end]) >= 0 || unit(text[end]))) end++;
      to += end > i ? number(text.slice(i, end)) : text[i];
      i = Math.max(end, i + 1);
    }
    return folding.fold(to).replace(/ /g, "");
  };

  /**
   * Returns the form in which answers are compared.
   * @param {string} text
   */
  const normal = text => {
    const all = [...text];
    let to = "", from = 0;
    for (let i = 1; i + 1 < all.length; i++) {
      const mark = marks.find(forms => forms.includes(all[i]));
      if (!mark || digit(all[i - 1]) < 0 || digit(all[i + 1]) < 0) continue;
      to += piece(all.slice(from, i)) + mark[0];
      from = i + 1;
    }
    return to + piece(all.slice(from));
  };

  folding.classes(variants);
  return normal;
})();
