// SPDX-License-Identifier: MIT
#include "base/spelling.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace caucus_tally {

std::string quote(std::string_view text) {
    constexpr std::size_t most = 80;
    if (text.size() <= most) return fmt::format("\"{}\"", text);
    std::size_t size = most;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return fmt::format("\"{}...\"", text.substr(0, size));
}

std::string lower_case(std::string_view word) {
    std::string text(word);
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(previous);
        previous.swap(row);
    }
    return previous[b.size()];
}

std::string_view closest(std::string_view word, std::span<const std::string_view> known) {
    if (word.size() > longest_word) return {};
    const std::string wanted = lower_case(word);
    std::string_view best;
    std::size_t best_distance = std::min<std::size_t>(3, std::max<std::size_t>(1, word.size() / 3)) + 1;
    for (const std::string_view candidate : known) {
        if (candidate.size() > longest_word) continue;
        // Each byte that one word has more than the other is an edit.
        const std::size_t least = std::max(candidate.size(), word.size()) - std::min(candidate.size(), word.size());
        if (least >= best_distance) continue;
        const std::size_t distance = edit_distance(wanted, lower_case(candidate));
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
    const std::string_view near = closest(word, known);
    return near.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", near);
}

}  // namespace caucus_tally
