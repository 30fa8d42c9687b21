// SPDX-License-Identifier: MIT
#include "base/files.hpp"
#include "base/words.hpp"
#include "contest/contest_reader.hpp"
#include "published/formats.hpp"
#include "published/xml.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>

namespace caucus_tally {
namespace {

Reading read_found_table(const Source& source) {
    return read_result_table(source, 0);
}

/// Every format of text, in the order in which texts are held against them.
constexpr std::array<PublicationReader, 2> readers{{
    {{"article", "an encyclopedia article, as wikitext or flattened to plain text"}, begins_article, read_article},
    {{"table", "a table, pasted or saved: separated by commas, semicolons, tabs or bars, or Markdown"},
     begins_table,
     read_found_table},
}};
constexpr std::array<TreePublicationReader, 3> tree_readers{{
    {{"clarity", "Clarity's detail.xml: XML"}, nullptr, "ElectionResult", read_clarity},
    {{"nist", "NIST SP 1500-100, version 2: JSON or XML"}, holds_nist, "ElectionReport", read_nist},
    {{"ap", "the AP Elections API, versions 2 and 3: JSON"}, holds_ap, {}, read_ap},
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

Reading read_as_xml(const Source& source, const TreePublicationReader& reader) {
    ParsedJson xml = parse_xml(source.text);
    if (xml.complete) return reader.read(source, xml.tree);
    Reading none;
    none.contests.push_back({nullptr, std::move(xml.findings)});
    return none;
}

/// How a text that is no JSON is read, by how it begins; without a function if it is no publication.
struct TextReader {
    std::string_view format;
    std::function<Reading(const Source&)> read;
};

TextReader find_text_reader(std::string_view head, const PublicationOptions& options) {
    if (options.header_rows > 0)
        return {"table", [&options](const Source& source) { return read_result_table(source, options.header_rows); }};
    const std::string_view root = xml_root(head);
    for (const TreePublicationReader& reader : tree_readers)
        if (!root.empty() && reader.xml_root == root)
            return {reader.format.name, [&reader](const Source& source) { return read_as_xml(source, reader); }};
    for (const PublicationReader& reader : readers)
        if (reader.begins(head)) return {reader.format.name, reader.read};
    if (root.empty()) return {};
    return {"xml", [root](const Source&) {
                Reading none;
                report(none.contests.emplace_back().findings, Code::nothing_checked, {},
                       fmt::format("XML with the root element {}, which is no publication that this program knows",
                                   quote(root)));
                return none;
            }};
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
        std::array<PublicationFormat, tree_readers.size() + readers.size()> list;
        auto* const rest = std::ranges::transform(tree_readers, list.begin(), &TreePublicationReader::format).out;
        std::ranges::transform(readers, rest, &PublicationReader::format);
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
    if (kind_of_text(head) == TextKind::other) {
        if (auto [name, read] = find_text_reader(head, options); read) {
            Reading reading;
            std::vector<PlacedFinding> faults;
            if (is_readable(file->text, faults))
                reading = read(*file);
            else
                reading.contests.push_back({nullptr, std::move(faults)});
            return made_of(std::move(reading), name, file, open_table);
        }
    }
    ParsedJson json = parse_json(file->text);
    if (json.complete)
        for (const TreePublicationReader& each : tree_readers)
            if (each.holds != nullptr && each.holds(json.tree)) {
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
