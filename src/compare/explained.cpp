// SPDX-License-Identifier: MIT
#include "compare/explained.hpp"

#include "base/words.hpp"
#include "json/json_fields.hpp"
#include "json/json_tree.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

using Node = std::uint32_t;

void read_explanation(FieldReader& reader, Node item, ParsedExplanations& parsed, std::vector<PlacedFinding>& places) {
    std::optional<ChangeKind> kind;
    std::optional<std::string> reason;
    ExplainedChange change;
    const std::size_t faults = reader.findings.size();
    read_object(reader, item, "a waiver",
                {{"kind", true,
                  [&](Node value) {
                      const auto word = read_choice(reader, value, change_kind_words);
                      if (!word) return;
                      const auto* const found = std::ranges::find(change_kind_words, *word);
                      kind = static_cast<ChangeKind>(found - change_kind_words.begin());
                  }},
                 into("where", change.where, reader, read_verbatim, true),
                 into("candidate", change.candidate, reader, read_verbatim),
                 into("figure", change.figure, reader, read_verbatim),
                 {"before", false, [&](Node value) { change.before = read_verbatim(reader, value); }},
                 {"after", false, [&](Node value) { change.after = read_verbatim(reader, value); }},
                 {"reason", false, [&](Node value) { reason = read_verbatim(reader, value); }}});
    if (!kind || reader.findings.size() > faults) return;
    if (!reason || reason->find_first_not_of(" \t\n") == std::string::npos) {
        reader.report(item, Code::waiver_reason,
                      fmt::format("the waiver of \"{}\" at \"{}\" gives no reason", to_string(*kind), change.where));
        return;
    }
    change.kind = *kind;
    parsed.explained.push_back(std::move(change));
    places.push_back({{}, reader[item].place});
}

bool explains(const ExplainedChange& explained, std::string_view contest, const Change& change) {
    if (explained.kind != change.kind || (!explained.figure.empty() && explained.figure != change.figure)) return false;
    if ((explained.before && *explained.before != change.before) ||
        (explained.after && *explained.after != change.after))
        return false;
    const bool is_there = change.unit.empty() ? explained.where == contest
                                              : explained.where == change.unit ||
                                                    explained.where == fmt::format("{}/{}", contest, change.unit);
    const bool is_narrow = !change.unit.empty() && explained.candidate.empty();
    return is_there && (is_narrow || explained.candidate == change.candidate);
}

}  // namespace

ParsedExplanations parse_explanations(const Source& source) {
    ParsedExplanations parsed;
    ParsedJson json = parse_json(source.text);
    std::vector<PlacedFinding> places;
    if (json.complete) {
        FieldReader reader{json.tree, json.findings};
        std::optional<Votes> format;
        std::optional<Node> items;
        read_object(reader, 0, "a waiver file",
                    {{"format", true, [&](Node value) { format = read_count(reader, value); }},
                     {"waivers", true, [&](Node value) { items = value; }}});
        parsed.complete = format == Votes{1} && items.has_value();
        if (format && *format != 1)
            reader.report(0, Code::format_version,
                          fmt::format("waiver format {} is not known to this program, which reads format 1", *format));
        if (parsed.complete)
            read_array(reader, *items, [&](Node item) { read_explanation(reader, item, parsed, places); });
    }
    parsed.findings = locate(source.name, source.text, std::move(json.findings));
    const std::vector<Finding> located = locate(source.name, source.text, std::move(places));
    for (std::size_t i = 0; i < located.size(); ++i) parsed.explained[i].location = located[i].location;
    return parsed;
}

TakenOut take_out(Comparison& comparison, const std::vector<ChangeKind>& kinds,
                  const std::vector<ExplainedChange>& explained, std::vector<bool>& used) {
    TakenOut taken;
    const auto goes = [&](const Change& change) {
        if (std::ranges::find(kinds, change.kind) != kinds.end()) {
            ++taken.ignored;
            return true;
        }
        bool waived = false;
        for (std::size_t i = 0; i < explained.size(); ++i) {
            if (!explains(explained[i], comparison.contest, change)) continue;
            used[i] = waived = true;
        }
        taken.waived += waived ? 1 : 0;
        return waived;
    };
    std::erase_if(comparison.changes, goes);
    std::erase_if(comparison.consequences, goes);
    if (comparison.changes.empty() && taken.ignored + taken.waived > 0) {
        comparison.consequences.clear();
        comparison.totals.clear();
    }
    return taken;
}

}  // namespace caucus_tally
