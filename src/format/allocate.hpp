// SPDX-License-Identifier: MIT
#pragma once

#include "format/separated_values.hpp"
#include "format/terminal.hpp"
#include "format/text_table.hpp"

#include <caucus_tally/contest_allocation.hpp>
#include <span>
#include <string>
#include <vector>

namespace caucus_tally {

/// An allocation to show. The comparison is empty where none is wanted.
struct ShownAllocation {
    Contest contest;
    ContestAllocation allocation;
    std::vector<PoolComparison> comparison;
    bool explain = false;
};

/// A line of an allocation for people, and how much it matters.
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

/// The allocation for people: every pool, what is not computed, totals, the comparison. `unknown` stands for figures
/// that are not known.
std::vector<ReportSection> allocation_report(const ShownAllocation& shown, const std::string& unknown);

/// Sections as people's formats: in a terminal, in Markdown, in a page below headings of a level.
std::string draw_sections(std::vector<ReportSection> sections, const Terminal& terminal);
std::string markdown_sections(const std::vector<ReportSection>& sections);
std::string html_sections(std::span<const ReportSection> sections, unsigned level);

/// The pools one by one, each to be folded, and what they add up to: the part of a page that is about an allocation.
std::string html_allocation(const ShownAllocation& shown, unsigned level);

// Each writes an allocation as one format; one file each.

std::string allocate_table(const ShownAllocation& shown, const Terminal& terminal);
std::string allocate_separated(const ShownAllocation& shown, const SeparatedStyle& style);
std::string allocate_json(const ShownAllocation& shown);
std::string allocate_markdown(const ShownAllocation& shown);
std::string allocate_html(const ShownAllocation& shown);

}  // namespace caucus_tally
