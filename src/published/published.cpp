// SPDX-License-Identifier: MIT
#include "base/files.hpp"
#include "base/words.hpp"
#include "contest/contest_reader.hpp"
#include "published/formats.hpp"
#include "published/xml.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

Reading read_found_table(const Source& source) {
    return read_result_table(source, 0);
}

/// Every format, in the order in which texts are held against them.
constexpr std::array<PublicationReader, 4> readers{{
    {{"clarity", "Clarity's detail.xml: XML"}, begins_clarity, read_clarity},
    {{"nist", "NIST SP 1500-100, version 2: XML"}, begins_nist, read_nist_xml},
    {{"article", "an encyclopedia article, as wikitext or flattened to plain text"}, begins_article, read_article},
    {{"table", "a table, pasted or saved: separated by commas, semicolons, tabs or bars, or Markdown"},
     begins_table,
     read_found_table},
}};
constexpr std::array<JsonPublicationReader, 2> json_readers{{
    {{"ap", "the AP Elections API, versions 2 and 3: JSON"}, holds_ap, read_ap},
    {{"nist", "NIST SP 1500-100, version 2: JSON"}, holds_nist, read_nist},
}};

/// What is wrong with the text before anybody reads it: bytes that are no UTF-8.
bool is_readable(std::string_view text, std::vector<PlacedFinding>& findings) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        report(findings, Code::encoding, {}, "the text is UTF-16; save it as UTF-8");
        return false;
    }
    const std::size_t bad = find_invalid_utf8(text);
    if (bad == std::string_view::npos) return true;
    report(findings, Code::encoding, {static_cast<std::uint32_t>(bad), static_cast<std::uint32_t>(bad + 1)},
           "bytes that are not UTF-8");
    return false;
}

/// The contests of a reading, each held to all that a contest file is held to.
Publication made_of(Reading reading, std::string_view format, const std::shared_ptr<const Source>& file,
                    const TableOpener& open_table) {
    Publication publication{.format = format, .contests = {}, .left_out = std::move(reading.left_out)};
    for (DraftContest& draft : reading.contests) {
        ContestText text;
        text.file = file;
        text.places = std::move(draft.tree);
        text.is_contest_file = false;
        publication.contests.push_back(read_contest(std::move(text), std::move(draft.findings), open_table));
    }
    return publication;
}

}  // namespace

std::span<const PublicationFormat> publication_formats() {
    static constexpr auto formats = [] {
        std::array<PublicationFormat, readers.size() + json_readers.size()> list;
        auto* const rest = std::ranges::transform(readers, list.begin(), &PublicationReader::format).out;
        std::ranges::transform(json_readers, rest, &JsonPublicationReader::format);
        return list;
    }();
    return formats;
}

void select_contest(Publication& publication, std::string_view id) {
    if (id.empty()) return;
    const std::string name = publication.contests.front().text.file->name;
    std::vector<std::string> ids;
    for (const ParsedContest& parsed : publication.contests)
        if (parsed.contest) ids.push_back(parsed.contest->id);
    std::erase_if(publication.contests,
                  [id](const ParsedContest& parsed) { return parsed.contest && parsed.contest->id != id; });
    if (!publication.contests.empty()) return;
    const std::vector<std::string_view> known(ids.begin(), ids.end());
    const std::string near = did_you_mean(id, known);
    throw FileError(
        fmt::format("{} holds no contest {}{}", name, quote(id), near.empty() ? "; it holds " + enumerate(ids) : near));
}

bool begins_like_publication(std::string_view head) {
    if (head.starts_with(byte_order_mark)) head.remove_prefix(byte_order_mark.size());
    if (head.empty()) return false;
    if (kind_of_text(head) == TextKind::other && !xml_root(head).empty()) return true;
    return std::ranges::any_of(readers, [head](const PublicationReader& reader) { return reader.begins(head); });
}

Publication read_publication(Source source, const TableOpener& open_table, const PublicationOptions& options) {
    const auto file = std::make_shared<const Source>(std::move(source));
    std::string_view head = std::string_view(file->text).substr(0, kind_bytes);
    if (head.starts_with(byte_order_mark)) head.remove_prefix(byte_order_mark.size());
    const TextKind kind = kind_of_text(head);
    const bool is_table = options.header_rows > 0 && kind == TextKind::other;
    const auto* const reader = std::ranges::find_if(readers, [&](const PublicationReader& each) {
        return is_table ? each.read == read_found_table : each.begins(head);
    });
    if (kind == TextKind::other && reader != readers.end()) {
        std::vector<PlacedFinding> faults;
        if (is_readable(file->text, faults))
            return made_of(is_table ? read_result_table(*file, options.header_rows) : reader->read(*file),
                           reader->format.name, file, open_table);
        Reading none;
        none.contests.push_back({nullptr, std::move(faults)});
        return made_of(std::move(none), reader->format.name, file, open_table);
    }
    if (const std::string_view root = xml_root(head); kind == TextKind::other && !root.empty()) {
        Reading none;
        report(
            none.contests.emplace_back().findings, Code::nothing_checked, {},
            fmt::format("XML with the root element {}, which is no publication that this program knows", quote(root)));
        return made_of(std::move(none), "xml", file, open_table);
    }
    ParsedJson json = parse_json(file->text);
    if (json.complete)
        for (const JsonPublicationReader& each : json_readers)
            if (each.holds(json.tree)) {
                Reading reading = each.read(*file, json.tree);
                auto& faults = reading.contests.front().findings;
                faults.insert(faults.begin(), std::make_move_iterator(json.findings.begin()),
                              std::make_move_iterator(json.findings.end()));
                return made_of(std::move(reading), each.format.name, file, open_table);
            }
    ContestText text;
    text.file = file;
    if (json.complete) text.places = std::make_shared<const JsonTree>(std::move(json.tree));
    Publication publication{.format = "contest", .contests = {}, .left_out = {}};
    publication.contests.push_back(read_contest(std::move(text), std::move(json.findings), open_table));
    return publication;
}

Publication read_publication(Source source, const PublicationOptions& options) {
    const TableOpener opener = tables_beside(source.name);
    return read_publication(std::move(source), opener, options);
}

}  // namespace caucus_tally
