// SPDX-License-Identifier: MIT
#include "precincts/totals.hpp"

#include "base/sum_finding.hpp"
#include "base/words.hpp"
#include "contest/row_kind.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <tuple>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

// Fewer equal rows may be chance.
constexpr std::size_t least_equal = 3;

/// What a total is of by its name: without the words that only say that it is one. "Total", "Grand Total" and "Total
/// Votes Cast" are of everything: "".
std::string part_named(std::string_view name) {
    constexpr std::array empty_words = {"all"sv,      "cast"sv, "contest"sv,  "county"sv,    "cumulative"sv, "grand"sv,
                                        "number"sv,   "of"sv,   "precinct"sv, "precincts"sv, "race"sv,       "sub"sv,
                                        "subtotal"sv, "the"sv,  "total"sv,    "totals"sv,    "vote"sv,       "votes"sv};
    std::string rest;
    const std::string words = normalize_name(name) + "_";
    for (std::size_t begin = 0; begin < words.size();) {
        const std::size_t end = words.find('_', begin);
        const std::string_view word = std::string_view(words).substr(begin, end - begin);
        if (!word.empty() && std::ranges::find(empty_words, word) == empty_words.end())
            rest.append(rest.empty() ? "" : "_").append(word);
        begin = end + 1;
    }
    return rest;
}

/// Whether a name is no person's, though nobody's party stands beside it.
bool is_generic(std::string_view name) {
    constexpr std::array names = {"all_others"sv, "blank"sv,      "not_assigned"sv, "other"sv,      "others"sv,
                                  "scatter"sv,    "scattering"sv, "uncommitted"sv,  "unresolved"sv, "unassigned"sv,
                                  "no"sv,         "yes"sv,        "write_in"sv,     "write_ins"sv,  "writein"sv};
    const std::string words = normalize_name(name);
    return std::ranges::find(names, words) != names.end();
}

Votes saturating_add(Votes a, Votes b) {
    return checked_add(a, b).value_or(~Votes{0});
}

/// The votes of a cell's rows: without a column of that name, the sum of its vote types.
Votes votes_of(const RowTally& tally, std::uint32_t cell) {
    if (tally.layout.votes) return tally.sums.sum(cell, *tally.layout.votes);
    Votes sum = 0;
    for (std::size_t count = 0; count < tally.layout.counts.size(); ++count)
        sum = saturating_add(sum, tally.sums.sum(cell, count));
    return sum;
}

Settlement nothing_set_aside(const RowTally& tally) {
    Settlement settlement;
    settlement.is_total_unit.resize(tally.units.size());
    settlement.is_total_cell.resize(tally.cells.size());
    return settlement;
}

class Settler {
public:
    Settler(const RowTally& tally, TotalsChoice choice, const Ledger& ledger)
        : tally_(tally),
          layout_(tally.layout),
          choice_(choice),
          ledger_(ledger),
          parts_of_(tally.area_count()),
          cells_of_(tally.places.size()),
          result_(nothing_set_aside(tally)) {
        for (std::uint32_t cell = 0; cell < tally.cells.size(); ++cell) {
            if (tally.choices[tally.cells[cell].choice].kind == RowKind::ballots) continue;
            cells_of_[tally.cells[cell].place].push_back(cell);
        }
        for (std::uint32_t place = 0; place < tally.places.size(); ++place)
            if (tally.places[place].unit == no_id) parts_of_[tally.places[place].area].push_back(place);
    }

    Settlement run() {
        settle_units();
        settle_choices();
        gather();
        return std::move(result_);
    }

private:
    /// How a unit's figures compare with the sums of its parts.
    struct Comparison {
        std::size_t compared = 0;  // rows of which there are parts
        std::size_t equal = 0;
        std::size_t counted = 0;  // those of compared in which either is not 0
        std::size_t equal_counted = 0;

        bool is_total() const {
            return equal >= least_equal && equal_counted * 4 >= counted * 3 &&
                   (equal_counted >= least_equal || (equal_counted >= 2 && equal == compared));
        }
    };

    Votes votes_in(std::uint32_t cell) const { return votes_of(tally_, cell); }

    std::optional<Votes> sum_of_parts(const std::vector<std::uint32_t>& places, std::uint32_t choice) const {
        std::optional<Votes> sum;
        for (const std::uint32_t place : places)
            if (const std::uint32_t cell = tally_.find_cell(place, choice); cell != no_id)
                sum = saturating_add(sum.value_or(0), votes_in(cell));
        return sum;
    }

