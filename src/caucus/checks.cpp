// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "caucus/caucus.hpp"
#include "contest/unit_place.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>
#include <utility>

namespace caucus_tally {
namespace {

constexpr std::size_t most_clauses = 10;

// State delegate equivalents are published to four decimals.
constexpr Decimal published_half{Uint128{5}, 5};

using Groups = std::vector<std::size_t>;

/// A clause about each of these groups, the first ten of them: "Biden 9; Yang 7".
template <typename Clause>
std::string clauses(const Groups& groups, const Clause& clause) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < std::min(groups.size(), most_clauses); ++i) texts.push_back(clause(groups[i]));
    if (groups.size() > most_clauses) texts.push_back(fmt::format("and {} more", groups.size() - most_clauses));
    return fmt::format("{}", fmt::join(texts, "; "));
}

std::string digits_of(Uint128 number) {
    return to_string(Ratio{number, 1}, 0);
}

/// Whether stated SDE stand for another number of delegates than `won`: sde × delegates against won × the unit's SDE,
/// in whole numbers of one scale. False if that does not fit 128 bits.
bool differs(Decimal sde, const DelegateWorth& worth, std::uint64_t won) {
    const unsigned scale = std::max({sde.scale, worth.sde.scale, published_half.scale});
    Uint128 stated = 0;
    Uint128 whole = 0;
    Uint128 half = 0;
    if (__builtin_mul_overflow(digits_at(sde, scale), Uint128{worth.delegates}, &stated) ||
        __builtin_mul_overflow(digits_at(worth.sde, scale), Uint128{won}, &whole) ||
        __builtin_mul_overflow(digits_at(published_half, scale), Uint128{worth.delegates}, &half))
        return false;
    return (stated > whole ? stated - whole : whole - stated) > half;
}

/// The checks of one precinct, in the order in which its findings are listed.
class PrecinctChecks {
public:
    PrecinctChecks(const Contest& contest, const PrecinctResult& result, std::vector<Finding>& findings)
        : contest_(contest),
          unit_(contest.units[result.precinct.unit]),
          groups_(result.precinct.groups),
          result_(result),
          won_(published_delegates(result.precinct)),
          last_(count_rounds(contest) - 1),
          first_total_(round_total(unit_, 0).value_or(0)),
          final_total_(round_total(unit_, last_).value_or(0)),
          findings_(findings) {}

    void run() {
        check_round_totals();
        if (result_.viability) check_viable_groups(*result_.viability);
        if (result_.viability) check_viable_winners(*result_.viability);
        check_winners();
        check_order();
        if (!won_.empty()) check_number();
        if (!won_.empty()) check_whole();
        if (result_.tie) report_tie();
        if (result_.outcome == PrecinctCase::shared && differs_from_rules(result_)) report_split();
    }

private:
    // What is stated.

    const std::string& name(std::size_t group) const { return groups_[group].name; }
    Votes people(std::size_t group) const { return groups_[group].people; }
    Votes first(std::size_t group) const { return groups_[group].first.value_or(people(group)); }

    template <typename Wanted>
    Groups groups_with(const Wanted& is_wanted) const {
        Groups groups;
        for (std::size_t i = 0; i < groups_.size(); ++i)
            if (is_wanted(i)) groups.push_back(i);
        return groups;
    }

    /// Whether the group won anything, by its delegates if they are known.
    bool has_won(std::size_t group) const {
        if (!won_.empty()) return won_[group] > 0;
        const UnitResult& result = unit_.results[group];
        return result.delegates.value_or(Decimal()) > Decimal() || result.sde.value_or(Decimal()) > Decimal();
    }
    bool anything_won() const {
        return !groups_with([&](std::size_t i) { return has_won(i); }).empty();
    }

    /// Whether anybody's votes or the total of a round are stated. A round that is not published yet is not an empty
    /// one.
    bool reports(std::size_t round) const {
        return (round < unit_.totals.size() && unit_.totals[round]) ||
               std::ranges::any_of(unit_.results,
                                   [&](const UnitResult& result) { return result.votes[round].has_value(); });
    }

    bool states_award(std::size_t group) const {
        return unit_.results[group].delegates.has_value() || unit_.results[group].sde.has_value();
    }
    /// Whether it is stated what anybody won. Then a group that is not named won nothing; if not, nobody's delegates
    /// are known.
    bool states_awards() const {
        return !groups_with([&](std::size_t i) { return states_award(i); }).empty();
    }

