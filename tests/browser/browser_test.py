#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Opens the pages in a headless Chromium, where there is one, and looks at what readers would see.

usage: browser_test.py PROGRAM

Status 77 says that there is no browser. CAUCUS_TALLY_BROWSER names one that is not found by itself.
"""
import base64
import csv
import functools
import http.server
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

import browser

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
PAGES = {
    "kerry": "show 2004-mi-dem",
    "districts": "show 2008-mi-dem --by congressional-district",
    "several": "show 2004-mi-dem tests/data/contradictions.json",
    "hostile": "show tests/browser/hostile.json --by <county>",
    "allocation": "allocate 2008-mi-dem",
    "findings": "validate tests/data/contradictions.json tests/invalid",
}

CELLS = """(caption, column) => {
  const table = [...document.querySelectorAll("table")].find(each => each.caption.textContent.startsWith(caption));
  const index = [...table.tHead.rows[0].cells].findIndex(each => each.innerText.trim().startsWith(column));
  return [...table.tBodies[0].rows].map(row => row.cells[index].innerText);
}"""
PRESS = """(caption, column) => {
  const table = [...document.querySelectorAll("table")].find(each => each.caption.textContent.startsWith(caption));
  const head = [...table.tHead.rows[0].cells].find(each => each.innerText.trim().startsWith(column));
  head.querySelector("button").click();
  return head.getAttribute("aria-sort");
}"""
# Text below 4.5:1 (WCAG 2.2, 1.4.3) on the next background behind it.
PALE_TEXT = """(() => {
  const rgb = color => color.match(/[0-9.]+/g).map(Number);
  const bright = ([r, g, b]) => [r, g, b].map(v => v / 255)
      .map(v => v > 0.03928 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92)
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let each = element; each; each = each.parentElement) {
      const color = rgb(getComputedStyle(each).backgroundColor);
      if (color[3] === undefined || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const pale = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("script, title, desc")) continue;
    if (![...element.childNodes].some(each => each.nodeType === 3 && each.textContent.trim())) continue;
    const style = getComputedStyle(element);
    const [a, b] = [bright(rgb(element.closest("svg") ? style.fill : style.color)), bright(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) pale.push(element.tagName + " " + element.textContent.slice(0, 30) + " " + ratio);
  }
  return pale;
})()"""


def require(condition, message):
    if not condition:
        raise AssertionError(message)


class Handler(http.server.SimpleHTTPRequestHandler):
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_):
        pass


def call(page, function, *words):
    return page.run(f"({function})({', '.join(map(repr, words))})")


def check_quiet(name, events, asked):
    """Nothing but the page itself was asked for, and nothing was complained about."""
    requests = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    require(all(url.startswith("data:") for url in requests[1:]) and len(requests) >= 1, f"requests {requests}")
    require(asked == [f"/{name}.html"], f"asked for {asked}")
    faults = [event["params"] for event in events if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
    require(not faults, f"complaints {faults}")


def check_kerry(page):
    text = page.run("document.body.innerText")
    for figure in ("84,818", "163,769", "51.79", "0.07", "24,565.35", "John Kerry 21 and Howard Dean 7"):
        require(figure in text, f"no {figure}")
    table = subprocess.run([PROGRAM, "show", "--format", "csv"], capture_output=True, encoding="utf-8").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    votes = lambda: [int(each.replace(",", "")) for each in call(page, CELLS, "Results by candidate", "Votes")]
    in_file = [int(row["votes"]) for row in rows]
    require(votes() == in_file, f"votes {votes()}")
    for order, expected in (("descending", sorted(in_file, reverse=True)), ("ascending", sorted(in_file)), (None, in_file)):
        require(call(page, PRESS, "Results by candidate", "Votes") == order, order)
        require(votes() == expected, f"{order}: {votes()}")
    require(call(page, PRESS, "Results by candidate", "Candidate") == "ascending", "names are sorted from A on")
    names = call(page, CELLS, "Results by candidate", "Candidate")
    require(names[0].startswith("Al Sharpton") and names[-1] == "Write-ins", f"names {names}")
    percents = call(page, PRESS, "Results by candidate", "%") and call(page, CELLS, "Results by candidate", "%")
    require(percents == [row["percent"] for row in sorted(rows, key=lambda row: -int(row["votes"]))], f"{percents}")


def check_hostile(page):
    require(page.run("document.title").startswith("</title><script>"), "the title has become markup")
    require(page.run("document.images.length + document.scripts.length + document.forms.length") == 1, "elements of the data")
    require(page.run("document.querySelectorAll('[onload], [onerror], [onmouseover], u, b').length") == 0, "handlers")
    call(page, PRESS, "Results by candidate", "Votes")
    votes = call(page, CELLS, "Results by candidate", "Votes")
    require(votes[:3] == ["9,007,199,254,740,994", "9,007,199,254,740,993", "9,007,199,254,740,992"], f"votes {votes}")


def check_districts(page):
    require(page.run("document.querySelectorAll('details[open]').length") == 17, "pools are folded")
    call(page, PRESS, "Votes", "Total")
    districts = call(page, CELLS, "Votes", "congressional-district")
    require(districts[:2] == ["District 14", "District 13"] and districts[-1] == "District 2", f"districts {districts}")
    bold = page.run("[...document.querySelectorAll('tbody strong')].length")
    require(bold == 15, f"{bold} leaders in 15 districts")
    unfolded = print_pages(page)
    page.run("document.querySelectorAll('details').forEach(each => { each.open = false; })")
    require(not call(page, "() => document.querySelector('details table').checkVisibility()"), "folded")
    require(print_pages(page) == unfolded > 3, "a printed page leaves out what is folded on the screen")


def check_findings(page):
    page.run("location.hash = 'CT401-2'")
    shown = page.run("document.querySelector(':target').innerText")
    require("CT401 delegate-sum" in shown, f"target {shown}")


def print_pages(page):
    pdf = base64.b64decode(page.call("Page.printToPDF", printBackground=True)["data"])
    require(pdf.startswith(b"%PDF-"), "PDF")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def check_looks(name, page):
    for scheme, paper in (("light", "rgb(253, 252, 249)"), ("dark", "rgb(20, 23, 28)")):
        page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        require(page.run("getComputedStyle(document.body).backgroundColor") == paper, scheme)
        require(page.run(PALE_TEXT) == [], f"{scheme}: {page.run(PALE_TEXT)}")
    page.call("Emulation.setEmulatedMedia", features=[])
    for width in (320, 1280):
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        wide = page.run("document.documentElement.scrollWidth")
        require(wide <= width, f"{wide} pixels in a window of {width}")
    # As wide as A4 between margins of a centimeter.
    page.call("Emulation.setEmulatedMedia", media="print")
    page.call("Emulation.setDeviceMetricsOverride", width=718, height=1000, deviceScaleFactor=1, mobile=False)
    cut = page.run("[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth).length")
    # Five columns of sixteen digits have no room on any paper.
    require(cut == 0 or name == "hostile", f"{cut} tables are wider than the paper")
    page.call("Emulation.setEmulatedMedia", media="")
    page.call("Emulation.clearDeviceMetricsOverride")
    require(print_pages(page) >= 1, "nothing is printed")


def check_without_script(page, url):
    text = page.run("document.body.innerText")
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.open(url)
    require(page.run("document.body.innerText") == text, "other text without scripts")
    require(page.run("document.querySelectorAll('button').length") == 0, "a script has run")
    page.call("Emulation.setScriptExecutionDisabled", value=False)


def main():
    path = browser.find()
    if not path:
        print("skipped: there is no Chromium here (CAUCUS_TALLY_BROWSER may name one)")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        for name, command in PAGES.items():
            subprocess.run([PROGRAM, *command.split(), "--format", "html", "-o", f"{folder}/{name}.html"], cwd=PROJECT,
                           stderr=subprocess.DEVNULL, timeout=60)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.Browser(path)
        try:
            for name in PAGES:
                url = f"http://127.0.0.1:{server.server_port}/{name}.html"
                Handler.asked.clear()
                check_quiet(name, list(page.open(url)), Handler.asked)
                check_looks(name, page)
                check_without_script(page, url)
                page.open(url)
                globals().get(f"check_{name}", lambda _: None)(page)
                late = [event for event in page.events if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
                require(not late, f"complaints {late}")
        except AssertionError as error:
            sys.exit(f"{name}: {error}")
        finally:
            page.close()
            server.shutdown()
    print(f"{len(PAGES)} pages in {path}")


main()
