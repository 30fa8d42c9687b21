// SPDX-License-Identifier: MIT
#pragma once

#include "base/words.hpp"

#include <caucus_tally/contest_allocation.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

// Words and figures of an allocation that every format for people shares. Names stand in them as the data has them.

/// "At-large"; of a unit its name ("District 5"), behind the pool's where the name does not hold it.
std::string pool_title(const Contest& contest, const PoolPlace& place);

/// "15", "12.5": in percent, without the sign.
std::string percent_of(Fraction fraction);

/// The quotient with every digit it has, at most 20 after the point, without trailing zeros: "24565.35".
std::string exact_text(Ratio ratio);

/// The same for people: "24,565.35".
std::string with_separators(Ratio ratio);

/// A share of a pool with four digits after the point, more where these would round it up to a whole delegate.
std::string quota_text(Ratio quota);

/// "1 delegate", "63.5 delegates", "12 votes".
std::string counted(Decimal delegates);
std::string counted(Votes votes, std::string_view noun);

/// Votes of a pool as figures: "12,345"; state delegate equivalents with the point where it belongs, "562.9540".
std::string votes_text(const AllocatedPool& pool, Votes votes);

/// "12 votes", "562.9540 SDE"; with a word before the noun, "12 more votes".
/// For whom the total's votes are that no figure holds: "for nobody on the list".
std::string unlisted_text(const Contest& contest, const AllocatedPool& pool);

/// Whose votes are unknown in the pool, and what the result hangs on.
std::string unknown_text(const Contest& contest, const AllocatedPool& pool);

std::string counted_votes(const AllocatedPool& pool, Votes votes, std::string_view word = {});

/// "votes" or "SDE".
std::string_view votes_noun(const Contest& contest);

/// "15% of 163,769 votes is 24,565.35, so 24,566 qualify": a clause without a full stop.
std::string threshold_text(const DelegateRules& rules, const AllocatedPool& pool);

/// Who is tied for what in a pool, and how it is settled: a sentence.
std::string tie_text(const Contest& contest, const ContestAllocation& allocation, const AllocatedPool& pool,
                     const Tie& tie);

/// Who wins a whole pool and by what, if somebody does; else who is nearest to it: a sentence, or empty.
std::string take_all_text(const Contest& contest, const ContestAllocation& allocation, const AllocatedPool& pool);

/// That delegates of a pool are bound to nobody: a sentence, or empty.
std::string unbound_text(const AllocatedPool& pool);

/// That the result depends on when a percentage is rounded: a sentence. The pool must have such a result.
std::string rounding_text(const Contest& contest, const DelegateRules& rules, const AllocatedPool& pool);

/// That a pool is allocated in parts of a delegate: a sentence.
std::string parts_text(const AllocatedPool& pool);

/// Why a pool is not computed: a clause.
std::string not_computed_text(const Contest& contest, const UncomputedPool& pool);

/// What is tried instead of what the contest states: a sentence.
std::string what_if_text(const Contest& contest, const ContestAllocation& allocation);

/// The candidates by falling votes; those with equal or unknown votes stay in file order.
std::vector<std::size_t> by_votes(const AllocatedPool& pool);

/// The names of candidates, in their order.
std::vector<std::string> names_of(const Contest& contest, const std::vector<std::size_t>& candidates);

/// Who wins how many delegates of a pool, by falling votes: "Ann 21 and Bo 7"; empty where nobody wins any.
std::string winners_text(const Contest& contest, const AllocatedPool& pool);

/// Every step of a pool as sentences that can be read aloud.
std::vector<std::string> explain_pool(const Contest& contest, const ContestAllocation& allocation,
                                      const AllocatedPool& pool);

}  // namespace caucus_tally
