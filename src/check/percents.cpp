// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "check/contest_checks.hpp"
#include "contest/unit_place.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <utility>

namespace caucus_tally {
namespace {

/// A stated percentage of a known figure.
struct StatedShare {
    std::string name;  ///< the candidate's
    Votes part = 0;
    Decimal percent;
    Finding place = {};  ///< where a finding about it belongs
};

using ShareOf = std::string (*)(Votes part, Votes whole, unsigned digits);

bool fits(const StatedShare& share, Votes whole, ShareOf share_of = percent_of) {
    return whole >= share.part && whole > 0 &&
           share_of(share.part, whole, share.percent.scale) == to_string(share.percent);
}

/// The totals of which the part is the stated percentage. One with more digits than max_share_digits is of the expected
/// total or of none.
TotalRange totals_of(const StatedShare& share, std::optional<Votes> expected) {
    if (share.percent.scale <= max_share_digits) return totals_of_share(share.part, share.percent);
    return expected && fits(share, *expected) ? TotalRange{*expected, *expected} : TotalRange{1, 0};
}

/// The totals that the most of these intervals have in common.
struct Agreement {
    TotalRange totals;
    std::size_t shares = 0;     ///< how many agree on them
    bool is_ambiguous = false;  ///< as many agree on other totals
};

Agreement find_agreement(const std::vector<TotalRange>& intervals) {
    std::vector<Votes> starts;
    std::vector<Votes> ends;
    for (const TotalRange& each : intervals) {
        if (each.empty()) continue;
        starts.push_back(each.first);
        ends.push_back(each.last);
    }
    std::ranges::sort(starts);
    std::ranges::sort(ends);
    Agreement best;
    std::size_t open = 0;
    std::size_t ended = 0;
    for (const Votes start : starts) {
        while (ends[ended] < start) {
            --open;
            ++ended;
        }
        ++open;
        // The next interval to end bounds what those that are open have in common.
        if (open > best.shares)
            best = {{start, ends[ended]}, open, false};
        else if (open == best.shares)
            best.is_ambiguous = true;
    }
    return best;
}

/// Percentages of one whole, and what is said about that whole. SDE are counted in their smallest digit.
struct ShareTable {
    std::vector<StatedShare> shares;
    std::optional<Votes> stated;  ///< the stated total
    std::optional<Votes> sum;     ///< of all choices, if each one's figure is known
    Votes listed = 0;             ///< the figures that are known
    std::size_t choices = 0;
    bool partial = false;  ///< others than those listed have a part, too
    unsigned scale = 0;    ///< digits after the point that every figure has
    std::string_view noun = "vote";

    /// The whole by what is stated and listed: what the percentages ought to be shares of.
    std::optional<Votes> expected() const { return partial || !sum ? stated : sum; }

