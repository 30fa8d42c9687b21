// SPDX-License-Identifier: MIT
#include "format/contest_file.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

Json figures_json(const Figures& figures, Json object = Json::object()) {
    if (figures.votes) object["votes"] = *figures.votes;
    if (figures.percent) object["percent"] = to_string(*figures.percent);
    if (figures.delegates) object["delegates"] = json_of(figures.delegates);
    return object;
}

Json link_json(const SeriesLink& link) {
    Json object{{"title", link.title}};
    if (link.year) object["year"] = *link.year;
    return object;
}

Json candidate_json(const Candidate& candidate) {
    Json object{{"id", candidate.id}, {"name", candidate.name}};
    if (candidate.kind != CandidateKind::person) object["kind"] = to_string(candidate.kind);
    if (candidate.withdrawn) object["withdrawn"] = true;
    add_text(object, "home_state", candidate.home_state);
    add_text(object, "color", candidate.color);
    if (candidate.portrait) {
        Json& portrait = object["portrait"] = Json::object();
        if (candidate.portrait->width > 0) portrait["width"] = candidate.portrait->width;
        if (candidate.portrait->height > 0) portrait["height"] = candidate.portrait->height;
    }
    return figures_json(candidate.stated, std::move(object));
}

Json allocation_json(const AllocationPlan& plan) {
    Json object{{"rules", plan.rules}, {"pools", Json::array()}};
    for (const Pool& pool : plan.pools) {
        Json& item = object["pools"].emplace_back(Json{{"name", pool.name}, {"delegates", json_of(pool.delegates)}});
        add_text(item, "by", pool.by);
    }
    return object;
}

/// Small things on one line, so that a candidate is a line and a difference between two versions can be read.
std::string lay_out(const Json& value, std::size_t indent) {
    const bool flat = std::ranges::none_of(value, [](const Json& item) { return item.is_structured(); });
    const bool one_line = (value.is_object() && (flat || indent > 2)) || value.empty();
    if (!value.is_structured()) return value.dump();
    const std::string inner(one_line ? 0 : indent + 2, ' ');
    const std::string separator = one_line ? ", " : ",\n" + inner;
    std::string text;
    for (const auto& [key, item] : value.items()) {
        if (!text.empty()) text += separator;
        if (value.is_object()) text += Json(key).dump() + ": ";
        text += lay_out(item, indent + 2);
    }
    if (!one_line) text = '\n' + inner + text + '\n' + std::string(indent, ' ');
    return value.is_object() ? '{' + text + '}' : '[' + text + ']';
}

}  // namespace

void add_facts(Json& object, const Contest& contest) {
    object["id"] = contest.id;
    object["title"] = contest.title;
    add_text(object, "jurisdiction", contest.jurisdiction);
    add_text(object, "office", contest.office);
    add_text(object, "kind", contest.kind);
    add_text(object, "party", contest.party);
    add_text(object, "date", contest.date);
    if (contest.ongoing) object["ongoing"] = *contest.ongoing;
    add_text(object, "status", contest.status);
    if (contest.previous) object["series"]["previous"] = link_json(*contest.previous);
    if (contest.next) object["series"]["next"] = link_json(*contest.next);
    if (!contest.calendar_before.empty()) object["calendar"]["before"] = contest.calendar_before;
    if (!contest.calendar_after.empty()) object["calendar"]["after"] = contest.calendar_after;
    add_text(object, "convention", contest.convention);
    add_text(object, "summary", contest.summary);
    if (!contest.sources.empty()) object["sources"] = contest.sources;
}

std::string contest_file(const Contest& contest) {
    Json document = Json::object();
    add_text(document, "$schema", contest.schema);
    document["format"] = 1;
    add_facts(document, contest);
    for (const Candidate& candidate : contest.candidates) document["candidates"].push_back(candidate_json(candidate));
    if (contest.total) document["total"] = figures_json(*contest.total);
    if (contest.allocation) document["allocation"] = allocation_json(*contest.allocation);

    std::string text;
    for (const auto& [key, value] : document.items()) {
        text += text.empty() ? "{\n" : ",\n";
        text += "  " + Json(key).dump() + ": " + lay_out(value, 2);
    }
    return text + "\n}\n";
}

}  // namespace caucus_tally
