// The shell's part in the browser: tell the server's pages which colour scheme the screen is in.
(function () {
  "use strict";
  const namespaces = (window.dash_clientside = window.dash_clientside || {});

  function currentScheme() {
    return document.documentElement.getAttribute("data-mantine-color-scheme") === "dark" ? "dark" : "light";
  }

  // Before the first paint: the scheme chosen last time, or the system's.
  const chosen = localStorage.getItem("mantine-color-scheme-value");
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.setAttribute("data-mantine-color-scheme", chosen === "light" || chosen === "dark" ? chosen : system);

  // Afterwards: whatever changes the scheme (the switch, the system), the pages' figures follow.
  new MutationObserver(() => {
    if (namespaces.set_props && document.getElementById("shell-content")) namespaces.set_props("shell-scheme", { data: currentScheme() });
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });

  // ---- keys ---------------------------------------------------------------------------------

  const PAGES = {
    n: ["/overnight", "Overnight"], r: ["/alerts", "Alerts"], m: ["/map", "Map"], s: ["/series", "Series"],
    o: ["/offence", "Offence"],
    l: ["/timelines", "Timelines"], t: ["/trends", "Trends"], p: ["/patterns", "Patterns"],
    v: ["/evaluate", "Evaluate"], b: ["/briefings", "Briefings"], d: ["/data", "Data"], e: ["/model", "Model"], a: ["/audit", "Audit"],
  };
  const SERIES_KEYS = [
    [["j"], "Series, Offence: the next row of the open table"],
    [["k"], "Series, Offence: the row before"],
    [["l"], "Series, Offence: link, the ranked offences"],
    [["a"], "Series, Offence: accept what is ticked, or the row in hand"],
    [["p"], "Series, Offence: hold it possible"],
    [["r"], "Series, Offence: reject it, with a reason"],
    [["u"], "Series, Offence: take back your last decision"],
    [["b"], "Series: brief on it"],
  ];
  const SEARCH = "#map-series, [data-search] input, .page input[type=search]";
  const PATIENCE_MS = 1200; // between g and the page's letter
  let goingSince = 0;

  function keyRows() {
    const go = Object.entries(PAGES).map(([letter, [, title]]) => [["g", letter], `Go to ${title}`]);
    return [...go, ...SERIES_KEYS, [["/"], "Search the series"], [["Esc"], "Map: let go of the tool, the offence, then area and period"], [["?"], "This list"]];
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function keyList() {
    const list = element("dl", "keys-list");
    for (const [keys, words] of keyRows()) {
      list.append(element("dt", "", ...keys.map((key) => element("kbd", "", key))), element("dd", "", words));
    }
    const dialog = element("dialog", "keys", element("h2", "card-title", "Keys"), list);
    dialog.id = "shell-keys";
    dialog.setAttribute("aria-label", "Keys");
    dialog.addEventListener("click", () => dialog.close());
    document.body.append(dialog);
    return dialog;
  }

  function toggleKeys() {
    const dialog = document.getElementById("shell-keys") || keyList();
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  function writing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function goTo(letter) {
    const link = PAGES[letter] && document.querySelector(`nav a[href="${PAGES[letter][0]}"]`);
    if (link) link.click();
    return Boolean(link);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const going = Date.now() - goingSince < PATIENCE_MS;
    goingSince = event.key === "g" && !going ? Date.now() : 0;
    if (going && goTo(event.key)) event.preventDefault();
    else if (event.key === "?") toggleKeys();
    else if (event.key === "/") {
      const field = document.querySelector(SEARCH);
      if (!field) return;
      event.preventDefault();
      field.focus();
    }
  });

  // A page's own part of the address: unchanged once another page is on its way.
  function ownSearch(path) {
    return (search, pathname) => (pathname && pathname.replace(/\/$/, "") === path ? search || "" : namespaces.no_update);
  }

  namespaces.shell = {
    follow_scheme: currentScheme,
    // `/` shows the first page: its link says so, which a link knows of its own address only.
    home_active: (pathname) => (!pathname || pathname === "/" ? true : "partial"),
    series_search: ownSearch("/series"),
    offence_search: ownSearch("/offence"),
    clear_error: () => null, // what was wrong with a field is said until it is typed in again
  };
})();
