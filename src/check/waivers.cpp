// SPDX-License-Identifier: MIT
#include "check/waivers.hpp"

#include "base/words.hpp"
#include "json/json_fields.hpp"
#include "json/json_tree.hpp"
#include "json/json_values.hpp"

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
    Waiver waiver;
    Node until_node = item;
    const std::size_t faults = reader.findings.size();
    read_object(reader, item, "a waiver",
                {{"code", true, [&](Node value) { code = read_code(reader, value); }},
                 {"where", true, [&](Node value) { where = read_verbatim(reader, value); }},
                 into("candidate", waiver.candidate, reader, read_verbatim),
                 into("pool", waiver.pool, reader, read_verbatim),
                 {"stated", false, [&](Node value) { waiver.stated = read_verbatim(reader, value); }},
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
    waiver.code = *code;
    waiver.where = *std::move(where);
    waivers.push_back(std::move(waiver));
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
bool names_file(std::string_view where, std::string_view file) {
    while (where.starts_with("./")) where.remove_prefix(2);
    if (where.empty() || !file.ends_with(where)) return false;
    return file.size() == where.size() || file[file.size() - where.size() - 1] == '/';
}

/// Does it name the very line of the file?
bool names_line(std::string_view where, const Location& location) {
    const std::string line = fmt::format(":{}", location.line);
    return location.line > 0 && where.ends_with(line) &&
           names_file(where.substr(0, where.size() - line.size()), location.file);
}

bool names_unit(std::string_view where, const Finding& finding) {
    return !finding.unit.empty() &&
           (where == finding.unit || where == fmt::format("{}/{}", finding.contest, finding.unit));
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

Coverage coverage(const Waiver& waiver, const Finding& finding) {
    if (waiver.code != finding.code || (waiver.stated && *waiver.stated != finding.stated)) return Coverage::none;
    const bool is_narrow = names_line(waiver.where, finding.location) || names_unit(waiver.where, finding);
    const bool is_contest = finding.unit.empty() && !finding.contest.empty() && waiver.where == finding.contest;
    if (!is_narrow && !is_contest && !names_file(waiver.where, finding.location.file)) return Coverage::none;
    const auto names = [](const std::string& named, const std::string& subject) {
        return named.empty() || named == subject;
    };
    if (!names(waiver.candidate, finding.candidate) || !names(waiver.pool, finding.pool)) return Coverage::none;
    const bool names_subject = waiver.candidate == finding.candidate && waiver.pool == finding.pool;
    return is_narrow || names_subject ? Coverage::covered : Coverage::too_wide;
}

std::string write_waivers(std::span<const Finding> findings) {
    Json waivers = Json::array();
    for (const Finding& finding : findings) {
        Json waiver{{"code", code_text(finding.code)}};
        waiver["where"] = !finding.unit.empty()      ? fmt::format("{}/{}", finding.contest, finding.unit)
                          : !finding.contest.empty() ? finding.contest
                          : finding.location.line > 0
                              ? fmt::format("{}:{}", finding.location.file, finding.location.line)
                              : finding.location.file;
        if (!finding.candidate.empty()) waiver["candidate"] = finding.candidate;
        if (!finding.pool.empty()) waiver["pool"] = finding.pool;
        if (!finding.stated.empty()) waiver["stated"] = finding.stated;
        waiver["reason"] = "";
        waivers.push_back(std::move(waiver));
    }
    std::string text = "{\n  \"format\": 1,\n  \"waivers\": [";
    for (std::size_t i = 0; i < waivers.size(); ++i)
        text += (i > 0 ? ",\n    " : "\n    ") + waivers[i].dump(-1, ' ', false, Json::error_handler_t::replace);
    return text + (waivers.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

WaiverUse& WaiverUse::operator|=(const WaiverUse& more) {
    used = used || more.used;
    refused = refused || more.refused;
    too_wide = too_wide || more.too_wide;
    if (more.behind && (!behind || *more.behind < *behind)) behind = more.behind;
    return *this;
}

Finding unused_waiver(std::span<const Waiver> waivers, std::size_t waiver, const WaiverUse& use) {
    const Waiver& unused = waivers[waiver];
    const std::string subject = fmt::format("{} at \"{}\"", code_text(unused.code), unused.where);
    Finding finding = make_finding(
        Code::waiver_unused,
        use.refused    ? subject + " cannot be waived: what could not be read was not checked"
        : use.too_wide ? subject + " does not say which candidate or pool it is about, so it waives nothing"
        : use.behind   ? fmt::format("{} is already waived on line {}", subject, waivers[*use.behind].location.line)
                       : subject + " was not found, so there is nothing to waive");
    finding.location = unused.location;
    return finding;
}

}  // namespace caucus_tally
