// SPDX-License-Identifier: MIT
#include "format/chart.hpp"
#include "format/display.hpp"
#include "format/html_style.hpp"
#include "format/markup.hpp"

#include <fmt/format.h>

namespace caucus_tally {
namespace {

constexpr unsigned margin = 24;
constexpr unsigned below_headings = 14;

/// Headings above a chart, the first one strong, each broken into lines that fit; returns how far down they reach.
unsigned append_headings(std::string& drawing, const std::vector<std::string>& headings) {
    struct Lines {
        std::string_view style;
        unsigned columns;
        unsigned height;
    };
    constexpr Lines strong{"heading", 42, 24};
    constexpr Lines plain{"note", 58, 20};
    unsigned bottom = 0;
    for (const std::string& heading : headings) {
        const Lines& lines = &heading == &headings.front() ? strong : plain;
        for (const std::string& line : wrap(visible(heading, true), lines.columns)) {
            bottom += lines.height;
            drawing += fmt::format("<text class=\"{}\" x=\"0\" y=\"{}\">{}</text>\n", lines.style, bottom - 6,
                                   escape_markup(line));
        }
    }
    return bottom;
}

}  // namespace

std::string color_chip(std::string_view color) {
    return fmt::format(
        "<svg class=\"chip\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><rect {} width=\"12\" height=\"12\"/></svg>",
        mark_attributes(color));
}

std::string html_chart(const Chart& chart, unsigned number) {
    return fmt::format(
        "<figure>\n<figcaption>{0}</figcaption>\n"
        "<svg class=\"chart\" viewBox=\"0 0 {1} {2}\" role=\"img\" aria-labelledby=\"chart-{3} chart-{3}-figures\">\n"
        "<title id=\"chart-{3}\">{0}</title>\n<desc id=\"chart-{3}-figures\">{4}</desc>\n{5}</svg>\n</figure>\n",
        escape_markup(chart.title), chart_width, chart.height, number, escape_markup(chart.description),
        chart.elements);
}

std::string svg_file(std::span<const HeadedChart> charts) {
    std::string titles;
    std::string descriptions;
    std::string drawings;
    unsigned height = margin;
    for (const HeadedChart& each : charts) {
        const std::string_view space = titles.empty() ? "" : " ";
        titles += fmt::format("{}{}", titles.empty() ? "" : "; ", each.chart.title);
        descriptions += fmt::format("{}{}", space, each.chart.description);
        drawings += fmt::format("<g transform=\"translate({} {})\">\n", margin, height);
        const unsigned top = append_headings(drawings, each.headings) + below_headings;
        drawings += fmt::format("<g transform=\"translate(0 {})\">\n{}</g>\n</g>\n", top, each.chart.elements);
        height += top + each.chart.height + margin;
    }
    constexpr unsigned width = chart_width + 2 * margin;
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
        "aria-labelledby=\"title figures\">\n<title id=\"title\">{2}</title>\n<desc id=\"figures\">{3}</desc>\n"
        "<style>\n{4}{5}</style>\n<rect class=\"paper\" width=\"{0}\" height=\"{1}\"/>\n{6}</svg>\n",
        width, height, escape_markup(titles), escape_markup(descriptions), palette_style, chart_style, drawings);
}

}  // namespace caucus_tally
