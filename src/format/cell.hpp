// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/decimal.hpp>
#include <caucus_tally/votes.hpp>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace caucus_tally {

/// One cell of a table: text as the data has it, a figure, yes or no, or nothing known. How a figure is written is the
/// format's business.
class Cell {
public:
    Cell() = default;  ///< unknown
    Cell(std::string text) : value_(std::move(text)) {}
    Cell(std::string_view text) : value_(std::string(text)) {}
    Cell(const char* text) : value_(std::string(text)) {}
    Cell(Decimal number) : value_(number) {}
    template <std::integral Integer>
    Cell(Integer number) : value_(static_cast<Votes>(number)) {}
    Cell(bool holds) : value_(holds) {}
    template <typename Value>
    Cell(const std::optional<Value>& value) : Cell(value ? Cell(*value) : Cell()) {}

    /// A cell that only looks at the text, for those that are written at once.
    static Cell view(std::string_view text) {
        Cell cell;
        cell.value_ = text;
        return cell;
    }
    template <typename Value>
    static Cell view(const Value& value) {
        if constexpr (std::convertible_to<const Value&, std::string_view>)
            return view(std::string_view(value));
        else
            return Cell(value);
    }

    /// Text that is unknown if it is empty.
    static Cell known(std::string_view text) { return text.empty() ? Cell() : Cell(text); }

    bool is_known() const { return !std::holds_alternative<std::monostate>(value_); }
    bool operator==(const Cell&) const = default;

    /// Calls the visitor with what the cell holds: std::monostate, std::string_view, bool, Votes or Decimal.
    template <typename Visitor>
    auto visit(Visitor&& visitor) const {
        return std::visit(
            [&](const auto& value) {
                if constexpr (std::same_as<std::decay_t<decltype(value)>, std::string>)
                    return visitor(std::string_view(value));
                else
                    return visitor(value);
            },
            value_);
    }

    /// As people read it: thousands with commas, "yes" and "no", "–" for what is unknown.
    std::string text() const { return visit(People()); }

private:
    struct People {
        std::string operator()(std::monostate /*unknown*/) const { return "–"; }
        std::string operator()(std::string_view text) const { return std::string(text); }
        std::string operator()(bool holds) const { return holds ? "yes" : "no"; }
        std::string operator()(Votes count) const { return with_separators(count); }
        std::string operator()(Decimal number) const { return with_separators(number); }
    };

    std::variant<std::monostate, std::string, std::string_view, bool, Votes, Decimal> value_;
};

}  // namespace caucus_tally
