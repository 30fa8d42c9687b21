// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace caucus_tally {

/// Lets the columns of tables be sorted and unfolds everything for the printer; without it nothing is missing. Figures
/// are compared as text, digit by digit: numbers of the browser would round what exceeds 2^53. A third press restores
/// the file's order. No "<" and "&": pages are well-formed XML, too.
inline constexpr std::string_view page_script = R"js("use strict";
const figure = /^\d+(\.\d+)?$/;
const keyOf = cell => cell.textContent.trim().replace(/,/g, "").replace(/=$/, "");
const order = (a, b) => (a > b ? 1 : 0) - (b > a ? 1 : 0);
function compare(a, b) {
  if (!figure.test(a) || !figure.test(b)) return a.localeCompare(b, "en", {numeric: true});
  const [i, f = ""] = a.split("."), [j, g = ""] = b.split(".");
  return i.length - j.length || order(i, j) || order(f.padEnd(g.length, "0"), g.padEnd(f.length, "0"));
}
const isEmpty = key => key === "" || key === "\u2013";
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0], original = [...body.rows], heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const isNumber = head.classList.contains("number");
    const cycle = isNumber ? ["descending", "ascending", null] : ["ascending", "descending", null];
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = cycle[(cycle.indexOf(head.getAttribute("aria-sort")) + 1) % 3];
      for (const each of heads) each.removeAttribute("aria-sort");
      if (next) head.setAttribute("aria-sort", next);
      const sign = next === "descending" ? -1 : 1;
      const keyed = original.map(row => [keyOf(row.cells[column]), row]);
      if (next) keyed.sort(([a], [b]) => isEmpty(a) || isEmpty(b) ? isEmpty(a) - isEmpty(b) : sign * compare(a, b));
      body.append(...keyed.map(([, row]) => row));
    });
  });
}
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const each of folded) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of folded) each.open = false;
});
const unfold = () => {
  const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const around = target ? target.closest("details") : null;
  if (around) around.open = true;
};
addEventListener("hashchange", unfold);
unfold();
)js";

}  // namespace caucus_tally
