// SPDX-License-Identifier: MIT
#include "format/chart.hpp"

#include "format/display.hpp"
#include "format/html_parts.hpp"
#include "format/markup.hpp"

#include <algorithm>
#include <caucus_tally/numbers.hpp>
#include <caucus_tally/tally.hpp>
#include <cstdint>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

constexpr unsigned text_baseline = 14;
constexpr unsigned bar_top = 21;
constexpr unsigned bar_height = 14;
constexpr unsigned bar_line = 46;

constexpr unsigned square = 17;
constexpr unsigned square_step = 22;
constexpr unsigned squares_in_block = 10;  // so that they can be counted
constexpr unsigned block_step = 245;
constexpr unsigned squares_in_line = 20;
constexpr unsigned below_squares = 10;
constexpr unsigned most_squares = 200;

/// Names are cut where figures would be written over them; a column is about 8.5 units wide, of capitals more.
constexpr unsigned line_columns = 50;
constexpr unsigned most_name_columns = 34;
constexpr unsigned least_name_columns = 8;

std::string cut(std::string_view text, unsigned columns) {
    const std::string shown = visible(text, true);
    return display_width(shown) > columns ? fit(shown, columns, false, true) : shown;
}

std::string label(unsigned y, std::string_view name, std::string_view figures) {
    const unsigned taken = std::min(display_width(figures), line_columns);
    const unsigned name_columns = std::clamp(line_columns - taken, least_name_columns, most_name_columns);
    return fmt::format(
        "<text class=\"name\" x=\"0\" y=\"{0}\">{1}</text>"
        "<text class=\"figures\" x=\"{2}\" y=\"{0}\" text-anchor=\"end\">{3}</text>\n",
        y, escape_markup(cut(name, name_columns)), chart_width, escape_markup(figures));
}

std::string row_figures(const ResultRow& row) {
    const std::string percent = row.percent.empty() ? "" : row.percent + '%';
    if (!row.votes) return percent.empty() ? "–" : percent;
    return with_separators(*row.votes) + (percent.empty() ? "" : " · " + percent);
}

