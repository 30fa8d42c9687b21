// SPDX-License-Identifier: MIT
#include "base/sum_finding.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>

namespace caucus_tally {
namespace {

/// "69 and 96 look transposed" where two neighboring digits, exchanged, make one number the other; something less
/// certain where all digits are the same in another order. The difference of such numbers is divisible by 9.
std::string transposition(Votes stated, Votes computed) {
    const std::string a = std::to_string(stated);
    const std::string b = std::to_string(computed);
    if (!std::ranges::is_permutation(a, b)) return {};
    const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
    if (a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2))
        return fmt::format("{} and {} look transposed", b.substr(at, 2), a.substr(at, 2));
    return "the digits are the same: some look transposed";
}

/// Is the longer text the shorter one with one character more?
bool has_one_more(std::string_view longer, std::string_view shorter) {
    if (longer.size() != shorter.size() + 1) return false;
    const auto at = static_cast<std::size_t>(std::ranges::mismatch(longer, shorter).in1 - longer.begin());
    return longer.substr(at + 1) == shorter.substr(at);
}

}  // namespace

Finding sum_finding(Votes computed, Votes stated, std::string_view what, std::string_view whole) {
    const bool too_high = stated > computed;
    Finding finding =
        make_finding(Code::sum, fmt::format("{} add up to {} but {} says {} ({} is {} too {})", what,
                                            with_separators(computed), whole, with_separators(stated), whole,
                                            with_separators(too_high ? stated - computed : computed - stated),
                                            too_high ? "high" : "low"));
    finding.stated = std::to_string(stated);
    finding.computed = std::to_string(computed);
    if (std::string hint = transposition(stated, computed); !hint.empty()) finding.notes.push_back(std::move(hint));
    return finding;
}

std::string explain_difference(const std::vector<NamedVotes>& parts, Votes computed, Votes stated) {
    // Short numbers look alike by chance.
    constexpr std::size_t fewest_digits = 4;
    constexpr Votes least_repeated = 100;
    std::vector<std::string> explanations;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Votes votes = parts[i].votes;
        if (computed > stated && votes < computed - stated) continue;
        const auto right =
            stated > computed ? checked_add(votes, stated - computed) : std::optional(votes - (computed - stated));
        if (!right) continue;
        const std::string is = std::to_string(votes);
        const std::string ought = std::to_string(*right);
        if (std::max(is.size(), ought.size()) >= fewest_digits && (has_one_more(is, ought) || has_one_more(ought, is)))
            explanations.push_back(fmt::format("it would be right if {} had {} instead of {}", parts[i].name,
                                               with_separators(*right), with_separators(votes)));
        if (i > 0 && votes == parts[i - 1].votes && votes >= least_repeated)
            explanations.push_back(fmt::format("{} and {} both have {}: it would be right if one had {}",
                                               parts[i - 1].name, parts[i].name, with_separators(votes),
                                               with_separators(*right)));
    }
    return explanations.size() == 1 ? explanations.front() : std::string();
}

}  // namespace caucus_tally