    /// What is stated that the group won, as a figure; empty if nobody's delegates are known.
    std::string won_figure(std::size_t group) const {
        const UnitResult& result = unit_.results[group];
        if (states_award(group)) return to_string(result.delegates ? *result.delegates : *result.sde);
        return states_awards() ? "0" : "";
    }

    /// "1 delegate", "2 delegates"; SDE if only those are known.
    std::string won_text(std::size_t group) const {
        const UnitResult& result = unit_.results[group];
        if (won_.empty() && result.sde && !result.delegates) return fmt::format("{} SDE", to_string(*result.sde));
        const std::string number = !won_.empty() ? std::to_string(won_[group])  //
                                                 : to_string(result.delegates.value_or(Decimal()));
        if (number == "0") return "no delegate";
        return fmt::format("{} delegate{}", number, number == "1" ? "" : "s");
    }

    /// "1", or "1 or 2" for a group that is in a tie.
    std::string given_text(std::size_t group) const {
        const std::uint64_t sure = result_.groups[group].delegates;
        return is_tied(result_, group) ? fmt::format("{} or {}", sure, sure + 1) : std::to_string(sure);
    }

    // How it is reported.

    /// A finding about the unit, whose message goes on from `in "Polk/DES MOINES-14" `.
    Finding& report(Code code, const std::string& message, std::string stated, std::string computed) {
        Finding& finding = findings_.emplace_back(make_finding(code, fmt::format("in \"{}\" {}", unit_.id, message)));
        finding.stated = std::move(stated);
        finding.computed = std::move(computed);
        return finding;
    }

    /// The same, at a group's votes of the last round. A group that reports nothing in a round has no people in it.
    void report_votes(Code code, std::size_t group, const std::string& message, Votes computed) {
        Finding& finding = report(code, message, std::to_string(people(group)), std::to_string(computed));
        place_at_votes(finding, contest_, result_.precinct.unit, unit_.results[group], last_);
        note_attendance(finding);
    }

    /// The same, at what a group won; at its votes if its delegates are not stated because others won them all.
    Finding& report_won(Code code, std::size_t group, const std::string& message, std::string computed) {
        Finding& finding = report(code, message, won_figure(group), std::move(computed));
        const UnitResult& result = unit_.results[group];
        if (states_award(group)) {
            place_at_won(finding, contest_, result_.precinct.unit, result);
        } else {
            place_at_votes(finding, contest_, result_.precinct.unit, result, last_);
        }
        return finding;
    }

    /// Says on what attendance thresholds and shares rest if none is stated.
    void note_attendance(Finding& finding) const {
        if (result_.precinct.attendance_stated) return;
        const Votes attendance = result_.precinct.attendance;
        std::string round = "count";
        if (!contest_.rounds.empty())
            round = contest_.rounds.front().title.empty() ? contest_.rounds.front().id : contest_.rounds.front().title;
        finding.notes.push_back(fmt::format("no attendance is stated: the {} of the {} stand{} in for it",
                                            with_separators(attendance), round, attendance == 1 ? "s" : ""));
    }

    /// At the total of a round; if none is stated, at the round's votes or the unit's row.
    void place_at_round(Finding& finding, std::size_t round) const {
        const std::size_t unit = result_.precinct.unit;
        if (round < unit_.totals.size() && unit_.totals[round]) {
            place_at_unit(finding, contest_, unit, "total", round);
        } else if (contest_.tables) {
            place_at_unit(finding, contest_, unit, contest_.levels[unit_.level]);
        } else {
            place_at_unit(finding, contest_, unit, "votes", round);
        }
    }

    // The checks.

    /// CT501, CT502, CT514: the totals of the first and the last round.
    void check_round_totals() {
        if (first_total_ == final_total_ || !reports(0) || !reports(last_)) return;
        const auto [least, most] = std::minmax(first_total_, final_total_);
        if (least == 0) {
            const std::size_t missing = first_total_ == 0 ? 0 : last_;
            const std::string message = fmt::format("nobody is counted{}, but {}{}", in_round(contest_, missing),
                                                    with_separators(most), in_round(contest_, last_ - missing));
            place_at_round(report(Code::missing_round, message, std::to_string(least), std::to_string(most)), missing);
            return;
        }
        const bool more = final_total_ > first_total_;
        const std::string message =
            fmt::format("{} {} counted{}, {}{} ({} {})", people_text(final_total_), final_total_ == 1 ? "is" : "are",
                        in_round(contest_, last_), with_separators(first_total_), in_round(contest_, 0),
                        with_separators(most - least), more ? "too many" : "left early");
        place_at_round(report(more ? Code::more_in_final : Code::left_early, message, std::to_string(final_total_),
                              std::to_string(first_total_)),
                       last_);
    }

