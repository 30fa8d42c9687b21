// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/caucus_math.hpp>

namespace caucus_tally {

std::optional<Fraction> viability_share(const CaucusRules& rules, std::uint64_t delegates) {
    if (delegates == 0 || (delegates == 1 && rules.majority_elects_one)) return std::nullopt;
    const auto step = std::ranges::find_if(rules.viability, [&](const ViabilityStep& candidate) {
        return candidate.from_delegates > 0 && delegates >= candidate.from_delegates;
    });
    // Without a step for this number it is the attendance for one delegate.
    return step == rules.viability.end() ? Fraction{1, delegates} : step->share;
}

std::optional<Votes> find_viability(const CaucusRules& rules, Votes attendance, std::uint64_t delegates) {
    const auto share = viability_share(rules, delegates);
    if (!share) return std::nullopt;
    // No share is above 1, so the result fits like the attendance.
    const Ratio members{Uint128{attendance} * share->numerator, share->denominator};
    return std::max<Votes>(1, static_cast<Votes>(ceiling(members)));
}

}  // namespace caucus_tally
