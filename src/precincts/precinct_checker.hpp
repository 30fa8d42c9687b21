// SPDX-License-Identifier: MIT
#pragma once

#include "contest/row_kind.hpp"
#include "csv/csv_reader.hpp"
#include "precincts/candidate_names.hpp"
#include "precincts/count.hpp"
#include "precincts/id_tables.hpp"
#include "precincts/precinct_layout.hpp"
#include "precincts/row_set.hpp"
#include "precincts/segment_cache.hpp"
#include "precincts/table_findings.hpp"
#include "precincts/total_rows.hpp"

#include <caucus_tally/precinct_table.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace caucus_tally {

/// Checks the rows of one table. Like the tabulating worker it knows most rows by their bytes (take_expected_rows):
/// a sound row of a candidate that is where it is expected, with nothing to be said about it. Every other row is taken
/// apart with all checks (take_row), which is the definition of what is wrong with a row.
class PrecinctChecker {
public:
    /// With `keeps_rows`, duplicates are found wherever they stand; without, run() ends where a unit comes again.
    PrecinctChecker(CsvReader& reader, PrecinctLayout layout, bool thousands, bool keeps_rows, TableFindings& findings);
    PrecinctChecker(const PrecinctChecker&) = delete;  // entries point at no_entry_
    PrecinctChecker& operator=(const PrecinctChecker&) = delete;

    /// Takes all rows of the reader after the header; false where a unit came again and rows were not kept.
    bool run();

    std::uint64_t rows() const { return rows_; }
    std::uint64_t units() const;

private:
    /// Columns that are looked at together, a count, or a figure.
    struct Step {
        PrecinctLayout::Step at;
        bool ends_row = false;
        bool is_alone = false;   // the only one of its part: its keys are the units or choices
        bool completes = false;  // the last one of its part: its combinations are the units or choices
        SegmentCache cache{std::size_t{1} << 20};  // the first choices are few and would share little else
        std::unique_ptr<std::byte[]> current;      // the entry of the current unit, where none comes again
        SegmentEntry* last = nullptr;              // in the row before
        SegmentEntry* entry = nullptr;             // in the current row
        SegmentEntry spare;                        // for a current row whose bytes are not kept
        TupleTable keys{0};                        // the ids of its columns' values
        PairTable combined;  // (number of the part's steps before, key) -> number of them together
        std::uint32_t combinations = 0;
        Votes votes = 0;  // of a count, in the current row
        bool stated = false;
    };
    struct Unit {
        std::uint32_t county = 0;
        bool seen = false;
        bool is_total = false;
    };
    struct Choice {
        std::uint32_t block = 0;       // the last run of a unit's rows in which it was
        std::uint32_t county_run = 0;  // likewise of a county's
        FirstRow row;                  // its row in the block
        Votes votes = 0;               // of units that are no totals
        Votes votes_before = 0;        // ...before the current county
        RowKind kind = RowKind::candidate;
    };
    struct Turnout {
        std::optional<Votes> registered;
        std::optional<Votes> ballots;
    };

    // expected_rows.cpp: rows that are known by their bytes
    void take_expected_rows();
    template <bool unit_first>
    const char* take_plain_rows(const char* row, const char* end, std::size_t line, std::size_t& rows);
    const char* take_any_rows(const char* row, const char* end, std::size_t line, std::size_t& rows);
    const char* match_row(const char* row, const char* end, std::uint32_t& choice);
    bool take_expected_row(std::uint32_t choice, std::size_t line);

    // precinct_rows.cpp: rows and what they name
    bool take_row();
    std::uint32_t find_number(ColumnPart part, std::uint32_t& flags);
    void find_entry(Step& step);
    void describe_segment(Step& step, SegmentEntry& entry);
    std::uint32_t combine(Step& step, std::uint32_t left);
    std::uint32_t add_unit();
    std::uint32_t add_choice();
    bool start_unit(std::uint32_t unit);
    void end_unit();
    void end_county();
    bool is_present(std::uint32_t choice) const;

    // precinct_values.cpp: what is wrong with a row's values
    bool is_odd(std::size_t column) const;
    bool is_total_unit(std::optional<std::size_t> column) const;
    bool check_values(RowKind unit_kind, RowKind choice_kind);
    void check_whitespace(std::size_t column);
    bool read_counts();
    void check_vote_types();
    void check_duplicate(std::uint32_t choice_id);
    void check_turnout();
    void take_total_row(std::uint32_t choice);

    void add_votes(Choice& choice, Votes votes) {
        if (choice.county_run != totals_.run()) {
            choice.county_run = totals_.run();
            choice.votes_before = choice.votes;
        }
        if (!__builtin_add_overflow(choice.votes, votes, &choice.votes)) [[likely]]
            return;
        choice.votes = ~Votes{0};
        ++flaws_;
    }
    std::optional<Votes> row_votes() const;
    FirstRow first_row(std::size_t line) const;
    std::string unit_name() const;
    std::string contest_name() const;
    std::string_view value(std::optional<std::size_t> column) const {
        return column ? reader_.fields()[*column] : std::string_view();
    }
    Finding place(Finding finding, std::size_t column) const;

    CsvReader& reader_;
    PrecinctLayout layout_;
    bool thousands_;
    bool keeps_rows_;
    TableFindings& findings_;

    std::vector<Step> steps_;
    std::vector<Step*> counts_;  // the vote types among them in types_
    std::vector<Step*> types_;
    Step* votes_ = nullptr;
    bool has_figures_ = false;
    bool is_plain_ = false;          // the columns of the unit, those of the choice, in any order, and the votes
    SegmentEntry no_entry_;          // what is expected when nothing is known: it never makes a whole row
    std::vector<NameTable> values_;  // of each column

    std::vector<Unit> units_;
    std::vector<Choice> choices_;
    std::uint32_t unit_ = no_id;  // the current one
    std::uint32_t block_ = 0;
    RowSet kept_rows_;
    CandidateNames names_;
    TotalRows totals_;
    std::unordered_map<std::uint32_t, Turnout> turnout_;  // by unit
    std::uint64_t rows_ = 0;
    std::uint64_t flaws_ = 0;  // rows that were not understood, so that sums over them are not certain
    std::vector<Finding> reader_findings_;
};

}  // namespace caucus_tally
