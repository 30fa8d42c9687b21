// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"
#include "format/results.hpp"

#include <caucus_tally/numbers.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// The width of every chart in the units of its coordinates; pixels where there is room.
inline constexpr unsigned chart_width = 460;

/// A bar a row, the longest as wide as the chart; figures stand beside the names.
Chart draw_votes(std::span<const ResultRow> rows, std::string title);

/// A difference for draw_differences(): the bar's part of its whole is how far it goes.
struct DrawnDifference {
    std::string name;
    std::string figures;
    Bar bar;
    bool fell = false;
};

/// A bar a row from the middle: to the right for what grew, to the left for what fell.
Chart draw_differences(std::span<const DrawnDifference> rows, std::string title);

/// What somebody won, for draw_delegates().
struct WonDelegates {
    std::string name;
    std::string color;  ///< "#rrggbb", or empty
    std::optional<Decimal> delegates;
};

/// A square for each delegate (for so many as the last line says, where there are very many), parts of one as parts of
/// a square. Those without delegates have no line; a chart without lines has height 0.
Chart draw_delegates(std::span<const WonDelegates> winners, std::string title);

/// "fill" and the class that gives a mark in this color ("#rrggbb"; of others in a neutral one) an outline where it
/// would hardly be seen on light paper ("pale") or on dark ("deep"): less than 3:1 by WCAG 2.
std::string mark_attributes(std::string_view color);

/// A square in the color, beside a name.
std::string color_chip(std::string_view color);

/// The chart within a page, as a figure. The number makes its ids unique there.
std::string html_chart(const Chart& chart, unsigned number);

/// Charts below each other as an SVG file of its own, each below its headings: a strong one and plain ones.
struct HeadedChart {
    std::vector<std::string> headings;
    Chart chart;
};
std::string svg_file(std::span<const HeadedChart> charts);

}  // namespace caucus_tally
