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
    Code code{};
    std::string_view slug;      ///< reads aloud: "percent-base"
    Severity severity{};        ///< the usual one; a finding carries its own
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
/// does not count. Empty where it names none.
std::vector<Code> codes_named(std::string_view word);

/// Compares what a contest states with what its own figures imply. Findings name their place by JSON Pointer.
std::vector<Finding> check(const Contest& contest);

}  // namespace caucus_tally
