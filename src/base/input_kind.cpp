// SPDX-License-Identifier: MIT
#include "base/input_kind.hpp"

#include "json/json_head.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

bool is_named_as_table(std::string_view path) {
    return std::ranges::any_of(table_endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

bool is_blank(std::string_view head) {
    return head.find_first_not_of(" \t\r\n"sv, head.starts_with("\xEF\xBB\xBF") ? 3 : 0) == std::string_view::npos;
}

}  // namespace

InputKind find_kind(const Input& input) {
    if (input.source || input.fault || input.path.ends_with(".json")) return {};
    if (is_named_as_table(input.path)) return {.is_table = true, .bytes = {}};
    auto bytes = open_source(input.path);
    std::string head(4096, '\0');
    head.resize(bytes->read(head.data(), head.size()));
    const bool is_table = bytes->error().empty() && !begins_like_json(head) && !is_blank(head);
    InputKind kind{.is_table = is_table, .by_name = false, .bytes = {}};
    if (!can_be_read_again(input.path)) kind.bytes = replay(std::move(head), std::move(bytes));
    return kind;
}

std::unique_ptr<ByteSource> open_kind(InputKind& kind, const std::string& path) {
    return kind.bytes ? std::move(kind.bytes) : open_source(path);
}

std::optional<Finding> other_json_note(const ParsedContest& parsed, bool found_in_folder) {
    if (!found_in_folder || parsed.contest || parsed.findings.size() != 1) return std::nullopt;
    Finding finding = parsed.findings.front();
    if (finding.code != Code::nothing_checked) return std::nullopt;
    finding.severity = Severity::note;
    return finding;
}

Source read_contest_text(ByteSource& bytes, std::string name) {
    Source source{std::move(name), {}};
    std::array<char, 65536> block;
    while (const std::size_t count = bytes.read(block.data(), block.size())) {
        source.text.append(block.data(), count);
        if (source.text.size() > max_contest_bytes) fail_too_large(source.name, max_contest_bytes);
    }
    if (!bytes.error().empty()) throw FileError(fmt::format("{}: {}", source.name, bytes.error()));
    return source;
}

}  // namespace caucus_tally
