// SPDX-License-Identifier: MIT
#include "format/terminal.hpp"

#include "format/display.hpp"
#include "format/findings.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

constexpr unsigned gap = 2;     // blanks between columns
constexpr unsigned border = 4;  // "│ " and " │"
constexpr unsigned least_bar = 6;
constexpr unsigned widest_bar = 30;

std::string wrapped(std::string_view text, std::string_view attributes) {
    return fmt::format("\x1b[{}m{}\x1b[0m", attributes, text);
}

/// The text in a color "#rrggbb": exact in true color, the nearest of the 6×6×6 cube with 256 colors, plain otherwise.
std::string paint_in(std::string_view color, std::string_view text, const Terminal& terminal) {
    const auto rgb = read_color(color);
    if (!rgb || text.empty()) return std::string(text);
    const auto [red, green, blue] = *rgb;
    const auto step = [](unsigned value) { return (value * 5 + 127) / 255; };
    switch (terminal.color) {
        case ColorDepth::true_color:
            return wrapped(text, fmt::format("38;2;{};{};{}", red, green, blue));
        case ColorDepth::indexed:
            return wrapped(text, fmt::format("38;5;{}", 16 + 36 * step(red) + 6 * step(green) + step(blue)));
        case ColorDepth::basic:
        case ColorDepth::none:
            break;
    }
    return std::string(text);
}

/// Signs of our own texts that ASCII lacks.
std::string in_ascii(std::string_view text) {
    constexpr std::pair<std::string_view, std::string_view> signs[] = {
        {" · ", ", "}, {"–", "-"}, {"×", "x"}, {"÷", "/"}, {"†", "*"}};
    std::string plain(text);
    for (const auto& [sign, ascii] : signs)
        for (std::size_t at = plain.find(sign); at != std::string::npos; at = plain.find(sign, at + ascii.size()))
            plain.replace(at, sign.size(), ascii);
    return plain;
}

std::string shown(std::string_view text, const Terminal& terminal) {
    return terminal.unicode ? visible(text, true) : visible(in_ascii(text), false);
}

/// A row as it will be drawn: visible text.
struct DrawnRow {
    std::vector<std::string> cells;
    const TextRow& row;
    bool rule_above = row.rule_above;
};

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
unsigned natural_width(const std::string& header, std::size_t column, const std::vector<DrawnRow>& rows) {
    unsigned width = display_width(header);
    for (const DrawnRow& row : rows) width = std::max(width, display_width(row.cells[column]));
    return width;
}

/// Makes the table as wide as it may be: bars and expendable columns give way first, then headers, then long names.
Layout lay_out(std::vector<TextColumn>& columns, const std::vector<DrawnRow>& rows, unsigned width) {
    Layout layout;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        layout.widths.push_back(columns[i].bar ? least_bar : natural_width(columns[i].header, i, rows));
        layout.kept.push_back(columns[i].shown);
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
        if (!layout.kept[i] && columns[i].shown && columns[i].expendable < ornament && room() >= layout.widths[i] + gap)
            layout.kept[i] = true;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (layout.kept[i] && columns[i].shrink_to > 0)
            layout.widths[i] += std::min(room(), natural[i] - layout.widths[i]);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].bar && layout.kept[i]) layout.widths[i] += std::min(room(), widest_bar - least_bar);
    return layout;
}

/// The rows with what does not fit into a wrapping column in rows of its own below.
std::vector<DrawnRow> wrap_rows(std::vector<DrawnRow> rows, const std::vector<TextColumn>& columns,
                                const Layout& layout) {
    if (std::ranges::none_of(columns, &TextColumn::wraps)) return rows;
    std::vector<DrawnRow> wrapped;
    for (const DrawnRow& row : rows) {
        const std::size_t first = wrapped.size();
        wrapped.push_back(row);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!columns[i].wraps || !layout.kept[i]) continue;
            const std::vector<std::string> lines = wrap(row.cells[i], layout.widths[i]);
            while (wrapped.size() < first + lines.size())
                wrapped.push_back({std::vector<std::string>(columns.size()), row.row, false});
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

std::string draw_lines(std::span<const Line> lines, const Terminal& terminal) {
    std::string text;
    for (const Line& line : lines) text += draw_sentence(line.text, terminal, line.emphasis);
    return text;
}

/// Lines as they are, between blank ones.
std::string draw_code(std::string_view code, const Terminal& terminal) {
    std::string text = "\n";
    for (const std::string_view line : lines_of(code)) text += fmt::format("  {}\n", visible(line, terminal.unicode));
    return text + '\n';
}

}  // namespace

