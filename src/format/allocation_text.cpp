// SPDX-License-Identifier: MIT
#include "format/allocation_text.hpp"

#include <caucus_tally/tally.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

constexpr Votes hundred = 100;

/// "half the front-runner's share", "the front-runner's share minus 10 points".
std::string fallback_text(const Fallback& fallback) {
    std::string text = "the front-runner's share";
    if (fallback.factor == Fraction{1, 2}) {
        text = "half " + text;
    } else if (fallback.factor.numerator != fallback.factor.denominator) {
        text = fmt::format("{}/{} of {}", fallback.factor.numerator, fallback.factor.denominator, text);
    }
    if (fallback.points.numerator == 0) return text;
    return fmt::format("{} minus {} points", text, percent_of(fallback.points));
}

/// What a tie is about: "delegate 28", "delegates 11 to 12", "all 28 delegates".
std::string disputed(const AllocatedPool& pool, const Tie& tie) {
    const std::uint64_t count = tie.winners * tie.each;
    const std::string_view noun = pool.worth == Decimal(Votes{1}) ? "delegate" : "part";
    if (count == pool.steps.delegates && count > 1) return fmt::format("all {} {}s", count, noun);
    if (count == 1) return fmt::format("{} {}", noun, tie.first_delegate);
    return fmt::format("{}s {} to {}", noun, tie.first_delegate, tie.first_delegate + count - 1);
}

}  // namespace

std::string pool_title(const Contest& contest, const PoolPlace& place) {
    const std::string& pool = contest.allocation->pools[place.pool].name;
    if (place.unit_id.empty()) return pool;
    const std::string& unit = place.unit_name.empty() ? place.unit_id : place.unit_name;
    return unit.find(pool) == std::string::npos ? fmt::format("{}, {}", pool, unit) : unit;
}

std::string percent_of(Fraction fraction) {
    return exact_text({Uint128{fraction.numerator} * hundred, fraction.denominator});
}

std::string exact_text(Ratio ratio) {
    std::string text = to_string(ratio, Decimal::max_scale);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string with_separators(Ratio ratio) {
    const std::string text = exact_text(ratio);
    const std::size_t point = std::min(text.find('.'), text.size());
    return with_separators(static_cast<Votes>(ratio.part / ratio.whole)) + text.substr(point);
}

std::string quota_text(Ratio quota) {
    constexpr unsigned usual_digits = 4;
    const std::string whole = to_string(Ratio{quota.part - quota.part % quota.whole, quota.whole}, 0) + '.';
    std::string text;
    for (unsigned digits = usual_digits; digits <= Decimal::max_scale; ++digits) {
        text = to_string(quota, digits);
        if (text.starts_with(whole)) break;
    }
    return text;
}

std::string counted(Decimal delegates) {
    return fmt::format("{} delegate{}", with_separators(delegates), delegates == Decimal(Votes{1}) ? "" : "s");
}

std::string counted(Votes votes, std::string_view noun) {
    return fmt::format("{} {}{}", with_separators(votes), noun, votes == 1 ? "" : "s");
}

std::string votes_text(const AllocatedPool& pool, Votes votes) {
    return pool.of_sde ? with_separators(Decimal{votes, pool.vote_digits}) : with_separators(votes);
}

std::string counted_votes(const AllocatedPool& pool, Votes votes, std::string_view word) {
    if (!pool.of_sde) return counted(votes, word.empty() ? "vote" : fmt::format("{} vote", word));
    return fmt::format("{}{}{} SDE", votes_text(pool, votes), word.empty() ? "" : " ", word);
}

std::string_view votes_noun(const Contest& contest) {
    return contest.allocation->by == Shared::sde ? "SDE" : "votes";
}

std::vector<std::string> names_of(const Contest& contest, const std::vector<std::size_t>& candidates) {
    std::vector<std::string> names;
    for (const std::size_t candidate : candidates) names.push_back(contest.candidates[candidate].name);
    return names;
}

std::string threshold_text(const DelegateRules& rules, const AllocatedPool& pool) {
    const std::string total = counted_votes(pool, pool.steps.total);
    if (rules.threshold.numerator == 0) return fmt::format("{}, no threshold", total);
    const std::string percent = percent_of(rules.threshold) + '%';
    const std::string needed = counted_votes(pool, pool.steps.votes_needed);
    if (!pool.steps.fallback_used) {
        Ratio threshold = pool.steps.threshold;
        threshold.whole *= digits_at(Decimal(Votes{1}), pool.vote_digits);
        const std::string exact = with_separators(threshold);
        const bool whole = pool.steps.threshold.part % pool.steps.threshold.whole == 0;
        return whole && pool.steps.threshold.part > 0
                   ? fmt::format("{} of {} is {}: exactly that qualifies", percent, total, exact)
                   : fmt::format("{} of {} is {}, so it takes {} to qualify", percent, total, exact, needed);
    }
    return fmt::format("nobody reaches {} of {}, so the threshold is {}: it takes {} to qualify", percent, total,
                       fallback_text(*rules.fallback), needed);
}

std::string tie_text(const Contest& contest, const ContestAllocation& allocation, const AllocatedPool& pool) {
    const Tie& tie = *pool.steps.tie;
    const std::string between = enumerate(names_of(contest, tie.rows));
    std::string text = fmt::format("Tie for {} between {}", disputed(pool, tie), between);
    if (!tie.settled.empty()) {
        text += fmt::format(": {} {}, {}", enumerate(names_of(contest, tie.settled)),
                            tie.settled.size() == 1 ? "wins" : "win",
                            tie.settled_by == TieRule::lot
                                ? fmt::format("drawn by lot with the seed \"{}\"", allocation.request.tie_break.seed)
                                : "as was chosen");
    }
    if (tie.open()) text += tie.settled.empty() ? ": the rules leave it to chance" : "; the rest is left to chance";
    return text + '.';
}

std::string rounding_text(const Contest& contest, const DelegateRules& rules, const AllocatedPool& pool) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < pool.steps.rounded_first->size(); ++i) {
        const std::uint64_t won = (*pool.steps.rounded_first)[i];
        if (won == 0 && pool.steps.rows[i].delegates == 0) continue;
        parts.push_back(fmt::format("{} {}", contest.candidates[i].name, with_separators(delegates_won(pool, won))));
    }
    return fmt::format(
        "If percentages were first rounded to {} decimals, as the rules' text may be read, it would be "
        "{}.",
        *rules.percent_digits, enumerate(parts));
}

