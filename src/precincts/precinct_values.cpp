// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "precincts/precinct_checker.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::array registered_names = {"registered"sv, "registered_voters"sv, "registered_voters_total"sv,
                                         "reg_voters"sv, "total_registered"sv,  "total_registered_voters"sv};
constexpr std::array ballots_names = {"ballots"sv, "ballots_cast"sv, "ballots_cast_total"sv, "total_ballots"sv,
                                      "total_ballots_cast"sv};

enum class Crowd : std::uint8_t { neither, registered, ballots };

Crowd crowd_of(std::string_view name) {
    const std::string words = normalize_name(name);
    if (std::ranges::find(registered_names, words) != registered_names.end()) return Crowd::registered;
    return std::ranges::find(ballots_names, words) != ballots_names.end() ? Crowd::ballots : Crowd::neither;
}

bool names_unit(ColumnRole role) {
    return role == ColumnRole::county || role == ColumnRole::precinct;
}

bool names_choice(ColumnRole role) {
    return role == ColumnRole::office || role == ColumnRole::candidate;
}

std::string difference(Votes stated, Votes computed) {
    return stated > computed ? fmt::format("{} too many", with_separators(stated - computed))
                             : fmt::format("{} too few", with_separators(computed - stated));
}

}  // namespace

/// The finding at a field of the current row.
Finding PrecinctChecker::place(Finding finding, std::size_t column) const {
    finding.location = reader_.locate(column);
    finding.location.field = layout_.columns[column].name;
    finding.unit = unit_name();
    return finding;
}

/// "Adair/North", as far as the table says.
std::string PrecinctChecker::unit_name() const {
    const std::string_view county = value(layout_.county);
    const std::string_view precinct = value(layout_.precinct);
    return fmt::format("{}{}{}", county, county.empty() || precinct.empty() ? "" : "/", precinct);
}

std::string PrecinctChecker::contest_name() const {
    const std::string_view district = value(layout_.district);
    const std::string_view office = value(layout_.office);
    if (office.empty()) return "the contest";
    return fmt::format("{}{}{}", office, district.empty() ? "" : " ", district);
}

/// Whether there is something to be said about a value that names a unit or a choice.
bool PrecinctChecker::is_odd(std::size_t column) const {
    const std::string_view text = reader_.fields()[column];
    const ColumnRole role = layout_.columns[column].role;
    if (!whitespace_fault(text).empty()) return true;
    if (names_unit(role)) return text.empty() || is_total_unit(column);
    return names_choice(role) && (text.empty() || kind_by_choice(text) != RowKind::candidate);
}

bool PrecinctChecker::is_total_unit(std::optional<std::size_t> column) const {
    const std::string_view text = value(column);
    return may_be_total_unit(text) && kind_by_unit(text) == RowKind::total;
}

/// Checks the values that name the current row's unit and choice; false where something is missing.
bool PrecinctChecker::check_values(RowKind unit_kind, RowKind choice_kind) {
    bool named = true;
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
        const PrecinctLayout::Column& column = layout_.columns[i];
        if (column.part != ColumnPart::unit && column.part != ColumnPart::choice) continue;
        const std::string_view text = reader_.fields()[i];
        check_whitespace(i);
        const bool may_be_empty = names_unit(column.role)     ? unit_kind == RowKind::total
                                  : names_choice(column.role) ? choice_kind != RowKind::candidate
                                                              : true;
        if (text.empty() && !may_be_empty) {
            findings_.add(place(make_finding(Code::missing_value, fmt::format("{} is empty", column.name)), i));
            named = false;
        }
        const bool is_total = (names_unit(column.role) && kind_by_unit(text) == RowKind::total) ||
                              (names_choice(column.role) && kind_by_choice(text) == RowKind::total);
        if (is_total && findings_.count_repeated(Code::total_row, i, text)) {
            Finding finding = make_finding(
                Code::total_row, fmt::format("{} {} is a total among the {}: it doubles every sum", column.name,
                                             quote(text), names_unit(column.role) ? "units" : "candidates"));
            findings_.add_repeated(place(std::move(finding), i));
        }
    }
    return named;
}

void PrecinctChecker::check_whitespace(std::size_t column) {
    const std::string_view text = reader_.fields()[column];
    const std::string_view fault = whitespace_fault(text);
    if (fault.empty() || !findings_.count_repeated(Code::whitespace, column, text)) return;
    Finding finding =
        make_finding(Code::whitespace, fmt::format("{} {} has {}", layout_.columns[column].name, quote(text), fault));
    findings_.add_repeated(place(std::move(finding), column));
}

/// Reads the current row's counts; false where one that is needed is missing or is none.
bool PrecinctChecker::read_counts() {
    bool all = true;
    for (Step* step : counts_) {
        const std::size_t column = step->at.first;
        const std::string_view text = reader_.fields()[column];
        const std::string& name = layout_.columns[column].name;
        const CountCell cell = parse_count(text, thousands_);
        step->stated = is_stated(cell.kind);
        step->votes = cell.votes;
        if (cell.kind == CountKind::count) continue;
        if (cell.kind == CountKind::empty && step != votes_) continue;  // a vote type that is not known
        all = all && step->stated;
        Finding finding = place(count_finding(cell, text, name), column);
        // One finding for a column's spelling, and for each text that stands for unknown counts.
        const bool repeats = is_unknown(cell.kind) || is_spelling(cell.kind);
        if (repeats && !findings_.count_repeated(finding.code, column, finding.message)) continue;
        repeats ? findings_.add_repeated(std::move(finding)) : findings_.add(std::move(finding));
    }
    return all;
}