    /// CT503, CT504, CT505: what became of viable groups, and which are still counted without being viable.
    void check_viable_groups(Votes viability) {
        const Groups viable_first = groups_with([&](std::size_t i) { return first(i) >= viability; });
        // If there were more viable groups than delegates, the smallest of them had to go.
        const bool must_realign = result_.rules->groups_limited && viable_first.size() > *result_.precinct.delegates;
        if (result_.rules->viable_locked && !must_realign) {
            Groups shrunk = viable_first;
            std::erase_if(shrunk, [&](std::size_t i) { return people(i) == 0 || people(i) >= first(i); });
            if (!shrunk.empty())
                report_votes(Code::viable_shrank, shrunk.front(),
                             clauses(shrunk,
                                     [&](std::size_t i) {
                                         return fmt::format("{} was viable with {} and fell to {}", name(i),
                                                            people_text(first(i)), with_separators(people(i)));
                                     }),
                             first(shrunk.front()));
            Groups gone = viable_first;
            std::erase_if(gone, [&](std::size_t i) { return people(i) > 0 || final_total_ == 0; });
            if (!gone.empty())
                report_votes(Code::viable_vanished, gone.front(),
                             clauses(gone,
                                     [&](std::size_t i) {
                                         return fmt::format("{} was viable with {} and has none left", name(i),
                                                            people_text(first(i)));
                                     }),
                             first(gone.front()));
        }
        const Groups small = groups_with([&](std::size_t i) { return people(i) > 0 && people(i) < viability; });
        if (!small.empty())
            report_votes(Code::nonviable_in_final, small.front(),
                         clauses(small,
                                 [&](std::size_t i) {
                                     return fmt::format("{} is still counted with {}, {} short of viability ({})",
                                                        name(i), with_separators(people(i)),
                                                        with_separators(viability - people(i)),
                                                        with_separators(viability));
                                 }),
                         viability);
    }

    /// CT506, CT507: groups that won without being viable, or the other way round.
    void check_viable_winners(Votes viability) {
        const Groups small =
            groups_with([&](std::size_t i) { return people(i) > 0 && people(i) < viability && has_won(i); });
        if (!small.empty())
            note_attendance(report_won(Code::nonviable_delegates, small.front(),
                                       clauses(small,
                                               [&](std::size_t i) {
                                                   return fmt::format("{} has {} with {}, {} short of viability ({})",
                                                                      name(i), won_text(i), people_text(people(i)),
                                                                      with_separators(viability - people(i)),
                                                                      with_separators(viability));
                                               }),
                                       "0"));
        if (result_.outcome == PrecinctCase::too_many_groups || !anything_won()) return;
        const Groups without = groups_with([&](std::size_t i) { return people(i) >= viability && !has_won(i); });
        if (without.empty()) return;
        // Every viable group has one delegate at least, even if it takes the lot.
        const std::uint64_t due = std::max<std::uint64_t>(1, result_.groups[without.front()].delegates);
        note_attendance(report_won(Code::viable_without, without.front(),
                                   clauses(without,
                                           [&](std::size_t i) {
                                               return fmt::format(
                                                   "{} is viable with {} ({} needed) and has no delegate", name(i),
                                                   people_text(people(i)), with_separators(viability));
                                           }),
                                   std::to_string(due)));
    }

    /// CT513, CT515: winners without people, and people without winners.
    void check_winners() {
        const Groups absent = groups_with([&](std::size_t i) { return people(i) == 0 && has_won(i); });
        if (!absent.empty() && reports(last_))
            report_won(Code::delegates_from_nothing, absent.front(),
                       clauses(absent,
                               [&](std::size_t i) {
                                   return fmt::format("{} has {} but nobody in the group", name(i), won_text(i));
                               }),
                       "0");
        if (final_total_ == 0 || anything_won() || !states_awards()) return;
        const Groups counted = groups_with([&](std::size_t i) { return people(i) > 0; });
        const auto& elects = result_.precinct.delegates;
        report_won(Code::votes_without_delegates, counted.empty() ? 0 : counted.front(),
                   fmt::format("nobody won a delegate, but {} {} counted", people_text(final_total_),
                               final_total_ == 1 ? "is" : "are"),
                   elects ? std::to_string(*elects) : "");
    }

