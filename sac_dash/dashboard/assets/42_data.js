// The Data page's part in the browser: send dropped files one by one, tell how far they are, stop on demand.
// An upload counts only once the last request says it is whole; a stop or a fault removes it.
(function () {
  "use strict";
  const ROUTE = "/uploads";
  const MB = 1e6;
  let sending = null; // {id, request, stopped} while files are on their way

  const zone = () => document.getElementById("data-upload");
  const status = () => document.querySelector("#data-upload .drop-status");

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function tell(words, bad) {
    const place = status();
    if (place) place.replaceChildren(...(words ? [element("p", words, bad ? "drop-bad" : "")] : []));
  }

  // The file chooser: an input of the browser's own, so that its dialog and its rules are the familiar ones.
  function addChooser() {
    const place = document.querySelector("#data-upload .drop-input");
    if (!place || place.firstChild) return;
    const input = element("input");
    Object.assign(input, { type: "file", multiple: true, accept: zone().dataset.kinds, tabIndex: -1 });
    input.setAttribute("aria-hidden", "true");
    input.addEventListener("change", () => { send([...input.files]); input.value = ""; });
    place.append(input);
  }
  const follow = () => { addChooser(); keepFocus(); };
  new MutationObserver(follow).observe(document.documentElement, { childList: true, subtree: true });

  function timeLeft(share, sinceMs) {
    if (share < 0.05 || sinceMs < 1500) return "";
    const seconds = (sinceMs / 1000) * (1 - share) / share;
    return seconds < 90 ? `, about ${Math.max(1, Math.round(seconds))} s left` : `, about ${Math.round(seconds / 60)} minutes left`;
  }

  function showBar(total) {
    const words = element("span", "Sending"), bar = element("progress"), stop = element("button", "Cancel", "way");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", "Share of the files sent");
    stop.type = "button";
    stop.id = "data-stop-sending";
    stop.addEventListener("click", stopSending);
    status().replaceChildren(words, bar, stop);
    const began = Date.now();
    return (name, sent) => {
      const share = total ? Math.min(sent / total, 1) : 1;
      bar.value = share;
      words.textContent = `Sending ${name}: ${(sent / MB).toFixed(1)} of ${(total / MB).toFixed(1)} MB${timeLeft(share, Date.now() - began)}`;
    };
  }

  function post(path, body, onSent) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      if (sending) sending.request = request;
      request.open("POST", ROUTE + path);
      if (body) request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = (event) => onSent && onSent(event.loaded);
      request.onload = () => (request.status < 300 ? done(JSON.parse(request.responseText)) : failed(new Error(request.responseText)));
      request.onerror = () => failed(new Error("The connection broke. Is SAC Dash still running? Drop the files again."));
      request.onabort = () => failed(new Error("Cancelled. The store is as it was."));
      request.send(body || null);
    });
  }

  function stopSending() {
    if (!sending) return;
    sending.stopped = true;
    if (sending.request) sending.request.abort();
  }

  function forget(id) {
    if (id) fetch(`${ROUTE}/${id}`, { method: "DELETE", keepalive: true }).catch(() => {});
  }

  async function send(files) {
    if (sending || !zone() || !files.length) return;
    const limit = Number(zone().dataset.limitMb);
    const total = files.reduce((sum, file) => sum + file.size, 0);
    if (total > limit * MB) {
      tell(`The files are larger than ${limit} MB together. Drop fewer at once, load them with sac-dash ingest FILE, or raise SAC_DASH_MAX_UPLOAD_MB.`, true);
      return;
    }
    const mine = (sending = { id: null, request: null, stopped: false });
    const show = showBar(total);
    let before = 0;
    try {
      mine.id = (await post("")).id;
      for (const file of files) {
        if (mine.stopped) throw new Error("Cancelled. The store is as it was.");
        show(file.name, before);
        await post(`/${mine.id}/files?name=${encodeURIComponent(file.name)}`, file, (sent) => show(file.name, before + sent));
        before += file.size;
      }
      if (mine.stopped) throw new Error("Cancelled. The store is as it was.");
      tell("Reading the files");
      await post(`/${mine.id}/whole`);
      window.dash_clientside.set_props("shell-url", { search: `?job=${mine.id}` });
    } catch (error) {
      forget(mine.id);
      tell(error.message, !mine.stopped);
    } finally {
      sending = null;
    }
  }

  // A change has the work drawn anew. Whoever moves by keys stays on the field that was changed.
  let field = null;
  const labelled = (element) => element.getAttribute && element.getAttribute("aria-label");
  document.addEventListener("focusin", (event) => { field = event.target.closest("#data-work") ? labelled(event.target) : null; });
  document.addEventListener("pointerdown", () => { field = null; }, true);
  function keepFocus() {
    if (!field || document.activeElement !== document.body) return;
    const same = [...document.querySelectorAll("#data-work [aria-label]")].find((each) => labelled(each) === field);
    if (same) same.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-choose]")) document.querySelector("#data-upload input[type=file]").click();
  });

  // Files may be dropped anywhere on the page; elsewhere the browser would open them in place of it.
  const holdsFiles = (event) => zone() && event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    zone().classList.add("drop-active");
  });
  document.addEventListener("dragleave", (event) => {
    if (zone() && !event.relatedTarget) zone().classList.remove("drop-active");
  });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    zone().classList.remove("drop-active");
    send([...event.dataTransfer.files]);
  });
  window.addEventListener("pagehide", () => sending && forget(sending.id));
})();
