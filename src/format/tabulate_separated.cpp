// SPDX-License-Identifier: MIT
#include "format/tabulate.hpp"

#include <fmt/format.h>

namespace caucus_tally {

std::string tabulate_separated(const Tabulation& totals, const TotalsView& view, const SeparatedStyle& style) {
    const std::vector<std::size_t> counts = order_counts(totals);
    std::string text;
    for (std::size_t column = 0; column < totals.by.size(); ++column) {
        append_value(text, totals.by[column], style);
        text += style.separator;
    }
    for (const std::size_t count : counts) {
        append_value(text, totals.counts[count], style);
        if (count != counts.back()) text += style.separator;
    }
    if (view.delegates) text.append(1, style.separator).append("delegates");
    text += '\n';

    // There are far fewer names than groups: each is quoted once.
    std::vector<std::vector<std::string>> cells(totals.by.size());
    for (std::size_t column = 0; column < totals.by.size(); ++column) {
        for (const std::string& name : totals.names[column]) {
            append_value(cells[column].emplace_back(), name, style);
            cells[column].back() += style.separator;
        }
    }
    for (std::size_t group = 0; group < totals.groups(); ++group) {
        for (std::size_t column = 0; column < totals.by.size(); ++column)
            text += cells[column][totals.keys[group * totals.by.size() + column]];
        for (const std::size_t count : counts) {
            if (const auto sum = totals.sum(group, count)) {
                const fmt::format_int digits(*sum);
                text.append(digits.data(), digits.size());
            }
            if (count != counts.back()) text += style.separator;
        }
        if (view.delegates) {
            text += style.separator;
            if (const auto delegates = (*view.delegates)[group]) text += to_string(*delegates);
        }
        text += '\n';
    }
    return text;
}

}  // namespace caucus_tally