    std::string text(Votes figure) const {
        return scale == 0 ? with_separators(figure) : with_separators(normalized(Decimal(figure, scale)));
    }
    std::string text_with_noun(Votes figure) const {
        return scale == 0 && noun == "vote" ? count_noun(figure, noun) : fmt::format("{} {}", text(figure), noun);
    }
    std::string text(const TotalRange& totals) const {
        if (totals.last == UINT64_MAX) return "at least " + text(totals.first);
        if (totals.first == totals.last) return text(totals.first);
        return fmt::format("{} to {}", text(totals.first), text(totals.last));
    }
};

/// "about 7,650": no more digits than the interval knows.
std::string describe_rest(const ShareTable& table, const TotalRange& totals) {
    const Votes width = totals.last - totals.first;
    const Votes rest = totals.first - table.listed + width / 2;
    if (width == 0) return table.text(rest);
    Votes unit = 1;
    while (unit <= width / 10) unit *= 10;
    if (rest < unit) return "up to " + table.text(totals.last - table.listed);
    return "about " + table.text((rest + unit / 2) / unit * unit);
}

Finding at_share(Code code, std::string message, const StatedShare& share, std::string computed,
                 Case when = Case::usual) {
    Finding finding = make_finding(code, std::move(message), when);
    finding.pointer = share.place.pointer;
    finding.unit = share.place.unit;
    finding.stated = to_string(share.percent);
    finding.computed = std::move(computed);
    return finding;
}

/// What a percentage is held against: what is listed or stated, or the totals that the other percentages fit.
struct Reference {
    TotalRange totals;
    bool by_others = false;
};

Finding wrong_share(const ShareTable& table, const StatedShare& share, const Reference& reference) {
    const std::string stated = to_string(share.percent);
    const TotalRange& totals = reference.totals;
    // Of the largest total the share is the smallest.
    const std::string least = percent_of(share.part, std::max(totals.last, share.part), share.percent.scale);
    const std::string most = percent_of(share.part, std::max(totals.first, share.part), share.percent.scale);
    const std::string computed = least == most ? least : fmt::format("{} to {}", least, most);
    const std::string total = totals.first == totals.last ? table.text_with_noun(totals.last)
                                                          : fmt::format("{} {}s", table.text(totals), table.noun);
    return at_share(
        Code::percent,
        fmt::format("{} is stated with {}%, but {} of {}{} is {}%", share.name, stated, table.text(share.part), total,
                    reference.by_others ? ", which the other percentages fit," : "", computed),
        share, computed);
}

/// All percentages in one finding, since they have one cause.
Finding cut_off(const ShareTable& table, Votes total) {
    const StatedShare& first =
        *std::ranges::find_if(table.shares, [&](const StatedShare& share) { return !fits(share, total); });
    Finding finding = wrong_share(table, first, {{total, total}});
    finding.notes.push_back(table.shares.size() > 1 ? "all percentages fit if they are cut off, not rounded half up"
                                                    : to_string(first.percent) + " is cut off, not rounded half up");
    return finding;
}

/// " (100 is the sum of the 2 candidates with a percentage)" if the others have none and these alone add up to such a
/// total, else empty. A base that leaves out a candidate with a percentage of it explains nothing.
std::string describe_base(const ShareTable& table, const TotalRange& totals) {
    Votes sum = 0;
    for (const StatedShare& share : table.shares) sum += share.part;  // part of `listed`, so it cannot overflow
    if (table.shares.size() == table.choices || !totals.contains(sum)) return {};
    return fmt::format(" ({} is the sum of the {} with a percentage)", table.text(sum),
                       count_noun(table.shares.size(), "candidate"));
}

/// Percentages that all fit one total, which is not the one that is stated or listed.
std::optional<Finding> other_base(const ShareTable& table, const TotalRange& totals) {
    const Votes expected = table.expected().value_or(table.listed);
    const StatedShare& first =
        *std::ranges::find_if(table.shares, [&](const StatedShare& share) { return !fits(share, expected); });
    const std::string computed = percent_of(first.part, std::max(expected, first.part), first.percent.scale);
    const bool leaves_room = totals.first > table.listed && !table.stated;
    if (leaves_room && (table.partial || !table.sum)) return std::nullopt;
    if (leaves_room)
        return at_share(Code::percent_base,
                        fmt::format("the percentages fit a total of {}: {} {}s are not listed", table.text(totals),
                                    describe_rest(table, totals), table.noun),
                        first, computed, Case::unlisted_rest);
    return at_share(Code::percent_base,
                    fmt::format("the percentages fit a total of {}{}, not {}", table.text(totals),
                                describe_base(table, totals), table.text_with_noun(expected)),
                    first, computed);
}

/// Percentages of which no total explains all: what is wrong is the fewest of them that have to be.
void report_disagreement(const ShareTable& table, const std::vector<TotalRange>& intervals,
                         std::vector<Finding>& findings) {
    const Agreement agreement = find_agreement(intervals);
    const auto agreeing = [&](Votes total) {
        return static_cast<std::size_t>(
            std::ranges::count_if(intervals, [&](const TotalRange& each) { return each.contains(total); }));
    };
    std::optional<Reference> reference;
    for (const std::optional<Votes>& known : {table.stated, table.sum})
        if (known && !reference && *known > 0 && agreeing(*known) == agreement.shares)
            reference = {{*known, *known}, false};
    // A few percentages agree on some total by chance.
    const bool outweighs = !agreement.is_ambiguous && agreement.shares * 2 > table.shares.size();
    if (!reference && outweighs) reference = {agreement.totals, true};
    if (!reference && table.expected()) reference = {{*table.expected(), *table.expected()}, false};
    if (!reference) {
        findings.push_back(at_share(
            Code::percent,
            fmt::format("the percentages of {} fit no common total", count_noun(table.shares.size(), "candidate")),
            table.shares.back(), ""));
        return;
    }
    const TotalRange& totals = reference->totals;
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        const bool agrees = intervals[i].first <= totals.last && totals.first <= intervals[i].last;
        // Votes beyond a stated total are a finding of the sums.
        const bool is_said = !reference->by_others && table.shares[i].part > totals.last;
        if (!agrees && !is_said) findings.push_back(wrong_share(table, table.shares[i], *reference));
    }
}

/// The total of which all percentages are the shares if these are cut off instead of rounded.
std::optional<Votes> find_total_if_cut_off(const ShareTable& table) {
    for (const std::optional<Votes>& known : {table.stated, table.sum})
        if (known && std::ranges::all_of(table.shares, [&](const StatedShare& share) {
                return fits(share, *known, truncated_percent_of);
            }))
            return known;
    return std::nullopt;
}

/// Where nobody voted there is nothing to have a share of.
void report_shares_of_nothing(const ShareTable& table, std::vector<Finding>& findings) {
    for (const StatedShare& share : table.shares) {
        if (share.percent == Decimal()) continue;
        findings.push_back(at_share(Code::percent,
                                    fmt::format("{} is stated with {}%, but there are no {}s", share.name,
                                                to_string(share.percent), table.noun),
                                    share, "0"));
    }
}

void note_percent_total(const std::vector<StatedShare>& shares, std::vector<Finding>& findings) {
    std::optional<Decimal> sum = Decimal(Votes{0});
    for (const StatedShare& share : shares)
        if (sum) sum = checked_add(*sum, share.percent);
    if (!sum || *sum == Decimal(Votes{100})) return;
    Finding finding = make_finding(Code::percent_total,
                                   fmt::format("the rounded percentages add up to {}, not 100", to_string(*sum)));
    finding.pointer = "/candidates";
    finding.stated = to_string(*sum);
    finding.computed = "100";
    findings.push_back(std::move(finding));
}

bool all_fit(const ShareTable& table, const std::optional<Votes>& whole) {
    return whole && std::ranges::all_of(table.shares, [&](const StatedShare& share) { return fits(share, *whole); });
}

void check_shares(const ShareTable& table, std::vector<Finding>& findings) {
    if (table.shares.empty() || all_fit(table, table.sum) || all_fit(table, table.stated)) return;
    if (table.expected() == Votes{0}) {
        report_shares_of_nothing(table, findings);
        return;
    }
    std::vector<TotalRange> intervals;
    TotalRange common;
    for (const StatedShare& share : table.shares) {
        intervals.push_back(totals_of(share, table.expected()));
        common.first = std::max(common.first, intervals.back().first);
        common.last = std::min(common.last, intervals.back().last);
    }
    if (!common.empty()) {
        if (auto finding = other_base(table, common)) findings.push_back(*std::move(finding));
    } else if (const auto total = find_total_if_cut_off(table)) {
        findings.push_back(cut_off(table, *total));
    } else {
        report_disagreement(table, intervals, findings);
    }
}

/// One choice with what is stated of it.
struct StatedPart {
    std::string_view name;
    std::optional<Votes> part;
    std::optional<Decimal> percent;
};

/// Percentages of these parts, which are all choices of the contest if it is not partial. `place` makes a finding one
/// about the percentage of the part of this number.
template <typename Place>
ShareTable table_of(const std::vector<StatedPart>& parts, std::optional<Votes> stated, Place place) {
    ShareTable table;
    table.stated = stated;
    table.choices = parts.size();
    table.sum = 0;
    std::optional<Votes> listed = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const StatedPart& each = parts[i];
        if (listed) listed = checked_add(*listed, each.part.value_or(0));
        if (!each.part) table.sum.reset();
        if (!each.part || !each.percent) continue;
        table.shares.push_back({std::string(each.name), *each.part, *each.percent});
        place(table.shares.back().place, i);
    }
    if (!listed) table.shares.clear();  // which is a finding of the sums
    table.listed = listed.value_or(0);
    if (table.sum) table.sum = listed;
    return table;
}

