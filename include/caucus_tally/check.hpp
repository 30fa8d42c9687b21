// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <span>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// One entry of the catalogue: what a code means, for the run, the documentation and people.
struct Check {
    Code code;
    std::string_view slug;     ///< reads aloud: "percent-base"
    Severity severity;         ///< the usual one; a finding carries its own
    std::string_view summary;  ///< "it fires when ..."
    /// Looks for it in a contest. Null where it is found while reading; several codes may share a function.
    void (*run)(const Contest& contest, std::vector<Finding>& findings);
};

/// The catalogue, in the order of codes.
std::span<const Check> checks();

/// The entry of a code. Every code has one.
const Check& check_of(Code code);

/// Compares what a contest states with what its own figures imply. Findings name their place by JSON Pointer.
std::vector<Finding> check(const Contest& contest);

}  // namespace caucus_tally
