// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"
#include "format/allocation_text.hpp"
#include "format/chart.hpp"
#include "format/html.hpp"
#include "format/markup.hpp"

#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// A pool whose steps are numbered; few pools are unfolded from the beginning.
std::string pool_part(const ShownAllocation& shown, const AllocatedPool& pool, const ReportSection& section) {
    constexpr std::size_t few = 60;
    const std::string winners = winners_text(shown.contest, pool);
    std::string text =
        fmt::format("<details{}>\n<summary>{}{}</summary>\n",
                    shown.allocation.pools.size() > few ? "" : " open=\"open\"", escape_markup(section.heading.text),
                    winners.empty() ? "" : fmt::format(" <span>{}</span>", escape_markup(winners)));
    text += "<ol>\n";
    for (const ReportLine& step : section.before) text += fmt::format("<li>{}</li>\n", escape_markup(step.text));
    text += "</ol>\n";
    return text + html_section_table(section) + html_lines(section.after) + "</details>\n";
}

}  // namespace

std::string html_allocation(const ShownAllocation& shown, unsigned level) {
    // The title, the pools in their order, then what they add up to.
    const std::vector<ReportSection> sections = allocation_report(shown, true);
    const std::vector<AllocatedPool>& pools = shown.allocation.pools;
    std::string text = html_lines(sections.front().before);
    for (std::size_t i = 0; i < pools.size(); ++i) text += pool_part(shown, pools[i], sections[i + 1]);
    return text + html_sections(std::span(sections).subspan(pools.size() + 1), level);
}

std::string allocate_html(const ShownAllocation& shown) {
    const std::vector<std::optional<Decimal>> totals = sum_pools(shown.contest, shown.allocation);
    std::vector<WonDelegates> winners;
    for (std::size_t i = 0; i < totals.size(); ++i)
        winners.push_back({shown.contest.candidates[i].name, shown.contest.candidates[i].color, totals[i]});
    const bool all = shown.allocation.uncomputed.empty() && shown.allocation.whole;
    const Chart chart = draw_delegates(winners, all ? "Delegates" : "Delegates of the computed pools");
    std::string body = html_header(shown.contest, 1);
    if (chart.height > 0) body += html_chart(chart, 1);
    return html_page(shown.contest.title, body + html_allocation(shown, 2));
}

}  // namespace caucus_tally
