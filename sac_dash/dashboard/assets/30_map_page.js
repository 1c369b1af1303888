// The Map page in the browser: controls and gestures write the address, the address sets the controls.
// The names in the address are those of `pages/map/filters.py`.
(function () {
  "use strict";
  const namespaces = (window.dash_clientside = window.dash_clientside || {});
  const MAP = "map-graph";
  const CLASSES = ["atm_attack", "commercial_burglary", "enabler", "other"];
  const LAYERS = ["hulls", "ellipses", "journeys", "towns", "boundaries"];
  const DEFAULT_LAYERS = ["hulls", "ellipses", "journeys", "towns"];
  const AREAS = { box: null, lasso: null, circle: null, around: null };
  const LOOKS = ["view", "offence", "measure", "step", "panel"]; // these decide nothing about what is shown
  const MAX_OUTLINE = 400;
  const DAY_MS = 86400000;

  const nothing = () => namespaces.no_update;
  const onPage = () => document.getElementById(MAP) !== null;
  const address = () => new URLSearchParams(window.location.search);

  function textOf(params) {
    const text = params.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    return text ? `?${text}` : "";
  }

  // How many changes made on this page lie behind: how far Undo may go. Kept with the browser's own history.
  function stepsBehind() {
    return (window.history.state && window.history.state.sacSteps) || 0;
  }

  function changed(changes) {
    const params = address();
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === "") params.delete(name);
      else params.set(name, value);
    }
    return textOf(params);
  }

  // Put changed names into the address; as a new step of the browser's history unless told otherwise.
  function write(changes, { step = true } = {}) {
    if (!onPage()) return false;
    const search = changed(changes);
    if (search === textOf(address())) return false;
    const place = window.location.pathname + search;
    if (step) window.history.pushState({ sacSteps: stepsBehind() + 1 }, "", place);
    else window.history.replaceState(window.history.state, "", place);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    return true;
  }

  // What is in hand or looked at belongs to the address, but is no step and asks nobody anything.
  function writeQuietly(changes) {
    if (onPage()) window.history.replaceState(window.history.state, "", window.location.pathname + changed(changes));
  }

  function sameNames(a, b) {
    return a.length === b.length && a.every((name) => b.includes(name));
  }

  function inOrder(known, chosen) {
    return known.filter((name) => (chosen || []).includes(name));
  }

  // Days are local wall time: plotly gives them back as text or as milliseconds, both without a zone.
  function isoDay(value) {
    const ms = typeof value === "number" ? value : Date.parse(`${String(value).replace(" ", "T")}Z`);
    return new Date(Number.isFinite(ms) ? ms : Date.parse(value)).toISOString().slice(0, 10);
  }

  function thin(points) {
    const step = Math.ceil(points.length / MAX_OUTLINE);
    return points.filter((_, position) => position % step === 0);
  }

  // First and last day of the data (milliseconds), as the timeline shows them.
  function reach() {
    const gd = window.SacMap.graphOf("map-timeline-graph");
    const range = gd && gd.layout && gd.layout.xaxis && gd.layout.xaxis.range;
    if (!range) return null;
    const [first, end] = range.map((at) => (typeof at === "number" ? at : Date.parse(`${at}Z`)));
    return [first, end - DAY_MS];
  }

  function writePeriod(firstMs, lastMs, options) {
    return write({ from: isoDay(firstMs), to: isoDay(lastMs) }, options);
  }

  // Look at these names only: what decides what is shown, so that a mere look draws nothing again.
  function narrowing(search) {
    const params = new URLSearchParams(search || "");
    for (const name of LOOKS) params.delete(name);
    return textOf(params);
  }

  function showPanel() {
    document.getElementById("map-side").dataset.panel = address().get("panel") || "offences";
  }

  function toggleSeries(id) {
    const held = (address().get("series") || "").split(",").filter(Boolean);
    const rest = held.includes(id) ? held.filter((each) => each !== id) : [...held, id];
    write({ series: rest.join(",") });
  }

  namespaces.map_page = {
    ask_for(search, held) {
      const asked = narrowing(search);
      return asked === held ? nothing() : asked;
    },
    write_class(chosen) {
      const names = inOrder(CLASSES, chosen);
      write({ class: sameNames(names, CLASSES) ? null : names.join(",") || "none" });
      return nothing();
    },
    write_layers(chosen) {
      const names = inOrder(LAYERS, chosen);
      write({ layers: sameNames(names, DEFAULT_LAYERS) ? null : names.join(",") || "none" });
      return nothing();
    },
    write_on(day) {
      write({ on: day || null });
      return nothing();
    },
    write_series(chosen) {
      const held = address().get("series") || "";
      // The control names one series; an address may hold several, which an untouched control leaves.
      if ((held.split(",")[0] || null) !== (chosen || null)) write({ series: chosen, view: null });
      return nothing();
    },
    write_period(chosen) {
      const days = reach();
      if (!chosen || !days) return nothing();
      if (chosen === "all") write({ from: null, to: null });
      else write({ from: isoDay(days[1] - (Number(chosen) - 1) * DAY_MS), to: null });
      return nothing();
    },
    write_panel(panel) {
      write({ panel: panel === "offences" ? null : panel }, { step: false });
      if (onPage()) showPanel();
      return nothing();
    },
    write_step(days) {
      writeQuietly({ step: days === "28" ? null : days });
      return nothing();
    },
    write_area(selected) {
      if (!selected) return nothing();
      const box = selected.range && selected.range.map;
      const lasso = selected.lassoPoints && selected.lassoPoints.map;
      if (box) {
        const [a, b] = box;
        const corners = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
        write({ ...AREAS, box: corners.map((n) => n.toFixed(5)).join(",") });
      } else if (lasso && lasso.length > 2) {
        write({ ...AREAS, lasso: thin(lasso).flat().map((n) => n.toFixed(5)).join(",") });
      }
      window.SacMapTools.set("pan");
      return nothing();
    },
    write_circle(found) {
      if (found) write({ ...AREAS, ...circleOf(found), view: null });
      return nothing();
    },
    write_brush(selected) {
      const across = selected && selected.range && (selected.range.x || selected.range.x2);
      if (across) write({ from: isoDay(across[0]), to: isoDay(across[1]) });
      return nothing();
    },
    // The address → the controls. In the browser, so that a quick second click is never overruled.
    read_address() {
      if (!onPage()) return nothing();
      const params = address();
      const set = namespaces.set_props;
      set("map-classes", { value: params.has("class") ? inOrder(CLASSES, params.get("class").split(",")) : CLASSES });
      set("map-layers", { value: params.has("layers") ? inOrder(LAYERS, params.get("layers").split(",")) : DEFAULT_LAYERS });
      set("map-boundaries-on", { value: params.get("on") || "" });
      set("map-series", { value: (params.get("series") || "").split(",")[0] || null });
      set("map-period", { value: params.has("from") || params.has("to") ? "" : "all" });
      set("map-panel", { value: params.get("panel") || "offences" });
      set("map-undo", { disabled: stepsBehind() === 0 });
      set("map-reset", { disabled: [...params.keys()].every((name) => name === "view") });
      showPanel();
      return nothing();
    },
    undo() {
      if (stepsBehind() > 0) window.history.back();
      return nothing();
    },
    reset() {
      const panel = address().get("panel");
      write({ ...Object.fromEntries([...address().keys()].map((name) => [name, null])), panel });
      document.dispatchEvent(new CustomEvent("sac-map-reset"));
      return nothing();
    },
  };

  function circleOf({ lon, lat, km, name }) {
    return { circle: `${lon.toFixed(5)},${lat.toFixed(5)},${Number(km.toFixed(3))}`, around: name || null };
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-write], [data-series-toggle]");
    if (!button || !onPage()) return;
    if (button.dataset.seriesToggle) toggleSeries(button.dataset.seriesToggle);
    else write(Object.fromEntries(new URLSearchParams(button.dataset.write)));
  });

  window.addEventListener("popstate", () => namespaces.set_props && onPage() && namespaces.map_page.read_address());

  window.SacMapPage = { MAP, AREAS, DAY_MS, onPage, address, write, writeQuietly, writePeriod, circleOf, reach };
})();
