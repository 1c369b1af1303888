// A series' map keeps the whole series in sight: when its card changes size, the view is fitted anew.
(function () {
  "use strict";
  const CARD = "#series-map-graph";
  const LEAST_PX = 12;
  const sizes = new WeakMap();
  let waiting = 0;

  function refit(gd) {
    clearTimeout(waiting);
    waiting = setTimeout(() => window.SacMap.fitTo(gd, window.SacMap.metaOf(gd).fit, false), 150);
  }

  const watcher = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const before = sizes.get(target);
      const { width, height } = contentRect;
      if (!width || !height) continue;
      sizes.set(target, [width, height]);
      if (before && Math.abs(before[0] - width) + Math.abs(before[1] - height) > LEAST_PX) refit(target);
    }
  });

  document.addEventListener("sac-settled", (event) => {
    if (event.target.closest(CARD)) watcher.observe(event.target);
  });
})();

// A row clicked or moved to stands in the address at once, before any server has answered: what is decided next is
// about it. Names in the address are those of `pages/series/ids.py` and `pages/offence/ids.py`.
(function () {
  "use strict";
  const namespaces = (window.dash_clientside = window.dash_clientside || {});

  // The address with these names kept and those set; nothing where that is the address already.
  function naming(search, kept, named) {
    const held = new URLSearchParams(search || "");
    const params = new URLSearchParams();
    for (const name of kept) if (held.has(name)) params.set(name, held.get(name));
    for (const [name, value] of Object.entries(named)) if (value) params.set(name, value);
    const text = `?${params}`;
    return text === `?${held}` ? namespaces.no_update : text;
  }

  // What a row of each table is called in the address; what is no member has no number and is not called anything.
  const CALLED = {
    "offence-similar": (id, _number, search) => naming(search, ["ref"], { with: id }),
    "series-candidates": (id, _number, search, tab) => naming(search, ["id"], { tab, candidate: id }),
    "series-members": (_id, number, search, tab) =>
      (number === "" ? namespaces.no_update : naming(search, ["id"], { offence: String(number), tab })),
  };

  const choose = (grid) => (clicked, rows, search, tab) => {
    const row = clicked && (rows || []).find((each) => each.id === clicked.rowId);
    return row ? CALLED[grid](row.id, row.number, search, tab) : namespaces.no_update;
  };
  namespaces.rows_shown = {
    choose_similar: choose("offence-similar"),
    choose_candidate: choose("series-candidates"),
    choose_member: choose("series-members"),
  };

  const numberOf = (row) => row.querySelector('[col-id="number"]')?.innerText || "";
  const NAMED = { "offence-similar": "with", "series-candidates": "candidate", "series-members": "offence" };

  // Keys go the short way: nothing lies between a step and the next, or the decision after it.
  window.SacRows = {
    placeInHand(grid, rows) {
      const asked = new URLSearchParams(window.location.search).get(NAMED[grid.id]);
      const named = rows.findIndex((row) => [row.getAttribute("row-id"), numberOf(row)].includes(asked));
      return named >= 0 ? named : rows.findIndex((row) => row.classList.contains("row-in-hand"));
    },
    moveTo(grid, row) {
      const tab = new URLSearchParams(window.location.search).get("tab") || "members";
      const search = CALLED[grid.id](row.getAttribute("row-id"), numberOf(row), window.location.search, tab);
      if (search !== namespaces.no_update) namespaces.set_props("shell-url", { search });
    },
  };
})();

// Keys of the Series and Offence pages: move in the open table, decide on the row in hand, without a mouse.
(function () {
  "use strict";
  const VERBS = { a: "accept", p: "possible", r: "reject", u: "undo" };
  const STEPS = { j: 1, k: -1 };

  function writing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function dialogOpen() {
    return [...document.querySelectorAll("dialog[open], [role=dialog]")].some((each) => each.getClientRects().length);
  }

  function openGrid() {
    return [...document.querySelectorAll("#series-members, #series-candidates, #offence-similar")].find((grid) => grid.offsetParent);
  }

  function rowsOf(grid) {
    return [...grid.querySelectorAll(".ag-center-cols-container .ag-row")];
  }

  function step(grid, by) {
    const rows = rowsOf(grid);
    const held = window.SacRows.placeInHand(grid, rows);
    const next = rows[Math.min(rows.length - 1, Math.max(0, held + by))];
    if (!next) return;
    next.scrollIntoView({ block: "nearest" });
    window.SacRows.moveTo(grid, next);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const page = ["series", "offence"].find((name) => document.getElementById(`${name}-accept`));
    if (!page || dialogOpen()) return;
    const key = event.key;
    const grid = openGrid();
    if (STEPS[key] && grid) step(grid, STEPS[key]);
    else if (key === "l" && page === "series") document.querySelector('[id$="-tab-candidates"]')?.click();
    else if (key === "b" && page === "series") document.getElementById("series-brief")?.click();
    else if (key === "l" && grid) step(grid, -rowsOf(grid).length);
    else if (VERBS[key]) document.getElementById(`${page}-${VERBS[key]}`)?.click();
    else return;
    event.preventDefault();
  });
})();
