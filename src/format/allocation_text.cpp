// SPDX-License-Identifier: MIT
#include "format/allocation_text.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>
#include <numeric>

namespace caucus_tally {
namespace {

constexpr Votes hundred = 100;

/// "half the front-runner's share", "the front-runner's share minus 10 points".
std::string fallback_text(const Fallback& fallback) {
    if (fallback.kind == Fallback::Kind::share) return percent_of(fallback.share) + '%';
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
    const std::uint64_t count = tie.disputed();
    const std::string_view noun = pool.worth == Decimal(Votes{1}) ? "delegate" : "part";
    if (count == pool.steps.delegates && count > 1) return fmt::format("all {} {}s", count, noun);
    if (count == 1) return fmt::format("{} {}", noun, tie.first_delegate);
    return fmt::format("{}s {} to {}", noun, tie.first_delegate, tie.first_delegate + count - 1);
}

using Rows = std::vector<std::size_t>;

/// The candidates for whom `holds`, by falling votes.
Rows rows_where(const AllocatedPool& pool, const std::function<bool(std::size_t)>& holds) {
    Rows rows = by_votes(pool);
    std::erase_if(rows, [&](std::size_t row) { return !holds(row); });
    return rows;
}

/// "Ann (…), Bo (…) and 7 others".
std::string name_some(const Rows& rows, const std::function<std::string(std::size_t)>& describe) {
    std::vector<std::string> parts;
    for (const std::size_t row : rows) parts.push_back(describe(row));
    return enumerate(parts);
}

/// The quota's part after the point, to as many digits as it takes to tell it from another.
std::string fraction_text(Ratio quota, unsigned digits) {
    const std::string text = to_string(Ratio{quota.part % quota.whole, quota.whole}, digits);
    return text.substr(text.find('.'));
}

/// The fewest digits, from four, that show the last fraction to win a delegate above the first that wins none.
unsigned digits_to_tell(Ratio winner, Ratio loser) {
    unsigned digits = 4;
    while (digits < Decimal::max_scale && fraction_text(winner, digits) == fraction_text(loser, digits)) ++digits;
    return digits;
}

/// "a majority (more than half of all votes)", "66.67% of all votes", "being the only one who qualifies".
std::string condition_text(const TakesAll& condition) {
    const std::string_view of = condition.statewide ? "all votes of the whole contest" : "all votes";
    switch (condition.kind) {
        case TakesAll::Kind::leader:
            return condition.statewide ? "having the most votes of the whole contest" : "having the most votes";
        case TakesAll::Kind::majority:
            return fmt::format("a majority (more than half of {})", of);
        case TakesAll::Kind::share:
            return fmt::format("{}% of {}", percent_of(condition.share), of);
        case TakesAll::Kind::alone:
            return condition.statewide ? "being alone above the threshold in the whole contest"
                                       : "being the only one who qualifies";
    }
    return {};
}

/// "Ann 3 and Bo 2": who wins delegates, by the parts that `won` gives each.
template <typename Won>
std::string name_winners(const Contest& contest, const AllocatedPool& pool, Won won) {
    return name_some(rows_where(pool, [&](std::size_t i) { return won(i) > 0; }), [&](std::size_t i) {
        return fmt::format("{} {}", contest.candidates[i].name, to_string(delegates_won(pool, won(i))));
    });
}

class Explanation {
public:
    Explanation(const Contest& contest, const ContestAllocation& allocation, const AllocatedPool& pool)
        : contest_(contest), allocation_(allocation), rules_(rules_of(allocation, pool)), pool_(pool) {
        qualified_ = rows_where(pool, [&](std::size_t i) { return pool.steps.rows[i].qualified; });
    }

    std::vector<std::string> sentences() {
        open();
        if (pool_.steps.delegates == 0) {
            say("There is nothing to win.");
            return std::move(sentences_);
        }
        threshold();
        if (qualified_.empty() && !pool_.steps.taken && pool_.steps.ties.empty()) {
            say("Nobody qualifies, so nobody wins them.");
            take_all();
            return std::move(sentences_);
        }
        guaranteed();
        take_all();
        if (!pool_.steps.taken) steps();
        for (const Tie& tie : pool_.steps.ties) say(tie_text(contest_, allocation_, pool_, tie));
        result();
        if (pool_.steps.rounded_first) say(rounding_text(contest_, rules_, pool_));
        margins();
        return std::move(sentences_);
    }

private:
    void say(std::string sentence) { sentences_.push_back(std::move(sentence)); }

