// Save any figure as a PNG by one click: title above, the figure as on the screen, what it counts and
// the marking below. A map's own canvas is read in the very frame that draws it; read later it is blank.
(function () {
  "use strict";
  const SCALE = 2;
  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
  const PAD = 14;

  function colour(name, fallback) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || fallback;
  }

  function loadImage(source) {
    return new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve(image);
      image.onerror = () => reject(new Error("the picture could not be read"));
      image.src = source;
    });
  }

  function mapPicture(gd, map) {
    return new Promise((resolve) => {
      map.once("render", () => {
        const source = map.getCanvas();
        const [width, height] = [source.clientWidth, source.clientHeight];
        const canvas = document.createElement("canvas");
        canvas.width = width * SCALE;
        canvas.height = height * SCALE;
        const ctx = canvas.getContext("2d");
        ctx.drawImage(source, 0, 0, canvas.width, canvas.height);
        ctx.setTransform(SCALE, 0, 0, SCALE, 0, 0);
        window.SacMap.draw(ctx, map, window.SacMap.metaOf(gd), width, height, null);
        resolve({ image: canvas, width, height });
      });
      map.triggerRepaint();
    });
  }

  async function chartPicture(gd) {
    const [width, height] = [gd.clientWidth, gd.clientHeight];
    const also = gd.layout.meta && gd.layout.meta.png; // what a chart also says where no page stands beside it
    const figure = also ? { data: gd.data, layout: { ...gd.layout, ...also } } : gd;
    const source = await window.Plotly.toImage(figure, { format: "png", width, height, scale: SCALE });
    return { image: await loadImage(source), width, height };
  }

  function wrap(ctx, text, width) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = `${lines[lines.length - 1]} ${word}`.trim();
      if (ctx.measureText(longer).width > width && lines[lines.length - 1]) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  function strip(ctx, marking, y, width) {
    ctx.fillStyle = marking.background;
    ctx.fillRect(0, y, width, 20);
    ctx.fillStyle = "#fff";
    ctx.font = `700 11px ${FONT}`;
    ctx.textAlign = "center";
    ctx.fillText(marking.text, width / 2, y + 14);
    ctx.textAlign = "left";
  }

  function frame(picture, words) {
    const canvas = document.createElement("canvas");
    const ctx = canvas.getContext("2d");
    ctx.font = `11.5px ${FONT}`;
    const notes = wrap(ctx, words.caption, picture.width - 2 * PAD);
    const [top, bottom] = [56, 14 + notes.length * 15 + 20];
    canvas.width = picture.width * SCALE;
    canvas.height = (picture.height + top + bottom) * SCALE;
    ctx.setTransform(SCALE, 0, 0, SCALE, 0, 0);
    ctx.fillStyle = colour("--sd-surface", "#fff");
    ctx.fillRect(0, 0, picture.width, picture.height + top + bottom);
    strip(ctx, words.marking, 0, picture.width);
    ctx.fillStyle = colour("--sd-ink", "#000");
    ctx.font = `650 15px ${FONT}`;
    ctx.fillText(words.title, PAD, 43);
    ctx.drawImage(picture.image, 0, top, picture.width, picture.height);
    ctx.fillStyle = colour("--sd-muted", "#444");
    ctx.font = `11.5px ${FONT}`;
    notes.forEach((line, position) => ctx.fillText(line, PAD, top + picture.height + 17 + position * 15));
    strip(ctx, words.marking, picture.height + top + bottom - 20, picture.width);
    return canvas;
  }

  function wordsOf(card) {
    const marking = document.querySelector(".marking");
    const text = (selector, where) => ((where.querySelector(selector) || {}).textContent || "").trim();
    const reach = text("#shell-cut-off", document);
    const invented = document.querySelector(".badge-invented:not([hidden])") ? " · INVENTED DATA" : "";
    return {
      title: text(".card-title", card),
      caption: [text(".card-caption", card), reach].filter(Boolean).join(" · ") + invented,
      marking: { text: marking.textContent, background: getComputedStyle(marking).backgroundColor },
    };
  }

  function save(canvas, title) {
    canvas.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `sac-dash-${title.toLowerCase().replace(/[^a-z0-9]+/g, "-") || "figure"}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }, "image/png");
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("[data-png]");
    if (!button) return;
    const gd = document.querySelector(`#${CSS.escape(button.dataset.png)} .js-plotly-plot`);
    if (!gd) return;
    const map = window.SacMap.mapOf(gd);
    const words = wordsOf(button.closest(".card"));
    const picture = map ? await mapPicture(gd, map) : await chartPicture(gd);
    save(frame(picture, words), words.title);
  });
})();