std::string parts_text(const AllocatedPool& pool) {
    return fmt::format("They are allocated as {} parts of {}; quotas and margins are of parts.",
                       with_separators(pool.steps.delegates), with_separators(pool.worth));
}

std::string not_computed_text(const Contest& contest, const UncomputedPool& pool) {
    const std::string& level = contest.allocation->pools[pool.place.pool].by;
    switch (pool.why) {
        case NotComputed::no_units:
            return fmt::format("no {} by {} are known", votes_noun(contest), level);
        case NotComputed::no_votes:
            return fmt::format("no {} are known", votes_noun(contest));
        case NotComputed::partial_votes:
            return "the votes of somebody who might qualify are not known";
        case NotComputed::no_delegates:
            return fmt::format("the delegates of this {} are not known", level);
        case NotComputed::too_many_delegates:
            return fmt::format("it has more than {} delegates or parts of delegates", max_delegates);
        case NotComputed::too_many_votes:
            return contest.allocation->by == Shared::sde ? "its SDE exceed 2^64 - 1 of their last digit"
                                                         : "its votes exceed 2^64 - 1";
    }
    return {};
}

std::string what_if_text(const Contest& contest, const ContestAllocation& allocation) {
    std::vector<std::string> parts;
    const AllocationRequest& request = allocation.request;
    if (allocation.rules->id != contest.allocation->rules)
        parts.push_back(fmt::format("rules {} instead of {}", allocation.rules->id, contest.allocation->rules));
    if (request.threshold && *request.threshold != allocation.rules->delegates->threshold)
        parts.push_back(fmt::format("a threshold of {}% instead of {}%", percent_of(*request.threshold),
                                    percent_of(allocation.rules->delegates->threshold)));
    if (request.computed_sde) parts.emplace_back("the state delegate equivalents that the rules give in each precinct");
    for (const PoolSize& size : request.sizes)
        parts.push_back(fmt::format("{} with {}", size.pool, counted(size.delegates)));
    return fmt::format("What if: {}.", enumerate(parts));
}

}  // namespace caucus_tally
