// SPDX-License-Identifier: MIT
// Tabulating again, as simply as it can be written: byte by byte, a map, no reuse of the library's reader.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reference {

struct Row {
    std::vector<std::string> fields;
    std::size_t line = 1;
    std::size_t size = 0;  // bytes, with the line break
    bool malformed = false;
};

/// The rows of a text, blank lines left out. A row that never ends is malformed.
inline std::vector<Row> parse(std::string_view text) {
    std::string bytes(text);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    if (!bytes.empty() && bytes.back() != '\n') bytes += '\n';
    std::vector<Row> rows;
    std::size_t line = 1;
    for (std::size_t i = 0; i < bytes.size();) {
        Row row;
        row.line = line;
        const std::size_t begin = i;
        bool ended = false;
        bool blank = true;
        while (i < bytes.size() && !ended) {
            std::string field;
            bool closed = false;
            if (bytes[i] == '"') {
                blank = false;
                for (++i; i < bytes.size(); ++i) {
                    if (bytes[i] != '"') {
                        field += bytes[i];
                    } else if (i + 1 < bytes.size() && bytes[i + 1] == '"') {
                        field += bytes[i++];
                    } else {
                        ++i;
                        closed = true;
                        break;
                    }
                }
                if (!closed) row.malformed = true;
            }
            for (; i < bytes.size() && bytes[i] != ',' && bytes[i] != '\n'; ++i) {
                if (closed && !(bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n')) row.malformed = true;
                field += bytes[i];
            }
            if (i < bytes.size()) {
                ended = bytes[i] == '\n';
                if (bytes[i] == ',') blank = false;
                ++i;
            }
            if (ended && field.ends_with('\r')) field.pop_back();
            if (!field.empty()) blank = false;
            row.fields.push_back(field);
            if (i == bytes.size() && !ended) break;
        }
        row.size = i - begin;
        if (!ended) row.malformed = true;
        line += static_cast<std::size_t>(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                                                    bytes.begin() + static_cast<std::ptrdiff_t>(i), '\n'));
        if (!blank) rows.push_back(row);
    }
    return rows;
}

/// Sums of one table with the columns precinct, office, candidate, votes and absentee in any order, by office and
/// candidate.
struct Totals {
    struct Group {
        std::string office;
        std::string candidate;
        std::uint64_t votes = 0;
        std::uint64_t absentee = 0;
        bool absentee_stated = false;
        bool operator==(const Group&) const = default;
    };
    std::vector<Group> groups;
    std::vector<std::pair<std::size_t, int>> bad;  // line and code, of what is said
    std::uint64_t rows = 0;
    std::uint64_t bad_rows = 0;
    std::uint64_t kept_out = 0;
    std::uint64_t unknown = 0;  // rows without votes
};

inline bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The count in a cell: in digits alone, with ".0" after it, or with a comma before its last three of up to six digits.
inline std::optional<std::uint64_t> count_in(std::string text) {
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    if (text.size() > 4 && text.size() < 8 && text[text.size() - 4] == ',') text.erase(text.size() - 4, 1);
    return is_number(text) ? std::optional(std::stoull(text)) : std::nullopt;
}

inline bool is_count_or_unknown(const std::string& text) {
    return text.empty() || text == "*" || count_in(text);
}

inline bool valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto at = [&](std::size_t k) -> unsigned {
            return k < text.size() ? static_cast<unsigned char>(text[k]) : 0;
        };
        const unsigned lead = at(i);
        const std::size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
        if (size == 0) return false;
        unsigned point = size == 1 ? lead : lead & (0x7FU >> size);
        for (std::size_t k = 1; k < size; ++k) {
            if (at(i + k) >> 6 != 2) return false;
            point = point << 6 | (at(i + k) & 0x3F);
        }
        static constexpr std::array<unsigned, 5> least = {0, 0, 0x80, 0x800, 0x10000};
        if (point < least[size] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
        i += size;
    }
    return true;
}

inline Totals tabulate(std::string_view text, std::size_t max_row_bytes) {
    Totals totals;
    const std::vector<Row> rows = parse(text);
    if (rows.empty()) return totals;
    const std::vector<std::string>& header = rows.front().fields;
    const auto column = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
    };
    const std::size_t precinct = column("precinct");
    const std::size_t office = column("office");
    const std::size_t candidate = column("candidate");
    const std::size_t votes = column("votes");
    const std::size_t absentee = column("absentee");
    std::optional<std::size_t> nameless;  // the first row of votes for nobody: said once, after all others
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const Row& row = rows[i];
        const auto& fields = row.fields;
        ++totals.rows;
        std::string joined;
        for (const std::string& field : fields) joined += field + ",";
        if (row.size > max_row_bytes || row.malformed) {
            totals.bad.emplace_back(row.line, 5);
        } else if (!valid_utf8(joined)) {
            totals.bad.emplace_back(row.line, 3);
        } else if (fields.size() != header.size()) {
            totals.bad.emplace_back(row.line, 102);
        } else if (fields[candidate] == "Over Votes" || fields[office] == "Ballots Cast") {
            ++totals.kept_out;
        } else if (fields[candidate].empty() &&
                   !(count_in(fields[votes]) == 0 && (fields[absentee].empty() || count_in(fields[absentee]) == 0))) {
            if (!nameless) nameless = row.line;
            ++totals.bad_rows;
        } else if (!is_count_or_unknown(fields[votes]) || !is_count_or_unknown(fields[absentee])) {
            totals.bad.emplace_back(row.line, 7);
        } else if (!count_in(fields[votes])) {
            ++totals.unknown;
        } else if (fields[precinct] == "Total") {
            ++totals.kept_out;
        } else {
            auto group = std::find_if(totals.groups.begin(), totals.groups.end(), [&](const Totals::Group& known) {
                return known.office == fields[office] && known.candidate == fields[candidate];
            });
            if (group == totals.groups.end())
                group = totals.groups.insert(group, {fields[office], fields[candidate], 0, 0, false});
            group->votes += *count_in(fields[votes]);
            const auto by_mail = count_in(fields[absentee]);
            if (!by_mail) continue;
            group->absentee += *by_mail;
            group->absentee_stated = true;
        }
    }
    totals.bad_rows += totals.bad.size();
    if (nameless) totals.bad.emplace_back(*nameless, 108);
    return totals;
}

}  // namespace reference