    template <typename SumOf>
    Comparison compare(std::uint32_t place, const SumOf& sum_of) const {
        Comparison found;
        for (const std::uint32_t cell : cells_of_[place]) {
            const std::optional<Votes> sum = sum_of(tally_.cells[cell].choice);
            if (!sum) continue;
            const bool is_equal = *sum == votes_in(cell);
            const bool is_counted = *sum != 0 || votes_in(cell) != 0;
            ++found.compared;
            found.equal += is_equal;
            found.counted += is_counted;
            found.equal_counted += is_equal && is_counted;
        }
        return found;
    }

    /// Sets a unit aside as a total: those of its rows of which there are parts.
    template <typename SumOf>
    void set_aside(std::uint32_t place, const SumOf& sum_of) {
        const std::uint32_t unit = tally_.places[place].unit;
        result_.is_total_unit[unit] = true;
        for (const std::uint32_t cell : cells_of_[place]) {
            const std::optional<Votes> sum = sum_of(tally_.cells[cell].choice);
            if (!sum) continue;
            result_.is_total_cell[cell] = true;
            const auto spot = tally_.cell_spots.find(cell);
            if (*sum == votes_in(cell) || spot == tally_.cell_spots.end() || is_flawed(tally_.places[place].area))
                continue;
            Finding finding = sum_finding(*sum, votes_in(cell), "the precincts", "the total row");
            finding.location = ledger_.place(spot->second.sequence, spot->second.location);
            finding.unit = tally_.unit_name(unit);
            result_.differences.push_back(std::move(finding));
        }
    }

    /// Says that a unit counts of which too much is a sum of others for chance, and too little for a total.
    void doubt_unit(std::uint32_t place, const Comparison& found) {
        if (found.equal_counted < least_equal || !tally_.places[place].is_wanted) return;
        const std::uint32_t unit = tally_.places[place].unit;
        leave_undecided(unit_column(unit), std::string(total_name(unit)), true, found.counted,
                        found.counted - found.equal_counted, tally_.unit_spots.at(unit));
    }

    bool is_flawed(std::uint32_t area) const {
        std::string key;
        for (std::size_t i = 0; i < layout_.area_columns; ++i)
            key.append(tally_.area_value(area, layout_.units[i])).push_back('\0');
        return tally_.flawed_areas.contains(area) || ledger_.flawed_areas().contains(key);
    }

    /// The name by which a unit may be a total.
    std::string_view total_name(std::uint32_t unit) const {
        const std::string_view county = tally_.unit_value(unit, layout_.county);
        if (layout_.county && kind_by_unit(county) == RowKind::total) return county;
        return tally_.unit_value(unit, layout_.precinct ? layout_.precinct : layout_.county);
    }
    std::size_t unit_column(std::uint32_t unit) const {
        if (layout_.county && kind_by_unit(tally_.unit_value(unit, layout_.county)) == RowKind::total)
            return *layout_.county;
        return layout_.precinct.value_or(layout_.county.value_or(0));
    }
    bool is_of_everything(std::uint32_t unit) const {
        return tally_.units[unit].is_named_total && part_named(total_name(unit)).empty();
    }
    /// Whether the unit may be the total of all counties.
    bool is_above_areas(std::uint32_t unit) const {
        if (!layout_.precinct || !layout_.county) return false;
        const std::string_view county = tally_.unit_value(unit, layout_.county);
        return county.empty() || kind_by_unit(county) == RowKind::total;
    }

    void settle_units() {
        std::vector<std::vector<std::uint32_t>> suspects(tally_.area_count());
        std::vector<std::uint32_t> above;
        for (std::uint32_t place = 0; place < tally_.places.size(); ++place) {
            const std::uint32_t unit = tally_.places[place].unit;
            if (unit == no_id) continue;
            (is_above_areas(unit) ? above : suspects[tally_.places[place].area]).push_back(place);
        }
        for (std::uint32_t area = 0; area < suspects.size(); ++area) settle_area(area, suspects[area]);

        if (above.empty()) return;
        std::vector<std::optional<Votes>> whole(tally_.choices.size());
        for (std::uint32_t area = 0; area < parts_of_.size(); ++area)
            for (const std::uint32_t place : parts_of_[area])
                for (const std::uint32_t cell : cells_of_[place]) {
                    std::optional<Votes>& sum = whole[tally_.cells[cell].choice];
                    sum = saturating_add(sum.value_or(0), votes_in(cell));
                }
        for (const std::uint32_t place : above) {
            const auto sum_of = [&](std::uint32_t choice) { return whole[choice]; };
            const Comparison found = compare(place, sum_of);
            const std::uint32_t unit = tally_.places[place].unit;
            if (found.is_total() || (found.compared > 0 && is_of_everything(unit)))
                set_aside(place, sum_of);
            else
                doubt_unit(place, found);
        }
    }

