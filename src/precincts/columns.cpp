// SPDX-License-Identifier: MIT
#include "precincts/columns.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t max_columns = 1000;  // forty are the most that were met

/// Names that are known, with blanks between them.
struct KnownColumns {
    ColumnRole role = ColumnRole::other;
    ColumnPart part = ColumnPart::unit;
    std::string_view names;
};

// One entry for each role, its own name first, then the others in the order in which they are taken where a table has
// several of them. A column that is not taken stands beside the results, and says no less which unit or choice is
// meant.
constexpr KnownColumns known_columns[] = {
    {ColumnRole::county, ColumnPart::unit, "county county_name parish"},
    {ColumnRole::precinct, ColumnPart::unit, "precinct precinct_name precinct_id precinct_code ward unit jurisdiction"},
    {ColumnRole::office, ColumnPart::choice, "office office_name contest contest_name race"},
    {ColumnRole::district, ColumnPart::choice, "district"},
    {ColumnRole::party, ColumnPart::choice, "party party_simplified party_detailed choice_party"},
    {ColumnRole::candidate, ColumnPart::choice,
     "candidate candidate_name candidates candidate_or_option choice_name choice name_raw candidate_party"},
    {ColumnRole::votes, ColumnPart::count,
     "votes vote candidatevotes candidate_votes total_votes vote_total vote_count total count"},
    {ColumnRole::mode, ColumnPart::choice, "mode vote_type"},
    {ColumnRole::reporting_level, ColumnPart::unit, "reporting_level"},
    // A name that is one of these or goes on with "_" after it: election_day, election_day_paper.
    {ColumnRole::vote_type, ColumnPart::count,
     "absentee advance advanced affidavit av_counting_board av_counting_boards avcb combined_ed_ev early early_voting1 "
     "early_voting2 ed election_ballots election_day election_night election_votes emergency ev federal group1 group2 "
     "group3 group4 hand_count hand_counted hand_tally in_person ivo late_early late_mail limited machine mail "
     "manually_counted military one_stop overseas paper poll_votes polling provisional public_counter regular_votes "
     "special_presidential uocava"},
    // Met in public archives beside the results, made by MEDSL, or by `show --format csv`.
    {ColumnRole::other, ColumnPart::unit,
     "assembly_district ballot_style county_fips county_num county_number filename jurisdiction_fips jurisdiction_name "
     "level state state_cen state_fips state_ic state_po state_precinct_id"},
    {ColumnRole::other, ColumnPart::choice,
     "contest_group_id contest_type dataverse date first incumbent kind last magnitude middle special stage suffix "
     "vote_for writein year"},
    {ColumnRole::other, ColumnPart::figure,
     "check delegates id notes over_votes pct percent readme_check real_precinct reg_voters registered "
     "registered_voters status totalvotes turnout under_votes updated vacancy version winner"},
};

// Vote types only beside another one: alone they are the date or the name of the election, or anything.
constexpr std::array vote_types_in_company = {"election"sv, "election_date"sv, "other"sv};

std::vector<std::string_view> names_of(const KnownColumns& known) {
    std::vector<std::string_view> names;
    for (std::size_t begin = 0; begin < known.names.size();) {
        const std::size_t end = std::min(known.names.find(' ', begin), known.names.size());
        names.push_back(known.names.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

std::string_view own_name(ColumnRole role) {
    const auto* const known = std::ranges::find(known_columns, role, &KnownColumns::role);
    return known->names.substr(0, known->names.find(' '));
}

const KnownColumns* find_known(std::string_view name) {
    const auto* const known = std::ranges::find_if(known_columns, [name](const KnownColumns& each) {
        const std::vector<std::string_view> names = names_of(each);
        return std::ranges::find(names, name) != names.end();
    });
    return known == std::end(known_columns) ? nullptr : known;
}

bool is_vote_type(std::string_view name) {
    const auto* const known = std::ranges::find(known_columns, ColumnRole::vote_type, &KnownColumns::role);
    return std::ranges::any_of(names_of(*known), [name](std::string_view start) {
        return name.starts_with(start) && (name.size() == start.size() || name[start.size()] == '_');
    });
}

/// What a name means by itself. A role is taken later: by one column only.
PrecinctColumn describe_column(std::string_view written) {
    PrecinctColumn column{normalize_name(written), ColumnRole::unknown, {}, std::string(written), ColumnPart::unit};
    column.own = column.name;
    if (column.name.empty()) {
        column.role = ColumnRole::unnamed;
        column.part = ColumnPart::figure;
    } else if (is_vote_type(column.name)) {
        column.role = ColumnRole::vote_type;
        column.part = ColumnPart::count;
    } else if (const KnownColumns* const known = find_known(column.name)) {
        column.role = ColumnRole::other;
        column.part = known->part == ColumnPart::count ? ColumnPart::figure : known->part;
    }
    return column;
}

/// The column that an unknown name was probably meant to be and that the table lacks; empty if there is none.
std::string_view misspelt(const PrecinctHeader& header, std::string_view name) {
    // Longer names are no misspellings, and would cost more than they tell.
    if (name.size() < 4 || name.size() > 30) return {};
    const std::size_t limit = name.size() > 6 ? 2 : 1;
    for (const std::string_view meant : {"county"sv, "precinct"sv, "office"sv, "district"sv, "party"sv, "candidate"sv,
                                         "votes"sv, "early_voting"sv, "election_day"sv, "absentee"sv, "provisional"sv})
        if (!header.find(meant) && edit_distance(name, meant) <= limit) return meant;
    return {};
}

}  // namespace

std::optional<std::size_t> PrecinctHeader::find(std::string_view name) const {
    const std::string wanted = normalize_name(name);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].name == wanted && columns[i].role != ColumnRole::unnamed) return i;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].own == wanted && columns[i].role != ColumnRole::unnamed) return i;
    const ColumnRole role = role_named(wanted);
    return role == ColumnRole::unknown ? std::nullopt : find(role);
}

