// SPDX-License-Identifier: MIT
#pragma once

#include "format/terminal.hpp"
#include "format/text_table.hpp"

#include <span>
#include <string>
#include <vector>

namespace caucus_tally {

/// A line for people, and how much it matters.
struct ReportLine {
    std::string text;
    Emphasis emphasis = Emphasis::normal;
};

/// A heading with lines and perhaps a table, as the data has them: not yet visible text.
struct ReportSection {
    ReportLine heading;
    std::vector<ReportLine> before;
    std::vector<TextColumn> columns;
    std::vector<TextRow> rows;
    std::vector<ReportLine> after;
};

// Sections as people's formats; one file each.

std::string draw_sections(std::vector<ReportSection> sections, const Terminal& terminal);
std::string markdown_sections(const std::vector<ReportSection>& sections);
/// Below headings of a level.
std::string html_sections(std::span<const ReportSection> sections, unsigned level);

/// The lines of a section as paragraphs, and its table, whose caption is the section's heading.
std::string html_lines(std::span<const ReportLine> lines);
std::string html_section_table(const ReportSection& section);

}  // namespace caucus_tally
