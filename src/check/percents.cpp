// SPDX-License-Identifier: MIT
#include "check/contest_checks.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// A stated percentage that can be checked: its candidate's votes are known.
struct StatedShare {
    std::size_t candidate;
    Votes votes;
    Decimal percent;
};

std::vector<StatedShare> stated_shares(const Contest& contest) {
    std::vector<StatedShare> shares;
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        const Figures& figures = contest.candidates[i].stated;
        if (figures.votes && figures.percent) shares.push_back({i, *figures.votes, *figures.percent});
    }
    return shares;
}

bool fits(const StatedShare& share, Votes whole) {
    return whole >= share.votes && whole > 0 &&
           percent_of(share.votes, whole, share.percent.scale) == to_string(share.percent);
}

/// Another whole that percentages are often computed of.
struct Base {
    Votes votes;
    std::string meaning;
};

/// The wholes worth trying: the stated total, and the sums of those candidates somebody might have taken for all.
std::vector<Base> other_bases(const Contest& contest, Votes whole) {
    std::vector<Base> bases;
    const auto add_sum = [&](std::string meaning, auto counts) {
        std::optional<Votes> sum = 0;
        for (const Candidate& candidate : contest.candidates)
            if (sum && candidate.stated.votes && counts(candidate)) sum = checked_add(*sum, *candidate.stated.votes);
        if (sum && *sum > 0 && *sum != whole) bases.push_back({*sum, std::move(meaning)});
    };
    if (contest.total && contest.total->votes && *contest.total->votes != whole)
        bases.push_back({*contest.total->votes, "the stated total"});
    add_sum("all candidates but write-ins and others",
            [](const Candidate& c) { return c.kind == CandidateKind::person || c.kind == CandidateKind::uncommitted; });
    add_sum("the named candidates", [](const Candidate& c) { return c.kind == CandidateKind::person; });
    add_sum("the candidates who did not withdraw",
            [](const Candidate& c) { return c.kind == CandidateKind::person && !c.withdrawn; });

    // The leading 2, 3, ... candidates: publications often list only some.
    std::vector<Votes> votes;
    for (const Candidate& candidate : contest.candidates)
        if (candidate.stated.votes) votes.push_back(*candidate.stated.votes);
    std::ranges::sort(votes, std::ranges::greater());
    constexpr std::size_t most_listed = 64;
    Votes sum = 0;
    for (std::size_t i = 0; i + 1 < votes.size() && i < most_listed; ++i) {
        sum += votes[i];  // part of the sum `whole`, so it cannot overflow
        if (i > 0) bases.push_back({sum, fmt::format("the leading {} candidates", i + 1)});
    }
    return bases;
}

Finding wrong_percent(const Contest& contest, const StatedShare& share, Votes whole, const std::vector<Base>& bases) {
    const std::string stated = to_string(share.percent);
    const std::string computed = percent_of(share.votes, whole, share.percent.scale);
    Finding finding = make_finding(
        Code::percent,
        fmt::format("{} is stated with {}%, but {} of {} vote{} is {}%", contest.candidates[share.candidate].name,
                    stated, with_separators(share.votes), with_separators(whole), whole == 1 ? "" : "s", computed));
    finding.pointer = fmt::format("/candidates/{}/percent", share.candidate);
    finding.stated = stated;
    finding.computed = computed;
    if (truncated_percent_of(share.votes, whole, share.percent.scale) == stated) {
        finding.notes.push_back(stated + " is cut off, not rounded half up");
        return finding;
    }
    for (const Base& base : bases) {
        if (!fits(share, base.votes)) continue;
        finding.notes.push_back(
            fmt::format("{} matches a base of {} ({})", stated, with_separators(base.votes), base.meaning));
        break;
    }
    return finding;
}

/// Where nobody voted there is nothing to have a share of.
Finding percent_of_nothing(const Contest& contest, const StatedShare& share) {
    const std::string stated = to_string(share.percent);
    Finding finding = make_finding(Code::percent, fmt::format("{} is stated with {}%, but there are no votes",
                                                              contest.candidates[share.candidate].name, stated));
    finding.pointer = fmt::format("/candidates/{}/percent", share.candidate);
    finding.stated = stated;
    finding.computed = "0";
    return finding;
}

/// One finding for all percentages where they were computed of another whole; nothing where no other whole explains
/// every one of them.
std::optional<Finding> wrong_base(const std::vector<StatedShare>& shares, Votes whole, const std::vector<Base>& bases) {
    if (shares.size() < 2) return std::nullopt;  // one percentage alone fits too many wholes
    for (const Base& base : bases) {
        if (!std::ranges::all_of(
                shares, [&](const StatedShare& share) { return base.votes < share.votes || fits(share, base.votes); }))
            continue;
        Finding finding = make_finding(Code::percent_base,
                                       fmt::format("percentages match a base of {} ({}), not all {} votes",
                                                   with_separators(base.votes), base.meaning, with_separators(whole)));
        const StatedShare& first =
            *std::ranges::find_if(shares, [&](const StatedShare& share) { return !fits(share, whole); });
        finding.pointer = fmt::format("/candidates/{}/percent", first.candidate);
        finding.stated = to_string(first.percent);
        finding.computed = percent_of(first.votes, whole, first.percent.scale);
        return finding;
    }
    return std::nullopt;
}

void note_percent_total(const std::vector<StatedShare>& shares, std::size_t candidates,
                        std::vector<Finding>& findings) {
    std::optional<Decimal> sum = Decimal(Votes{0});
    for (const StatedShare& share : shares)
        if (sum) sum = checked_add(*sum, share.percent);
    if (shares.size() != candidates || !sum || *sum == Decimal(Votes{100})) return;
    Finding finding = make_finding(Code::percent_total,
                                   fmt::format("the rounded percentages add up to {}, not 100", to_string(*sum)));
    finding.pointer = "/candidates";
    finding.stated = to_string(*sum);
    finding.computed = "100";
    findings.push_back(std::move(finding));
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
    const std::vector<StatedShare> shares = stated_shares(contest);
    if (shares.empty()) return;
    const std::optional<Votes> sum = tally(candidate_figures(contest)).votes;
    const std::optional<Votes> whole = sum || !contest.total ? sum : contest.total->votes;
    if (!whole) return;
    if (*whole == 0) {
        for (const StatedShare& share : shares)
            if (share.percent != Decimal()) findings.push_back(percent_of_nothing(contest, share));
        return;
    }

    const auto wrong = [&](const StatedShare& share) { return !fits(share, *whole); };
    if (std::ranges::none_of(shares, wrong)) {
        note_percent_total(shares, contest.candidates.size(), findings);
        return;
    }
    const std::vector<Base> bases = other_bases(contest, *whole);
    if (auto base = wrong_base(shares, *whole, bases)) {
        findings.push_back(*std::move(base));
        return;
    }
    for (const StatedShare& share : shares)
        if (wrong(share) && share.votes <= *whole) findings.push_back(wrong_percent(contest, share, *whole, bases));
}

}  // namespace caucus_tally
