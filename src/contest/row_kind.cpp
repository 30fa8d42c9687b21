// SPDX-License-Identifier: MIT
#include "contest/row_kind.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

// The whole name, normalized.
constexpr std::array ballot_names = {
    "ballots"sv,
    "ballots_counted"sv,
    "ballots_voted"sv,
    "blank"sv,
    "blank_ballots"sv,
    "blank_vote"sv,
    "blank_votes"sv,
    "blanks"sv,
    "invalid"sv,
    "invalid_votes"sv,
    "manually_counted_emergency"sv,
    "number_of_precincts"sv,
    "number_of_registered_voters"sv,
    "number_of_voters"sv,
    "over"sv,
    "precincts_reporting"sv,
    "public_counter"sv,
    "registered"sv,
    "registration"sv,
    "reg_voters"sv,
    "spoiled"sv,
    "total_ballots"sv,
    "total_registered"sv,
    "turnout"sv,
    "under"sv,
    "void"sv,
    "voids"sv,
    "voters"sv,
};

// The beginning of the name, to the end of a word.
constexpr std::array ballot_starts = {
    "ballots_cast"sv,      "blank_and_void"sv,     "blank_void"sv,         "cards_cast"sv,
    "over_under"sv,        "over_vote"sv,          "over_votes"sv,         "overvote"sv,
    "overvotes"sv,         "registered_voters"sv,  "registration_total"sv, "spoiled_ballots"sv,
    "times_blank"sv,       "times_cast"sv,         "times_counted"sv,      "times_over_voted"sv,
    "times_under_voted"sv, "total_ballots_cast"sv, "total_over_votes"sv,   "total_registered_voters"sv,
    "total_under_votes"sv, "total_voters"sv,       "under_over"sv,         "under_vote"sv,
    "under_votes"sv,       "undervote"sv,          "undervotes"sv,         "voter_turnout"sv,
    "voters_cast"sv,       "void_ballots"sv,
};

bool starts_with_words(std::string_view name, std::string_view words) {
    return name.starts_with(words) && (name.size() == words.size() || name[words.size()] == '_');
}

bool ends_with_words(std::string_view name, std::string_view words) {
    return name.ends_with(words) && (name.size() == words.size() || name[name.size() - words.size() - 1] == '_');
}

bool is_total(std::string_view name) {
    return starts_with_words(name, "total") || starts_with_words(name, "totals") || ends_with_words(name, "total") ||
           ends_with_words(name, "totals") || ends_with_words(name, "subtotal") || name == "cumulative" ||
           name == "all_precincts";
}

constexpr char letter_of(char c) {
    if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
    return c >= 'a' && c <= 'z' ? c : '\0';
}

/// The first two letters with which names that are no candidate's begin.
constexpr auto known_beginnings = [] {
    std::array<std::array<bool, 128>, 128> begins{};
    const auto add = [&](std::string_view name) {
        begins[static_cast<unsigned char>(name[0])][static_cast<unsigned char>(name[1])] = true;
    };
    for (const std::string_view name : ballot_names) add(name);
    for (const std::string_view name : ballot_starts) add(name);
    for (const std::string_view name : {"total"sv, "cumulative"sv, "all_precincts"sv}) add(name);
    return begins;
}();

/// False for most names of candidates and units, without normalizing them: where neither the beginning nor the end is
/// that of a name that is known.
bool may_be_known(std::string_view name) {
    while (!name.empty() && letter_of(name.front()) == '\0') name.remove_prefix(1);
    while (!name.empty() && letter_of(name.back()) == '\0') name.remove_suffix(1);
    if (name.size() < 2) return false;
    const char last = letter_of(name.back());
    return known_beginnings[static_cast<unsigned char>(letter_of(name[0]))]
                           [static_cast<unsigned char>(letter_of(name[1]))] ||
           last == 'l' || (last == 's' && letter_of(name[name.size() - 2]) == 'l');
}

/// "Write-In", "WRITEINS", and "Write-ln" as it is scanned.
bool names_write_ins(std::string_view name) {
    return std::ranges::any_of(std::array{"write_in"sv, "writein"sv, "write_ln"sv},
                               [name](std::string_view words) { return name.find(words) != std::string_view::npos; });
}

}  // namespace

RowKind kind_by_choice(std::string_view name) {
    if (!may_be_known(name)) return RowKind::candidate;
    const std::string normalized = normalize_name(name);
    if (std::ranges::find(ballot_names, normalized) != ballot_names.end() ||
        std::ranges::any_of(ballot_starts,
                            [&](std::string_view words) { return starts_with_words(normalized, words); }))
        return RowKind::ballots;
    return is_total(normalized) && !names_write_ins(normalized) ? RowKind::total : RowKind::candidate;
}

bool is_write_in_total(std::string_view name) {
    if (!may_be_known(name)) return false;
    const std::string normalized = normalize_name(name);
    return is_total(normalized) && names_write_ins(normalized);
}

bool is_write_in(std::string_view name) {
    return name.ends_with("(W)") || names_write_ins(normalize_name(name));
}

bool is_straight_party(std::string_view name) {
    const std::string normalized = normalize_name(name);
    return starts_with_words(normalized, "straight_party") || starts_with_words(normalized, "straight_ticket");
}

RowKind kind_by_unit(std::string_view name) {
    return may_be_known(name) && is_total(normalize_name(name)) ? RowKind::total : RowKind::candidate;
}

}  // namespace caucus_tally
