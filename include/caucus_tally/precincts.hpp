// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// One table of rows: a file, standard input ("-"), or text in memory. What is compressed with gzip or zstd is read
/// through.
struct TableInput {
    std::string name;                           ///< the path, and what findings call it
    std::optional<std::string_view> text = {};  ///< read instead of the file; must live until tabulate returns
    bool found_in_folder = false;               ///< nobody named it, so it need not be a precinct table
};

/// Only rows whose column holds this text are counted. Several filters on one column widen the choice, on different
/// columns narrow it; negated ones always narrow it.
struct RowFilter {
    std::string column;
    std::string pattern;
    bool glob = false;     ///< `*` stands for any text, `?` for any one byte
    bool negated = false;  ///< only rows whose column does not hold it
};

/// How far the reading has come, in bytes as they are stored.
struct TabulateProgress {
    std::uint64_t bytes_read = 0;
    std::uint64_t bytes_total = 0;  ///< 0 where a source's size is not known
};

/// What is to be done with rows that are totals of others.
enum class TotalsChoice : std::uint8_t {
    automatic,  ///< those are left out whose name or figures say so, if the parts are there
    keep,       ///< all rows are counted
    drop,       ///< as automatic, and what is called a total is left out, parts or not
};

struct TabulateOptions {
    /// The columns that make a group, in the order wanted. Empty: office, district, party and candidate, of which a
    /// table may lack all but the last, and those that all tables lack are left out; a column that is named must be
    /// there.
    std::vector<std::string> by;
    std::vector<RowFilter> where;
    /// The only vote types to be summed, beside the votes; empty: all.
    std::vector<std::string> types = {};
    bool thousands = false;  ///< accept "1,234" as a count
    TotalsChoice totals = TotalsChoice::automatic;
    unsigned threads = 0;           ///< 0: as many as there are processors
    std::size_t max_findings = 20;  ///< how many are kept; all are counted
    /// Called between blocks, by one thread at a time but not always the same.
    std::function<void(const TabulateProgress&)> progress;
};

/// Rows that are no candidate's: registered voters, ballots cast, over and under votes, totals.
struct KeptOutRows {
    std::string name;    ///< the candidate, office or unit that gives them away
    bool total = false;  ///< a sum of other rows (CT105), else a count of ballots or voters
    std::uint64_t rows = 0;
    Location first;
};

/// Sums by group. Groups stand in the order in which they first appeared.
struct Tabulation {
    std::vector<std::string> by;                  ///< the columns of a group
    std::vector<std::string> counts;              ///< the columns summed: "votes" and the vote types
    std::vector<std::vector<std::string>> names;  ///< for each column of `by`, its distinct values
    std::vector<std::uint32_t> keys;              ///< group by group: for each column of `by`, the index of its value
    std::vector<Votes> sums;                      ///< group by group, one for each of `counts`
    std::vector<bool> stated;                     ///< like `sums`: false where no row of the group stated the count

    /// For each of `counts`, how many of the rows that were added up state it: vote types may be empty or absent.
    std::vector<std::uint64_t> stated_rows;

    std::uint64_t files = 0;               ///< tables read, wholly or in part
    std::uint64_t refused_files = 0;       ///< tables that could not be opened or are no precinct tables
    std::vector<std::string> passed_over;  ///< files found in a folder that are no precinct tables
    std::uint64_t rows = 0;                ///< rows read, without headers and blank lines
    std::uint64_t summed_rows = 0;
    std::uint64_t bad_rows = 0;        ///< left out because of an error
    std::uint64_t unwanted_rows = 0;   ///< left out by `where`
    std::uint64_t unknown_rows = 0;    ///< left out because their votes are empty or masked ("*")
    std::uint64_t undecided_rows = 0;  ///< may be totals of others: counted twice or left out, as the findings say
    std::vector<KeptOutRows> kept_out;

    bool truncated = false;  ///< a source failed or broke off: what came after it is missing
    bool overflow = false;   ///< a sum exceeds 2^64 - 1 and is not to be used
    /// Rows that were added up do not fit together: votes are counted twice, or only some tables have votes or offices.
    bool inconsistent = false;

    std::vector<Finding> findings;  ///< the first max_findings, in the order of the inputs
    std::uint64_t errors = 0;
    std::uint64_t warnings = 0;

    std::size_t groups() const { return by.empty() ? 0 : keys.size() / by.size(); }
    const std::string& name(std::size_t group, std::size_t column) const {
        return names[column][keys[group * by.size() + column]];
    }
    /// The sum, or nothing where no row of the group stated this count.
    std::optional<Votes> sum(std::size_t group, std::size_t count) const {
        const std::size_t at = group * counts.size() + count;
        return stated[at] ? std::optional(sums[at]) : std::nullopt;
    }
};

/// Adds up precinct tables (OpenElections' and MEDSL's columns, in any order; see docs) by group, exactly. Memory grows
/// with distinct groups and names, not with rows. Where a group has rows of the mode "TOTAL" and of other modes, and
/// the mode is neither grouped nor filtered by, both are counted and reported (CT105). What is wrong is in the
/// findings: CT001, CT003, CT005, CT007, CT101, CT102, CT104, CT105, CT108, CT201; the rows and files concerned are
/// counted and left out. The result is the same for any number of threads.
Tabulation tabulate(std::span<const TableInput> inputs, const TabulateOptions& options = {});

struct PrecinctCheckOptions {
    bool thousands = false;           ///< accept "1,234" as a count
    std::size_t max_findings = 1000;  ///< how many of each severity are kept; all are counted
    /// Whether a finding is to be reported; the others are counted as unwanted only. All are, where there is no
    /// function. It may be asked twice about a finding, since a table may be read twice.
    std::function<bool(const Finding&)> wanted;
    unsigned threads = 1;  ///< 0: as many as there are processors
};

/// What is wrong with a precinct table.
struct CheckedTable {
    bool precinct_table = false;  ///< its header is that of one; else nothing but the header was looked at
    std::uint64_t rows = 0;       ///< without the header and blank lines
    std::uint64_t units = 0;      ///< distinct precincts, or whatever the rows are of; total rows' units are none

    struct CodeCount {
        Code code{};
        std::array<std::uint64_t, 3> findings{};  ///< by Severity
        std::uint64_t units = 0;                  ///< distinct units concerned
        std::uint64_t unwanted = 0;               ///< not among the findings
    };
    std::vector<CodeCount> codes;           ///< those found, in their order; exact however many findings are kept
    std::array<std::uint64_t, 3> counts{};  ///< all findings by Severity
    std::vector<Finding> findings;          ///< in file order, each once
};

/// Checks a precinct table (OpenElections' and MEDSL's columns, in any order) row by row: CT001, CT002, CT003, CT005,
/// CT007, CT101 to CT106, CT108, CT201, CT202, CT203.
///
/// Memory grows with distinct names and units, and by a bit or two with rows. If rows repeat others the table is read
/// again from its start, to say which. The result is the same for any number of threads.
CheckedTable check_precinct_table(const TableInput& input, const PrecinctCheckOptions& options = {});

}  // namespace caucus_tally