    /// Decides about the suspects of an area, of which those that are none become parts of what the others may be.
    void settle_area(std::uint32_t area, std::vector<std::uint32_t>& suspects) {
        std::vector<std::uint32_t>& parts = parts_of_[area];
        const auto unit_in = [&](std::uint32_t place) { return tally_.places[place].unit; };
        // Those that are called totals of something come first: they are mostly parts.
        std::ranges::stable_sort(suspects, {}, [&](std::uint32_t place) {
            return std::pair(is_of_everything(unit_in(place)), tally_.units[unit_in(place)].first);
        });
        if (parts.empty() && choice_ != TotalsChoice::drop) {
            // All of its units are called totals of something: these are its parts.
            const auto others = std::stable_partition(suspects.begin(), suspects.end(), [&](std::uint32_t place) {
                const std::uint32_t unit = unit_in(place);
                return tally_.units[unit].is_named_total && !is_of_everything(unit);
            });
            parts.assign(suspects.begin(), others);
            suspects.erase(suspects.begin(), others);
        }
        for (const std::uint32_t place : suspects) {
            if (choice_ == TotalsChoice::drop && tally_.units[unit_in(place)].is_named_total) {
                result_.is_total_unit[unit_in(place)] = true;
                for (const std::uint32_t cell : cells_of_[place]) result_.is_total_cell[cell] = true;
                continue;
            }
            const auto sum_of = [&](std::uint32_t choice) { return sum_of_parts(parts, choice); };
            const Comparison found = compare(place, sum_of);
            const bool is_total = found.is_total() || (found.compared > 0 && is_of_everything(unit_in(place)));
            if (is_total) {
                set_aside(place, sum_of);
                continue;
            }
            parts.push_back(place);
            doubt_unit(place, found);
        }
    }

    /// The choices of one contest in one place.
    struct Contest {
        std::vector<std::uint32_t> totals;     // cells of all choices' totals, or of those of a kind
        std::vector<std::uint32_t> write_ins;  // cells of the totals of write-ins
        bool has_choices = false;
        bool has_parties = false;
        Votes choices = 0;                  // of all choices but these totals
        std::optional<Votes> written_in;    // of choices that are called write-ins
        std::optional<Votes> not_assigned;  // of write-ins for nobody who stood
        std::optional<Votes> unaffiliated;  // of other people without a party
    };

    /// Decides about choices that are called totals: inside a place, a total of something needs something.
    void settle_choices() {
        const auto contest_of = [&](std::uint32_t cell) {
            std::vector<std::uint32_t> key = {tally_.cells[cell].place};
            const auto values = tally_.choice_ids.tuple(tally_.cells[cell].choice);
            for (std::size_t i = 0; i < layout_.choices.size(); ++i)
                if (const ColumnRole role = layout_.columns[layout_.choices[i]].role;
                    role == ColumnRole::office || role == ColumnRole::district || role == ColumnRole::mode)
                    key.push_back(values[i]);
            return key;
        };
        std::map<std::vector<std::uint32_t>, Contest> contests;
        for (std::uint32_t cell = 0; cell < tally_.cells.size(); ++cell) {
            const RowTally::Choice& choice = tally_.choices[tally_.cells[cell].choice];
            if (!choice.is_suspect) continue;
            Contest& contest = contests[contest_of(cell)];
            (choice.kind == RowKind::total ? contest.totals : contest.write_ins).push_back(cell);
        }
        if (contests.empty()) return;
        for (std::uint32_t cell = 0; cell < tally_.cells.size(); ++cell) {
            const RowTally::Choice& choice = tally_.choices[tally_.cells[cell].choice];
            if (choice.is_suspect || choice.kind != RowKind::candidate) continue;
            if (const auto found = contests.find(contest_of(cell)); found != contests.end())
                add_choice(found->second, cell);
        }
        for (const auto& [key, contest] : contests) {
            for (const std::uint32_t cell : contest.totals)
                if (choice_ == TotalsChoice::drop || is_total_of(contest, cell)) result_.is_total_cell[cell] = true;
            if (contest.write_ins.empty()) continue;
            const WriteIns listed = are_listed(contest);
            if (choice_ != TotalsChoice::drop && listed == WriteIns::no) continue;
            for (const std::uint32_t cell : contest.write_ins) {
                result_.is_total_cell[cell] = true;
                const RowTally::Cell& each = tally_.cells[cell];
                if (choice_ == TotalsChoice::drop || listed == WriteIns::yes || votes_in(cell) == 0 ||
                    !tally_.places[each.place].is_wanted || !tally_.choices[each.choice].is_wanted)
                    continue;
                leave_undecided(*layout_.candidate, std::string(tally_.choice_value(each.choice, layout_.candidate)),
                                false, each.rows, each.rows, tally_.choice_spots.at(each.choice));
            }
        }
    }

