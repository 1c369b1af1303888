// The comparative case table: press a cell for a small menu that corrects it; arrows move from cell to cell.
(function () {
  "use strict";
  const BODY = "series-case-body", MENU = "series-case-menu", WORDS = "series-case-menu-words";
  const BACK = "series-case-back", CELL = "series-case-cell";
  const CURRENT = { present: "present", absent: "absent", unknown: "unknown", other: "unknown" };
  const GAP_PX = 4;
  const byId = (id) => document.getElementById(id);
  let inHand = null; // the cell the menu is open for, or was last

  function keyOf(button) {
    const head = button.closest("table").querySelector(`th[data-column="${button.dataset.column}"]`);
    return { offence: button.closest("tr").dataset.offence, facet: head.dataset.facet, code: head.dataset.code };
  }

  function sameCell(button, key) {
    const other = keyOf(button);
    return other.offence === key.offence && other.facet === key.facet && other.code === key.code;
  }

  function place(menu, button) {
    const cell = button.getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    const left = Math.max(GAP_PX, Math.min(cell.left, innerWidth - width - GAP_PX));
    const below = cell.bottom + GAP_PX;
    const top = below + height < innerHeight ? below : Math.max(GAP_PX, cell.top - height - GAP_PX);
    menu.style.left = `${left}px`;
    menu.style.top = `${top}px`;
  }

  function say(words) {
    const [first, ...rest] = words.split("\n");
    const title = document.createElement("b");
    title.textContent = first;
    byId(WORDS).replaceChildren(title, rest.length ? `\n${rest.join("\n")}` : "");
  }

  function open(button) {
    const menu = byId(MENU);
    if (!menu) return;
    inHand = keyOf(button);
    window.dash_clientside.set_props(CELL, { data: inHand });
    say(button.title);
    byId(BACK).hidden = button.dataset.edited !== "yes";
    for (const choice of menu.querySelectorAll("[data-state]")) {
      choice.setAttribute("aria-checked", String(choice.dataset.state === CURRENT[button.dataset.state]));
    }
    menu.hidden = false;
    place(menu, button);
    menu.querySelector("button:not([hidden])").focus();
  }

  function close(andReturn) {
    const menu = byId(MENU);
    if (!menu || menu.hidden) return false;
    menu.hidden = true;
    if (andReturn && inHand) focusCell(cellOf(inHand));
    return true;
  }

  function focusCell(button) {
    if (!button) return;
    for (const other of button.closest("table").querySelectorAll('.cca-cell[tabindex="0"]')) other.tabIndex = -1;
    button.tabIndex = 0;
    button.focus();
  }

  function cellOf(key) {
    return [...document.querySelectorAll(".cca-cell")].find((button) => sameCell(button, key));
  }

  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function step(button, [down, across]) {
    const row = button.closest("tr");
    const next = down ? (down > 0 ? row.nextElementSibling : row.previousElementSibling) : row;
    if (next) focusCell(next.querySelector(`[data-column="${Number(button.dataset.column) + across}"]`));
  }

  function stepInMenu(target, down) {
    const choices = [...byId(MENU).querySelectorAll("button:not([hidden])")];
    choices[(choices.indexOf(target) + down + choices.length) % choices.length].focus();
  }

  document.addEventListener("click", (event) => {
    const cell = event.target.closest(".cca-cell");
    if (cell) open(cell);
    else if (event.target.closest(".cca-choice")) close(true);
    else if (!event.target.closest(`#${MENU}`)) close(false);
  });

  document.addEventListener("keydown", (event) => {
    const inMenu = event.target.closest(`#${MENU}`);
    if (event.key === "Escape" && close(true)) event.stopPropagation();
    else if (inMenu && STEPS[event.key]) {
      event.preventDefault();
      stepInMenu(event.target, STEPS[event.key][0] || STEPS[event.key][1]);
    } else if (inMenu && event.key === "Tab") close(true);
    else if (event.target.closest(".cca-cell") && STEPS[event.key]) {
      event.preventDefault();
      step(event.target.closest(".cca-cell"), STEPS[event.key]);
    }
  }, true);

  document.addEventListener("scroll", (event) => { if (event.target.id === BODY) close(false); }, true);

  // A table drawn anew after a decision, once or twice, gives the focus back to the cell that had it.
  let hadFocus = null;
  document.addEventListener("focusin", (event) => {
    const cell = event.target.closest(".cca-cell");
    hadFocus = cell ? keyOf(cell) : null;
  });
  document.addEventListener("pointerdown", () => { hadFocus = null; }, true);
  new MutationObserver(() => {
    if (hadFocus && document.activeElement === document.body) focusCell(cellOf(hadFocus));
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
