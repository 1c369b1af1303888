// What is written over a map: names of towns, journey numbers and arrows, scale bar, north arrow,
// attribution. Drawn on a canvas above MapLibre's, from the figure's `layout.meta`, so that no glyph
// is fetched and the PNG shows exactly what the screen shows.
(function () {
  "use strict";
  const namespaces = (window.dash_clientside = window.dash_clientside || {});
  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
  const MAX_TOWNS = 70;
  const CLEAR_SHARE = 0.55; // of the width, left of the card
  const ZOOM_TO_ONE = 10; // at least, when an offence out of view is looked for
  const TAU = 2 * Math.PI;
  const townFiles = {};

  function mapOf(gd) {
    const subplot = gd && gd._fullLayout && gd._fullLayout.map && gd._fullLayout.map._subplot;
    return subplot && subplot.map ? subplot.map : null;
  }

  function graphOf(id) {
    return document.querySelector(`#${CSS.escape(id)} .js-plotly-plot`);
  }

  // ---- drawing ------------------------------------------------------------------------------

  function haloText(ctx, text, x, y, ink, halo, width = 3) {
    ctx.lineJoin = "round";
    ctx.lineWidth = width;
    ctx.strokeStyle = halo;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = ink;
    ctx.fillText(text, x, y);
  }

  function townSize(population) {
    return population > 400000 ? 13.5 : population > 80000 ? 12.5 : 11.5;
  }

  function drawTowns(ctx, map, meta, room) {
    const towns = townFiles[meta.towns];
    if (!Array.isArray(towns)) return;
    const zoom = map.getZoom();
    const bounds = map.getBounds();
    const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    let drawn = 0;
    for (const town of towns) {
      if (drawn >= MAX_TOWNS) break;
      if (town.zoom > zoom + 0.7 || town.lon < west || town.lon > east || town.lat < south || town.lat > north) continue;
      const at = map.project([town.lon, town.lat]);
      const size = townSize(town.population);
      ctx.font = `${town.population > 80000 ? 600 : 500} ${size}px ${FONT}`;
      const width = ctx.measureText(town.name).width;
      const box = [at.x + 4, at.y - size, at.x + 8 + width, at.y + 3];
      if (box[2] > room.width - 2 || !room.take(box, 7)) continue;
      ctx.globalAlpha = 0.92;
      ctx.fillStyle = meta.ink;
      ctx.beginPath();
      ctx.arc(at.x, at.y, 1.7, 0, TAU);
      ctx.fill();
      haloText(ctx, town.name, at.x + 5, at.y - 2, meta.ink, meta.halo);
      ctx.globalAlpha = 1;
      drawn += 1;
    }
  }

  function drawArrows(ctx, map, meta) {
    for (const journey of meta.arrows || []) {
      const points = journey.path.map((place) => map.project(place));
      for (let i = 1; i < points.length; i += 1) {
        const [a, b] = [points[i - 1], points[i]];
        const length = Math.hypot(b.x - a.x, b.y - a.y);
        if (length < 36) continue;
        const angle = Math.atan2(b.y - a.y, b.x - a.x);
        ctx.save();
        ctx.translate(a.x + (b.x - a.x) * 0.56, a.y + (b.y - a.y) * 0.56);
        ctx.rotate(angle);
        ctx.beginPath();
        ctx.moveTo(6, 0);
        ctx.lineTo(-4.5, -4.5);
        ctx.lineTo(-2.5, 0);
        ctx.lineTo(-4.5, 4.5);
        ctx.closePath();
        ctx.fillStyle = journey.colour;
        ctx.strokeStyle = meta.halo;
        ctx.lineWidth = 1.2;
        ctx.stroke();
        ctx.fill();
        ctx.restore();
      }
    }
  }

  function drawNumbers(ctx, map, meta, room) {
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    ctx.font = `700 10.5px ${FONT}`;
    const labels = (meta.labels || []).map((label) => ({ ...label, at: map.project([label.lon, label.lat]) }));
    for (const label of labels.reverse()) {
      const half = Math.max(8.5, ctx.measureText(label.text).width / 2 + 5);
      const { x, y } = label.at;
      room.force([x - half, y - 9, x + half, y + 9]);
      ctx.beginPath();
      ctx.roundRect(x - half, y - 8.5, 2 * half, 17, 8.5);
      ctx.fillStyle = label.colour;
      ctx.fill();
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = "#ffffff";
      ctx.stroke();
      ctx.lineWidth = 2;
      ctx.strokeStyle = "rgba(0,0,0,.35)";
      ctx.strokeText(label.text, x, y + 0.5);
      ctx.fillStyle = "#ffffff";
      ctx.fillText(label.text, x, y + 0.5);
    }
    ctx.textBaseline = "alphabetic";
    ctx.textAlign = "left";
  }

  function drawHighlight(ctx, map, meta, place) {
    if (!place) return;
    const at = map.project([place.lon, place.lat]);
    for (const [radius, width, colour] of [[15, 5, meta.halo], [15, 2.5, "#e0245e"]]) {
      ctx.beginPath();
      ctx.arc(at.x, at.y, radius, 0, TAU);
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.stroke();
    }
  }

  function metresAPixel(map, width, height) {
    const a = map.unproject([width / 2 - 50, height / 2]);
    const b = map.unproject([width / 2 + 50, height / 2]);
    const shrink = Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
    return (Math.abs(b.lng - a.lng) * 111320 * shrink) / 100;
  }

  function scaleLength(metres) {
    const power = 10 ** Math.floor(Math.log10(metres));
    return [5, 2, 1].map((step) => step * power).find((length) => length <= metres) || power;
  }

  function drawScale(ctx, map, meta, width, height) {
    const perPixel = metresAPixel(map, width, height);
    const length = scaleLength(perPixel * 110);
    const pixels = length / perPixel;
    const [x, y] = [14, height - 14];
    for (const [line, colour] of [[4, meta.halo], [1.8, meta.ink]]) {
      ctx.beginPath();
      ctx.moveTo(x, y - 5);
      ctx.lineTo(x, y);
      ctx.lineTo(x + pixels, y);
      ctx.lineTo(x + pixels, y - 5);
      ctx.lineWidth = line;
      ctx.strokeStyle = colour;
      ctx.stroke();
    }
    ctx.font = `600 11px ${FONT}`;
    const text = length >= 1000 ? `${length / 1000} km` : `${length} m`;
    haloText(ctx, text, x + 5, y - 6, meta.ink, meta.halo);
  }

  function drawNorth(ctx, meta, width) {
    const [x, y] = [width - 22, 30];
    ctx.beginPath();
    ctx.moveTo(x, y - 12);
    ctx.lineTo(x + 6.5, y + 7);
    ctx.lineTo(x, y + 3);
    ctx.lineTo(x - 6.5, y + 7);
    ctx.closePath();
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = meta.halo;
    ctx.stroke();
    ctx.fillStyle = meta.ink;
    ctx.fill();
    ctx.font = `700 11px ${FONT}`;
    haloText(ctx, "N", x - 4, y - 15, meta.ink, meta.halo);
  }

  function drawAttribution(ctx, meta, width, height) {
    if (!meta.attribution) return;
    ctx.font = `10px ${FONT}`;
    ctx.textAlign = "right";
    ctx.globalAlpha = 0.85;
    haloText(ctx, meta.attribution, width - 8, height - 7, meta.ink, meta.halo, 2.5);
    ctx.globalAlpha = 1;
    ctx.textAlign = "left";
  }

  function drawNotice(ctx, meta, width) {
    if (!meta.notice) return;
    ctx.font = `600 13px ${FONT}`;
    ctx.textAlign = "center";
    haloText(ctx, meta.notice.charAt(0).toUpperCase() + meta.notice.slice(1), width / 2, 34, "#b3261e", meta.halo, 4);
    ctx.textAlign = "left";
  }

  function makeRoom(width) {
    const taken = [];
    const clear = (box, gap) =>
      taken.every((t) => box[2] + gap < t[0] || box[0] - gap > t[2] || box[3] + gap < t[1] || box[1] - gap > t[3]);
    return {
      width,
      force: (box) => taken.push(box),
      take: (box, gap) => clear(box, gap) && taken.push(box) > 0,
    };
  }

  // Draw everything onto a canvas context of `width` by `height` CSS pixels.
  function draw(ctx, map, meta, width, height, highlight) {
    const room = makeRoom(width);
    room.force([0, height - 34, 150, height]);
    room.force([width - 40, 0, width, 44]);
    ctx.font = `10px ${FONT}`;
    if (meta.attribution) room.force([width - 14 - ctx.measureText(meta.attribution).width, height - 18, width, height]);
    drawArrows(ctx, map, meta);
    for (const label of meta.labels || []) {
      const at = map.project([label.lon, label.lat]);
      room.force([at.x - 10, at.y - 9, at.x + 10, at.y + 9]);
    }
    drawTowns(ctx, map, meta, room);
    drawNumbers(ctx, map, meta, room);
    drawHighlight(ctx, map, meta, highlight);
    drawScale(ctx, map, meta, width, height);
    drawNorth(ctx, meta, width);
    drawAttribution(ctx, meta, width, height);
    drawNotice(ctx, meta, width);
  }

  // ---- life on the page ---------------------------------------------------------------------

  function metaOf(gd) {
    return (gd.layout && gd.layout.meta) || {};
  }

  function redraw(gd) {
    const map = mapOf(gd);
    const canvas = gd._sacOverlay;
    if (!map || !canvas || !canvas.isConnected) return;
    const holder = map.getContainer();
    const [width, height] = [holder.clientWidth, holder.clientHeight];
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    draw(ctx, map, metaOf(gd), width, height, gd._sacHighlight);
    canvas.dataset.drawn = String(Number(canvas.dataset.drawn || 0) + 1);
  }

  function schedule(gd) {
    if (gd._sacFrame) return;
    gd._sacFrame = requestAnimationFrame(() => {
      gd._sacFrame = null;
      redraw(gd);
    });
  }

  function loadTowns(gd) {
    const url = metaOf(gd).towns;
    if (!url || townFiles[url]) return;
    townFiles[url] = fetch(url)
      .then((answer) => (answer.ok ? answer.json() : { features: [] }))
      .then((file) => {
        townFiles[url] = file.features.map((town) => ({
          name: town.properties.name,
          population: town.properties.population,
          zoom: town.properties.min_zoom,
          lon: town.geometry.coordinates[0],
          lat: town.geometry.coordinates[1],
        }));
        schedule(gd);
      });
  }

  function hang(gd, map) {
    const canvas = document.createElement("canvas");
    canvas.className = "map-overlay";
    canvas.setAttribute("aria-hidden", "true");
    map.getContainer().appendChild(canvas);
    gd._sacOverlay = canvas;
    gd._sacMap = map;
    for (const event of ["move", "resize", "idle", "styledata"]) map.on(event, () => schedule(gd));
    map.on("moveend", (event) => gd.dispatchEvent(new CustomEvent("sac-moved", { bubbles: true, detail: Boolean(event.originalEvent) && event.originalEvent.type !== "fit" })));
  }

  // Move as if by hand: plotly then keeps the view when the figure is drawn again.
  const BY_HAND = { originalEvent: { type: "sac" } };

  function fitTo(gd, bounds, animate = true) {
    const map = mapOf(gd);
    if (!map || !bounds) return;
    const [west, south, east, north] = bounds;
    const options = { padding: 46, maxZoom: 13.5, duration: animate ? 450 : 0 };
    map.fitBounds([[west, south], [east, north]], options, { originalEvent: { type: "fit" } });
  }

  function followFit(gd) {
    const key = JSON.stringify(metaOf(gd).fit || null);
    const before = gd._sacFit;
    gd._sacFit = key;
    const viewGiven = new URLSearchParams(window.location.search).has("view");
    if (before === undefined ? !viewGiven : before !== key) fitTo(gd, metaOf(gd).fit, before !== undefined);
  }

  function settle(gd) {
    const map = mapOf(gd);
    if (!map) return false;
    if (gd._sacMap !== map || !gd._sacOverlay || !gd._sacOverlay.isConnected) hang(gd, map);
    loadTowns(gd);
    followFit(gd);
    gd.dispatchEvent(new CustomEvent("sac-settled", { bubbles: true }));
    schedule(gd);
    return true;
  }

  function attachTo(id, patience = 600) {
    const gd = graphOf(id);
    if (gd && mapOf(gd)) {
      // The figure given to the graph may be drawn a moment later: settle now and after that.
      if (!gd._sacListening) {
        gd._sacListening = true;
        gd.on("plotly_afterplot", () => settle(gd));
      }
      settle(gd);
    } else if (patience > 0) {
      requestAnimationFrame(() => attachTo(id, patience - 1));
    }
  }

  // In view, and not beneath the card that the right of the map holds.
  function inClear(map, place) {
    const at = map.project([place.lon, place.lat]);
    const holder = map.getContainer();
    const [width, height] = [holder.clientWidth, holder.clientHeight];
    return at.x > 50 && at.y > 20 && at.x < width * CLEAR_SHARE && at.y < height - 20;
  }

  window.SacMap = {
    mapOf,
    graphOf,
    draw,
    metaOf,
    fitTo,
    BY_HAND,
    highlight(id, place) {
      const gd = graphOf(id);
      const map = mapOf(gd);
      if (!map) return;
      gd._sacHighlight = place;
      if (place && !inClear(map, place)) {
        const aside = [-map.getContainer().clientWidth * 0.2, 0];
        map.easeTo({ center: [place.lon, place.lat], offset: aside, zoom: Math.max(map.getZoom(), ZOOM_TO_ONE), duration: 350 }, BY_HAND);
      }
      schedule(gd);
    },
    project(id, lon, lat) {
      const map = mapOf(graphOf(id));
      return map ? map.project([lon, lat]) : null;
    },
  };

  namespaces.map_overlay = {
    // Clientside callback: the figure of any map with a `meta` for the overlay.
    attach() {
      const input = namespaces.callback_context.inputs_list;
      attachTo((Array.isArray(input) ? input[0] : input).id);
      return namespaces.no_update;
    },
  };
})();
