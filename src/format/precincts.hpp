// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"

#include <caucus_tally/caucus.hpp>
#include <caucus_tally/tally.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// The precincts of a contest, or the units of a level that their delegates add up to.
struct ShownPrecincts {
    Contest contest;
    ContestPrecincts precincts;
    std::string level;                    ///< of the units to show; "state": all of them together
    bool each = true;                     ///< the precincts themselves
    bool selected = false;                ///< only some of them, which then are no whole
    bool explain = false;                 ///< the whole story of each
    std::vector<UnitSum> counted = {};    ///< of each unit of the level: by the rules, as far as these say
    std::vector<UnitSum> published = {};  ///< the same units as published
};

/// Adds up the precincts of a contest by a level.
ShownPrecincts show_precincts(Contest contest, ContestPrecincts precincts, std::string level);

/// Precincts or their sums in every format.
Document precincts_document(const ShownPrecincts& shown);

/// One precinct in every format.
Document precinct_document(const PrecinctResult& result);

/// The story of a precinct: who attended, who is viable, what everybody wins and why.
Section precinct_section(const PrecinctResult& result);

ScriptTable precincts_table(const ShownPrecincts& shown);
std::string precincts_json(const ShownPrecincts& shown);
ScriptTable precinct_table(const PrecinctResult& result);
std::string precinct_json(const PrecinctResult& result);

/// A group's delegates, "1 or 2" if a tie is open for it; empty if nothing is computed.
std::string delegates_text(const PrecinctResult& result, std::size_t group);

}  // namespace caucus_tally
