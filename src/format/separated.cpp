// SPDX-License-Identifier: MIT
#include "format/script_table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

constexpr bool needs_quotes(char c) {
    return c == ',' || c == '"' || c == '\r' || c == '\n';
}

constexpr bool begins_formula(char c) {
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

void append_quoted(std::string& text, std::string_view value) {
    if (std::ranges::none_of(value, needs_quotes)) {
        text += value;
        return;
    }
    text += '"';
    for (const char c : value) {
        if (c == '"') text += '"';
        text += c;
    }
    text += '"';
}

void append_escaped(std::string& text, std::string_view value) {
    for (const char c : value) {
        switch (c) {
            case '\t':
                text += "\\t";
                break;
            case '\n':
                text += "\\n";
                break;
            case '\r':
                text += "\\r";
                break;
            case '\\':
                text += "\\\\";
                break;
            default:
                text += c;
        }
    }
}

void append_text(std::string& text, std::string_view value, const SeparatedStyle& style) {
    std::string defused;
    if (style.defuse_formulas && !value.empty() && begins_formula(value.front()))
        value = defused.append(1, '\'').append(value);
    if (style.separator == ',')
        append_quoted(text, value);
    else
        append_escaped(text, value);
}

class SeparatedRows final : public RowSink {
public:
    SeparatedRows(const std::vector<ScriptColumn>& columns, const SeparatedStyle& style)
        : columns_(columns), style_(style) {
        std::vector<Cell> header;
        for (const ScriptColumn& column : columns) header.push_back(Cell::view(column.name));
        take(header);
    }

    void take(std::span<const Cell> cells) override {
        bool first = true;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].in == Written::json || columns_[i].in == Written::nowhere) continue;
            if (!first) text += style_.separator;
            first = false;
            cells[i].visit([this](const auto& value) { append(value); });
        }
        text += '\n';
    }

    std::string text;

private:
    void append(std::monostate /*unknown*/) {}
    void append(std::string_view value) { append_text(text, value, style_); }
    void append(bool holds) { text += holds ? "yes" : "no"; }
    void append(Decimal number) { text += to_string(number); }
    void append(Votes count) {
        const fmt::format_int digits(count);
        text.append(digits.data(), digits.size());
    }

    const std::vector<ScriptColumn>& columns_;
    const SeparatedStyle& style_;
};

}  // namespace

std::string write_separated(const ScriptTable& table, const SeparatedStyle& style) {
    SeparatedRows rows(table.columns, style);
    table.rows(rows);
    return std::move(rows.text);
}

}  // namespace caucus_tally
