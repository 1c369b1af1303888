// Play through time: a period of a chosen length moves through the data. A frame is asked for only once
// the one before it is drawn, so that a slow machine plays slower and never falls behind.
(function () {
  "use strict";
  const { MAP, DAY_MS, onPage, address, reach, writePeriod } = window.SacMapPage;
  const FRAME_MS = 420; // at least, or nobody can follow
  const PATIENCE_MS = 4000; // a frame that never says it is drawn does not stop the film
  const ADVANCE = { 7: 1, 28: 7, 91: 14 }; // days a frame moves on, by the length of its period
  let playing = false;
  let drawn = null; // resolves when the frame asked for is on the screen

  const length = () => Number(address().get("step")) || 28;
  const dayOf = (name) => (address().has(name) ? Date.parse(`${address().get(name)}T00:00:00Z`) : null);
  const dayFloor = (ms) => Math.floor(ms / DAY_MS) * DAY_MS;

  // The period shown, if it is one of the player's length; else the one to begin with.
  function current() {
    const days = reach();
    if (!days) return null;
    const [first, last] = days.map(dayFloor);
    const [from, to] = [dayOf("from"), dayOf("to")];
    const span = (length() - 1) * DAY_MS;
    const running = from !== null && to !== null && to - from === span;
    return { first, last, span, running, from: running ? from : from !== null ? from : first };
  }

  // Move by so many days; false at the end of the data. The first frame is a step for Undo, the rest are not.
  function move(days, step) {
    const now = current();
    if (!now) return false;
    const wanted = now.running ? now.from + days * DAY_MS : now.from;
    const from = Math.max(now.first, Math.min(wanted, now.last - now.span));
    if (now.running && from === now.from) return false;
    return writePeriod(from, from + now.span, { step });
  }

  function show(isPlaying) {
    playing = isPlaying;
    const button = document.querySelector("[data-play=toggle]");
    if (!button) return;
    button.setAttribute("aria-label", playing ? "Pause" : "Play through time");
    button.title = button.getAttribute("aria-label");
    button.firstElementChild.className = `icon icon-${playing ? "pause" : "play"}`;
  }

  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
  const frameDrawn = () => Promise.race([new Promise((done) => (drawn = done)), rest(PATIENCE_MS)]);

  async function play() {
    const now = current();
    if (!now) return;
    show(true);
    if (now.running && now.from >= now.last - now.span) writePeriod(now.first, now.first + now.span, { step: true });
    let step = true;
    while (playing && onPage()) {
      const shown = frameDrawn();
      if (!move(ADVANCE[length()] || 7, step)) break;
      step = false;
      await Promise.all([shown, rest(FRAME_MS)]);
    }
    show(false);
  }

  document.addEventListener("sac-settled", (event) => {
    if (drawn && event.target.closest(`#${MAP}`)) drawn();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-play]");
    if (!button) return;
    const name = button.dataset.play;
    if (name === "toggle") return playing ? show(false) : play();
    show(false);
    move((name === "on" ? 1 : -1) * (ADVANCE[length()] || 7), true);
  });
  // Whoever takes a step of their own takes over from the player.
  document.addEventListener("sac-map-reset", () => show(false));
  window.addEventListener("popstate", () => show(false));
})();