void place_at_candidate(Finding& finding, std::size_t candidate) {
    finding.pointer = fmt::format("/candidates/{}/percent", candidate);
}

/// The candidates' percentages of the votes.
ShareTable shares_of_votes(const Contest& contest) {
    const std::vector<Figures> figures = candidate_figures(contest);
    std::vector<StatedPart> parts;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const Candidate& candidate = contest.candidates[i];
        // The units' sums may lack what is not in yet, so a percentage is held against stated votes only.
        parts.push_back(
            {candidate.name, figures[i].votes, candidate.stated.votes ? candidate.stated.percent : std::nullopt});
    }
    ShareTable table = table_of(parts, contest.total ? contest.total->votes : std::nullopt, place_at_candidate);
    table.partial = contest.partial;
    return table;
}

/// The candidates' percentages of the state delegate equivalents; empty if one of these exceeds 2^64 of the smallest
/// digit.
ShareTable shares_of_sde(const Contest& contest) {
    unsigned scale = 0;
    const std::optional<Decimal> stated = contest.total ? contest.total->sde : std::nullopt;
    if (stated) scale = stated->scale;
    for (const Candidate& candidate : contest.candidates)
        if (candidate.stated.sde) scale = std::max(scale, candidate.stated.sde->scale);
    bool fits_in_votes = true;
    const auto count = [&](const std::optional<Decimal>& figure) -> std::optional<Votes> {
        if (!figure) return std::nullopt;
        const Uint128 digits = digits_at(*figure, scale);
        fits_in_votes = fits_in_votes && digits <= UINT64_MAX;
        return static_cast<Votes>(digits);
    };
    std::vector<StatedPart> parts;
    for (const Candidate& candidate : contest.candidates)
        parts.push_back({candidate.name, count(candidate.stated.sde), candidate.stated.percent});
    ShareTable table = table_of(parts, count(stated), place_at_candidate);
    if (!fits_in_votes) return {};
    table.partial = contest.partial;
    table.scale = scale;
    table.noun = "SDE";
    return table;
}

