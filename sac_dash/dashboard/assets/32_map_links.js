// What is pointed at or taken in hand in one view is marked in all of them: map, table, timeline, trend.
(function () {
  "use strict";
  const namespaces = (window.dash_clientside = window.dash_clientside || {});
  const { MAP, DAY_MS, onPage, writeQuietly, writePeriod } = window.SacMapPage;
  const TIMES = ["map-timeline-graph", "map-trend-graph"];
  const nothing = () => namespaces.no_update;
  const LEAST_MARK_PX = 3;
  let held = null; // the offence in hand: row, place, window
  let pointed = null; // the one pointed at

  // ---- the table ------------------------------------------------------------------------------

  // The table's handle, or null while the table is not there: the library throws instead of saying so.
  function tableHandle() {
    try {
      return window.dash_ag_grid.getApi("map-table");
    } catch (notThereYet) {
      return null;
    }
  }

  function nodeOf(row) {
    const grid = tableHandle();
    return grid ? grid.getRowNode(String(row)) : null;
  }

  // The table may still be taking in its rows: try again for a while.
  function chooseRow(row, patience = 40) {
    const node = nodeOf(row);
    if (node) {
      if (!node.isSelected()) node.setSelected(true, true);
      tableHandle().ensureNodeVisible(node);
    } else if (patience > 0 && held && held.row === row) setTimeout(() => chooseRow(row, patience - 1), 100);
  }

  function chooseNoRow() {
    const grid = tableHandle();
    if (grid) grid.deselectAll();
  }

  function markRow(row) {
    for (const each of document.querySelectorAll("#map-table .row-pointed")) each.classList.remove("row-pointed");
    if (row === null) return;
    for (const each of document.querySelectorAll(`#map-table .ag-row[row-id="${CSS.escape(String(row))}"]`)) each.classList.add("row-pointed");
  }

  // ---- marks in time --------------------------------------------------------------------------

  function markTimes() {
    for (const id of TIMES) {
      drawMark(id, "held", held);
      drawMark(id, "pointed", pointed);
    }
  }

  function drawMark(id, kind, offence) {
    const gd = window.SacMap.graphOf(id);
    const axis = gd && gd._fullLayout && gd._fullLayout.xaxis;
    if (!axis || !axis._length) return;
    let mark = gd.querySelector(`:scope > .time-mark-${kind}`);
    if (!mark) {
      mark = document.createElement("div");
      mark.className = `time-mark time-mark-${kind}`;
      mark.setAttribute("aria-hidden", "true");
      gd.appendChild(mark);
    }
    mark.hidden = !offence || !Number.isFinite(offence.start);
    if (mark.hidden) return;
    const [from, to] = [axis.d2p(offence.start), axis.d2p(Math.max(offence.end, offence.start))];
    const width = Math.max(to - from, LEAST_MARK_PX);
    mark.style.left = `${axis._offset + (from + to - width) / 2}px`;
    mark.style.width = `${width}px`;
    mark.style.top = `${gd._fullLayout._size.t}px`;
    mark.style.height = `${gd._fullLayout._size.h}px`;
  }

  // ---- from a row to its place ----------------------------------------------------------------

  // Place and window of an offence: from the table, else from what is drawn on the map.
  function offenceOf(row) {
    const node = nodeOf(row);
    if (node && node.data) return { row: String(row), lon: node.data.lon, lat: node.data.lat, start: node.data.start, end: node.data.end };
    return { row: String(row), ...placeOnMap(row) };
  }

  function placeOnMap(row) {
    const gd = window.SacMap.graphOf(MAP);
    for (const trace of (gd && gd.calcdata) || []) {
      const rows = trace[0] && trace[0].trace && trace[0].trace.customdata;
      const at = trace[0] && trace[0].trace.name === "offences" && rows ? Array.from(rows).indexOf(Number(row)) : -1;
      if (at >= 0 && trace[at] && trace[at].lonlat) return { lon: trace[at].lonlat[0], lat: trace[at].lonlat[1] };
    }
    return { lon: null, lat: null };
  }

  function point(offence) {
    if (offence === pointed || (offence && pointed && offence.row === pointed.row)) return;
    pointed = offence;
    markRow(offence ? offence.row : null);
    markTimes();
    window.SacMap.hover(MAP, offence && Number.isFinite(offence.lon) && offence.lon !== null ? offence : null);
  }

  // Take an offence in hand (its key, or # and its row), or none.
  function ask(offence) {
    namespaces.set_props("map-offence", { data: offence });
  }

  const firstPoint = (said) => said && said.points && said.points[0];

  namespaces.map_links = {
    point_clicked(clicked) {
      const at = firstPoint(clicked);
      if (!at) return nothing();
      const gd = window.SacMap.graphOf(MAP);
      const trace = gd.data[at.curveNumber] || {};
      if (trace.type === "choroplethmap") zoomToSquare(gd, trace, at.location);
      else if (at.customdata !== undefined) ask(`#${at.customdata}`);
      return nothing();
    },
    // A window is an offence; a count is its week or month.
    bar_clicked(clicked) {
      const at = firstPoint(clicked);
      if (!at || at.customdata === undefined) return nothing();
      const gd = window.SacMap.graphOf("map-timeline-graph");
      const trace = gd._fullData[at.curveNumber] || {};
      if (trace.name === "windows") ask(`#${at.customdata}`);
      else writePeriod(Number(at.customdata), Number(at.customdata) + trace.width[at.pointNumber] / 0.86 - DAY_MS / 2);
      return nothing();
    },
    month_clicked(clicked) {
      const at = firstPoint(clicked);
      const gd = window.SacMap.graphOf("map-trend-graph");
      const trace = at && gd._fullData[at.curveNumber];
      if (!trace || trace.type !== "bar") return nothing();
      const middle = Date.parse(`${String(trace.x[at.pointNumber]).replace(" ", "T")}:00Z`);
      const half = trace.width[at.pointNumber] / 0.86 / 2;
      writePeriod(middle - half, middle + half - DAY_MS / 2);
      return nothing();
    },
    row_selected(rows) {
      const row = Array.isArray(rows) ? rows[0] : null;
      if (row && !(held && held.row === row.id)) ask(row.key);
      return nothing();
    },
    // The server's answer: where the offence in hand stands, or nothing once a filter leaves it out.
    show_offence(mark) {
      if (!onPage()) return nothing();
      writeQuietly({ offence: mark ? mark.key : null });
      held = mark ? { ...mark, row: String(mark.row) } : null;
      window.SacMap.highlight(MAP, held && held.lon !== null ? held : null);
      if (held) chooseRow(held.row);
      else chooseNoRow();
      markTimes();
      return nothing();
    },
    // Listen to a chart in time: what is pointed at there, and where the marks belong once it is drawn.
    watch() {
      const input = namespaces.callback_context.inputs_list;
      listen((Array.isArray(input) ? input[0] : input).id);
      return nothing();
    },
  };

  function zoomToSquare(gd, trace, id) {
    const shape = trace.geojson.features.find((each) => String(each.id) === String(id));
    if (!shape) return;
    const ring = shape.geometry.coordinates[0];
    const [lons, lats] = [ring.map((at) => at[0]), ring.map((at) => at[1])];
    window.SacMap.fitTo(gd, [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], true, true);
  }

  function listen(id, patience = 200) {
    const gd = window.SacMap.graphOf(id);
    if (!gd || !gd.on) {
      if (patience > 0) requestAnimationFrame(() => listen(id, patience - 1));
      return;
    }
    if (gd._sacWatched) return markTimes();
    gd._sacWatched = true;
    gd.on("plotly_afterplot", markTimes);
    gd.on("plotly_hover", (said) => {
      const at = firstPoint(said);
      const trace = at && (at.fullData || {});
      if (!at || at.customdata === undefined || Array.isArray(at.customdata)) return;
      if (trace.name === (id === MAP ? "offences" : "windows")) point(offenceOf(at.customdata));
    });
    gd.on("plotly_unhover", () => point(null));
  }

  document.addEventListener("mouseover", (event) => {
    const row = event.target.closest && event.target.closest("#map-table .ag-row");
    if (row) point(offenceOf(row.getAttribute("row-id")));
    else if (pointed && event.target.closest && !event.target.closest(".js-plotly-plot")) point(null);
  });
  // The keyboard points too: a row is pointed at while one of its cells has the focus.
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest && event.target.closest("#map-table .ag-row");
    if (row) point(offenceOf(row.getAttribute("row-id")));
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("[data-offence-close]")) ask(null);
  });

  document.addEventListener("sac-settled", (event) => {
    if (!event.target.closest(`#${MAP}`)) return;
    listen(MAP);
    const gd = window.SacMap.graphOf(MAP);
    if (held && held.lon !== null && gd && !gd._sacHighlight) window.SacMap.highlight(MAP, held);
  });

  window.SacMapLinks = { ask };
})();
