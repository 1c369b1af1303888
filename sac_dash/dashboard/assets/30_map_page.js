// The Map page in the browser: controls and gestures write the address, the address sets the controls.
// The names in the address are those of `pages/map/filters.py`.
(function () {
  "use strict";
  const namespaces = (window.dash_clientside = window.dash_clientside || {});
  const MAP = "map-graph";
  const CLASSES = ["atm_attack", "commercial_burglary", "enabler", "other"];
  const DEFAULT_LAYERS = ["hulls", "journeys", "towns"];
  const LAYERS = ["hulls", "journeys", "towns", "boundaries"];
  const MAX_OUTLINE = 400;
  const DAY_MS = 86400000;
  let steps = 0; // changes made on this page since it was loaded: how far Undo may go
  let tool = "pan";
  let ring = null; // where the offence in hand stands

  const nothing = () => namespaces.no_update;
  const onPage = () => document.getElementById(MAP) !== null;
  const address = () => new URLSearchParams(window.location.search);

  function textOf(params) {
    const text = params.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    return text ? `?${text}` : "";
  }

  // Put changed names into the address as a new step of the browser's history.
  function write(changes) {
    if (!onPage()) return;
    const params = address();
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === "") params.delete(name);
      else params.set(name, value);
    }
    const search = textOf(params);
    if (search === textOf(address())) return;
    window.history.pushState({}, "", window.location.pathname + search);
    steps += 1;
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  // Where the map looks is kept in the address too, but is no step of its own.
  function writeView(map) {
    const centre = map.getCenter();
    const params = address();
    params.set("view", [centre.lng.toFixed(4), centre.lat.toFixed(4), map.getZoom().toFixed(2)].join(","));
    window.history.replaceState(window.history.state, "", window.location.pathname + textOf(params));
  }

  // The table's handle, or null while the table is not there: the library throws instead of saying so.
  function tableHandle() {
    try {
      return window.dash_ag_grid.getApi("map-table");
    } catch (notThereYet) {
      return null;
    }
  }

  // The table may still be taking in its rows: try again for a while.
  function chooseRow(id, patience = 40) {
    const grid = tableHandle();
    const node = grid && grid.getRowNode(id);
    if (node) {
      node.setSelected(true, true);
      grid.ensureNodeVisible(node, "middle");
    } else if (patience > 0) setTimeout(() => chooseRow(id, patience - 1), 100);
  }

  function chooseNoRow() {
    const grid = tableHandle();
    if (grid) grid.deselectAll();
  }

  // Take an offence in hand (its key, or # and its row), or none.
  function ask(offence) {
    namespaces.set_props("map-offence", { data: offence });
  }

  // What is in hand belongs to the address, but is no step of its own.
  function writeQuietly(name, value) {
    const params = address();
    if (value) params.set(name, value);
    else params.delete(name);
    window.history.replaceState(window.history.state, "", window.location.pathname + textOf(params));
  }

  function fitAll(gd) {
    const params = address();
    params.delete("view");
    window.history.replaceState(window.history.state, "", window.location.pathname + textOf(params));
    window.SacMap.fitTo(gd, window.SacMap.metaOf(gd).fit);
  }

  function sameNames(a, b) {
    return a.length === b.length && a.every((name) => b.includes(name));
  }

  function inOrder(known, chosen) {
    return known.filter((name) => (chosen || []).includes(name));
  }

  function isoDay(value) {
    const ms = typeof value === "number" ? value : Date.parse(`${String(value).replace(" ", "T")}Z`);
    return new Date(Number.isFinite(ms) ? ms : Date.parse(value)).toISOString().slice(0, 10);
  }

  function thin(points) {
    const step = Math.ceil(points.length / MAX_OUTLINE);
    return points.filter((_, position) => position % step === 0);
  }

  function lastDay() {
    const gd = window.SacMap.graphOf("map-timeline-graph");
    const range = gd && gd.layout && gd.layout.xaxis && gd.layout.xaxis.range;
    const end = range ? range[1] : Date.now();
    return (typeof end === "number" ? end : Date.parse(`${end}Z`)) - DAY_MS;
  }

  namespaces.map_page = {
    write_class(chosen) {
      const names = inOrder(CLASSES, chosen);
      if (!onPage()) return nothing();
      write({ class: sameNames(names, CLASSES) ? null : names.join(",") || "none" });
      return nothing();
    },
    write_layers(chosen) {
      const names = inOrder(LAYERS, chosen);
      write({ layers: sameNames(names, DEFAULT_LAYERS) ? null : names.join(",") || "none" });
      return nothing();
    },
    write_series(chosen) {
      const held = address().get("series") || "";
      // The control names one series; an address may hold several, which an untouched control leaves.
      if ((held.split(",")[0] || null) !== (chosen || null)) write({ series: chosen, view: null });
      return nothing();
    },
    write_period(chosen) {
      if (!chosen) return nothing();
      if (chosen === "all") write({ from: null, to: null });
      else write({ from: isoDay(lastDay() - (Number(chosen) - 1) * DAY_MS), to: null });
      return nothing();
    },
    write_area(selected) {
      if (!selected) return nothing();
      const box = selected.range && selected.range.map;
      const lasso = selected.lassoPoints && selected.lassoPoints.map;
      if (box) {
        const [a, b] = box;
        const corners = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
        write({ box: corners.map((n) => n.toFixed(5)).join(","), lasso: null });
      } else if (lasso && lasso.length > 2) {
        write({ lasso: thin(lasso).flat().map((n) => n.toFixed(5)).join(","), box: null });
      }
      setTool("pan");
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
      const set = window.dash_clientside.set_props;
      const classes = params.has("class") ? inOrder(CLASSES, params.get("class").split(",")) : CLASSES;
      const layers = params.has("layers") ? inOrder(LAYERS, params.get("layers").split(",")) : DEFAULT_LAYERS;
      set("map-classes", { value: classes });
      set("map-layers", { value: layers });
      set("map-series", { value: (params.get("series") || "").split(",")[0] || null });
      set("map-period", { value: params.has("from") || params.has("to") ? "" : "all" });
      set("map-undo", { disabled: steps === 0 });
      set("map-reset", { disabled: [...params.keys()].every((name) => name === "view" || name === "offence") });
      return nothing();
    },
    undo() {
      if (steps > 0) {
        steps -= 1;
        window.history.back();
      }
      return nothing();
    },
    reset() {
      write(Object.fromEntries([...address().keys()].map((name) => [name, null])));
      ask(null);
      const gd = window.SacMap.graphOf(MAP);
      if (gd) window.SacMap.fitTo(gd, window.SacMap.metaOf(gd).fit);
      return nothing();
    },
    point_clicked(clicked) {
      const point = clicked && clicked.points && clicked.points[0];
      if (!point || point.customdata === undefined) return nothing();
      const id = String(point.customdata);
      ask(`#${id}`);
      chooseRow(id, 1);
      return nothing();
    },
    row_selected(rows) {
      const row = Array.isArray(rows) ? rows[0] : null;
      if (row) ask(row.key);
      return nothing();
    },
    // The server's answer: where the offence in hand stands, or nothing once a filter leaves it out.
    show_offence(mark) {
      if (!onPage()) return nothing();
      writeQuietly("offence", mark ? mark.key : null);
      ring = mark && mark.lon !== null ? { lon: mark.lon, lat: mark.lat } : null;
      window.SacMap.highlight(MAP, ring);
      if (!mark) chooseNoRow();
      return nothing();
    },
  };

  // ---- the map's own tools ------------------------------------------------------------------

  function setTool(name) {
    tool = name;
    const gd = window.SacMap.graphOf(MAP);
    const mode = { pan: "pan", box: "select", lasso: "lasso" }[name];
    if (gd && window.Plotly && gd.layout && gd._fullLayout.dragmode !== mode) window.Plotly.relayout(gd, { dragmode: mode });
    for (const button of document.querySelectorAll("[data-map-tool]")) {
      button.setAttribute("aria-pressed", String(button.dataset.mapTool === name));
    }
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("[data-offence-close]")) return ask(null);
    const button = event.target.closest && event.target.closest("[data-map-tool]");
    if (!button) return;
    const gd = window.SacMap.graphOf(MAP);
    const map = window.SacMap.mapOf(gd);
    const name = button.dataset.mapTool;
    if (name === "plus" && map) map.zoomIn({}, window.SacMap.BY_HAND);
    else if (name === "minus" && map) map.zoomOut({}, window.SacMap.BY_HAND);
    else if (name === "fit" && gd) fitAll(gd);
    else setTool(tool === name ? "pan" : name);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !onPage() || document.querySelector("dialog[open]")) return;
    if (tool !== "pan") setTool("pan");
    else if (address().has("offence")) ask(null);
    else write({ box: null, lasso: null, from: null, to: null });
  });

  // A figure drawn anew forgets the tool in hand: take it up again.
  document.addEventListener("sac-settled", (event) => {
    if (!event.target.closest(`#${MAP}`)) return;
    setTool(tool);
    const gd = window.SacMap.graphOf(MAP);
    if (ring && gd && !gd._sacHighlight) window.SacMap.highlight(MAP, ring);
  });

  let waiting = null;
  document.addEventListener("sac-moved", (event) => {
    if (!event.detail || !event.target.closest(`#${MAP}`)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const map = window.SacMap.mapOf(window.SacMap.graphOf(MAP));
      if (map) writeView(map);
    }, 250);
  });

  window.addEventListener("popstate", () => (steps = Math.max(steps, 0)));

  window.SacMapPage = { write };
})();
