// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// How bad a finding is, in rising order.
enum class Severity : std::uint8_t { note, warning, error };

/// What a finding is about. The number is the stable public code: `sum` = 201 is "CT201". Never reused.
enum class Code : std::uint16_t {
    unreadable = 1,
    nothing_checked = 2,
    encoding = 3,
    format_version = 4,
    syntax = 5,
    duplicate_key = 6,
    not_a_count = 7,
    field = 101,
    ragged_row = 102,
    duplicate_row = 103,
    whitespace = 104,
    total_row = 105,
    unknown_candidate = 106,
    orphan_unit = 107,
    missing_value = 108,
    sum = 201,
    vote_types = 202,
    over_ballots = 203,
    pool_sum = 204,
    stated_twice = 205,
    percent = 301,
    percent_base = 302,
    percent_total = 303,
    delegate_sum = 401,
    allocation = 402,
    below_threshold = 403,
    impossible_split = 404,
    tie = 405,
    rounding_matters = 406,
    fallback_threshold = 407,
    rules = 408,
    open_delegates = 409,
    more_in_final = 501,
    left_early = 502,
    viable_shrank = 503,
    viable_vanished = 504,
    nonviable_in_final = 505,
    nonviable_delegates = 506,
    viable_without = 507,
    over_awarded = 508,
    under_awarded = 509,
    caucus_math = 510,
    inversion = 511,
    equal_votes = 512,
    delegates_from_nothing = 513,
    missing_round = 514,
    votes_without_delegates = 515,
    not_whole = 516,
    duplicate_vector = 701,
    swapped = 702,
    waiver_reason = 901,
    waiver_expired = 902,
    waiver_unused = 903,
};

/// A case in which a check finds something milder than usual. Each belongs to one code.
enum class Case : std::uint8_t {
    usual,
    with_byte_order_mark,  ///< encoding: the text is read as it is meant
    found_in_folder,       ///< nothing_checked: nobody named the file, so it may be something else
    spelling_of_column,    ///< not_a_count: a column's counts are spelled "13.0" or "1,092" and read exactly
    unused_column,         ///< field: a column of a precinct table that is unknown or has no name
    whole_row,             ///< duplicate_row: the two rows agree
    not_surely_doubled,    ///< total_row: it is kept out of the sums, or may not be a total of the other rows
    near_duplicate,        ///< unknown_candidate: two names that look like one
    withheld_count,        ///< missing_value: votes that are empty or masked
    unlisted_rest,         ///< percent_base: the percentages leave room for votes that are not listed
    no_stated_total,       ///< sum: there is no whole to hold the parts against
    won_in_districts,      ///< below_threshold: the delegates may come from pools in which the candidate qualified
};

struct MilderCase {
    Case when = Case::usual;  ///< usual: there is none
    Severity severity{};
};

/// One entry of the catalogue: what a code means, for the run, the documentation and people.
struct Check {
    Code code{};
    std::string_view slug;      ///< reads aloud: "percent-base"
    Severity severity{};        ///< the usual one
    MilderCase milder{};        ///< when it is another one
    std::string_view summary;   ///< "it fires on ...", a phrase without a full stop
    std::string_view guards;    ///< what it guards against: the mistake behind it, in sentences
    std::string_view example;   ///< lines of data that trigger it, or a command
    std::string_view solution;  ///< what to do about it, in sentences
};

/// The catalogue, in the order of codes.
std::span<const Check> checks();

/// The entry of a code. Every code has one.
const Check& check_of(Code code);

/// The checks that a word names: a code ("CT301"), the beginning of some codes ("CT3"), or a slug ("percent"). Case
/// does not count. Empty if it names none.
std::vector<Code> codes_named(std::string_view word);

/// Where something stands in a file. Lines and columns count from 1, columns in Unicode code points; 0 means "the file
/// as a whole".
struct Location {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t length = 0;  ///< code points of the marked text, at least 1 where there is a column
    std::string field;       ///< of a table: the column's name
    std::string excerpt;     ///< the line's text, clipped, for the reader; may hold any bytes
};

/// One contradiction or fault: what a file states against what it ought to, and where.
struct Finding {
    Code code = Code::unreadable;
    Severity severity = Severity::error;
    std::string message;  ///< one sentence with both numbers; names from the data are quoted as they are
    Location location;
    std::string pointer;    ///< JSON Pointer (RFC 6901) into the contest file; empty where there is none
    std::string contest;    ///< the contest's id
    std::string unit;       ///< the reporting unit, "county/precinct"
    std::string candidate;  ///< the id of the candidate whose figure it is about
    std::string pool;       ///< the name of the pool
    std::string stated;     ///< the figure in the file
    std::string computed;   ///< the figure its other figures imply
    std::vector<std::string> notes;
};

/// A finding of this code, with the severity that the catalogue gives it. A case other than the usual one must be the
/// code's own.
Finding make_finding(Code code, std::string message, Case when = Case::usual);

/// Is there an error among them?
bool has_errors(const std::vector<Finding>& findings);

/// "CT201".
std::string code_text(Code code);

/// How many findings there are of each severity.
struct SeverityCounts {
    std::array<std::size_t, 3> of{};  ///< by Severity

    std::size_t operator[](Severity severity) const { return of[static_cast<std::size_t>(severity)]; }
    std::size_t& operator[](Severity severity) { return of[static_cast<std::size_t>(severity)]; }
    std::size_t total() const { return of[0] + of[1] + of[2]; }
    SeverityCounts& operator+=(const SeverityCounts& more);
    bool operator==(const SeverityCounts&) const = default;
};

/// How often a code was found.
struct CodeCount {
    Code code{};
    SeverityCounts findings;
    std::size_t units = 0;  ///< distinct reporting units concerned
};

}  // namespace caucus_tally
