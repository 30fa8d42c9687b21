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
    missing_value = 108,
    sum = 201,
    pool_sum = 204,
    percent = 301,
    percent_base = 302,
    percent_total = 303,
    delegate_sum = 401,
};

/// Where something stands in a file. Lines and columns count from 1, columns in Unicode code points; 0 means "the file
/// as a whole".
struct Location {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t length = 0;  ///< code points of the marked text, at least 1 where there is a column
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