/// CT202. A masked or unknown vote type leaves the sum open; but what is known is never more than the votes.
void PrecinctChecker::check_vote_types() {
    if (votes_ == nullptr || !votes_->stated || types_.empty()) return;
    bool complete = true;
    bool fits = true;
    Votes sum = 0;
    Votes sure = 0;  // without those that may be parts of others
    for (const Step* type : types_) {
        complete = complete && type->stated;
        const auto more = checked_add(sum, type->votes);
        fits = fits && more.has_value();
        sum = more.value_or(~Votes{0});
        const bool ambiguous =
            std::ranges::find(layout_.ambiguous_types, type->at.first) != layout_.ambiguous_types.end();
        if (!ambiguous) sure = checked_add(sure, type->votes).value_or(~Votes{0});
    }
    const Votes votes = votes_->votes;
    if (complete ? fits && (sum == votes || sure == votes) : sure <= votes) return;
    std::string names;
    for (const Step* type : types_)
        if (type->stated) names += (names.empty() ? "" : " + ") + layout_.columns[type->at.first].name;
    const std::string computed = fits ? with_separators(sum) : "more than 2^64 - 1";
    Finding finding = make_finding(
        Code::vote_types, fmt::format("{} {} {} but {} says {}{}", names, types_.size() == 1 ? "is" : "add up to",
                                      computed, layout_.columns[votes_->at.first].name, with_separators(votes),
                                      fits ? " (" + difference(votes, sum) + ")" : ""));
    finding.stated = std::to_string(votes);
    if (fits) finding.computed = std::to_string(sum);
    findings_.add(place(std::move(finding), votes_->at.first));
}

/// What tells two rows of a unit and choice apart: all their counts.
FirstRow PrecinctChecker::first_row(std::size_t line) const {
    FirstRow row;
    row.line = line <= UINT32_MAX ? static_cast<std::uint32_t>(line) : 0;
    constexpr std::uint32_t digest = 0x80000000U;
    if (counts_.size() == 1 && counts_[0]->stated && counts_[0]->votes < digest) {
        row.figures = static_cast<std::uint32_t>(counts_[0]->votes);  // exact
        return row;
    }
    std::uint64_t hash = 0;
    for (const Step* step : counts_) hash = hash_word(hash ^ (step->stated ? step->votes : ~Votes{0}));
    row.figures = static_cast<std::uint32_t>(hash >> 32) | digest;
    return row;
}

/// CT103. The first row of a unit and choice is the one that others repeat.
void PrecinctChecker::check_duplicate(std::uint32_t choice_id) {
    Choice& choice = choices_[choice_id];
    const FirstRow row = first_row(reader_.line());
    const FirstRow* first = choice.block == block_ ? &choice.row : nullptr;
    if (keeps_rows_) first = kept_rows_.find_or_add(unit_, choice_id, row);
    if (first == nullptr) {
        choice.block = block_;
        choice.row = row;
        return;
    }
    ++flaws_;
    const bool whole_row = first->figures == row.figures;
    const std::string line = first->line > 0 ? fmt::format("line {}", first->line) : "an earlier line";
    const std::string_view candidate = value(layout_.candidate);
    findings_.add(place(
        whole_row
            ? make_finding(Code::duplicate_row, fmt::format("the whole row is already on {}", line), Case::whole_row)
            : make_finding(Code::duplicate_row,
                           fmt::format("{} already has other figures for {} in {}", line,
                                       quote(candidate.empty() ? value(layout_.office) : candidate), contest_name())),
        *layout_.candidate));
}

/// CT203: ballots and registered voters of one unit, each stated in a row of its own.
void PrecinctChecker::check_turnout() {
    const auto votes = row_votes();
    if (!votes || !value(layout_.party).empty() || !value(layout_.district).empty() || layout_.mode) return;
    Crowd crowd = crowd_of(value(layout_.office));
    const Crowd by_candidate = crowd_of(value(layout_.candidate));
    if (crowd != Crowd::neither && by_candidate != crowd && !value(layout_.candidate).empty()) return;
    if (crowd == Crowd::neither) crowd = by_candidate;
    if (crowd == Crowd::neither) return;
    Turnout& turnout = turnout_[unit_];
    (crowd == Crowd::registered ? turnout.registered : turnout.ballots) = votes;
    if (!turnout.registered || !turnout.ballots || *turnout.ballots <= *turnout.registered) return;
    Finding finding = make_finding(
        Code::over_ballots, fmt::format("{} ballots cast, but {} registered voter{}", with_separators(*turnout.ballots),
                                        with_separators(*turnout.registered), *turnout.registered == 1 ? "" : "s"));
    const std::size_t column = layout_.votes.value_or(counts_.front()->at.first);
    finding.stated = std::to_string(*turnout.ballots);
    finding.computed = std::to_string(*turnout.registered);
    findings_.add(place(std::move(finding), column));
}

void PrecinctChecker::take_total_row(std::uint32_t choice) {
    if (!layout_.precinct || kind_by_unit(value(layout_.county)) == RowKind::total) return;
    const std::size_t column = layout_.votes.value_or(counts_.front()->at.first);
    Location location = reader_.locate(column);
    location.field = layout_.columns[column].name;
    totals_.add(choice, row_votes().value(), {std::move(location), unit_name()});
}

/// The current row's votes: without a column of that name, the sum of its vote types.
std::optional<Votes> PrecinctChecker::row_votes() const {
    if (votes_ != nullptr) return votes_->stated ? std::optional(votes_->votes) : std::nullopt;
    std::optional<Votes> sum = 0;
    bool stated = false;
    for (const Step* type : types_) {
        if (sum) sum = checked_add(*sum, type->votes);
        stated = stated || type->stated;
    }
    return stated ? sum : std::nullopt;
}

}  // namespace caucus_tally
