// SPDX-License-Identifier: MIT
#include "format/document.hpp"

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
        bool first = true;
        for (const ScriptColumn& column : columns) {
            std::vector<std::string>& names = written_names_.emplace_back();
            for (const std::string& name : column.names) append_text(names.emplace_back(), name, style_);
            if (!is_written(column)) continue;
            if (!first) text += style_.separator;
            first = false;
            append(column.name);
        }
        text += '\n';
    }

    void take(std::span<const Cell> cells) override {
        bool first = true;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (!is_written(columns_[i])) continue;
            if (!first) text += style_.separator;
            first = false;
            if (columns_[i].names.empty())
                cells[i].visit([this](const auto& value) { append(value); });
            else
                text += written_names_[i][cells[i].index()];
        }
        text += '\n';
    }

    std::string text;

private:
    static bool is_written(const ScriptColumn& column) {
        return column.in == Written::everywhere || column.in == Written::separated;
    }

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
    std::vector<std::vector<std::string>> written_names_;  ///< of each column that has names
};

}  // namespace

std::string write_separated(const ScriptTable& table, const SeparatedStyle& style) {
    SeparatedRows rows(table.columns, style);
    table.rows(rows);
    return std::move(rows.text);
}

}  // namespace caucus_tally
