// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace caucus_tally {

/// How bad a finding is. The order is that of `--fail-on`.
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
    std::string pointer;   ///< JSON Pointer (RFC 6901) into the contest file; empty where there is none
    std::string contest;   ///< the contest's id
    std::string unit;      ///< the reporting unit, "county/precinct"
    std::string stated;    ///< the figure in the file
    std::string computed;  ///< the figure its other figures imply
    std::vector<std::string> notes;
};

Finding error(Code code, std::string message);
Finding warning(Code code, std::string message);
Finding note(Code code, std::string message);

/// Is there an error among them?
bool has_errors(const std::vector<Finding>& findings);

/// "CT201".
std::string code_text(Code code);

}  // namespace caucus_tally
