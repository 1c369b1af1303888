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
  const LEG_ROOM_PX = 84; // a leg shorter than this on the screen has no room for its length
  const townFiles = {};
  const areaFiles = {};

  function mapOf(gd) {
    const subplot = gd && gd._fullLayout && gd._fullLayout.map && gd._fullLayout.map._subplot;
    return subplot && subplot.map ? subplot.map : null;
  }

  function graphOf(id) {
    return document.querySelector(`#${CSS.escape(id)} .js-plotly-plot`);
  }

  // ---- distances ----------------------------------------------------------------------------

  // The same series as `geography/distances.py`, so that a ruler and a radius agree with the server.
  function kmADegree(latitude) {
    const angle = (latitude * Math.PI) / 180;
    const north = 111.13209 - 0.56605 * Math.cos(2 * angle) + 0.0012 * Math.cos(4 * angle);
    const east = 111.41513 * Math.cos(angle) - 0.09455 * Math.cos(3 * angle) + 0.00012 * Math.cos(5 * angle);
    return [north, east];
  }

  function distanceKm(a, b) {
    const [north, east] = kmADegree((a[1] + b[1]) / 2);
    return Math.hypot((b[1] - a[1]) * north, (b[0] - a[0]) * east);
  }

  function kmText(km) {
    if (km < 0.995) return `${Math.round(km * 100) * 10} m`;
    return km < 10 ? `${km.toFixed(1)} km` : `${Math.round(km).toLocaleString("en-GB")} km`;
  }

  function circlePath(ctx, map, { lon, lat, km }) {
    const [north, east] = kmADegree(lat);
    ctx.beginPath();
    for (let i = 0; i <= 72; i += 1) {
      const turn = (i / 72) * TAU;
      const at = map.project([lon + (km * Math.sin(turn)) / east, lat + (km * Math.cos(turn)) / north]);
      if (i) ctx.lineTo(at.x, at.y);
      else ctx.moveTo(at.x, at.y);
    }
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

  // The length of a leg beside its arrow, where the leg is long enough on the screen.
  function drawLegs(ctx, map, meta, room) {
    ctx.font = `600 11px ${FONT}`;
    for (const journey of meta.arrows || []) {
      const points = journey.path.map((place) => map.project(place));
      (journey.legs || []).forEach((km, i) => {
        const [a, b] = [points[i], points[i + 1]];
        if (Math.hypot(b.x - a.x, b.y - a.y) < LEG_ROOM_PX) return;
        midText(ctx, a, b, kmText(km), meta, room);
      });
    }
  }

  function midText(ctx, a, b, text, meta, room) {
    const [x, y, half] = [(a.x + b.x) / 2, (a.y + b.y) / 2, ctx.measureText(text).width / 2];
    if (room && !room.take([x - half, y - 16, x + half, y - 2], 2)) return;
    haloText(ctx, text, x - half, y - 6, meta.ink, meta.halo);
  }

  function drawAreas(ctx, map, meta, room) {
    const areas = areaFiles[meta.boundaries];
    if (!Array.isArray(areas)) return;
    ctx.font = `italic 600 12px ${FONT}`;
    ctx.globalAlpha = 0.8;
    for (const area of areas) {
      const at = map.project(area.label);
      const half = ctx.measureText(area.name).width / 2;
      if (room.take([at.x - half, at.y - 12, at.x + half, at.y + 3], 4)) haloText(ctx, area.name, at.x - half, at.y, meta.ink, meta.halo);
    }
    ctx.globalAlpha = 1;
  }

  // How far the chosen circle reaches, written on its eastern edge.
  function drawRadius(ctx, map, meta) {
    if (!meta.circle) return;
    const [lon, lat, km] = meta.circle;
    const [middle, edge] = [map.project([lon, lat]), map.project([lon + km / kmADegree(lat)[1], lat])];
    ctx.beginPath();
    ctx.arc(middle.x, middle.y, 3, 0, TAU);
    ctx.fillStyle = meta.ring;
    ctx.fill();
    ctx.beginPath();
    ctx.setLineDash([4, 4]);
    ctx.moveTo(middle.x, middle.y);
    ctx.lineTo(edge.x, edge.y);
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = meta.ring;
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.font = `700 12px ${FONT}`;
    const text = kmText(km);
    const beyond = edge.x + 10 + ctx.measureText(text).width > map.getContainer().clientWidth;
    if (beyond) midText(ctx, middle, edge, text, meta, null);
    else haloText(ctx, text, edge.x + 6, edge.y + 4, meta.ink, meta.halo);
  }

  // The circle under the pointer, while it is being drawn.
  function drawDraft(ctx, map, meta, draft) {
    if (!draft || !draft.km) return;
    circlePath(ctx, map, draft);
    ctx.fillStyle = "rgba(56,72,180,.10)";
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = meta.ring;
    ctx.stroke();
    ctx.font = `700 13px ${FONT}`;
    const at = map.project([draft.lon, draft.lat]);
    haloText(ctx, kmText(draft.km), at.x + 6, at.y - 6, meta.ink, meta.halo, 4);
  }

  function drawRuler(ctx, map, meta) {
    const places = meta.ruler || [];
    if (!places.length) return;
    const points = places.map((place) => map.project(place));
    for (const [width, colour] of [[5, meta.halo], [2.2, "#e0245e"]]) {
      ctx.beginPath();
      points.forEach((at, i) => (i ? ctx.lineTo(at.x, at.y) : ctx.moveTo(at.x, at.y)));
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.stroke();
    }
    for (const at of points) {
      ctx.beginPath();
      ctx.arc(at.x, at.y, 3.6, 0, TAU);
      ctx.fillStyle = "#e0245e";
      ctx.fill();
    }
    ctx.font = `700 12px ${FONT}`;
    const legs = places.slice(1).map((place, i) => distanceKm(places[i], place));
    if (legs.length > 1) legs.forEach((km, i) => midText(ctx, points[i], points[i + 1], kmText(km), meta, null));
    const [last, total] = [points[points.length - 1], legs.reduce((sum, km) => sum + km, 0)];
    ctx.font = `700 13px ${FONT}`;
    const text = legs.length ? kmText(total) : "click the next place";
    const beyond = last.x + 12 + ctx.measureText(text).width > map.getContainer().clientWidth;
    haloText(ctx, text, beyond ? last.x - 10 - ctx.measureText(text).width : last.x + 9, last.y - 8, "#e0245e", meta.halo, 4);
  }

  function drawStamp(ctx, meta, width) {
    if (!meta.stamp) return;
    ctx.font = `700 15px ${FONT}`;
    ctx.textAlign = "center";
    haloText(ctx, meta.stamp, width / 2, 22, meta.ink, meta.halo, 4);
    ctx.textAlign = "left";
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

  function drawHighlight(ctx, map, meta, place, strength = 2.5) {
    if (!place) return;
    const at = map.project([place.lon, place.lat]);
    for (const [radius, width, colour] of [[15, 2 * strength, meta.halo], [15, strength, "#e0245e"]]) {
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

  // What the shades of the squares mean; they follow the logarithm of the count.
  function drawShades(ctx, meta, height) {
    if (!meta.cells) return;
    const [x, y, width] = [14, height - 66, 110];
    const shade = ctx.createLinearGradient(x, 0, x + width, 0);
    meta.cells.shades.forEach((colour, i) => shade.addColorStop(i, colour));
    ctx.fillStyle = meta.paper;
    ctx.fillRect(x - 6, y - 18, width + 12, 46);
    ctx.fillStyle = shade;
    ctx.fillRect(x, y, width, 8);
    ctx.font = `600 10.5px ${FONT}`;
    ctx.fillStyle = meta.ink;
    ctx.fillText(`In a ${meta.cells.km} km square`, x, y - 6);
    ctx.fillText("1", x, y + 20);
    ctx.textAlign = "right";
    ctx.fillText(meta.cells.most.toLocaleString("en-GB"), x + width, y + 20);
    ctx.textAlign = "left";
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
    haloText(ctx, meta.notice.charAt(0).toUpperCase() + meta.notice.slice(1), width / 2, 44, "#b3261e", meta.halo, 4);
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
  function draw(ctx, map, meta, width, height, highlight, pointed = null, draft = null) {
    const room = makeRoom(width);
    if (meta.stamp) room.force([width / 2 - 120, 6, width / 2 + 120, 28]);
    room.force([0, height - 34, 150, height]);
    room.force([width - 40, 0, width, 44]);
    if (meta.cells) room.force([0, height - 90, 140, height]);
    ctx.font = `10px ${FONT}`;
    if (meta.attribution) room.force([width - 14 - ctx.measureText(meta.attribution).width, height - 18, width, height]);
    drawArrows(ctx, map, meta);
    for (const label of meta.labels || []) {
      const at = map.project([label.lon, label.lat]);
      room.force([at.x - 10, at.y - 9, at.x + 10, at.y + 9]);
    }
    drawLegs(ctx, map, meta, room);
    drawTowns(ctx, map, meta, room);
    drawAreas(ctx, map, meta, room);
    drawNumbers(ctx, map, meta, room);
    drawRadius(ctx, map, meta);
    drawRuler(ctx, map, meta);
    drawHighlight(ctx, map, meta, pointed, 1.4);
    drawHighlight(ctx, map, meta, highlight);
    drawDraft(ctx, map, meta, draft);
    drawStamp(ctx, meta, width);
    drawScale(ctx, map, meta, width, height);
    drawShades(ctx, meta, height);
    drawNorth(ctx, meta, width);
    drawAttribution(ctx, meta, width, height);
    drawNotice(ctx, meta, width);
  }

  // ---- life on the page ---------------------------------------------------------------------

  function metaOf(gd) {
    return { ...((gd.layout && gd.layout.meta) || {}), ruler: gd._sacRuler };
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
    draw(ctx, map, metaOf(gd), width, height, gd._sacHighlight, gd._sacPointed, gd._sacDraft);
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

  function loadAreas(gd) {
    const url = metaOf(gd).boundaries;
    if (!url || areaFiles[url]) return;
    areaFiles[url] = fetch(url)
      .then((answer) => (answer.ok ? answer.json() : { features: [] }))
      .then((file) => {
        areaFiles[url] = file.features.map((area) => area.properties);
        schedule(gd);
      });
  }

  function hang(gd, map) {
    const canvas = document.createElement("canvas");
    canvas.className = "map-overlay";
    canvas.setAttribute("aria-hidden", "true");
    describe(gd, map);
    map.getContainer().appendChild(canvas);
    gd._sacOverlay = canvas;
    gd._sacMap = map;
    for (const event of ["move", "resize", "idle", "styledata"]) map.on(event, () => schedule(gd));
    map.on("movestart", (event) => {
      if (event.originalEvent && event.originalEvent.type !== "fit") gd._sacByHand = true;
    });
    map.on("moveend", (event) => gd.dispatchEvent(new CustomEvent("sac-moved", { bubbles: true, detail: Boolean(event.originalEvent) && event.originalEvent.type !== "fit" })));
  }

  // To a screen reader the map is one picture, told by its caption; arrows and + - move it.
  function describe(gd, map) {
    const card = gd.closest(".card");
    const caption = card && card.querySelector(".card-caption");
    const picture = map.getCanvas();
    picture.setAttribute("aria-label", "Map of the offences listed beside it. Arrow keys move it, plus and minus zoom.");
    if (caption && caption.id) picture.setAttribute("aria-describedby", caption.id);
  }

  // Move as if by hand: plotly then keeps the view when the figure is drawn again.
  const FIT = { padding: 46, maxZoom: 13.5 };
  const BY_HAND = { originalEvent: { type: "sac" } };

  function fitTo(gd, bounds, animate = true, byHand = false) {
    const map = mapOf(gd);
    if (!map || !bounds) return;
    const [west, south, east, north] = bounds;
    if (!byHand) gd._sacByHand = false;
    const options = { ...FIT, duration: animate ? 450 : 0 };
    map.fitBounds([[west, south], [east, north]], options, byHand ? BY_HAND : { originalEvent: { type: "fit" } });
  }

  function followFit(gd) {
    const key = JSON.stringify(metaOf(gd).fit || null);
    const before = gd._sacFit;
    gd._sacFit = key;
    const viewGiven = new URLSearchParams(window.location.search).has("view");
    if (before === undefined ? !viewGiven : before !== key) fitTo(gd, metaOf(gd).fit, before !== undefined);
    else if (!viewGiven && !gd._sacByHand && strayed(gd)) fitTo(gd, metaOf(gd).fit, false);
  }

  // A figure drawn anew may bring the server's guess of the view back: nobody has moved the map, so it fits again.
  function strayed(gd) {
    const [map, fit] = [mapOf(gd), metaOf(gd).fit];
    if (!fit || map.isMoving()) return false;
    const camera = map.cameraForBounds([[fit[0], fit[1]], [fit[2], fit[3]]], FIT);
    return Boolean(camera) && Math.abs(camera.zoom - map.getZoom()) > 0.02;
  }

  function settle(gd) {
    const map = mapOf(gd);
    if (!map) return false;
    if (gd._sacMap !== map || !gd._sacOverlay || !gd._sacOverlay.isConnected) hang(gd, map);
    loadTowns(gd);
    loadAreas(gd);
    const card = gd.closest(".card");
    if (card) card.dataset.squares = String(Boolean(metaOf(gd).cells));
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

  function put(id, name, value) {
    const gd = graphOf(id);
    if (!gd || !mapOf(gd)) return;
    gd[name] = value;
    schedule(gd);
  }

  window.SacMap = {
    mapOf,
    graphOf,
    draw,
    metaOf,
    fitTo,
    kmADegree,
    distanceKm,
    BY_HAND,
    // A lighter ring: what is pointed at elsewhere.
    hover: (id, place) => put(id, "_sacPointed", place),
    setRuler: (id, places) => put(id, "_sacRuler", places),
    setDraft: (id, circle) => put(id, "_sacDraft", circle),
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
