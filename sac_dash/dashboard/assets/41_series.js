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
