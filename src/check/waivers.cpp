// SPDX-License-Identifier: MIT
#include "check/waivers.hpp"

#include "base/words.hpp"
#include "json/json_fields.hpp"
#include "json/json_tree.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

using Node = std::uint32_t;

std::optional<Code> read_code(FieldReader& reader, Node node) {
    const auto word = read_text(reader, node);
    if (!word) return std::nullopt;
    const std::vector<Code> codes = codes_named(*word);
    if (codes.size() == 1) return codes.front();
    std::vector<std::string_view> slugs;
    for (const Check& each : checks()) slugs.push_back(each.slug);
    reader.report(node, Code::field,
                  fmt::format("\"code\" must name one check, such as CT201 or sum, not \"{}\"{}", *word,
                              did_you_mean(*word, slugs)));
    return std::nullopt;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

void read_waiver(FieldReader& reader, Node item, std::string_view today, std::vector<Waiver>& waivers,
                 std::vector<PlacedFinding>& places) {
    std::optional<Code> code;
    std::optional<std::string> where;
    std::string_view reason;
    std::optional<std::string> until;
    Node until_node = item;
    const std::size_t faults = reader.findings.size();
    read_object(reader, item, "a waiver",
                {{"code", true, [&](Node value) { code = read_code(reader, value); }},
                 {"where", true, [&](Node value) { where = read_verbatim(reader, value); }},
                 {"reason", false,
                  [&](Node value) {
                      if (reader[value].type == JsonType::string) {
                          reason = reader[value].text;
                      } else {
                          read_text(reader, value);
                      }
                  }},
                 {"until", false, [&](Node value) {
                      until = read_date(reader, value);
                      until_node = value;
                  }}});
    if (!code || !where || reader.findings.size() > faults) return;
    if (is_blank(reason)) {
        reader.report(item, Code::waiver_reason,
                      fmt::format("the waiver of {} at \"{}\" gives no reason", code_text(*code), *where));
        return;
    }
    if (until && *until < today) {  // ISO 8601: the order of the text is that of the days
        Finding expired = make_finding(Code::waiver_expired, fmt::format("the waiver of {} at \"{}\" expired on {}",
                                                                         code_text(*code), *where, *until));
        expired.pointer = pointer_to(reader.tree, until_node);
        reader.findings.push_back({std::move(expired), reader[until_node].place});
        return;
    }
    Finding place;
    place.pointer = pointer_to(reader.tree, item);
    places.push_back({std::move(place), reader[item].place});
    waivers.push_back({*code, *std::move(where), {}});
}

/// Is the document a waiver file of the format this program knows? Nothing is read of another one: what it means by its
/// waivers is not known.
bool is_waiver_file(FieldReader& reader) {
    constexpr Votes format_version = 1;
    const auto find = [&](std::string_view key) { return find_member(reader.tree, 0, key); };
    const bool is_object = reader[0].type == JsonType::object;
    const Node format = is_object ? find("format") : 0;
    if (!is_object || (format == 0 && find("waivers") == 0)) {
        reader.report(0, Code::field,
                      R"(not a waiver file, which begins with {"format": 1, "waivers": [ and holds the waivers there)");
        return false;
    }
    if (format == 0) {
        reader.report(0, Code::field, "a waiver file must have \"format\": 1");
        return false;
    }
    const auto version = read_count(reader, format);
    if (version && *version != format_version)
        reader.report(format, Code::format_version,
                      fmt::format("waiver format {} is not known to this program, which reads format {}", *version,
                                  format_version));
    return version == format_version;
}

/// Does a path on a waiver name this file? Paths are compared from their ends, as whole components.
bool names_file(std::string_view where, const Location& location) {
    const std::string_view file = location.file;
    const std::string line = fmt::format(":{}", location.line);
    if (location.line > 0 && where.ends_with(line)) where.remove_suffix(line.size());
    while (where.starts_with("./")) where.remove_prefix(2);
    if (where.empty() || !file.ends_with(where)) return false;
    return file.size() == where.size() || file[file.size() - where.size() - 1] == '/';
}

}  // namespace

ParsedWaivers parse_waivers(const Source& source, std::string_view today) {
    ParsedWaivers parsed;
    ParsedJson json = parse_json(source.text);
    std::vector<PlacedFinding> places;
    if (json.complete) {
        FieldReader reader{json.tree, json.findings};
        parsed.complete = is_waiver_file(reader);
        const auto read_item = [&](Node item) { read_waiver(reader, item, today, parsed.waivers, places); };
        if (parsed.complete)
            read_object(reader, 0, "a waiver file",
                        {{"format", true, [](Node) {}},
                         {"waivers", true, [&](Node value) { read_array(reader, value, read_item); }}});
    }
    parsed.findings = locate(source.name, source.text, std::move(json.findings));
    const std::vector<Finding> located = locate(source.name, source.text, std::move(places));
    for (std::size_t i = 0; i < located.size(); ++i) parsed.waivers[i].location = located[i].location;
    return parsed;
}

bool covers(const Waiver& waiver, const Finding& finding) {
    if (waiver.code != finding.code) return false;
    if (names_file(waiver.where, finding.location)) return true;
    if (finding.unit.empty()) return !finding.contest.empty() && waiver.where == finding.contest;
    return waiver.where == finding.unit || waiver.where == fmt::format("{}/{}", finding.contest, finding.unit);
}

WaiverUse& WaiverUse::operator|=(const WaiverUse& more) {
    used = used || more.used;
    refused = refused || more.refused;
    if (more.behind && (!behind || *more.behind < *behind)) behind = more.behind;
    return *this;
}

Finding unused_waiver(std::span<const Waiver> waivers, std::size_t waiver, const WaiverUse& use) {
    const Waiver& unused = waivers[waiver];
    const std::string subject = fmt::format("{} at \"{}\"", code_text(unused.code), unused.where);
    Finding finding = make_finding(
        Code::waiver_unused,
        use.refused  ? subject + " cannot be waived: what could not be read was not checked"
        : use.behind ? fmt::format("{} is already waived on line {}", subject, waivers[*use.behind].location.line)
                     : subject + " was not found, so there is nothing to waive");
    finding.location = unused.location;
    return finding;
}

}  // namespace caucus_tally
