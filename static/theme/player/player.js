// @ts-check
/* Pages with recordings or videos: buttons in place of the browser's own, a recording goes
   on where the reader left it, one is played at a time, and the lock screen shows it.
   Without this script there are the browser's controls.

   Walk mode shows copies of players. So all events are heard at the document, and what a
   player is doing is in its elements alone. */

(() => {
  const { add, fill } = making;
  const rates = [0.75, 1, 1.25, 1.5], skip = 15; // seconds
  /** @type {NodeListOf<HTMLElement>} */
  const figures = document.querySelectorAll("figure.player");

  /** @param {Element} figure */
  const mediaOf = figure => /** @type {HTMLMediaElement} */ (figure.querySelector("audio, video"));
  /** @param {Event} e */
  const figureOf = e => e.target instanceof Element ? /** @type {HTMLElement | null} */ (e.target.closest("figure.player.ready")) : null;

  /* What is kept on the phone: where each recording was left, and the speed. */

  /** @type {Map<string, string>} */
  const unkept = new Map(); // some browsers have no storage: it lasts for this page
  /** @param {string} key */
  const read = key => {
    try {
      return unkept.get(key) || localStorage.getItem(key);
    } catch (error) {
      return null;
    }
  };
  /** @param {string} key @param {string} value */
  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch (error) {
      unkept.set(key, value);
    }
  };
  /** @param {HTMLMediaElement} media */
  const keyOf = media => "wayside played " + media.src;
  const speedKey = "wayside speed";
  const speed = () => rates.find(r => String(r) === read(speedKey)) || 1;

  /** @param {HTMLElement} figure */
  const lengthOf = figure => {
    const { duration } = mediaOf(figure);
    return duration > 0 && isFinite(duration) ? duration : Number(figure.dataset.seconds);
  };
  /** @param {HTMLElement} figure */
  const left = figure => playing.resume(read(keyOf(mediaOf(figure))), lengthOf(figure));
  /** @param {HTMLElement} figure */
  const position = figure => {
    const media = mediaOf(figure);
    return media.readyState ? media.currentTime : left(figure);
  };

  /* What is on the page. */

  /** @param {HTMLElement} figure */
  const build = figure => {
    const media = mediaOf(figure), film = media.matches("video");
    const bar = add(/** @type {Element} */ (figure.querySelector(".player-box")), "div", { className: "player-bar" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", media.getAttribute("aria-label") || "");
    /** @param {string} name @param {string} label @param {string} [text] */
    const button = (name, label, text) => {
      const b = add(bar, "button", { type: "button", className: "button " + name, textContent: text || "" });
      b.setAttribute("aria-label", text ? `${label} (${text})` : label);
    };
    if (!film) {
      media.controls = false;
      button("player-play", words.play);
      const line = add(bar, "input", { type: "range", className: "player-line", min: "0", step: "1", value: "0" });
      line.setAttribute("aria-label", words["play-position"]);
      add(bar, "span", { className: "player-time" });
    }
    button("player-back", words["play-back"], "−15");
    button("player-on", words["play-on"], "+15");
    const choice = add(bar, "select", { className: "player-speed" });
    choice.setAttribute("aria-label", words["play-speed"]);
    for (const rate of rates) add(choice, "option", { value: String(rate), textContent: rate + "×" });
    add(figure, "p", { className: "player-note" }).setAttribute("role", "status");
    if (film) subtitle(/** @type {HTMLVideoElement} */ (media), figure);
    transcripts.prepare(figure);
    figure.classList.add("ready");
    draw(figure);
  };

  /**
   * Shows the captions in the page's language. A page that was opened from a file may not
   * load them, and has them as its cues.
   * @param {HTMLVideoElement} video @param {HTMLElement} figure
   */
  const subtitle = (video, figure) => {
    const { lang } = document.documentElement, tracks = [...video.querySelectorAll("track")];
    const fitting = tracks.find(t => t.srclang === lang) || tracks[0];
    if (!fitting) return;
    if (location.protocol !== "file:") {
      fitting.track.mode = "showing";
      return;
    }
    tracks.forEach(t => t.remove());
    const track = video.addTextTrack("captions", fitting.label, lang);
    for (const [from, to, text] of transcripts.cuesOf(figure)) track.addCue(new VTTCue(from, to, text));
    track.mode = "showing";
  };

  /** @param {HTMLElement} figure */
  const draw = figure => {
    const media = mediaOf(figure), at = position(figure), length = lengthOf(figure);
    const play = figure.querySelector(".player-play"), line = /** @type {HTMLInputElement | null} */ (figure.querySelector(".player-line"));
    if (play && line) {
      play.setAttribute("aria-label", media.paused ? words.play : words.pause);
      play.classList.toggle("playing", !media.paused);
      line.max = String(Math.ceil(length) || 1);
      line.value = String(Math.floor(at));
      line.setAttribute("aria-valuetext", fill(words["play-at"], { at: playing.clock(at), length: playing.clock(Math.round(length)) }));
      const time = /** @type {Element} */ (figure.querySelector(".player-time"));
      time.textContent = playing.clock(at) + " / " + playing.clock(Math.round(length));
    }
    /** @type {HTMLSelectElement} */ (figure.querySelector(".player-speed")).value = String(speed());
    if (media.readyState || at) transcripts.follow(figure, at, !media.paused);
  };

  /** @param {HTMLElement} figure @param {string} [word] */
  const say = (figure, word) => {
    const note = /** @type {Element} */ (figure.querySelector(".player-note")), text = word ? words[word] : "";
    if (note.textContent !== text) note.textContent = text; // or a screen reader reads it again
  };

  /* What a reader does. */

  /** @param {HTMLElement} figure @param {number} at */
  const go = (figure, at) => {
    const media = mediaOf(figure), to = Math.min(Math.max(0, at), lengthOf(figure) || at);
    keep(keyOf(media), String(to)); // a recording that is not loaded yet begins there
    if (media.readyState) media.currentTime = to;
    draw(figure);
  };
  /** @param {HTMLElement} figure */
  const start = figure => {
    const media = mediaOf(figure);
    if (media.error) media.load();
    media.play().catch(error => {
      if (error.name !== "AbortError") say(figure, "play-failed"); // a pause ended it
    });
  };

  document.addEventListener("click", e => {
    const figure = figureOf(e), pressed = figure && /** @type {Element} */ (e.target).closest("button, .cue");
    if (!figure || !pressed) return;
    if (pressed.matches(".player-play")) mediaOf(figure).paused ? start(figure) : mediaOf(figure).pause();
    else if (pressed.matches(".player-back")) go(figure, position(figure) - skip);
    else if (pressed.matches(".player-on")) go(figure, position(figure) + skip);
    else if (pressed.matches(".cue")) {
      go(figure, transcripts.start(figure, /** @type {HTMLElement} */ (pressed)));
      start(figure);
    }
  });
  document.addEventListener("keydown", e => {
    const figure = figureOf(e), cue = /** @type {HTMLElement} */ (e.target);
    if (!figure || !cue.matches(".cue") || e.ctrlKey || e.metaKey || e.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (step) transcripts.step(figure, cue, step);
    else if (e.key === "Enter" || e.key === " ") cue.click();
    else return;
    e.preventDefault();
    e.stopPropagation(); // walk mode goes to the next stop
  }, true);
  document.addEventListener("input", e => {
    const figure = figureOf(e), line = /** @type {HTMLInputElement} */ (e.target);
    if (figure && line.matches(".player-line")) go(figure, Number(line.value));
  });
  document.addEventListener("change", e => {
    const figure = figureOf(e), choice = /** @type {HTMLSelectElement} */ (e.target);
    if (!figure || !choice.matches(".player-speed")) return;
    keep(speedKey, choice.value);
    document.querySelectorAll("figure.player.ready").forEach(other => {
      mediaOf(other).playbackRate = Number(choice.value);
      draw(/** @type {HTMLElement} */ (other));
    });
  });

  /* What the recording does. These events do not bubble, so they are captured. */

  /** @param {string} name @param {(figure: HTMLElement, media: HTMLMediaElement) => void} act */
  const on = (name, act) => document.addEventListener(name, e => {
    const figure = figureOf(e);
    if (figure && e.target instanceof HTMLMediaElement) act(figure, e.target);
  }, true);

  const others = self.BroadcastChannel && new BroadcastChannel("wayside player");
  /** @param {HTMLMediaElement} [but] */
  const hush = but => document.querySelectorAll("audio, video").forEach(e => {
    const media = /** @type {HTMLMediaElement} */ (e);
    if (media !== but && !media.paused) media.pause();
  });
  if (others) others.onmessage = () => hush();

  on("loadedmetadata", (figure, media) => {
    const at = left(figure);
    if (at) media.currentTime = at;
    media.playbackRate = speed();
    draw(figure);
  });
  on("play", (figure, media) => {
    hush(media);
    if (others) others.postMessage("play");
    media.playbackRate = speed();
    say(figure);
    show(figure, media);
    draw(figure);
  });
  on("pause", (figure, media) => {
    if (media.readyState && !media.ended) keep(keyOf(media), String(media.currentTime));
    draw(figure);
  });
  on("timeupdate", (figure, media) => {
    if (!media.paused && Math.abs(media.currentTime - Number(read(keyOf(media)))) > 2) keep(keyOf(media), String(media.currentTime));
    draw(figure);
  });
  on("seeked", draw);
  on("ended", (figure, media) => {
    keep(keyOf(media), "0");
    media.currentTime = 0;
    draw(figure);
  });
  on("error", figure => say(figure, "play-failed"));
  addEventListener("pagehide", () => document.querySelectorAll("figure.player.ready").forEach(figure => {
    const media = mediaOf(figure);
    if (!media.paused) keep(keyOf(media), String(media.currentTime));
  }));

  /**
   * Shows a recording on the lock screen, with its buttons.
   * @param {HTMLElement} figure @param {HTMLMediaElement} media
   */
  const show = (figure, media) => {
    const session = navigator.mediaSession;
    if (!session || !self.MediaMetadata) return;
    const text = /** @param {string} query */ query => (document.querySelector(query) || figure).textContent || "";
    const stop = figure.closest(".stop, .walk-stop") || document;
    const picture = /** @type {HTMLImageElement | null} */ (stop.querySelector(".frame img:not(.blur)"));
    const poster = media instanceof HTMLVideoElement ? media.poster : "";
    const src = poster || picture && (picture.currentSrc || picture.src);
    session.metadata = new MediaMetadata({
      title: /** @type {Element} */ (figure.querySelector(".player-title")).textContent || "", artist: text("h1"), album: text(".brand"),
      artwork: src && /^http/.test(src) ? [{ src }] : [], // no picture of a file is taken
    });
    /** @type {[MediaSessionAction, (e: MediaSessionActionDetails) => void][]} */
    const actions = [
      ["play", () => start(figure)], ["pause", () => media.pause()],
      ["seekbackward", e => go(figure, position(figure) - (e.seekOffset || skip))], ["seekforward", e => go(figure, position(figure) + (e.seekOffset || skip))],
      ["seekto", e => go(figure, e.seekTime || 0)],
    ];
    for (const [name, act] of actions) {
      try {
        session.setActionHandler(name, act);
      } catch (error) {} // a browser that does not know the action
    }
  };

  figures.forEach(build);
})();
