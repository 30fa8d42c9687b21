// SPDX-License-Identifier: MIT
#include "allocate/apportion.hpp"
#include "allocate/threshold.hpp"
#include "allocate/tie.hpp"

#include <algorithm>
#include <caucus_tally/allocate.hpp>
#include <utility>

namespace caucus_tally {
namespace {

std::optional<Votes> sum_votes(const PoolInput& pool) {
    std::optional<Votes> sum = pool.other_votes;
    for (const PoolRow& row : pool.rows) {
        sum = checked_add(*sum, row.votes);
        if (!sum) break;
    }
    return sum;
}

Votes most_votes(const PoolInput& pool) {
    Votes most = 0;
    for (const PoolRow& row : pool.rows)
        if (row.preference) most = std::max(most, row.votes);
    return most;
}

PoolFault find_fault(const DelegateRules& rules, const PoolInput& pool, std::optional<Votes> total) {
    if (pool.delegates > max_delegates) return PoolFault::too_many_delegates;
    if (!total) return PoolFault::too_many_votes;
    if (rules.threshold.denominator == 0 || rules.threshold.numerator > rules.threshold.denominator)
        return PoolFault::bad_threshold;
    return PoolFault::none;
}

/// The qualified preferences: their rows, votes and the votes' sum, which the total bounds.
struct Qualified {
    std::vector<std::size_t> rows;
    std::vector<Votes> votes;
    Votes sum = 0;

    void add(std::size_t row, Votes count) {
        rows.push_back(row);
        votes.push_back(count);
        sum += count;
    }
};

/// Methods that know no quota are shown with the Hare quota: the fair share.
Ratio shown_quota(const DelegateRules& rules, Votes votes, Votes qualified, std::uint64_t delegates) {
    const Quota kind = rules.method == Method::largest_remainder ? rules.quota : Quota::hare;
    const QuotaScale scale = quota_scale(kind, qualified, delegates);
    return {votes * scale.multiplier, scale.unit};
}

Tie find_tie(const PoolInput& pool, const Qualified& qualified, const Apportionment& won) {
    Tie tie;
    tie.first_delegate = pool.delegates - won.winners * won.each + 1;
    tie.winners = won.winners;
    tie.each = won.each;
    std::vector<std::string_view> ids;
    for (const std::size_t place : won.tied) {
        tie.rows.push_back(qualified.rows[place]);
        ids.push_back(pool.rows[qualified.rows[place]].id);
    }
    for (const std::size_t winner : settle(pool.tie_break, pool.name, ids, tie.winners))
        tie.settled.push_back(tie.rows[winner]);
    if (!tie.settled.empty()) tie.settled_by = pool.tie_break.rule;
    return tie;
}

/// What each row wins surely, and the tied rows: two readings of the rules are the same when these are.
struct Reading {
    std::vector<std::uint64_t> delegates;
    std::vector<std::size_t> tied;
    std::size_t winners = 0;
    bool operator==(const Reading&) const = default;
};

Reading reading_of(std::size_t size, const Qualified& qualified, const Apportionment& won) {
    Reading reading;
    reading.delegates.assign(size, 0);
    reading.winners = won.winners;
    for (std::size_t i = 0; i < qualified.rows.size(); ++i)
        reading.delegates[qualified.rows[i]] = won.whole[i] + won.extra[i];
    for (const std::size_t place : won.tied) reading.tied.push_back(qualified.rows[place]);
    return reading;
}

/// The largest remainder on percentages that were rounded to the digits the rules name, both for the threshold and for
/// the shares of the qualified votes. Nothing where the rounded shares exceed the pool.
std::optional<Reading> read_rounded(const DelegateRules& rules, const PoolInput& pool, Votes total) {
    Votes scale = 100;
    for (unsigned digit = 0; digit < *rules.percent_digits; ++digit) scale *= 10;
    const auto percent = [&](Votes part, Votes whole) {  // of the whole: at most `scale`
        return static_cast<Votes>(nearest({Uint128{part} * scale, whole}));
    };
    const Votes needed = find_threshold(rules, scale, percent(most_votes(pool), total)).needed;
    Qualified qualified;
    for (std::size_t i = 0; i < pool.rows.size(); ++i) {
        const PoolRow& row = pool.rows[i];
        if (row.preference && row.votes > 0 && percent(row.votes, total) >= needed) qualified.add(i, row.votes);
    }
    std::vector<Votes> shares;
    for (const Votes votes : qualified.votes) shares.push_back(percent(votes, qualified.sum));
    const auto won = apportion_by_remainder(shares, {pool.delegates, scale}, pool.delegates);
    if (!won) return std::nullopt;
    return reading_of(pool.rows.size(), qualified, *won);
}

}  // namespace

PoolAllocation allocate(const DelegateRules& rules, const PoolInput& pool) {
    const std::optional<Votes> total = sum_votes(pool);
    PoolAllocation result;
    result.fault = find_fault(rules, pool, total);
    if (result.fault != PoolFault::none) return result;

    const Threshold threshold = find_threshold(rules, *total, most_votes(pool));
    result.total = *total;
    result.threshold = threshold.votes;
    result.votes_needed = threshold.needed;
    result.fallback_used = threshold.fallback;
    result.delegates = pool.delegates;
    result.rows.resize(pool.rows.size());

    Qualified qualified;
    for (std::size_t i = 0; i < pool.rows.size(); ++i) {
        const PoolRow& row = pool.rows[i];
        if (!row.preference) continue;
        if (row.votes >= threshold.needed) {
            qualified.add(i, row.votes);
        } else {
            result.rows[i].missing = threshold.needed - row.votes;
        }
    }
    result.qualified_votes = qualified.sum;
    if (qualified.rows.empty()) {
        result.unallocated = pool.delegates;
        return result;
    }

    const Apportionment won = apportion(rules, qualified.votes, qualified.sum, pool.delegates);
    for (std::size_t i = 0; i < qualified.rows.size(); ++i) {
        RowAllocation& row = result.rows[qualified.rows[i]];
        row.qualified = true;
        row.quota = shown_quota(rules, qualified.votes[i], qualified.sum, pool.delegates);
        row.whole = won.whole[i];
        row.extra = won.extra[i];
    }
    if (!won.tied.empty()) {
        result.tie = find_tie(pool, qualified, won);
        for (const std::size_t row : result.tie->settled) result.rows[row].extra += won.each;
    }
    for (RowAllocation& row : result.rows) row.delegates = row.whole + row.extra;

    if (rules.percent_digits && rules.method == Method::largest_remainder) {
        std::optional<Reading> rounded = read_rounded(rules, pool, *total);
        if (rounded && *rounded != reading_of(pool.rows.size(), qualified, won))
            result.rounded_first = std::move(rounded->delegates);
    }
    return result;
}

std::optional<DelegateParts> delegate_parts(Decimal delegates) {
    const Decimal shortest = normalized(delegates);
    Uint128 power = 1;
    for (unsigned digit = 0; digit < shortest.scale; ++digit) power *= 10;
    Uint128 common = power;
    for (Uint128 rest = shortest.digits; rest != 0;) rest = std::exchange(common, rest) % rest;
    if (shortest.digits / common > max_delegates) return std::nullopt;
    return DelegateParts{static_cast<std::uint64_t>(shortest.digits / common),
                         *rounded(Ratio{common, power}, shortest.scale)};
}

}  // namespace caucus_tally