std::optional<std::size_t> PrecinctHeader::find(ColumnRole role) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].role == role) return i;
    return std::nullopt;
}

ColumnRole role_named(std::string_view name) {
    const KnownColumns* const known = find_known(name);
    const bool is_role = known != nullptr && known->role != ColumnRole::other && known->role != ColumnRole::vote_type;
    return is_role ? known->role : ColumnRole::unknown;
}

PrecinctHeader recognize_header(std::span<const std::string_view> names) {
    PrecinctHeader header;
    for (const std::string_view name : names) header.columns.push_back(describe_column(name));

    for (const KnownColumns& known : known_columns) {
        if (known.role == ColumnRole::other || known.role == ColumnRole::vote_type) continue;
        for (const std::string_view name : names_of(known)) {
            const auto column = std::ranges::find(header.columns, name, &PrecinctColumn::own);
            if (column == header.columns.end()) continue;
            column->name = own_name(known.role);
            column->role = known.role;
            column->part = known.part;
            break;
        }
    }

    // Archives hold a hundred files in which the election day's votes stand under "election_date". Beside votes of the
    // election day it is the date.
    const bool has_types = header.find(ColumnRole::vote_type).has_value();
    const bool has_election_day = header.find("election_day").has_value();
    for (PrecinctColumn& column : header.columns) {
        if (!has_types || std::ranges::find(vote_types_in_company, column.name) == vote_types_in_company.end())
            continue;
        const bool is_date = column.name == "election_date";
        column.role = is_date && has_election_day ? ColumnRole::other : ColumnRole::vote_type;
        column.part = is_date && has_election_day ? ColumnPart::choice : ColumnPart::count;
        if (is_date && !has_election_day) column.name = "election_day";
    }
    return header;
}

std::vector<HeaderProblem> check_header(const PrecinctHeader& header) {
    std::vector<HeaderProblem> problems;
    if (header.columns.size() > max_columns)
        return {{max_columns, Case::usual, fmt::format("more than {} columns", max_columns)}};
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const PrecinctColumn& column = header.columns[i];
        if (column.role == ColumnRole::unnamed) {
            problems.push_back({i, Case::unused_column, "a column without a name"});
            continue;
        }
        const auto repeats = [&](const PrecinctColumn& earlier) { return earlier.name == column.name; };
        if (std::any_of(header.columns.begin(), header.columns.begin() + static_cast<std::ptrdiff_t>(i), repeats)) {
            problems.push_back({i, Case::usual, fmt::format("column \"{}\" is there twice", column.name)});
            continue;
        }
        if (column.role != ColumnRole::unknown) continue;
        const std::string_view meant = misspelt(header, column.name);
        if (meant.empty())
            problems.push_back({i, Case::unused_column, fmt::format("unknown column \"{}\"", column.written)});
        else
            problems.push_back(
                {i, Case::usual, fmt::format("unknown column \"{}\"; did you mean \"{}\"?", column.written, meant)});
    }
    return problems;
}

std::optional<MissingColumns> missing_columns(const PrecinctHeader& header, bool needs_candidate) {
    const bool has_candidate = header.find(ColumnRole::candidate) || !needs_candidate;
    if (has_candidate && header.has_counts()) return std::nullopt;
    MissingColumns missing;
    missing.message = has_candidate         ? "no column for the votes"
                      : header.has_counts() ? "no column for the candidate"
                                            : "no column for the candidate and none for the votes";
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const PrecinctColumn& column = header.columns[i];
        const std::string_view meant = column.role == ColumnRole::unknown ? misspelt(header, column.name) : ""sv;
        if (meant.empty()) continue;
        missing.message += fmt::format("; unknown column \"{}\": did you mean \"{}\"?", column.written, meant);
        if (!missing.misspelt) missing.misspelt = i;
    }
    const bool is_close = missing.misspelt || header.find(ColumnRole::candidate) || header.has_counts();
    if (!is_close) missing.message.insert(0, "not a precinct table: ");
    return missing;
}

std::vector<AcceptedColumns> accepted_columns() {
    std::vector<AcceptedColumns> accepted;
    for (const KnownColumns& known : known_columns) {
        if (known.role == ColumnRole::other) continue;
        accepted.push_back(
            {known.role == ColumnRole::vote_type ? "vote types" : own_name(known.role), names_of(known)});
    }
    return accepted;
}

}  // namespace caucus_tally
