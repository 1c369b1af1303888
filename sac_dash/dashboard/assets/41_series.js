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
    const held = rows.findIndex((row) => row.classList.contains("row-in-hand"));
    const next = rows[Math.min(rows.length - 1, Math.max(0, held + by))];
    const cell = next && next.querySelector('.ag-cell[col-id="reference"]');
    if (!cell) return;
    next.scrollIntoView({ block: "nearest" });
    cell.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const page = ["series", "offence"].find((name) => document.getElementById(`${name}-accept`));
    if (!page || dialogOpen()) return;
    const key = event.key;
    const grid = openGrid();
    if (STEPS[key] && grid) step(grid, STEPS[key]);
    else if (key === "l" && page === "series") document.querySelector('[id$="-tab-candidates"]')?.click();
    else if (key === "l" && grid) step(grid, -rowsOf(grid).length);
    else if (VERBS[key]) document.getElementById(`${page}-${VERBS[key]}`)?.click();
    else return;
    event.preventDefault();
  });
})();
