// SPDX-License-Identifier: MIT
#include "format/text_table.hpp"

#include "format/display.hpp"

#include <algorithm>
#include <string_view>

namespace caucus_tally {
namespace {

constexpr unsigned gap = 2;     // blanks between columns
constexpr unsigned border = 4;  // "│ " and " │"
constexpr unsigned least_bar = 6;
constexpr unsigned widest_bar = 30;

struct Layout {
    std::vector<unsigned> widths;
    std::vector<bool> kept;
};

std::string repeated(std::string_view sign, unsigned times) {
    std::string text;
    while (times-- > 0) text += sign;
    return text;
}

unsigned total_width(const Layout& layout) {
    unsigned total = border;
    bool first = true;
    for (std::size_t i = 0; i < layout.widths.size(); ++i) {
        if (!layout.kept[i]) continue;
        total += layout.widths[i] + (first ? 0 : gap);
        first = false;
    }
    return total;
}

/// The width a column's cells need under this header.
unsigned natural_width(const std::string& header, std::size_t column, const std::vector<TextRow>& rows) {
    unsigned width = display_width(header);
    for (const TextRow& row : rows) width = std::max(width, display_width(row.cells[column]));
    return width;
}

/// Makes the table as wide as it may be: bars and expendable columns give way first, then headers, then long names.
Layout lay_out(std::vector<TextColumn>& columns, const std::vector<TextRow>& rows, unsigned width) {
    Layout layout;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        layout.widths.push_back(columns[i].bar ? least_bar : natural_width(columns[i].header, i, rows));
        layout.kept.push_back(true);
    }
    const auto excess = [&] {
        const unsigned total = total_width(layout);
        return total > width ? total - width : 0;
    };
    const auto drop_least = [&](unsigned at_least) {
        std::size_t least = columns.size();
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (layout.kept[i] && columns[i].expendable >= at_least &&
                (least == columns.size() || columns[i].expendable >= columns[least].expendable))
                least = i;
        if (least == columns.size()) return false;
        layout.kept[least] = false;
        return true;
    };
    // Ornament goes before anything is shortened, figures only when shortening does not help.
    while (excess() > 0 && drop_least(ornament)) {
    }
    for (std::size_t i = 0; i < columns.size() && excess() > 0; ++i) {
        if (columns[i].short_header.empty()) continue;
        columns[i].header = columns[i].short_header;
        layout.widths[i] = natural_width(columns[i].header, i, rows);
    }
    const std::vector<unsigned> natural = layout.widths;
    do {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].shrink_to == 0) continue;
            const unsigned floor = std::min(columns[i].shrink_to, layout.widths[i]);
            layout.widths[i] -= std::min(excess(), layout.widths[i] - floor);
        }
    } while (excess() > 0 && drop_least(1));

    // What went last may have been so wide that there is room again: for figures first, then for names.
    const auto room = [&] { return width - std::min(width, total_width(layout)); };
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!layout.kept[i] && columns[i].expendable < ornament && room() >= layout.widths[i] + gap)
            layout.kept[i] = true;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (layout.kept[i] && columns[i].shrink_to > 0)
            layout.widths[i] += std::min(room(), natural[i] - layout.widths[i]);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].bar && layout.kept[i]) layout.widths[i] += std::min(room(), widest_bar - least_bar);
    return layout;
}

/// The rows with what does not fit into a wrapping column in rows of its own below.
std::vector<TextRow> wrap_rows(const std::vector<TextRow>& rows, const std::vector<TextColumn>& columns,
                               const Layout& layout) {
    std::vector<TextRow> wrapped;
    for (const TextRow& row : rows) {
        const std::size_t first = wrapped.size();
        wrapped.push_back(row);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!columns[i].wraps || !layout.kept[i]) continue;
            const std::vector<std::string> lines = wrap(row.cells[i], layout.widths[i]);
            while (wrapped.size() < first + lines.size())
                wrapped.push_back({.cells = std::vector<std::string>(columns.size()), .emphasis = row.emphasis});
            for (std::size_t line = 0; line < lines.size(); ++line) wrapped[first + line].cells[i] = lines[line];
        }
    }
    return wrapped;
}

/// The bar in at most `width` columns, to an eighth of a column in Unicode.
std::string draw_bar(const Bar& bar, unsigned width, bool unicode) {
    constexpr std::string_view eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const unsigned parts = unicode ? 8 : 1;
    const Uint128 length = bar.whole == 0 ? 0 : Uint128{bar.part} * width * parts / bar.whole;
    const auto drawn = static_cast<unsigned>(std::min<Uint128>(length, Uint128{width} * parts));
    std::string text = repeated(unicode ? "█" : "#", drawn / parts);
    if (unicode) text += eighths[drawn % parts];
    return text;
}

}  // namespace

std::string draw_table(std::vector<TextColumn> columns, const std::vector<TextRow>& rows, const Terminal& terminal) {
    const Layout layout = lay_out(columns, rows, terminal.width);
    const bool unicode = terminal.unicode;
    const std::string_view side = unicode ? "│" : "|";

    const auto rule = [&](std::string_view left, std::string_view right) {
        const std::string line = repeated(unicode ? "─" : "-", total_width(layout) - 2);
        const std::string text = std::string(unicode ? left : "+") + line + std::string(unicode ? right : "+");
        return paint(text, Emphasis::faint, terminal) + '\n';
    };
    const auto draw_row = [&](const auto& cell) {
        std::string line = paint(side, Emphasis::faint, terminal) + ' ';
        bool first = true;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!layout.kept[i]) continue;
            if (!first) line.append(gap, ' ');
            line += cell(i, layout.widths[i]);
            first = false;
        }
        return line + ' ' + paint(side, Emphasis::faint, terminal) + '\n';
    };

    std::string text = rule("╭", "╮");
    text += draw_row([&](std::size_t i, unsigned width) {
        return paint(fit(columns[i].header, width, columns[i].right_aligned, unicode), Emphasis::strong, terminal);
    });
    text += rule("├", "┤");
    for (const TextRow& row : wrap_rows(rows, columns, layout)) {
        if (row.rule_above) text += rule("├", "┤");
        text += draw_row([&](std::size_t i, unsigned width) {
            if (!columns[i].bar) {
                const bool cut =
                    i < row.short_cells.size() && !row.short_cells[i].empty() && display_width(row.cells[i]) > width;
                const std::string& cell = cut ? row.short_cells[i] : row.cells[i];
                if (columns[i].cut_inside) return paint(fit_inside(cell, width, unicode), row.emphasis, terminal);
                return paint(fit(cell, width, columns[i].right_aligned, unicode), row.emphasis, terminal);
            }
            const std::string bar = draw_bar(row.bar, width, unicode);
            return paint(bar, row.bar.color, terminal) + std::string(width - display_width(bar), ' ');
        });
    }
    return text + rule("╰", "╯");
}

}  // namespace caucus_tally
