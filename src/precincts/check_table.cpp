// SPDX-License-Identifier: MIT
// What is wrong with a precinct table: questions to its tally when all rows are read, whatever their order.
#include "base/words.hpp"
#include "precincts/candidate_names.hpp"
#include "precincts/precinct_stream.hpp"
#include "precincts/table_findings.hpp"
#include "precincts/table_reader.hpp"
#include "precincts/tabulate.hpp"
#include "precincts/totals.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

class TableChecks {
public:
    TableChecks(TableBytes& bytes, const TableReading& how, TableRead& read, const Settlement& settlement,
                TableFindings& findings)
        : bytes_(bytes), how_(how), read_(read), tally_(*read.tally), settlement_(settlement), findings_(findings) {}

    void run() {
        check_totals();
        check_turnout();
        check_overflow();
        for (Finding& finding : find_near_names(tally_, read_.ledger)) findings_.add_late(std::move(finding));
        check_rows();
    }

    /// Whether every unit that has nothing in this column is a total: then no name is missing.
    bool are_totals_all_unnamed(std::size_t column) const {
        for (std::uint32_t unit = 0; unit < tally_.units.size(); ++unit)
            if (tally_.unit_value(unit, column).empty() && !settlement_.is_total_unit[unit]) return false;
        return true;
    }

    /// Distinct units; those that are totals are none.
    std::uint64_t count_units() const {
        std::uint64_t count = 0;
        for (std::size_t unit = 0; unit < tally_.units.size(); ++unit) count += !settlement_.is_total_unit[unit];
        return count;
    }

private:
    /// CT105 and, with them, CT201.
    void check_totals() {
        for (const TotalRows& rows : settlement_.totals) {
            const Layout::Column& column = tally_.layout.columns[rows.column];
            const bool is_unit = column.part == ColumnPart::unit;
            std::string message = rows.by_figures
                                      ? fmt::format("{} {} holds the sums of all others: it doubles every sum",
                                                    column.name, quote(rows.name))
                                      : fmt::format("{} {} is a total among the {}: it doubles every sum", column.name,
                                                    quote(rows.name), is_unit ? "units" : "candidates");
            if (rows.rows > 1) message += fmt::format(" ({} rows)", with_separators(rows.rows));
            Finding finding = make_finding(Code::total_row, std::move(message));
            finding.location = rows.first;
            findings_.add_late(std::move(finding));
        }
        for (const UndecidedRows& rows : settlement_.undecided) findings_.add_late(undecided_finding(rows));
        for (const Finding& finding : settlement_.differences) findings_.add_late(finding);
    }

    /// CT203: ballots and registered voters of one unit, each stated in a row of its own.
    void check_turnout() {
        for (const auto& [unit, turnout] : tally_.turnout) {
            const auto& [registered, ballots] = turnout.figures;
            // A unit without a registered voter is one of absentees, or the figure was not filled in.
            if (registered.first == UINT64_MAX || ballots.first == UINT64_MAX || registered.votes == 0 ||
                ballots.votes <= registered.votes)
                continue;
            Finding finding =
                make_finding(Code::over_ballots,
                             fmt::format("{} ballots cast, but {} registered voter{}", with_separators(ballots.votes),
                                         with_separators(registered.votes), registered.votes == 1 ? "" : "s"));
            const Spot& spot = registered.first > ballots.first ? registered.spot : ballots.spot;
            finding.location = read_.ledger.place(spot.sequence, spot.location);
            finding.unit = tally_.unit_name(unit);
            finding.stated = std::to_string(ballots.votes);
            finding.computed = std::to_string(registered.votes);
            findings_.add_late(std::move(finding));
        }
    }

    /// CT007: votes of a choice that no sum can hold.
    void check_overflow() {
        const std::vector<std::size_t>& counts = tally_.layout.counts;
        for (std::size_t count = 0; count < counts.size(); ++count) {
            std::vector<Votes> sums(tally_.choices.size());
            std::vector<bool> is_said(tally_.choices.size());
            for (std::uint32_t cell = 0; cell < tally_.cells.size(); ++cell) {
                if (settlement_.is_total_cell[cell]) continue;
                const std::uint32_t choice = tally_.cells[cell].choice;
                const auto sum = checked_add(sums[choice], tally_.sums.sum(cell, count));
                sums[choice] = sum.value_or(~Votes{0});
                if (is_said[choice] || (sum && !tally_.sums.overflowed(cell, count))) continue;
                is_said[choice] = true;
                Finding finding = make_finding(
                    Code::not_a_count,
                    fmt::format("the {} of {} in {} exceed 2^64 - 1", tally_.layout.columns[counts[count]].name,
                                quote(choice_name(choice)), tally_.contest_name(choice)));
                const Spot& spot = tally_.choice_spots.at(choice);
                finding.location = read_.ledger.place(spot.sequence, spot.location);
                findings_.add_late(std::move(finding));
            }
        }
    }

    /// What takes a second reading: CT103 and, of single choices, CT203.
    void check_rows() {
        const bool has_ballots =
            std::ranges::any_of(tally_.turnout, [](const auto& stated) { return stated.second.figures[1].of_unit; });
        if (!has_ballots && tally_.repeated.empty()) return;
        visit_rows(bytes_, how_, read_,
                   [&](RowReader& reader, std::uint64_t lines_before, std::uint32_t unit, std::uint32_t choice) {
                       if (is_total(unit, choice)) return;
                       const auto add = [&](std::optional<Finding> finding, std::size_t column) {
                           if (!finding) return;
                           finding->location = reader.locate(column);
                           finding->location.file = read_.ledger.place(0, {}).file;
                           finding->location.line += lines_before;
                           finding->unit = tally_.unit_name(unit);
                           findings_.add_late(std::move(*finding));
                       };
                       if (tally_.repeated.contains(PairTable::key(unit, choice)))
                           add(repeated_row(unit, choice, reader.figures(), lines_before + reader.row_line()),
                               tally_.layout.candidate.value());
                       if (has_ballots) add(over_ballots(unit, choice, reader.votes()), tally_.layout.votes_column());
                   });
    }