/// WCAG's relative luminance in millionths, with squares for the power of 2.4: up to .043 too bright for mid tones, at
/// most .002 too dark for the darkest.
std::uint64_t luminance(Rgb color) {
    constexpr std::uint64_t most = std::uint64_t{255} * 255;
    const std::uint64_t red = color.red;
    const std::uint64_t green = color.green;
    const std::uint64_t blue = color.blue;
    return (212'600 * red * red + 715'200 * green * green + 72'200 * blue * blue) / most;
}

/// A drawing needs no finer figures, and cut off to thousandths every product stays within 128 bits.
Uint128 in_thousandths(Decimal number) {
    constexpr unsigned digits = 3;
    if (number.scale <= digits) return digits_at(number, digits);
    return number.digits / digits_at(Decimal(Votes{1}), number.scale - digits);
}

constexpr Uint128 one_delegate = 1000;

/// How many delegates a square stands for, so that nobody has more than most_squares: 1, 2, 5, 10, 20, ...
Uint128 delegates_of_square(std::span<const WonDelegates> winners) {
    Uint128 most = 0;
    for (const WonDelegates& winner : winners)
        if (winner.delegates) most = std::max(most, in_thousandths(*winner.delegates));
    for (Uint128 ten = 1;; ten *= 10)
        for (const unsigned step : {1U, 2U, 5U})
            if (most <= ten * step * most_squares * one_delegate) return ten * step;
}

/// The squares of one candidate from y on, and how far down they reach.
unsigned append_squares(std::string& path, Uint128 thousandths, Uint128 of_square, unsigned y) {
    unsigned drawn = 0;
    const auto add = [&](std::string_view width) {
        const unsigned in_line = drawn % squares_in_line;
        const unsigned x = in_line / squares_in_block * block_step + in_line % squares_in_block * square_step;
        path += fmt::format("M{} {}h{}v{}h-{}z", x, y + drawn / squares_in_line * square_step, width, square, width);
        ++drawn;
    };
    const Uint128 whole = of_square * one_delegate;
    for (Uint128 i = 0; i < thousandths / whole; ++i) add(std::to_string(square));
    if (const Uint128 rest = thousandths % whole; rest > 0) add(to_string(Ratio{rest * square, whole}, 1));
    return y + (drawn + squares_in_line - 1) / squares_in_line * square_step;
}

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

std::string mark_attributes(std::string_view color) {
    // 3:1 on light paper (luminance .97) is (.97 + .05) / 3 - .05 = .29; on dark paper (.0085) it is .126, above which
    // luminance() may lie by .043.
    constexpr std::uint64_t pale_from = 280'000;
    constexpr std::uint64_t deep_below = 180'000;
    const auto rgb = read_color(color);
    if (!rgb) return "class=\"mark neutral\"";
    const std::uint64_t bright = luminance(*rgb);
    return fmt::format("class=\"mark{}\" fill=\"{}\"",
                       bright >= pale_from   ? " pale"
                       : bright < deep_below ? " deep"
                                             : "",
                       color);
}

Chart draw_votes(std::span<const ResultRow> rows, std::string title) {
    Chart chart{std::move(title), {}, {}, 0};
    Votes longest = 1;
    for (const ResultRow& row : rows) longest = std::max(longest, row.votes.value_or(0));
    for (const ResultRow& row : rows) {
        const std::string name = name_text(row);
        const std::string figures = row_figures(row);
        chart.description += fmt::format("{}{}: {}", chart.description.empty() ? "" : "; ", name, figures);
        chart.elements += label(chart.height + text_baseline, name, figures);
        chart.elements += fmt::format("<rect class=\"track\" x=\"0\" y=\"{0}\" width=\"{1}\" height=\"{2}\"/>",
                                      chart.height + bar_top, chart_width, bar_height);
        if (row.votes.value_or(0) > 0)
            chart.elements += fmt::format("<rect {} x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                                          mark_attributes(row.color), chart.height + bar_top,
                                          to_string(Ratio{Uint128{*row.votes} * chart_width, longest}, 1), bar_height);
        chart.elements += '\n';
        chart.height += bar_line;
    }
    chart.description += '.';
    return chart;
}

Chart draw_differences(std::span<const DrawnDifference> rows, std::string title) {
    constexpr unsigned middle = chart_width / 2;
    Chart chart{std::move(title), {}, {}, 0};
    for (const DrawnDifference& row : rows) {
        chart.description += fmt::format("{}{}: {}", chart.description.empty() ? "" : "; ", row.name, row.figures);
        chart.elements += label(chart.height + text_baseline, row.name, row.figures);
        chart.elements += fmt::format("<rect class=\"track\" x=\"0\" y=\"{0}\" width=\"{1}\" height=\"{2}\"/>",
                                      chart.height + bar_top, chart_width, bar_height);
        const Uint128 length = Uint128{row.bar.part} * middle;  // over bar.whole, as the start is
        const Uint128 start = Uint128{row.bar.whole} * middle - (row.fell ? length : 0);
        if (row.bar.part > 0)
            chart.elements +=
                fmt::format("<rect {} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", mark_attributes({}),
                            to_string(Ratio{start, row.bar.whole}, 1), chart.height + bar_top,
                            to_string(Ratio{length, row.bar.whole}, 1), bar_height);
        chart.elements += '\n';
        chart.height += bar_line;
    }
    chart.description += '.';
    return chart;
}

Chart draw_delegates(std::span<const WonDelegates> winners, std::string title) {
    Chart chart{std::move(title), {}, {}, 0};
    const Uint128 of_square = delegates_of_square(winners);
    for (const WonDelegates& winner : winners) {
        const Uint128 thousandths = winner.delegates ? in_thousandths(*winner.delegates) : 0;
        if (thousandths == 0) continue;
        const std::string figures = with_separators(*winner.delegates);
        chart.description += fmt::format("{}{}: {}", chart.description.empty() ? "" : "; ", winner.name, figures);
        chart.elements += label(chart.height + text_baseline, winner.name, figures);
        std::string path;
        chart.height = append_squares(path, thousandths, of_square, chart.height + bar_top) + below_squares;
        chart.elements += fmt::format("<path {} d=\"{}\"/>\n", mark_attributes(winner.color), path);
    }
    if (chart.height == 0) return chart;
    chart.description += '.';
    const std::string meaning =
        of_square == 1 ? "One square is one delegate."
                       : fmt::format("One square is {} delegates.", with_separators(static_cast<Votes>(of_square)));
    chart.elements +=
        fmt::format("<text class=\"note\" x=\"0\" y=\"{}\">{}</text>\n", chart.height + text_baseline, meaning);
    chart.height += bar_top;
    return chart;
}

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