    const std::string& name(std::size_t row) const { return contest_.candidates[row].name; }
    Votes votes(std::size_t row) const { return pool_.votes[row].value_or(0); }
    const RowAllocation& row(std::size_t i) const { return pool_.steps.rows[i]; }

    void open() {
        const bool own = !pool_.place.unit_id.empty() && !go_statewide(rules_);
        say(fmt::format("{} {} won by the {} of {}.", counted(pool_.delegates),
                        pool_.delegates == Decimal(Votes{1}) ? "is" : "are",
                        pool_.of_sde ? "state delegate equivalents" : "votes",
                        own ? pool_title(contest_, pool_.place) : "the whole contest"));
        if (pool_.worth != Decimal(Votes{1})) say(parts_text(pool_));
    }

    void threshold() {
        std::string sentence = threshold_text(rules_, pool_);
        sentence.front() = sentence.front() == 'n' ? 'N' : sentence.front();
        if (pool_.unlisted > 0)
            sentence += fmt::format("; {} of these votes are {}", with_separators(pool_.unlisted),
                                    unlisted_text(contest_, pool_));
        say(sentence + '.');
        if (!qualified_.empty())
            say(fmt::format("{}; together {}.",
                            name_some(qualified_,
                                      [&](std::size_t i) {
                                          return fmt::format("{} with {} ({}%)", name(i),
                                                             counted_votes(pool_, votes(i)),
                                                             percent_of(votes(i), pool_.steps.total, 2));
                                      }) +
                                (qualified_.size() == 1 ? " qualifies" : " qualify"),
                            votes_text(pool_, pool_.steps.qualified_votes)));
        const Rows missed = rows_where(pool_, [&](std::size_t i) { return row(i).missing > 0; });
        if (!missed.empty() && rules_.threshold.numerator > 0)
            say(fmt::format("Not qualified: {}.", name_some(missed, [&](std::size_t i) {
                                return fmt::format("{} ({} short)", name(i), counted_votes(pool_, row(i).missing));
                            })));
    }

    void guaranteed() {
        if (rules_.at_least == 0) return;
        say(fmt::format("Everybody who qualifies wins {} first, which leaves {}.",
                        counted(delegates_won(pool_, rules_.at_least)),
                        with_separators(delegates_won(pool_, pool_.steps.shared))));
    }

    void take_all() {
        // Rules that only know a leader have said everything with the result.
        const bool only_leader = rules_.takes_all.size() == 1 && rules_.takes_all[0].kind == TakesAll::Kind::leader;
        if (only_leader) return say("The front-runner wins everything.");
        const std::string sentence = take_all_text(contest_, allocation_, pool_);
        if (!sentence.empty()) say(sentence);
    }

    void steps() {
        if (pool_.steps.fallback > 0 && !rules_.if_none_places.empty()) return places(rules_.if_none_places);
        switch (rules_.method) {
            case Method::largest_remainder:
                quotas();
                remainders();
                return;
            case Method::divisor:
                say(fmt::format(
                    "Delegates go one at a time to the largest claim, which for somebody's k-th delegate is "
                    "the votes divided by {}.",
                    divisor()));
                return;
            case Method::round:
                rounding();
                return;
            case Method::places:
                places(rules_.places);
                return;
        }
    }

    void places(std::span<const std::uint64_t> places) {
        std::vector<std::string> texts;
        for (const std::uint64_t place : places) texts.push_back(with_separators(place));
        say(fmt::format("By order of finish the first {} {}.",
                        texts.size() == 1 ? "wins" : fmt::format("{} win", texts.size()), enumerate(texts)));
        left_over();
    }

    void rounding() {
        const std::string of =
            votes_text(pool_, rules_.shares_of == SharesOf::all ? pool_.steps.total : pool_.steps.qualified_votes);
        const std::string_view how = rules_.rounding == ShareRounding::up     ? "up"
                                     : rules_.rounding == ShareRounding::down ? "down"
                                                                              : "half up";
        std::uint64_t given = 0;
        for (const std::size_t i : qualified_) given += row(i).whole;
        for (std::size_t k = 0; k < std::min(qualified_.size(), most_named); ++k) {
            const std::size_t i = qualified_[k];
            say(fmt::format("{}: {} x {} / {} = {}, rounded {} {}.", name(i), votes_text(pool_, votes(i)),
                            with_separators(pool_.steps.shared), of, quota_text(row(i).quota), how,
                            with_separators(row(i).whole)));
        }
        say(fmt::format("That is {} of {}.", with_separators(given), with_separators(pool_.steps.shared)));
        const Rows givers = rows_where(pool_, [&](std::size_t i) { return row(i).given_up > 0; });
        if (!givers.empty())
            say(fmt::format(
                "Too many, so {} from {}.",
                rules_.too_many == TooMany::from_the_last ? "they are taken from the last" : "one each is taken",
                rules_.too_many == TooMany::from_the_last
                    ? "up: " + name_some(givers, [&](std::size_t i) { return given_up(i); })
                    : "those that exceed their share most: " +
                          name_some(givers, [&](std::size_t i) { return given_up(i); })));
        const Rows gainers = rows_where(pool_, [&](std::size_t i) { return row(i).extra > 0; });
        if (rules_.left_over == LeftOver::largest_remainder && !gainers.empty())
            say(fmt::format("Those that fall short of their share most win what is left: {}.",
                            name_some(gainers, [&](std::size_t i) {
                                return fmt::format("{} {}", name(i), with_separators(row(i).extra));
                            })));
        left_over();
    }

