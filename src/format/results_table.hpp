// SPDX-License-Identifier: MIT
#pragma once

#include "format/results.hpp"
#include "format/text_table.hpp"

#include <cstddef>

namespace caucus_tally {

// Results as tables for people: words and figures, for a terminal as for a page.

/// Stands before a withdrawn candidate's name where "(withdrawn)" finds no room behind it.
std::string withdrawn_mark(bool unicode);

/// One line a candidate and the total below, with bars.
TextTable results_table(const Results& results, bool unicode);

/// One line a unit of the view's level, one column a candidate: the leading ones of the whole contest, at most
/// `most_candidates` unless the view says how many, the others together. Throws ViewError.
TextTable units_table(const Contest& contest, const ResultsView& view, std::size_t most_candidates, bool unicode);

}  // namespace caucus_tally
