// SPDX-License-Identifier: MIT
#pragma once

#include "format/format.hpp"
#include "format/script_table.hpp"
#include "format/section.hpp"
#include "format/terminal.hpp"

#include <functional>
#include <string>
#include <vector>

namespace caucus_tally {

/// What a command hands over to be written: sections for people, a table and a JSON document for scripts. Each is made
/// only for the format that asks for it, from data that has to be there until then.
struct Document {
    std::string title;            ///< of a page
    unsigned markdown_level = 2;  ///< of the highest headings, which mostly become a part of somebody's page
    std::function<std::vector<Section>(Format)> sections;
    std::function<ScriptTable()> table;
    std::function<std::string()> json;
};

/// The document as a table or text, CSV, TSV, JSON, Markdown or HTML.
std::string write_document(const Document& document, Format format, const Terminal& terminal, bool defuse_formulas);

}  // namespace caucus_tally
