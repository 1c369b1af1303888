// Cells that are more than text. React escapes what they show.
(function () {
  "use strict";
  const cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const element = (...parts) => window.React.createElement(...parts);

  // A disc in the series' colour, ringed for an ATM attack, and the crime reference.
  cells.OffenceRef = ({ data, value }) =>
    element(
      "span",
      { className: "cell-ref" },
      element("span", { className: `dot${data.atm ? " dot-atm" : ""}`, style: { background: data.colour }, title: data.atm ? "ATM attack" : undefined }),
      data.kind ? element("span", { className: "cell-two" }, value, element("span", { className: "cell-kind" }, data.kind)) : element("span", null, value)
    );

  // The series' name; choosing it looks at that series alone.
  cells.SeriesCell = ({ data }) =>
    data.series
      ? element(
          "button",
          {
            type: "button",
            className: "cell-link",
            title: `Show ${data.series_name} alone`,
            onClick: (event) => {
              event.stopPropagation();
              window.SacMapPage.write({ series: data.series, view: null });
            },
          },
          data.series_name
        )
      : element("span", { className: "cell-none" }, "–");
})();
