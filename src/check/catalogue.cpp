// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "caucus/caucus.hpp"
#include "check/catalogue_allocation.hpp"
#include "check/catalogue_caucus.hpp"
#include "check/catalogue_figures.hpp"
#include "check/catalogue_input.hpp"
#include "check/catalogue_plausibility.hpp"
#include "check/catalogue_structure.hpp"
#include "check/catalogue_waivers.hpp"
#include "check/contest_checks.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace caucus_tally {
namespace {

template <std::size_t... Sizes>
constexpr auto join(const std::array<Check, Sizes>&... families) {
    std::array<Check, (Sizes + ...)> all{};
    auto* to = all.begin();
    ((to = std::ranges::copy(families, to).out), ...);
    return all;
}

constexpr auto table = join(input_checks, structure_checks, figure_checks, allocation_checks, caucus_checks,
                            plausibility_checks, waiver_checks);

static_assert(std::ranges::adjacent_find(table, std::ranges::greater_equal(), &Check::code) == table.end(),
              "the catalogue is in the order of codes, each once");
static_assert(std::ranges::none_of(table,
                                   [](const Check& check) {
                                       return check.slug.empty() || check.summary.empty() || check.guards.empty() ||
                                              check.example.empty() || check.solution.empty();
                                   }),
              "every entry is complete");

}  // namespace

std::span<const Check> checks() {
    return table;
}

const Check& check_of(Code code) {
    const auto* const found = std::ranges::find(table, code, &Check::code);
    if (found == table.end()) throw std::logic_error("no entry in the table of checks for " + code_text(code));
    return *found;
}

std::vector<Code> codes_named(std::string_view word) {
    const std::string wanted = lower_case(word);
    std::vector<Code> codes;
    for (const Check& each : table)
        if (each.slug == wanted || (wanted.starts_with("ct") && lower_case(code_text(each.code)).starts_with(wanted)))
            codes.push_back(each.code);
    return codes;
}

std::vector<Finding> check(const Contest& contest) {
    std::vector<Finding> findings;
    // In the order of their first codes; all other codes are found while files are read.
    for (const auto run : {check_sums, check_turnout, check_delegates, check_percents, check_allocation, check_caucus,
                           check_duplicate_vectors, check_swapped})
        run(contest, findings);
    for (Finding& finding : findings) finding.contest = contest.id;
    return findings;
}

}  // namespace caucus_tally
