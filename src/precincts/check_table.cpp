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
        for (Finding& finding : find_near_names(tally_, read_.ledger)) findings_.add_late(std::move(finding));
        if (!tally_.repeated.empty()) check_duplicates();
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
        for (const Finding& finding : settlement_.differences) findings_.add_late(finding);
    }

    /// CT203: ballots and registered voters of one unit, each stated in a row of its own.
    void check_turnout() {
        for (const auto& [unit, turnout] : tally_.turnout) {
            const auto& [registered, ballots] = turnout.figures;
            if (registered.first == UINT64_MAX || ballots.first == UINT64_MAX || ballots.votes <= registered.votes)
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

    /// CT103. The first row of a unit and choice is the one that others repeat; which that is, and what it states, a
    /// second reading tells.
    void check_duplicates() {
        struct First {
            std::uint64_t line = 0;
            std::string figures;
        };
        std::unordered_map<std::uint64_t, First> firsts;
        const auto visit = [&](RowReader& reader, std::uint64_t lines_before, std::uint32_t unit,
                               std::uint32_t choice) {
            const std::uint64_t pair = PairTable::key(unit, choice);
            if (!tally_.repeated.contains(pair) || is_total(unit, choice)) return;
            const std::size_t column = tally_.layout.candidate.value();
            std::string figures = reader.figures();
            const std::uint64_t line = lines_before + reader.row_line();
            const auto [first, is_new] = firsts.try_emplace(pair);
            if (is_new) {
                first->second = {line, std::move(figures)};
                return;
            }
            Finding finding =
                first->second.figures == figures
                    ? make_finding(Code::duplicate_row,
                                   fmt::format("the whole row is already on line {}", first->second.line),
                                   Case::whole_row)
                    : make_finding(Code::duplicate_row,
                                   fmt::format("line {} already has other figures for {} in {}", first->second.line,
                                               quote(choice_name(choice)), tally_.contest_name(choice)));
            finding.location = reader.locate(column);
            finding.location.file = read_.ledger.place(0, {}).file;
            finding.location.line += lines_before;
            finding.unit = tally_.unit_name(unit);
            findings_.add_late(std::move(finding));
        };
        visit_rows(bytes_, how_, read_, visit);
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
        for (RepeatedFinding& each : read.ledger.all().repeated.items) {
            if (each.rows > 1) each.finding.message += fmt::format(" ({} rows)", with_separators(each.rows));
            findings.add_late(std::move(each.finding));
        }
        TableChecks checks(bytes, how, read, settlement, findings);
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