    void add_choice(Contest& contest, std::uint32_t cell) const {
        const std::uint32_t choice = tally_.cells[cell].choice;
        const std::string_view name = tally_.choice_value(choice, layout_.candidate);
        const std::string_view party = tally_.choice_value(choice, layout_.party);
        const Votes votes = votes_in(cell);
        const auto add = [votes](std::optional<Votes>& sum) { sum = saturating_add(sum.value_or(0), votes); };
        contest.has_choices = true;
        contest.choices = saturating_add(contest.choices, votes);
        contest.has_parties |= !party.empty();
        if (normalize_name(name) == "not_assigned")
            add(contest.not_assigned);
        else if (is_write_in(name) || is_write_in(party))
            add(contest.written_in);
        else if (party.empty() && !is_generic(name))
            add(contest.unaffiliated);
    }

    bool is_total_of(const Contest& contest, std::uint32_t cell) const {
        const std::uint32_t choice = tally_.cells[cell].choice;
        if (kind_by_choice(tally_.choice_value(choice, layout_.office)) == RowKind::total) return true;
        if (part_named(tally_.choice_value(choice, layout_.candidate)).empty())
            return contest.has_choices || !contest.write_ins.empty();
        return contest.unaffiliated == votes_in(cell);
    }

    enum class WriteIns : std::uint8_t { no, yes, by_name_only };
    /// Whether the write-ins that their totals count are listed beside them, too. It may take the figures to tell:
    /// people without a party may be write-ins, or candidates of a contest without parties.
    WriteIns are_listed(const Contest& contest) const {
        Votes stated = 0;
        for (const std::uint32_t cell : contest.write_ins) stated = saturating_add(stated, votes_in(cell));
        const auto are = [&](std::initializer_list<std::optional<Votes>> parts) {
            Votes sum = 0;
            bool is_any = false;
            for (const std::optional<Votes>& part : parts) {
                sum = saturating_add(sum, part.value_or(0));
                is_any |= part.has_value();
            }
            return is_any && sum == stated;
        };
        if (are({contest.written_in, contest.not_assigned})) return WriteIns::yes;
        if (stated > 0 && are({contest.written_in, contest.not_assigned, contest.unaffiliated})) return WriteIns::yes;
        for (const std::uint32_t total : contest.totals) {
            if (!part_named(tally_.choice_value(tally_.cells[total].choice, layout_.candidate)).empty()) continue;
            if (votes_in(total) == saturating_add(contest.choices, stated)) return WriteIns::no;
            if (votes_in(total) == contest.choices) return WriteIns::yes;
        }
        return contest.written_in ? WriteIns::by_name_only : WriteIns::no;
    }

    void leave_undecided(std::size_t column, std::string name, bool counted, std::uint64_t rows, std::uint64_t unlike,
                         const Spot& spot) {
        const Location first = ledger_.place(spot.sequence, spot.location);
        const auto [place, is_new] = undecided_.try_emplace({column, name, counted}, result_.undecided.size());
        if (is_new) result_.undecided.push_back({column, std::move(name), counted, 0, 0, first});
        UndecidedRows& known = result_.undecided[place->second];
        if (first.line < known.first.line) known.first = first;
        known.rows += rows;
        known.unlike += unlike;
    }

