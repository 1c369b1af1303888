// The tools beside the map: move, box and lasso (plotly's), radius and ruler (ours), zoom and fit; and
// what the browser tells the server about where the map looks.
(function () {
  "use strict";
  const { MAP, AREAS, onPage, address, write, writeQuietly, circleOf } = window.SacMapPage;
  const PLOTLY_MODE = { pan: "pan", box: "select", lasso: "lasso", radius: "pan", ruler: "pan" };
  const OURS = ["radius", "ruler"];
  const LEAST_DRAG_PX = 6;
  const CLOSER = 8; // so many times smaller than what was drawn: time for smaller squares
  const REST_MS = 250;
  let tool = "pan";
  let draft = null; // the circle being drawn

  const graph = () => window.SacMap.graphOf(MAP);
  const mapNow = () => window.SacMap.mapOf(graph());

  function set(name) {
    tool = name;
    draft = null;
    const gd = graph();
    const holder = gd && gd.closest(".map-holder");
    if (holder) holder.dataset.tool = name;
    const mode = PLOTLY_MODE[name];
    if (gd && window.Plotly && gd.layout && gd._fullLayout.dragmode !== mode) window.Plotly.relayout(gd, { dragmode: mode });
    for (const button of document.querySelectorAll("[data-map-tool][aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.dataset.mapTool === name));
    }
  }

  // ---- where the map looks --------------------------------------------------------------------

  function fitAll() {
    writeQuietly({ view: null });
    window.SacMap.fitTo(graph(), window.SacMap.metaOf(graph()).fit);
  }

  function boundsOf(map) {
    const held = map.getBounds();
    return [held.getWest(), held.getSouth(), held.getEast(), held.getNorth()].map((n) => Number(n.toFixed(4)));
  }

  const areaOf = ([west, south, east, north]) => (east - west) * (north - south);
  const holds = (outer, inner) => outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];

  // Ask for what is in view, where that decides what is drawn and the view has left what was drawn.
  let lastAsked = "";
  function askForView() {
    const gd = graph();
    const map = mapNow();
    if (!map) return;
    const { windowed, window: drawn } = window.SacMap.metaOf(gd);
    if (!windowed) return;
    const seen = boundsOf(map);
    if (drawn && holds(drawn, seen) && areaOf(drawn) < CLOSER * areaOf(seen)) return;
    if (JSON.stringify(seen) === lastAsked) return;
    lastAsked = JSON.stringify(seen);
    window.dash_clientside.set_props("map-looked-at", { data: seen });
  }

  function writeView() {
    const map = mapNow();
    if (!map) return;
    const centre = map.getCenter();
    writeQuietly({ view: [centre.lng.toFixed(4), centre.lat.toFixed(4), map.getZoom().toFixed(2)].join(",") });
  }

  // Two waits: a move of the map's own must not make a move by hand forgotten.
  const waiting = {};
  function soon(name, doIt) {
    clearTimeout(waiting[name]);
    waiting[name] = setTimeout(doIt, REST_MS);
  }

  document.addEventListener("sac-moved", (event) => {
    if (!event.target.closest(`#${MAP}`)) return;
    if (event.detail) soon("view", writeView);
    soon("ask", askForView);
  });

  // ---- radius and ruler -----------------------------------------------------------------------

  function placeAt(event) {
    const map = mapNow();
    const frame = map.getContainer().getBoundingClientRect();
    const at = map.unproject([event.clientX - frame.left, event.clientY - frame.top]);
    return [at.lng, at.lat];
  }

  const onMap = (event) => OURS.includes(tool) && onPage() && event.target.closest && event.target.closest(`#${MAP} .maplibregl-map`);

  function drawDraft(circle) {
    draft = circle;
    window.SacMap.setDraft(MAP, circle);
  }

  function measured() {
    const numbers = (address().get("measure") || "").split(",").map(Number);
    const places = [];
    for (let i = 0; i + 1 < numbers.length; i += 2) places.push([numbers[i], numbers[i + 1]]);
    return places.every((place) => place.every(Number.isFinite)) ? places : [];
  }

  function measure(places) {
    writeQuietly({ measure: places.flat().map((n) => n.toFixed(5)).join(",") });
    window.SacMap.setRuler(MAP, places);
    const reset = window.dash_clientside.set_props;
    if (reset) reset("map-reset", { disabled: false });
  }

  function swallow(event) {
    event.stopPropagation();
    event.preventDefault();
  }

  document.addEventListener(
    "pointerdown",
    (event) => {
      if (!onMap(event) || event.button !== 0) return;
      swallow(event);
      const [lon, lat] = placeAt(event);
      if (tool === "radius") drawDraft({ lon, lat, km: 0, x: event.clientX, y: event.clientY });
      else measure([...measured(), [lon, lat]]);
    },
    true
  );
  document.addEventListener("pointermove", (event) => {
    if (!draft) return;
    const km = window.SacMap.distanceKm([draft.lon, draft.lat], placeAt(event));
    drawDraft({ ...draft, km });
  });
  document.addEventListener("pointerup", (event) => {
    if (!draft) return;
    const made = draft;
    drawDraft(null);
    const far = Math.hypot(event.clientX - made.x, event.clientY - made.y) >= LEAST_DRAG_PX;
    if (far) write({ ...AREAS, ...circleOf(made) });
    set("pan");
  });
  // The map and plotly must not pan, zoom or select while one of our tools is in hand.
  for (const name of ["mousedown", "touchstart", "click", "dblclick"]) {
    document.addEventListener(name, (event) => onMap(event) && swallow(event), { capture: true, passive: false });
  }

  // ---- buttons and keys -----------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-map-tool]");
    if (!button) return;
    const map = mapNow();
    const name = button.dataset.mapTool;
    if (name === "plus" && map) map.zoomIn({}, window.SacMap.BY_HAND);
    else if (name === "minus" && map) map.zoomOut({}, window.SacMap.BY_HAND);
    else if (name === "fit" && map) fitAll();
    else if (name === "ruler" && tool !== "ruler") {
      measure([]);
      set("ruler");
    } else set(tool === name ? "pan" : name);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !onPage()) return;
    if (document.querySelector("dialog[open], .mantine-Popover-dropdown:not([style*='display: none'])")) return;
    const params = address();
    if (tool !== "pan") set("pan");
    else if (params.has("offence")) window.SacMapLinks.ask(null);
    else if (params.has("measure")) measure([]);
    else write({ ...AREAS, from: null, to: null });
  });

  // A figure drawn anew forgets the tool in hand: take it up again.
  document.addEventListener("sac-settled", (event) => {
    if (!event.target.closest(`#${MAP}`)) return;
    set(tool);
    window.SacMap.setRuler(MAP, measured());
    askForView();
  });

  document.addEventListener("sac-map-reset", () => {
    lastAsked = "";
    set("pan");
    window.SacMap.setRuler(MAP, []);
    window.SacMapLinks.ask(null);
    if (graph()) window.SacMap.fitTo(graph(), window.SacMap.metaOf(graph()).fit);
  });

  window.SacMapTools = { set };
})();
