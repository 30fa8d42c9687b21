// SPDX-License-Identifier: MIT
// Any bytes at all, as far as the program goes with them: the parser with its tables, the checks, the writer, the
// allocation of pools and precincts, and every format. What was read must read back the same. A byte 0 ends the contest
// file and the first table; behind it stands the next one.
#include "format/allocate.hpp"
#include "format/precincts.hpp"
#include "format/show.hpp"
#include "format/terminal.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <cstdint>
#include <cstdlib>

using namespace caucus_tally;

namespace {

constexpr std::array formats = {Format::table, Format::csv, Format::tsv, Format::json, Format::markdown, Format::html};

/// The text up to a byte 0, which is taken from the rest with it.
std::string take_part(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    std::string part(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

void draw_all(const Document& document) {
    for (const Format format : formats) {
        const std::string text = write_document(document, format, {.width = 60}, true);
        // Nothing steers a terminal but what is ours, and no color was asked for.
        if (format == Format::table && text.find('\x1b') != std::string::npos) std::abort();
    }
}

void allocate_all(const Contest& contest) {
    for (const char* const rules : {"", "hare"}) {
        AllocationRequest request;
        request.rules = rules;
        request.margins = contest.candidates.size() < 20;
        try {
            ShownAllocation shown{contest, allocate_contest(contest, request), {}, true};
            shown.comparison = compare_with_contest(contest, shown.allocation);
            draw_all(allocation_document(shown));
        } catch (const AllocationError&) {
            // The contest has no pools, or rules that nobody knows.
        }
    }
    for (const std::string& level : contest.levels) {
        try {
            draw_all(precincts_document(show_precincts(contest, allocate_precincts(contest, {}), level)));
        } catch (const AllocationError&) {
            return;
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const Source source{"input", take_part(rest)};
    const std::array<std::string, 2> tables = {take_part(rest), std::string(rest)};
    std::size_t opened = 0;
    const TableOpener open_table = [&](const std::string& name) { return Source{name, tables.at(opened++ % 2)}; };

    ParsedContest parsed = parse_contest(source, open_table);
    if (!parsed.contest || has_errors(parsed.findings)) return 0;
    const Contest& contest = *parsed.contest;
    std::vector<Finding> findings = locate(parsed.text, check(contest));

    opened = 0;
    const ParsedContest again = parse_contest({"again", write_contest(contest)}, open_table);
    if (has_errors(again.findings) || again.contest != parsed.contest) std::abort();

    allocate_all(contest);
    std::vector<ShownContest> shown;
    shown.push_back({contest, std::move(findings)});
    ResultsView view;
    draw_all(show_document(shown, view));
    show_svg(shown, view);
    for (const std::string& level : contest.levels) {
        view.by = level;
        try {
            draw_all(show_document(shown, view));
        } catch (const ViewError&) {
            return 0;
        }
    }
    return 0;
}
