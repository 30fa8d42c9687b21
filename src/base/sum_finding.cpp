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

}  // namespace

Finding sum_finding(Votes computed, Votes stated, std::string_view what, std::string_view whole) {
    const bool too_many = stated > computed;
    Finding finding =
        make_finding(Code::sum, fmt::format("{} add up to {} but {} says {} ({} too {})", what,
                                            with_separators(computed), whole, with_separators(stated),
                                            with_separators(too_many ? stated - computed : computed - stated),
                                            too_many ? "many" : "few"));
    finding.stated = std::to_string(stated);
    finding.computed = std::to_string(computed);
    if (std::string hint = transposition(stated, computed); !hint.empty()) finding.notes.push_back(std::move(hint));
    return finding;
}

}  // namespace caucus_tally
