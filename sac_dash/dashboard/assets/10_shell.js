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

  namespaces.shell = {
    follow_scheme: currentScheme,
  };
})();