/// The percentages of the contest's candidates: of their votes, or of their state delegate equivalents if those are
/// stated and explain them.
void check_candidates(const Contest& contest, std::vector<Finding>& findings) {
    const auto states_percent = [](const Candidate& candidate) { return candidate.stated.percent.has_value(); };
    if (std::ranges::none_of(contest.candidates, states_percent)) return;  // no need to add up all units
    const ShareTable votes = shares_of_votes(contest);
    const ShareTable sde = shares_of_sde(contest);
    std::vector<Finding> found;
    check_shares(votes, found);
    if (votes.shares.empty() || (!found.empty() && !sde.shares.empty())) {
        std::vector<Finding> instead;
        check_shares(sde, instead);
        if (votes.shares.empty() || instead.empty()) found = std::move(instead);
    }
    const bool is_whole = votes.shares.size() == contest.candidates.size() && !contest.partial;
    if (is_whole && all_fit(votes, votes.sum)) note_percent_total(votes.shares, found);
    std::ranges::move(found, std::back_inserter(findings));
}

/// The percentages in each unit, of its votes in the last round.
void check_units(const Contest& contest, std::vector<Finding>& findings) {
    const std::size_t last = count_rounds(contest) - 1;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        if (std::ranges::none_of(unit.results, [](const UnitResult& result) { return result.percent.has_value(); }))
            continue;
        std::vector<StatedPart> parts;
        for (const UnitResult& result : unit.results)
            parts.push_back({contest.candidates[result.candidate].name, result.votes[last], result.percent});
        ShareTable table = table_of(parts, unit.totals[last], [&](Finding& finding, std::size_t result) {
            place_at_percent(finding, contest, i, unit.results[result]);
        });
        table.partial = contest.partial;
        if (parts.size() < contest.candidates.size()) table.sum.reset();
        check_shares(table, findings);
    }
}

}  // namespace

void check_percents(const Contest& contest, std::vector<Finding>& findings) {
    if (contest.total && contest.total->percent && *contest.total->percent != Decimal(Votes{100})) {
        Finding finding = make_finding(
            Code::percent, fmt::format("the total is stated with {}%, not 100%", to_string(*contest.total->percent)));
        finding.pointer = "/total/percent";
        finding.stated = to_string(*contest.total->percent);
        finding.computed = "100";
        findings.push_back(std::move(finding));
    }
    check_candidates(contest, findings);
    check_units(contest, findings);
}

}  // namespace caucus_tally
