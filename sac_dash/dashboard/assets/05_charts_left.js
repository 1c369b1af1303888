/* A reader may leave a page while its charts are still being drawn. The chart component clears a
   chart the moment it leaves the screen, and the drawing that is still under way then stumbles over
   what has gone. So clearing waits until the drawing has ended (or is plainly never going to), and
   what the component had queued behind it is dropped. */
(() => {
  "use strict";
  const LONGEST_DRAWING_MS = 10000;
  const drawings = new WeakMap();
  const left = new WeakSet();

  function remembering(draw) {
    return function (chart, ...rest) {
      const drawing = draw.call(this, chart, ...rest);
      if (!(chart instanceof Element && drawing && drawing.then)) return drawing;
      left.delete(chart);
      drawings.set(chart, drawing);
      /* What the component would do next (draw again, bind its events) needs the chart on the screen. */
      return drawing.then((drawn) => (left.has(chart) ? new Promise(() => {}) : drawn));
    };
  }

  function patient(purge) {
    return function (chart) {
      const drawing = drawings.get(chart);
      left.add(chart);
      if (!drawing) return purge.call(this, chart);
      const enough = new Promise((done) => setTimeout(done, LONGEST_DRAWING_MS));
      const clear = () => purge.call(this, chart);
      Promise.race([drawing, enough]).then(clear, clear);
      return chart;
    };
  }

  let library;
  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: () => library,
    set: (loaded) => {
      library = loaded && loaded.purge
        ? Object.assign({}, loaded, {
            newPlot: remembering(loaded.newPlot),
            react: remembering(loaded.react),
            purge: patient(loaded.purge),
          })
        : loaded;
    },
  });
})();