    std::string given_up(std::size_t i) const {
        return fmt::format("{} gives up {}", name(i), with_separators(row(i).given_up));
    }

    void left_over() {
        if (pool_.steps.unbound > 0) return say(unbound_text(pool_));
        if (rules_.left_over != LeftOver::leader) return;
        for (const std::size_t i : qualified_)
            if (row(i).extra > 0 && pool_.steps.ties.empty())
                say(fmt::format("The {} left over {} to the leader, {}.", with_separators(row(i).extra),
                                row(i).extra == 1 ? "goes" : "go", name(i)));
    }

    std::string_view divisor() const {
        switch (rules_.signposts) {
            case Signposts::dhondt:
                return "k";
            case Signposts::sainte_lague:
                return "k - 1/2";
            case Signposts::huntington_hill:
                return "the square root of k (k - 1)";
            case Signposts::adams:
                return "k - 1";
            case Signposts::dean:
                return "the harmonic mean of k - 1 and k";
        }
        return {};
    }

    void quotas() {
        const Votes sum = rules_.shares_of == SharesOf::all ? pool_.steps.total : pool_.steps.qualified_votes;
        const std::string all = with_separators(pool_.steps.shared);
        const std::string of = votes_text(pool_, sum);
        const Votes droop = sum / (pool_.steps.shared + 1) + 1;
        if (rules_.quota == Quota::droop)
            say(fmt::format("A delegate costs {}: one more than {} divided by {}, rounded down.",
                            counted_votes(pool_, droop), of, with_separators(pool_.steps.shared + 1)));
        for (std::size_t k = 0; k < std::min(qualified_.size(), most_named); ++k) {
            const std::size_t i = qualified_[k];
            const std::string product =
                rules_.quota == Quota::droop
                    ? fmt::format("{} / {}", votes_text(pool_, votes(i)), votes_text(pool_, droop))
                    : fmt::format("{} x {} / {}", votes_text(pool_, votes(i)), all, of);
            say(fmt::format("{}: {} = {}, so {} whole.", name(i), product, quota_text(row(i).quota),
                            with_separators(row(i).whole)));
        }
    }

    void remainders() {
        std::uint64_t whole = 0;
        for (const std::size_t i : qualified_) whole += row(i).whole;
        const std::uint64_t left = pool_.steps.shared - whole;
        if (left == 0) {
            say("That is all of them: no fraction wins a delegate.");
            return;
        }
        const std::string start = fmt::format("That is {} of {}, so {} {} left for the largest fraction{}",
                                              with_separators(whole), with_separators(pool_.steps.shared),
                                              with_separators(left), left == 1 ? "is" : "are", left == 1 ? "" : "s");
        const auto fraction = [&](std::size_t i) {
            return Ratio{row(i).quota.part % row(i).quota.whole, row(i).quota.whole};
        };
        // Quotas of one pool have one denominator.
        const auto by_fraction = [&](std::size_t a, std::size_t b) { return fraction(a).part > fraction(b).part; };
        Rows winners;
        Rows losers;
        for (const std::size_t i : qualified_) {
            const bool tied = std::ranges::any_of(pool_.steps.ties, [&](const Tie& tie) { return tie.has(i); });
            if (!tied) (row(i).extra > 0 ? winners : losers).push_back(i);
        }
        std::ranges::stable_sort(winners, by_fraction);
        std::ranges::stable_sort(losers, by_fraction);
        if (winners.empty()) {
            say(start + ", and these are equal.");
            return;
        }
        const bool compared = pool_.steps.ties.empty() && !losers.empty();
        const unsigned digits = compared ? digits_to_tell(row(winners.back()).quota, row(losers.front()).quota) : 4;
        const auto describe = [&](std::size_t i) {
            return fmt::format("{} ({})", name(i), fraction_text(row(i).quota, digits));
        };
        say(fmt::format("{}: {}{}.", start, name_some(winners, describe),
                        compared ? fmt::format(", ahead of {}", describe(losers.front())) : ""));
    }

