// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace caucus_tally {

// Style sheets of the pages and charts. Every text has a contrast of 4.5:1 at least, light and dark. No "<" and "&":
// pages are well-formed XML, too.

inline constexpr std::string_view palette_style = R"css(:root {
  --paper: #fdfcf9; --ink: #1c222b; --soft: #59626f; --rule: #d8d9d6; --faint: #efeeea;
  --accent: #245a8d; --good: #1d6a45; --caution: #855600; --bad: #a3262e; --mark: #fbe7a6; --neutral: #71839b;
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --ink: #e7e9ec; --soft: #a0a9b5; --rule: #343a43; --faint: #1f242b;
    --accent: #8fbbea; --good: #74cf9f; --caution: #e2b65c; --bad: #f2938f; --mark: #5a4a12; --neutral: #8295ad;
    color-scheme: dark;
  }
}
@media print {
  :root {
    --paper: #fff; --ink: #000; --soft: #444; --rule: #bbb; --faint: #eee;
    --accent: #000; --good: #14532f; --caution: #6b4500; --bad: #8a1c23; --mark: #fbe7a6; --neutral: #71839b;
    color-scheme: light;
  }
}
)css";

inline constexpr std::string_view chart_style = R"css(text {
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-size: 15px;
  fill: var(--ink);
}
.heading { font-size: 18px; font-weight: 700; }
.name { font-weight: 600; }
.figures { font-variant-numeric: tabular-nums; }
text.note { fill: var(--soft); font-size: 14px; }
.paper { fill: var(--paper); }
.track { fill: var(--faint); }
.mark { stroke-width: 1; }
.neutral { fill: var(--neutral); }
.pale { stroke: #6f6f66; }
@media (prefers-color-scheme: dark) {
  .pale { stroke: none; }
  .deep { stroke: #8d949e; }
}
@media print {
  .pale { stroke: #6f6f66; }
  .deep { stroke: none; }
}
)css";

inline constexpr std::string_view page_style = R"css(* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: break-word;
}
main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-top: 2.5rem; }
footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--soft); font-size: .875rem; }
h1, h2, h3, h4 {
  font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Noto Serif", serif;
  line-height: 1.2; text-wrap: balance; margin: 2.25rem 0 .75rem;
}
h1 { font-size: 2.125rem; margin-top: 0; }
h2 { font-size: 1.5rem; }
h3 { font-size: 1.2rem; }
h4 { font-size: 1.05rem; }
p, ul, ol { margin: .5rem 0; max-width: 48rem; text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
article + article { border-top: 1px solid var(--rule); margin-top: 3.5rem; padding-top: .25rem; }
.facts { color: var(--soft); margin: .15rem 0; }
.lead { font-size: 1.125rem; margin-top: 1rem; }
.good, .caution, .bad { font-weight: 600; }
.good { color: var(--good); }
p.good::before { content: "\2713\00a0"; }
.caution { color: var(--caution); }
p.caution::before { content: "!\00a0"; }
.bad { color: var(--bad); }
p.bad::before { content: "\2717\00a0"; }
.scroll { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; min-width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .35rem; }
th, td { padding: .35rem .75rem; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--rule); }
th:first-child, td:first-child { padding-left: .25rem; }
th:last-child, td:last-child { padding-right: .25rem; }
thead th, thead td { border-bottom: 2px solid var(--rule); }
thead th { color: var(--soft); font-size: .875rem; font-weight: 600; }
tbody th { font-weight: 600; min-width: 8.5rem; }
tbody tr:hover { background: var(--faint); }
tr.faint, tr.faint th { color: var(--soft); font-weight: 400; }
tfoot th, tfoot td { font-weight: 700; border-bottom: 0; border-top: 2px solid var(--rule); }
.number { text-align: right; white-space: nowrap; }
.chip { width: .8em; height: .8em; margin-right: .5em; vertical-align: -.05em; overflow: visible; }
th button {
  all: unset; cursor: pointer; font: inherit; color: inherit; border-bottom: 1px dotted currentColor;
}
th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
th[aria-sort="ascending"] button::after { content: "\00a0\25b2"; }
th[aria-sort="descending"] button::after { content: "\00a0\25bc"; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem 3rem; }
figure { margin: 1.25rem 0; }
figcaption { font-weight: 600; color: var(--soft); font-size: .875rem; margin-bottom: .75rem; }
.chart { display: block; width: 100%; max-width: 30rem; height: auto; overflow: visible; }
details { border: 1px solid var(--rule); border-radius: .5rem; margin: .75rem 0; padding: 0 1rem; }
/* What stands above says it already. */
details caption, caption.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
summary { cursor: pointer; padding: .65rem 0; font-weight: 600; }
summary span { font-weight: 400; color: var(--soft); }
details[open] summary { border-bottom: 1px solid var(--rule); }
.finding { border: 1px solid var(--rule); border-left: .3rem solid var(--soft); border-radius: .35rem;
  margin: 1rem 0; padding: .75rem 1rem; }
.finding:target { background: var(--faint); }
.finding.error { border-left-color: var(--bad); }
.finding.warning { border-left-color: var(--caution); }
.finding p { margin: .25rem 0; }
.finding a { color: inherit; }
.severity { font-weight: 700; }
.error .severity { color: var(--bad); }
.warning .severity { color: var(--caution); }
.place, .help, .aside { color: var(--soft); font-size: .9rem; }
pre, code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: .875rem; }
pre { overflow-x: auto; background: var(--faint); border-radius: .25rem; padding: .6rem .75rem; margin: .5rem 0; }
mark { background: var(--mark); color: inherit; font-weight: 700; outline: 1px solid currentColor; }
@media screen and (max-width: 40rem) {
  main { padding-top: 1.25rem; }
  h1 { font-size: 1.75rem; }
  .least { display: none; }
  th, td { padding: .35rem .4rem; }
}
@media print {
  body { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  h1 { font-size: 20pt; }
  h2 { font-size: 14pt; }
  .lead { font-size: 11pt; }
  table, caption, thead th { font-size: 9pt; }
  th, td { padding: .15rem .35rem; }
  thead .number { white-space: normal; }
  .scroll { overflow-wrap: anywhere; }
  .charts { grid-template-columns: 1fr 1fr; gap: 1rem 2rem; }
  h1, h2, h3, h4, summary, figcaption, caption { break-after: avoid; }
  tr, figure, .finding { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll, pre { overflow: visible; }
  pre { white-space: pre-wrap; }
  th button { border: 0; }
  details::details-content { content-visibility: visible; }
  tbody tr:hover { background: none; }
}
)css";

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