    /// CT103. The first row of a unit and choice is the one that others repeat.
    std::optional<Finding> repeated_row(std::uint32_t unit, std::uint32_t choice, std::string figures,
                                        std::uint64_t line) {
        const auto [first, is_new] = firsts_.try_emplace(PairTable::key(unit, choice));
        if (is_new) {
            first->second = {line, std::move(figures)};
            return std::nullopt;
        }
        if (first->second.figures == figures)
            return make_finding(Code::duplicate_row,
                                fmt::format("the whole row is already on line {}", first->second.line),
                                Case::whole_row);
        return make_finding(Code::duplicate_row,
                            fmt::format("line {} already has other figures for {} in {}", first->second.line,
                                        quote(choice_name(choice)), tally_.contest_name(choice)));
    }

    /// CT203: nobody can have two votes of one voter. Ballots of one contest say nothing of the others.
    std::optional<Finding> over_ballots(std::uint32_t unit, std::uint32_t choice, std::optional<Votes> votes) const {
        const RowTally::Choice& known = tally_.choices[choice];
        if (!votes || known.kind != RowKind::candidate || known.is_suspect) return std::nullopt;
        const auto turnout = tally_.turnout.find(unit);
        if (turnout == tally_.turnout.end()) return std::nullopt;
        const auto& [ballots, first, spot, of_unit] = turnout->second.figures[1];
        if (!of_unit || ballots == 0 || *votes <= ballots) return std::nullopt;
        Finding finding = make_finding(
            Code::over_ballots, fmt::format("{} votes for {} in {}, but {} ballot{} cast", with_separators(*votes),
                                            quote(choice_name(choice)), tally_.contest_name(choice),
                                            with_separators(ballots), ballots == 1 ? "" : "s"));
        finding.stated = std::to_string(*votes);
        finding.computed = std::to_string(ballots);
        return finding;
    }

    bool is_total(std::uint32_t unit, std::uint32_t choice) const {
        const std::uint32_t cell = tally_.find_cell(tally_.units[unit].place, choice);
        return cell != no_id && settlement_.is_total_cell[cell];
    }
    std::string_view choice_name(std::uint32_t choice) const {
        const std::string_view candidate = tally_.choice_value(choice, tally_.layout.candidate);
        return candidate.empty() ? tally_.choice_value(choice, tally_.layout.office) : candidate;
    }

    TableBytes& bytes_;
    const TableReading& how_;
    TableRead& read_;
    const RowTally& tally_;
    const Settlement& settlement_;
    TableFindings& findings_;
    struct First {
        std::uint64_t line = 0;
        std::string figures;
    };
    std::unordered_map<std::uint64_t, First> firsts_;  // by unit and choice
};

CheckedTable check_table(TableBytes bytes, const std::string& name, const PrecinctCheckOptions& options,
                         const RowLimits& limits) {
    Query query;
    query.checks = true;
    query.thousands = options.thousands;
    const TableReading how{query, limits, SIZE_MAX, options.threads, {}};
    RowTally::Suspects suspects;
    for (;;) {
        TableFindings findings(options);
        TableRead read(name, SIZE_MAX, [&](Finding finding) { findings.add(std::move(finding)); });
        read_table(bytes, how, suspects, read);
        if (!read.is_usable) {
            CheckedTable table = findings.take();
            table.precinct_table = read.is_precinct_table;
            return table;
        }
        if (suspects.empty()) {
            suspects = find_hidden_totals(*read.tally);
            if (!suspects.empty()) continue;
        }
        const Settlement settlement = settle(*read.tally, TotalsChoice::automatic, read.ledger);
        TableChecks checks(bytes, how, read, settlement, findings);
        for (RepeatedFinding& each : read.ledger.all().repeated.items) {
            if (each.unnamed && checks.are_totals_all_unnamed(*each.unnamed)) continue;
            findings.add_late(said_once(std::move(each)));
        }
        checks.run();
        const std::uint64_t rows = read.ledger.all().rows;
        if (rows == 0 && !findings.has_errors()) {
            Finding finding = make_finding(Code::nothing_checked, "the file has a header and no rows");
            finding.location.file = name;
            findings.add(std::move(finding));
        }
        CheckedTable table = findings.take();
        table.precinct_table = true;
        table.rows = rows;
        table.units = rows == 0 ? 0 : checks.count_units();
        return table;
    }
}

}  // namespace

CheckedTable check_precinct_table(const TableInput& input, const PrecinctCheckOptions& options,
                                  const RowLimits& limits) {
    return check_table(TableBytes(input), input.name, options, limits);
}

CheckedTable check_precinct_table(const TableInput& input, const PrecinctCheckOptions& options) {
    return check_precinct_table(input, options, RowLimits());
}

CheckedTable check_precinct_stream(std::unique_ptr<ByteSource> source, const std::string& name,
                                   const PrecinctCheckOptions& options) {
    return check_table(TableBytes(std::move(source), name), name, options, RowLimits());
}

}  // namespace caucus_tally