    void result() {
        const auto won = [&](std::size_t i) { return row(i).delegates; };
        const std::string winners = name_winners(contest_, pool_, won);
        if (!winners.empty())
            say(fmt::format("{}: {}.", pool_.hangs_on_unknown() ? "With none of the unknown votes" : "Result",
                            winners));
    }

    void margins() {
        if (!allocation_.request.margins) return;
        Rows told = rows_where(pool_, [&](std::size_t i) { return row(i).delegates > 0; });
        // Of those who have none, the one who is nearest to winning one.
        std::optional<std::size_t> nearest;
        for (std::size_t i = 0; i < pool_.votes.size(); ++i) {
            const auto& gain = pool_.margins.rows[i].to_gain;
            if (row(i).delegates == 0 && gain && (!nearest || *gain < *pool_.margins.rows[*nearest].to_gain))
                nearest = i;
        }
        if (told.size() > most_named) told.resize(most_named);
        if (nearest) told.push_back(*nearest);
        const std::string_view noun = pool_.worth == Decimal(Votes{1}) ? "delegate" : "part";
        for (const std::size_t i : told) {
            const Margin& margin = pool_.margins.rows[i];
            std::vector<std::string> parts;
            if (margin.to_gain)
                parts.push_back(fmt::format("needs {} for {} {}", counted_votes(pool_, *margin.to_gain, "more"), noun,
                                            with_separators(row(i).delegates + 1)));
            if (margin.to_lose)
                parts.push_back(
                    fmt::format("can lose {} before losing one", counted_votes(pool_, *margin.to_lose - 1)));
            if (!parts.empty())
                say(fmt::format("All other {} unchanged, {} {}.", votes_noun(contest_), name(i), enumerate(parts)));
        }
    }

    const Contest& contest_;
    const ContestAllocation& allocation_;
    const DelegateRules& rules_;
    const AllocatedPool& pool_;
    Rows qualified_;
    std::vector<std::string> sentences_;
};

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

std::vector<std::size_t> by_votes(const AllocatedPool& pool) {
    std::vector<std::size_t> order(pool.votes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return pool.votes[i]; });
    return order;
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
    if (pool.steps.fallback == 0) {
        Ratio threshold = pool.steps.threshold;
        threshold.whole *= digits_at(Decimal(Votes{1}), pool.vote_digits);
        const std::string exact = with_separators(threshold);
        const bool whole = pool.steps.threshold.part % pool.steps.threshold.whole == 0;
        return whole && pool.steps.threshold.part > 0
                   ? fmt::format("{} of {} is {}: exactly that qualifies", percent, total, exact)
                   : fmt::format("{} of {} is {}, so it takes {} to qualify", percent, total, exact, needed);
    }
    const bool none =
        !rules.if_none_places.empty() || rules.if_none[pool.steps.fallback - 1].kind == Fallback::Kind::no_threshold;
    if (none) return fmt::format("nobody reaches {} of {}, so there is no threshold", percent, total);
    return fmt::format("nobody reaches {} of {}, so the threshold is {}: it takes {} to qualify", percent, total,
                       fallback_text(rules.if_none[pool.steps.fallback - 1]), needed);
}

std::string tie_text(const Contest& contest, const ContestAllocation& allocation, const AllocatedPool& pool,
                     const Tie& tie) {
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
        case NotComputed::bad_rules:
            return "its rules cannot be, or their places hold more delegates than it has";
        case NotComputed::too_many_votes:
            return contest.allocation->by == Shared::sde ? "its SDE exceed 2^64 - 1 of their last digit"
                                                         : "its votes exceed 2^64 - 1";
    }
    return {};
}

std::string what_if_text(const Contest& contest, const ContestAllocation& allocation) {
    std::vector<std::string> parts;
    const AllocationRequest& request = allocation.request;
    const bool own =
        std::ranges::any_of(contest.allocation->pools, [](const Pool& pool) { return !pool.rules.empty(); });
    if (!request.rules.empty() && request.rules == contest.allocation->rules && own)
        parts.push_back(fmt::format("rules {} for every pool", allocation.rules));
    if (!request.rules.empty() && request.rules != contest.allocation->rules)
        parts.push_back(fmt::format("rules {} instead of {}", allocation.rules, contest.allocation->rules.id));
    if (request.threshold) {
        const PoolRules* const rules = find_rules(request.rules.empty() ? contest.allocation->rules : request.rules);
        if (rules != nullptr && *request.threshold != rules->rules.threshold)
            parts.push_back(fmt::format("a threshold of {}% instead of {}%", percent_of(*request.threshold),
                                        percent_of(rules->rules.threshold)));
    }
    if (request.computed_sde) parts.emplace_back("the state delegate equivalents that the rules give in each precinct");
    for (const PoolSize& size : request.sizes)
        parts.push_back(fmt::format("{} with {}", size.pool, counted(size.delegates)));
    return fmt::format("What if: {}.", enumerate(parts));
}

