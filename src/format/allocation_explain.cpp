// SPDX-License-Identifier: MIT
#include "format/allocation_text.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>
#include <functional>

namespace caucus_tally {
namespace {

using Rows = std::vector<std::size_t>;

/// The candidates for whom `holds`, by falling votes.
Rows rows_where(const AllocatedPool& pool, const std::function<bool(std::size_t)>& holds) {
    Rows rows;
    for (std::size_t i = 0; i < pool.votes.size(); ++i)
        if (holds(i)) rows.push_back(i);
    std::ranges::stable_sort(rows, std::ranges::greater(), [&](std::size_t i) { return pool.votes[i]; });
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

class Explanation {
public:
    Explanation(const Contest& contest, const ContestAllocation& allocation, const AllocatedPool& pool)
        : contest_(contest), allocation_(allocation), rules_(allocation.applied), pool_(pool) {
        qualified_ = rows_where(pool, [&](std::size_t i) { return pool.steps.rows[i].qualified; });
    }

    std::vector<std::string> sentences() {
        open();
        if (pool_.steps.delegates == 0) {
            say("There is nothing to win.");
            return std::move(sentences_);
        }
        threshold();
        if (qualified_.empty()) {
            say("Nobody qualifies, so nobody wins them.");
            return std::move(sentences_);
        }
        steps();
        if (pool_.steps.tie) say(tie_text(contest_, allocation_, pool_));
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
        const bool own = !pool_.place.unit_id.empty() && rules_.scope == Scope::own_unit;
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
            sentence += fmt::format("; {} of these votes are for nobody on the list", with_separators(pool_.unlisted));
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

    void steps() {
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
            case Method::winner_take_all:
                say("The front-runner wins everything.");
                return;
        }
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
        const Votes sum = pool_.steps.qualified_votes;
        const std::string all = with_separators(pool_.steps.delegates);
        const std::string of = votes_text(pool_, sum);
        const Votes droop = sum / (pool_.steps.delegates + 1) + 1;
        if (rules_.quota == Quota::droop)
            say(fmt::format("A delegate costs {}: one more than {} divided by {}, rounded down.",
                            counted_votes(pool_, droop), of, with_separators(pool_.steps.delegates + 1)));
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
        const std::uint64_t left = pool_.steps.delegates - whole;
        if (left == 0) {
            say("That is all of them: no fraction wins a delegate.");
            return;
        }
        const std::string start = fmt::format("That is {} of {}, so {} {} left for the largest fraction{}",
                                              with_separators(whole), with_separators(pool_.steps.delegates),
                                              with_separators(left), left == 1 ? "is" : "are", left == 1 ? "" : "s");
        const auto fraction = [&](std::size_t i) {
            return Ratio{row(i).quota.part % row(i).quota.whole, row(i).quota.whole};
        };
        // Quotas of one pool have one denominator.
        const auto by_fraction = [&](std::size_t a, std::size_t b) { return fraction(a).part > fraction(b).part; };
        Rows winners;
        Rows losers;
        for (const std::size_t i : qualified_) {
            const bool tied =
                pool_.steps.tie && std::ranges::find(pool_.steps.tie->rows, i) != pool_.steps.tie->rows.end();
            if (!tied) (row(i).extra > 0 ? winners : losers).push_back(i);
        }
        std::ranges::stable_sort(winners, by_fraction);
        std::ranges::stable_sort(losers, by_fraction);
        if (winners.empty()) {
            say(start + ", and these are equal.");
            return;
        }
        const bool compared = !pool_.steps.tie && !losers.empty();
        const unsigned digits = compared ? digits_to_tell(row(winners.back()).quota, row(losers.front()).quota) : 4;
        const auto describe = [&](std::size_t i) {
            return fmt::format("{} ({})", name(i), fraction_text(row(i).quota, digits));
        };
        say(fmt::format("{}: {}{}.", start, name_some(winners, describe),
                        compared ? fmt::format(", ahead of {}", describe(losers.front())) : ""));
    }

    void result() {
        const std::string winners = winners_text(contest_, pool_);
        if (!winners.empty()) say(fmt::format("Result: {}.", winners));
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

std::string winners_text(const Contest& contest, const AllocatedPool& pool) {
    const auto won = [&](std::size_t i) { return pool.steps.rows[i].delegates; };
    const Rows winners = rows_where(pool, [&](std::size_t i) { return won(i) > 0; });
    return name_some(winners, [&](std::size_t i) {
        return fmt::format("{} {}", contest.candidates[i].name, to_string(delegates_won(pool, won(i))));
    });
}

std::vector<std::string> explain_pool(const Contest& contest, const ContestAllocation& allocation,
                                      const AllocatedPool& pool) {
    return Explanation(contest, allocation, pool).sentences();
}

}  // namespace caucus_tally