    /// Counts the rows set aside by their names.
    void gather() {
        std::map<std::pair<std::size_t, std::string>, TotalRows> by_name;
        for (std::uint32_t cell = 0; cell < tally_.cells.size(); ++cell) {
            if (!result_.is_total_cell[cell] || tally_.cells[cell].rows == 0) continue;
            const RowTally::Cell& each = tally_.cells[cell];
            if (!tally_.places[each.place].is_wanted || !tally_.choices[each.choice].is_wanted) continue;
            const std::uint32_t unit = tally_.places[each.place].unit;
            const bool is_unit = unit != no_id && result_.is_total_unit[unit];
            TotalRows rows;
            if (is_unit) {
                rows.column = unit_column(unit);
                rows.name = total_name(unit);
                rows.by_figures = !tally_.units[unit].is_named_total;
            } else {
                const bool by_office =
                    kind_by_choice(tally_.choice_value(each.choice, layout_.office)) == RowKind::total;
                rows.column = by_office ? *layout_.office : *layout_.candidate;
                rows.name = tally_.choice_value(each.choice, rows.column);
            }
            const Spot& spot = is_unit ? tally_.unit_spots.at(unit) : tally_.choice_spots.at(each.choice);
            const Location first = ledger_.place(spot.sequence, spot.location);
            TotalRows& known = by_name.try_emplace({rows.column, rows.name}, rows).first->second;
            const auto place = [](const Location& at) { return std::pair(at.line, at.column); };
            if (known.rows == 0 || place(first) < place(known.first)) known.first = first;
            known.rows += each.rows;
        }
        for (auto& [key, rows] : by_name) result_.totals.push_back(std::move(rows));
        const auto place = [](const auto& each) { return std::pair(each.line, each.column); };
        std::ranges::sort(result_.totals, {}, [&](const TotalRows& rows) { return place(rows.first); });
        std::ranges::sort(result_.differences, {}, [&](const Finding& finding) { return place(finding.location); });
    }

    const RowTally& tally_;
    const Layout& layout_;
    TotalsChoice choice_;
    const Ledger& ledger_;
    std::vector<std::vector<std::uint32_t>> parts_of_;  // by area, the places that count
    std::vector<std::vector<std::uint32_t>> cells_of_;  // by place
    Settlement result_;
    std::map<std::tuple<std::size_t, std::string, bool>, std::size_t>
        undecided_;  // by column, name and whether counted
};

}  // namespace

RowTally::Suspects find_hidden_totals(const RowTally& tally) {
    struct Score {
        std::uint32_t led = 0;    // cells in which the unit has more than any other
        std::uint32_t equal = 0;  // and as many as all others
    };
    std::vector<Score> scores(tally.units.size());
    for (std::uint32_t id = 0; id < tally.cells.size(); ++id) {
        const RowTally::Cell& cell = tally.cells[id];
        if (tally.places[cell.place].unit != no_id || cell.is_tied || cell.most == 0) continue;
        const Votes sum = votes_of(tally, id);
        Score& score = scores[cell.most_unit];
        ++score.led;
        score.equal += sum - cell.most == cell.most;
    }
    RowTally::Suspects suspects;
    for (std::uint32_t unit = 0; unit < scores.size(); ++unit)
        if (scores[unit].equal >= least_equal && scores[unit].equal * 2 >= scores[unit].led)
            suspects.insert(tally.suspect_key(unit));
    return suspects;
}

Finding undecided_finding(const UndecidedRows& rows) {
    const std::string name = rows.name.empty() ? "what has no name" : quote(rows.name);
    const std::string figures = with_separators(rows.rows);
    Finding finding = make_finding(
        Code::total_row,
        rows.counted
            ? fmt::format("{} may be a total: {} of its {} figures are the sums of all others; it is counted", name,
                          with_separators(rows.rows - rows.unlike), figures)
            : fmt::format("{} is left out beside the write-ins that are listed, which do not add up to it ({} row{})",
                          name, figures, rows.rows == 1 ? "" : "s"));
    finding.location = rows.first;
    return finding;
}

Settlement settle(const RowTally& tally, TotalsChoice choice, const Ledger& ledger) {
    const bool is_settled =
        choice == TotalsChoice::keep || (std::ranges::none_of(tally.units, &RowTally::Unit::is_suspect) &&
                                         std::ranges::none_of(tally.choices, &RowTally::Choice::is_suspect));
    return is_settled ? nothing_set_aside(tally) : Settler(tally, choice, ledger).run();
}

}  // namespace caucus_tally