std::string take_all_text(const Contest& contest, const ContestAllocation& allocation, const AllocatedPool& pool) {
    const DelegateRules& rules = rules_of(allocation, pool);
    const std::string all = pool.steps.shared == pool.steps.delegates
                                ? fmt::format("all {}", with_separators(pool.delegates))
                                : fmt::format("the other {}", with_separators(delegates_won(pool, pool.steps.shared)));
    if (pool.steps.taken && pool.steps.taken->by)
        return fmt::format("{} takes {} by {}.", contest.candidates[*pool.steps.taken->by].name, all,
                           condition_text(rules.takes_all[pool.steps.taken->condition]));
    if (pool.steps.taken || rules.takes_all.empty()) return {};
    std::optional<std::size_t> nearest;
    for (std::size_t i = 0; i < pool.margins.rows.size(); ++i) {
        const auto& more = pool.margins.rows[i].to_take_all;
        if (more && (!nearest || *more < *pool.margins.rows[*nearest].to_take_all)) nearest = i;
    }
    if (!nearest) return {};
    std::vector<std::string> conditions;
    for (const TakesAll& condition : rules.takes_all) conditions.push_back(condition_text(condition));
    return fmt::format("{} is {} short of taking {} by {}.", contest.candidates[*nearest].name,
                       counted_votes(pool, *pool.margins.rows[*nearest].to_take_all), all,
                       fmt::join(conditions, " or "));
}

std::string unbound_text(const AllocatedPool& pool) {
    if (pool.steps.unbound == 0) return {};
    return fmt::format("{} left over, bound to nobody.",
                       counted(delegates_won(pool, pool.steps.unbound)) +
                           (delegates_won(pool, pool.steps.unbound) == Decimal(Votes{1}) ? " is" : " are"));
}

std::string unlisted_text(const Contest& contest, const AllocatedPool& pool) {
    const Rows unnamed = rows_where(pool, [&](std::size_t i) { return !pool.votes[i]; });
    if (unnamed.empty()) return "for nobody on the list";
    return fmt::format("beyond the figures that are known, those of {} among them",
                       enumerate(names_of(contest, unnamed)));
}

std::string unknown_text(const Contest& contest, const AllocatedPool& pool) {
    const UnknownVotes& unknown = *pool.unknown;
    const bool in_part = std::ranges::any_of(unknown.of, [&](std::size_t i) { return pool.votes[i].has_value(); });
    std::string text =
        fmt::format("The votes of {} are {}",
                    unknown.of.empty() ? "those who are not listed" : enumerate(names_of(contest, unknown.of)),
                    in_part ? "not reported by every unit" : "unknown");
    if (unknown.most) text += fmt::format(": at most {}", counted_votes(pool, *unknown.most));
    if (!unknown.decided_to) return text + "; however many they are, the result is the same.";
    std::vector<std::string> now;
    std::vector<std::string> ranges;
    const auto won = [&](std::uint64_t parts) { return with_separators(delegates_won(pool, parts)); };
    for (std::size_t i = 0; i < pool.steps.rows.size(); ++i) {
        if (!pool.won(i).is_open()) continue;
        const std::string& name = contest.candidates[i].name;
        now.push_back(fmt::format("{} {}", name, won(pool.steps.rows[i].delegates)));
        ranges.push_back(fmt::format("{} {} to {}", name, won(pool.won(i).least), won(pool.won(i).most)));
    }
    const std::string few = *unknown.decided_to == 0
                                ? "none of them"
                                : fmt::format("no more than {}", counted_votes(pool, *unknown.decided_to, "such"));
    return fmt::format("{}. With {} it is {}; with more it can be {}.", text, few, enumerate(now), enumerate(ranges));
}

std::string winners_text(const Contest& contest, const AllocatedPool& pool) {
    return name_winners(contest, pool, [&](std::size_t i) { return pool.won(i).least; });
}

std::vector<std::string> explain_pool(const Contest& contest, const ContestAllocation& allocation,
                                      const AllocatedPool& pool) {
    return Explanation(contest, allocation, pool).sentences();
}

}  // namespace caucus_tally
