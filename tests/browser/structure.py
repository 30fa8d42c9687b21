#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads every page and chart as a strict parser does, and holds its figures against the machine formats.

usage: structure.py PROGRAM

A page must be well-formed (as XML, which is stricter than HTML), ask for nothing from outside, have unique ids and
links that lead somewhere, tables with captions and scoped headers, and headings without gaps. Its Content Security
Policy must name the digests of the style sheet and the script that are in it.
"""
import base64
import fractions
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 460  # of a chart

PAGES = [
    "show",
    "show 2004-mi-dem --top 3 --digits 0",
    "show 2008-mi-dem --by congressional-district",
    "show 2020-ia-dem-excerpt --by precinct --round first",
    "show 2004-mi-dem 2008-mi-dem 2020-ia-dem-excerpt",
    "show tests/data/contradictions.json tests/data/names.json tests/browser/hostile.json",
    "show tests/browser/hostile.json --by <county>",
    "allocate", "allocate 2008-mi-dem --compare", "allocate 2008-mi-dem --pool District/1 --pool District/5",
    "allocate 2004-mi-dem --threshold 0%", "allocate 2020-ia-dem-excerpt --by precinct",
    "allocate 2020-ia-dem-excerpt --by county",
    "allocate tests/golden/allocate/caucus.json --precinct Mill --precinct Elm/South --explain",
    "validate 2004-mi-dem", "validate tests/invalid tests/data",
    "precinct --delegates 3 --attendance 9 A=4 <b>=5 --first A=4,<b>=5",
    "tabulate tests/golden/tabulate/boone.csv", "tabulate tests/golden/tabulate/boone.csv --by party",
    "explain", "explain CT201", "list", "list rules",
]


def run(command, format):
    done = subprocess.run([PROGRAM, *command.split(), "--format", format], cwd=PROJECT, capture_output=True, timeout=120)
    if done.returncode not in (0, 1, 3, 4):
        sys.exit(f"{command}: status {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode("utf-8")


def require(condition, message):
    if not condition:
        raise AssertionError(message)


def text_of(element):
    return "".join(element.itertext())


def check_policy(page, style, script):
    policy = page.find("head/meta[@http-equiv='Content-Security-Policy']").get("content")
    digest = lambda text: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    require(policy == f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
                      "img-src data:; base-uri 'none'; form-action 'none'", f"policy {policy}")
    require(not re.search(r"url\(|@import|https?:|//", style), "the style sheet asks for something")
    require(not re.search(r"fetch|XMLHttp|import\b|https?:|eval|innerHTML", script), "the script asks for something")


def check_attributes(page):
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    require(len(set(ids)) == len(ids) and all(re.fullmatch(r"[A-Za-z][\w-]*", each) for each in ids), f"ids {ids}")
    for element in page.iter():
        for name, value in element.attrib.items():
            require(not name.startswith("on") and name not in ("src", "style", "action", "srcset"), f"attribute {name}")
            if name == "href":
                require(value == "data:,", value) if element.tag == "link" else require(value[1:] in ids, value)
            if name == "aria-labelledby":
                require(all(each in ids for each in value.split()), value)
    allowed = ("html head meta link title style body main header footer nav article section h1 h2 h3 h4 h5 p a ul ol li span "
               "bdi strong code pre mark table caption thead tbody tfoot tr th td div details summary figure figcaption "
               "svg g rect path text desc script").split()
    unknown = {element.tag for element in page.iter()} - set(allowed)
    require(not unknown, f"elements {unknown}")


def check_tables(page):
    for table in page.iter("table"):
        require(table[0].tag == "caption" and text_of(table[0]), "a table without a caption")
        widths = {len(row) for row in table.iter("tr")}
        require(len(widths) == 1, f"rows of {widths} cells")
        require(all(each.get("scope") == "col" for each in table.findall("thead/tr/th")), "scope of columns")
        rows = table.findall("tbody/tr") + table.findall("tfoot/tr")
        require(all(th.get("scope") == "row" for row in rows for th in row.findall("th")), "scope of rows")
        require(all(len(row.findall("th")) <= 1 for row in rows) and rows[0].find("th") is not None, "names of rows")
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch(r"h\d", element.tag)]
    require(levels[0] == 1 and levels.count(1) == 1, f"headings {levels}")
    require(all(after <= before + 1 for before, after in zip(levels, levels[1:])), f"headings {levels}")


def check_page(text):
    require(text.startswith("<!DOCTYPE html>\n"), "doctype")
    require(not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\uffff]", text),
            "a control character")
    page = xml.etree.ElementTree.fromstring(text)
    styles, scripts = list(page.iter("style")), list(page.iter("script"))
    require(len(styles) == 1 and len(scripts) == 1 and page.get("lang") == "en", "one style sheet, one script, a language")
    check_policy(page, styles[0].text, scripts[0].text)
    check_attributes(page)
    check_tables(page)
    for chart in page.iter("svg"):
        if chart.get("role") == "img":
            require(chart[0].tag == "title" and chart[1].tag == "desc", "a chart without words")
    return page


def table_rows(page, caption):
    table = next(each for each in page.iter("table") if text_of(each[0]) == caption)
    header = [text_of(cell) for cell in table.find("thead/tr")]
    return [dict(zip(header, map(text_of, row))) for row in table.findall("tbody/tr")]


def tenths(votes, longest):
    quotient = fractions.Fraction(votes * WIDTH * 10, longest)
    rounded = (quotient + fractions.Fraction(1, 2)).__floor__()
    return f"{rounded // 10}.{rounded % 10}"


def check_bars(elements, rows):
    bars = [each.get("width") for each in elements if each.get("class", "").startswith("mark")]
    longest = max(row["votes"] or 0 for row in rows)
    require(bars == [tenths(row["votes"], longest) for row in rows if row["votes"]], f"bars {bars}")


def check_figures(command):
    contest, = json.loads(run(command, "json"))["contests"]
    page = check_page(run(command, "html"))
    shown = table_rows(page, "Results by candidate")
    require(len(shown) == len(contest["rows"]), "rows")
    for row, stated in zip(shown, contest["rows"]):
        figures = [row["Votes"].replace(",", ""), row["%"], row["Delegates"]]
        require(figures == [str(stated[each]) for each in ("votes", "percent", "delegates")], f"{row} for {stated}")
    votes, delegates = [each for each in page.iter("svg") if each.get("role") == "img"]
    check_bars(votes.iter("rect"), contest["rows"])
    squares = [re.findall(r"h(17|\d+\.\d)v", path.get("d")) for path in delegates.iter("path")]
    won = [fractions.Fraction(row["delegates"]) for row in contest["rows"] if row["delegates"] not in (0, "0")]
    require([sum(map(fractions.Fraction, each)) / 17 for each in squares] == won, f"squares {squares}")
    drawing = xml.etree.ElementTree.fromstring(run(command, "svg"))
    require(drawing.tag == SVG + "svg" and drawing[0].tag == SVG + "title" and drawing[1].tag == SVG + "desc", "svg")
    check_bars(drawing.iter(SVG + "rect"), contest["rows"])


def main():
    for command in PAGES:
        try:
            text = run(command, "html")
            check_page(text)
            require(run(command, "html") == text, "other bytes the second time")
            if command.startswith("show"):
                xml.etree.ElementTree.fromstring(run(command, "svg"))
        except (AssertionError, xml.etree.ElementTree.ParseError) as error:
            sys.exit(f"{command}: {error}")
    for command in ("show 2004-mi-dem", "show 2008-mi-dem", "show 2004-mi-dem --sort votes --digits 1"):
        check_figures(command)
    numbers = re.findall(r'id="(CT\d+-\d+)"', run("validate tests/invalid tests/data", "html"))
    findings = json.loads(run("validate tests/invalid tests/data", "json"))["findings"]
    require([each.split("-")[0] for each in numbers] == [each["code"] for each in findings], "findings")
    print(f"{len(PAGES)} pages")


main()