std::string paint(std::string_view text, Emphasis emphasis, const Terminal& terminal) {
    if (terminal.color == ColorDepth::none || text.empty()) return std::string(text);
    switch (emphasis) {
        case Emphasis::normal:
            return std::string(text);
        case Emphasis::strong:
            return wrapped(text, "1");
        case Emphasis::faint:
            return wrapped(text, "2");
        case Emphasis::good:
            return wrapped(text, "32");
        case Emphasis::caution:
            return wrapped(text, "1;33");
        case Emphasis::bad:
            return wrapped(text, "1;31");
    }
    return {};
}

std::string draw_sentence(std::string_view sentence, const Terminal& terminal, Emphasis emphasis) {
    std::string text;
    for (const std::string& line : wrap(shown(sentence, terminal), terminal.width))
        text += paint(line, emphasis, terminal) + '\n';
    return text;
}

std::string draw_table(const TextTable& table, const Terminal& terminal) {
    const bool unicode = terminal.unicode;
    std::vector<TextColumn> columns = table.columns;
    for (TextColumn& column : columns)
        for (std::string* const header : {&column.header, &column.short_header}) *header = shown(*header, terminal);
    std::vector<DrawnRow> rows;
    for (const TextRow& row : table.rows) {
        std::vector<std::string> cells;
        for (const Cell& cell : row.cells) cells.push_back(shown(cell.text(), terminal));
        rows.push_back({std::move(cells), row});
    }
    const Layout layout = lay_out(columns, rows, terminal.width);
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
    bool shortened = false;
    for (const DrawnRow& drawn : wrap_rows(std::move(rows), columns, layout)) {
        const TextRow& row = drawn.row;
        if (drawn.rule_above) text += rule("├", "┤");
        text += draw_row([&](std::size_t i, unsigned width) {
            if (columns[i].bar) {
                const std::string bar = draw_bar(row.bar, width, unicode);
                return paint_in(row.bar.color, bar, terminal) + std::string(width - display_width(bar), ' ');
            }
            std::string cell = drawn.cells[i];
            if (i == table.named_by && !row.short_name.empty() && display_width(cell) > width) {
                cell = shown(row.short_name, terminal);
                shortened = true;
            }
            return paint(columns[i].cut_inside ? fit_inside(cell, width, unicode)
                                               : fit(cell, width, columns[i].right_aligned, unicode),
                         row.emphasis, terminal);
        });
    }
    text += rule("╰", "╯");
    return shortened && !table.short_note.empty() ? text + draw_sentence(table.short_note, terminal) : text;
}

std::string draw_sections(std::span<const Section> sections, const Terminal& terminal) {
    // Sentences longer than this are hard to read, however wide the window is.
    Terminal column = terminal;
    column.width = std::min(terminal.width, 100U);
    std::string text;
    for (const Section& section : sections) {
        // A part without a heading goes on where the section before it ends.
        if (!text.empty() && (!section.heading.empty() || section.depth == 0)) text += '\n';
        if (!section.heading.empty()) text += draw_sentence(section.heading, column, Emphasis::strong);
        for (const std::string& fact : section.facts) text += draw_sentence(fact, column);
        text += draw_lines(section.before, column);
        if (!section.table.columns.empty()) text += draw_table(section.table, terminal);
        if (!section.code.empty()) text += draw_code(section.code, terminal);
        text += findings_text(section.findings, column) + draw_lines(section.after, column);
    }
    return text;
}

}  // namespace caucus_tally