    /// What the groups won, so that they can be compared: delegates if they are known, else what is stated.
    std::vector<Decimal> comparable_awards() const {
        const bool delegates =
            std::ranges::any_of(unit_.results, [](const UnitResult& r) { return r.delegates.has_value(); });
        std::vector<Decimal> awards;
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            const UnitResult& result = unit_.results[i];
            awards.push_back(!won_.empty() ? Decimal(Votes{won_[i]})
                                           : (delegates ? result.delegates : result.sde).value_or(Decimal()));
        }
        return awards;
    }

    /// CT511, CT512: groups against each other.
    void check_order() {
        const std::vector<Decimal> awards = comparable_awards();
        Groups order = groups_with([&](std::size_t i) { return people(i) > 0; });
        std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return people(i); });

        Groups overtaken;  // by the group of the same place in `by`
        Groups by;
        Groups unequal;
        std::optional<std::size_t> least;  // of those with more people than the groups that are looked at
        for (auto from = order.begin(); from != order.end();) {
            const auto to = std::find_if(from, order.end(), [&](std::size_t i) { return people(i) != people(*from); });
            const auto [low, high] =
                std::ranges::minmax_element(from, to, {}, [&](std::size_t i) { return awards[i]; });
            if (awards[*low] != awards[*high]) unequal.insert(unequal.end(), {*high, *low});
            if (least && awards[*least] < awards[*high]) {
                overtaken.push_back(*least);
                by.push_back(*high);
            }
            if (!least || awards[*low] < awards[*least]) least = *low;
            from = to;
        }
        if (!overtaken.empty()) {
            std::size_t pair = 0;
            report_won(Code::inversion, overtaken.front(),
                       clauses(overtaken,
                               [&](std::size_t i) {
                                   const std::size_t other = by[pair++];
                                   return fmt::format("{} has {} and {}, {} has {} and {}", name(i),
                                                      people_text(people(i)), won_text(i), name(other),
                                                      people_text(people(other)), won_text(other));
                               }),
                       won_figure(by.front()));
        }
        if (unequal.empty()) return;
        report_won(Code::equal_votes, unequal[0],
                   fmt::format("{} and {} have {} each, but {} and {}: {} should be on record", name(unequal[0]),
                               name(unequal[1]), people_text(people(unequal[0])), won_text(unequal[0]),
                               won_text(unequal[1]), chance_text(result_.rules->tie, false)),
                   won_figure(unequal[1]));
    }

    /// CT508, CT509: how many delegates there are in all.
    void check_number() {
        const Uint128 elects = *result_.precinct.delegates;
        const Uint128 all = std::accumulate(won_.begin(), won_.end(), Uint128{0});
        // The rules may force a precinct above its number.
        const Uint128 most = std::max(elects, result_.delegates_total);
        if (all <= most && (all == 0 || all >= elects)) return;
        const bool over = all > most;
        const Uint128 due = over ? most : elects;
        report_won(over ? Code::over_awarded : Code::under_awarded,
                   groups_with([&](std::size_t i) { return won_[i] > 0; }).front(),
                   fmt::format("{} delegate{} won, {} {} than the {} it {}", digits_of(all), all == 1 ? " is" : "s are",
                               digits_of(over ? all - due : due - all), over ? "more" : "fewer", digits_of(due),
                               over && most > elects ? "can have under the rules" : "elects"),
                   digits_of(due))
            .stated = digits_of(all);
    }

    /// A group's delegates, or its SDE, that are not what they should be.
    struct Broken {
        std::string message;
        std::string stated;
        std::string computed;
        bool by_sde = false;
    };

    /// What is wrong with the number that a group won, if anything is: delegates that are not whole, SDE that stand for
    /// no whole number of them, or for another one than is stated.
    std::optional<Broken> find_broken(std::size_t group) const {
        const UnitResult& result = unit_.results[group];
        const std::uint64_t won = won_[group];
        if (result.delegates && normalized(*result.delegates).scale > 0) {
            const std::string stated = to_string(*result.delegates);
            return Broken{fmt::format("{}'s {} delegates are no whole number", name(group), stated), stated,
                          std::to_string(won)};
        }
        if (!result.sde || !unit_.sde) return std::nullopt;
        const DelegateWorth worth{*unit_.sde, *result_.precinct.delegates};
        if (!differs(*result.sde, worth, won)) return std::nullopt;
        const std::string stated = to_string(*result.sde);
        const std::uint64_t nearest = delegates_from_sde(*result.sde, worth).value_or(won);
        const auto text = [&](std::uint64_t delegates) {
            const auto sde = state_delegate_equivalents(delegates, worth);
            return sde ? to_string(*sde, published_digits) : "more";
        };
        const std::string lead = fmt::format("{}'s {} state delegate equivalents are", name(group), stated);
        if (differs(*result.sde, worth, nearest))
            return Broken{fmt::format("{} no whole number of delegates: {} would be {}", lead, nearest, text(nearest)),
                          stated, text(nearest), true};
        return Broken{fmt::format("{} those of {} delegate{}, but {} {} stated, which would be {}", lead, nearest,
                                  nearest == 1 ? "" : "s", won, won == 1 ? "is" : "are", text(won)),
                      stated, text(won), true};
    }

    /// CT516: delegates are whole.
    void check_whole() {
        const Groups broken = groups_with([&](std::size_t i) { return find_broken(i).has_value(); });
        if (broken.empty()) return;
        const Broken first = *find_broken(broken.front());
        Finding& finding =
            report_won(Code::not_whole, broken.front(),
                       clauses(broken, [&](std::size_t i) { return find_broken(i)->message; }), first.computed);
        finding.stated = first.stated;
        if (!first.by_sde) return;
        UnitResult sde = unit_.results[broken.front()];
        sde.delegates.reset();
        place_at_won(finding, contest_, result_.precinct.unit, sde);
    }

    /// CT405: a tie in the split.
    void report_tie() {
        const PrecinctTie& tie = *result_.tie;
        std::string message = explain_split(result_);
        if (tie.as_published) {
            std::vector<std::string> winners;
            for (const std::size_t i : tie.settled) winners.push_back(name(i));
            message += fmt::format("; as published, {} {} one more than the others", enumerate(winners),
                                   winners.size() == 1 ? "has" : "have");
        }
        note_attendance(report_won(Code::tie, tie.groups.front(), message, ""));
    }

    /// CT510: the split against the one that the rules give.
    void report_split() {
        Groups wrong = groups_with([&](std::size_t i) { return !may_hold(result_, i, won_[i]); });
        std::string message;
        if (!wrong.empty()) {
            message = clauses(wrong, [&](std::size_t i) {
                const std::string won = i == wrong.front() ? won_text(i) : std::to_string(won_[i]);
                return fmt::format("{} has {}, the rules give {}", name(i), won, given_text(i));
            });
        } else {
            // Each of the tied groups may have what it has, but not all of them together.
            wrong = result_.tie->groups;
            message = clauses(wrong, [&](std::size_t i) { return fmt::format("{} has {}", name(i), won_text(i)); });
            message += fmt::format(", the rules give one more than {} to {} of them",
                                   result_.groups[wrong.front()].delegates, count_word(result_.tie->winners));
        }
        Finding& finding =
            report_won(Code::caucus_math, wrong.front(), fmt::format("{}: {}", message, explain_split(result_)), "");
        finding.stated = clauses(wrong, [&](std::size_t i) { return fmt::format("{} {}", name(i), won_[i]); });
        finding.computed = clauses(wrong, [&](std::size_t i) { return fmt::format("{} {}", name(i), given_text(i)); });
        note_attendance(finding);
    }

    const Contest& contest_;
    const Unit& unit_;
    const std::vector<PrecinctGroup>& groups_;  ///< as the unit's results
    const PrecinctResult& result_;
    const std::vector<std::uint64_t> won_;  ///< of every group; empty if not known
    const std::size_t last_;                ///< the last round
    const Votes first_total_;
    const Votes final_total_;
    std::vector<Finding>& findings_;
};

