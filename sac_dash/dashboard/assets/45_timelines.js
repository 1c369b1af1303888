// The Timelines page in the browser: controls, brush and zoom write the address; the address sets the controls.
// The names in the address are those of `pages/timelines/ids.py`.
(function () {
  "use strict";
  const namespaces = (window.dash_clientside = window.dash_clientside || {});
  const DEFAULTS = { by: "last", span: "365" };
  const nothing = () => namespaces.no_update;

  function textOf(params) {
    const text = params.toString();
    return text ? `?${text}` : "";
  }

  // The address with some names changed; nothing where that is the address already.
  function changed(search, changes) {
    const params = new URLSearchParams(search || "");
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === DEFAULTS[name]) params.delete(name);
      else params.set(name, value);
    }
    const text = textOf(params);
    return text === textOf(new URLSearchParams(search || "")) ? nothing() : text;
  }

  function msOf(value) {
    return typeof value === "number" ? value : Date.parse(`${String(value).replace(" ", "T")}Z`);
  }

  function isoDay(ms) {
    return new Date(ms).toISOString().slice(0, 10);
  }

  // Whole days: the one a brush begins in to the one it ends in.
  function windowOf(from, to) {
    const [a, b] = [msOf(from), msOf(to)].sort((x, y) => x - y);
    if (!Number.isFinite(a) || !Number.isFinite(b)) return null;
    return { from: isoDay(a), to: isoDay(Math.max(b - 1, a)), span: null };
  }

  namespaces.timelines = {
    write_controls(order, onlyActive, span, search) {
      const params = new URLSearchParams(search || "");
      const brushed = params.has("from") && !span; // no period is chosen while a brushed one is shown
      const wanted = { by: order, active: onlyActive ? "1" : null };
      if (!brushed && span) Object.assign(wanted, { span, from: null, to: null });
      const was = [params.get("by") || DEFAULTS.by, params.get("active")];
      if (was[0] !== wanted.by || was[1] !== wanted.active) wanted.page = null;
      return changed(search, wanted);
    },
    write_window(zoomed, brushed, search) {
      const asked = namespaces.callback_context.triggered.map((each) => each.prop_id).join();
      if (asked.includes("selectedData")) {
        const across = brushed && brushed.range && brushed.range.x;
        return across ? changed(search, windowOf(across[0], across[1]) || {}) : nothing();
      }
      if (zoomed && zoomed["xaxis.autorange"]) return changed(search, { from: null, to: null, span: "all" });
      const range = zoomed && (zoomed["xaxis.range"] || [zoomed["xaxis.range[0]"], zoomed["xaxis.range[1]"]]);
      if (!range || range[0] === undefined || range[1] === undefined) return nothing();
      return changed(search, windowOf(range[0], range[1]) || {});
    },
    read_address(search) {
      const params = new URLSearchParams(search || "");
      const span = params.has("from") && params.has("to") ? "" : params.get("span") || DEFAULTS.span;
      return [params.get("by") || DEFAULTS.by, params.get("active") === "1", span];
    },
    open_offence(clicked) {
      const point = clicked && clicked.points && clicked.points[0];
      if (!point || !point.customdata) return [nothing(), nothing()];
      return ["/offence", `?ref=${encodeURIComponent(point.customdata)}`];
    },
  };
})();