void report_unknown_rules(const Contest& contest, std::vector<Finding>& findings) {
    std::vector<std::string_view> ids;
    for (const CaucusRules& rules : caucus_rule_sets()) ids.push_back(rules.id);
    findings.push_back(
        make_finding(Code::field, fmt::format("\"{}\" is no rule set for precincts{}", contest.caucus_rules,
                                              did_you_mean(contest.caucus_rules, ids))));
    findings.back().pointer = "/caucus_math/rules";
}

}  // namespace

void check_caucus(const Contest& contest, std::vector<Finding>& findings) {
    if (contest.caucus_rules.empty()) return;
    const CaucusRules* const rules = find_caucus_rules(contest.caucus_rules);
    if (rules == nullptr) {
        report_unknown_rules(contest, findings);
        return;
    }
    for (const std::size_t unit : precinct_units(contest)) {
        if (contest.units[unit].results.empty()) continue;
        Precinct precinct = precinct_of(contest, unit);
        // If votes exceed 2^64 - 1, check_sums says so.
        if (precinct.judged == Judged::no_figures || precinct.judged == Judged::too_many_votes) continue;
        const PrecinctResult result = allocate_precinct(*rules, std::move(precinct));
        PrecinctChecks(contest, result, findings).run();
    }
}

}  // namespace caucus_tally
