// SPDX-License-Identifier: MIT
#include "precincts/precinct_header.hpp"

#include "base/spelling.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t max_columns = 1000;  // forty are the most that were met

struct Alias {
    std::string_view name;
    ColumnRole role;
};

// For each role its own name, then other names in the order in which they are taken where several are present.
constexpr std::array aliases = {
    Alias{"county", ColumnRole::county},
    Alias{"county_name", ColumnRole::county},
    Alias{"parish", ColumnRole::county},
    Alias{"precinct", ColumnRole::precinct},
    Alias{"precinct_name", ColumnRole::precinct},
    Alias{"precinct_id", ColumnRole::precinct},
    Alias{"precinct_code", ColumnRole::precinct},
    Alias{"ward", ColumnRole::precinct},
    Alias{"unit", ColumnRole::precinct},
    Alias{"office", ColumnRole::office},
    Alias{"office_name", ColumnRole::office},
    Alias{"contest", ColumnRole::office},
    Alias{"race", ColumnRole::office},
    Alias{"district", ColumnRole::district},
    Alias{"party", ColumnRole::party},
    Alias{"party_simplified", ColumnRole::party},
    Alias{"party_detailed", ColumnRole::party},
    Alias{"candidate", ColumnRole::candidate},
    Alias{"candidate_name", ColumnRole::candidate},
    Alias{"candidates", ColumnRole::candidate},
    Alias{"votes", ColumnRole::votes},
    Alias{"vote", ColumnRole::votes},
    Alias{"candidatevotes", ColumnRole::votes},
    Alias{"candidate_votes", ColumnRole::votes},
    Alias{"total_votes", ColumnRole::votes},
    Alias{"total", ColumnRole::votes},
    Alias{"mode", ColumnRole::mode},
    Alias{"vote_type", ColumnRole::mode},
    Alias{"reporting_level", ColumnRole::reporting_level},
};

// Met in public archives beside the results, made by MEDSL, or by `show --format csv`.
constexpr std::array other_names = {
    "assembly_district"sv,
    "ballot_style"sv,
    "county_fips"sv,
    "county_num"sv,
    "county_number"sv,
    "dataverse"sv,
    "date"sv,
    "delegates"sv,
    "first"sv,
    "id"sv,
    "incumbent"sv,
    "jurisdiction"sv,
    "jurisdiction_fips"sv,
    "jurisdiction_name"sv,
    "kind"sv,
    "last"sv,
    "level"sv,
    "magnitude"sv,
    "middle"sv,
    "notes"sv,
    "over_votes"sv,
    "pct"sv,
    "percent"sv,
    "readme_check"sv,
    "reg_voters"sv,
    "registered"sv,
    "registered_voters"sv,
    "special"sv,
    "stage"sv,
    "state"sv,
    "state_cen"sv,
    "state_fips"sv,
    "state_ic"sv,
    "state_po"sv,
    "state_precinct_id"sv,
    "status"sv,
    "suffix"sv,
    "totalvotes"sv,
    "turnout"sv,
    "under_votes"sv,
    "updated"sv,
    "vacancy"sv,
    "version"sv,
    "vote_for"sv,
    "winner"sv,
    "writein"sv,
    "year"sv,
};
static_assert(std::ranges::is_sorted(other_names));

// A name that is one of these or goes on with "_" after it is a vote type: election_day, election_day_paper.
constexpr std::array vote_type_starts = {
    "absentee"sv,
    "advance"sv,
    "advance_in_person"sv,
    "advanced"sv,
    "affidavit"sv,
    "av_counting_board"sv,
    "av_counting_boards"sv,
    "avcb"sv,
    "combined_ed_ev"sv,
    "early"sv,
    "early_voting"sv,
    "early_voting1"sv,
    "early_voting2"sv,
    "ed"sv,
    "election_ballots"sv,
    "election_day"sv,
    "election_night"sv,
    "election_votes"sv,
    "emergency"sv,
    "ev"sv,
    "federal"sv,
    "group1"sv,
    "group2"sv,
    "group3"sv,
    "group4"sv,
    "hand_count"sv,
    "hand_tally"sv,
    "ivo"sv,
    "late_mail"sv,
    "limited"sv,
    "machine"sv,
    "mail"sv,
    "mail_in"sv,
    "manually_counted"sv,
    "military"sv,
    "overseas"sv,
    "paper"sv,
    "polling"sv,
    "provisional"sv,
    "public_counter"sv,
    "special_presidential"sv,
    "uocava"sv,
};

// Vote types only beside another one: alone they are the date or the name of the election, or anything.
constexpr std::array vote_types_in_company = {"election"sv, "election_date"sv, "other"sv};

bool is_vote_type(std::string_view name) {
    return std::ranges::any_of(vote_type_starts, [name](std::string_view start) {
        return name.starts_with(start) && (name.size() == start.size() || name[start.size()] == '_');
    });
}

bool is_known_other(std::string_view name) {
    return std::ranges::binary_search(other_names, name) || role_named(name) != ColumnRole::unknown;
}

/// The column that an unknown name was probably meant to be and that the table lacks; empty where there is none.
std::string_view misspelt(const PrecinctHeader& header, std::string_view name) {
    // Longer names are no slip of the pen, and would cost more than they tell.
    if (name.size() < 4 || name.size() > 30) return {};
    const std::size_t limit = name.size() > 6 ? 2 : 1;
    for (const std::string_view meant : {"county"sv, "precinct"sv, "office"sv, "district"sv, "party"sv, "candidate"sv,
                                         "votes"sv, "early_voting"sv, "election_day"sv, "absentee"sv, "provisional"sv})
        if (!header.find(meant) && edit_distance(name, meant) <= limit) return meant;
    return {};
}

}  // namespace

std::string normalize_name(std::string_view name) {
    std::string normalized;
    for (const char c : name) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) > 127;
        if (c >= 'A' && c <= 'Z')
            normalized += static_cast<char>(c - 'A' + 'a');
        else if (word)
            normalized += c;
        else if (!normalized.empty() && normalized.back() != '_')
            normalized += '_';
    }
    if (normalized.ends_with('_')) normalized.pop_back();
    return normalized;
}

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
    const auto* const alias = std::ranges::find(aliases, name, &Alias::name);
    return alias == aliases.end() ? ColumnRole::unknown : alias->role;
}

PrecinctHeader recognize_header(std::span<const std::string_view> names) {
    PrecinctHeader header;
    for (const std::string_view name : names) {
        PrecinctColumn column{normalize_name(name), ColumnRole::unknown, {}, std::string(name)};
        column.own = column.name;
        if (column.name.empty())
            column.role = ColumnRole::unnamed;
        else if (is_vote_type(column.name))
            column.role = ColumnRole::vote_type;
        else if (is_known_other(column.name))
            column.role = ColumnRole::other;
        header.columns.push_back(std::move(column));
    }

    std::string_view role_name;
    for (const Alias& alias : aliases) {
        const bool first_of_role = &alias == aliases.data() || (&alias - 1)->role != alias.role;
        if (first_of_role) role_name = alias.name;
        if (header.find(alias.role)) continue;
        for (PrecinctColumn& column : header.columns) {
            if (column.name != alias.name) continue;
            column.name = role_name;
            column.role = alias.role;
            break;
        }
    }

    if (header.find(ColumnRole::vote_type))
        for (PrecinctColumn& column : header.columns)
            if (std::ranges::find(vote_types_in_company, column.name) != vote_types_in_company.end())
                column.role = ColumnRole::vote_type;
    // Archives hold a hundred files in which the election day's votes stand under "election_date".
    if (!header.find("election_day"))
        for (PrecinctColumn& column : header.columns)
            if (column.role == ColumnRole::vote_type && column.name == "election_date") column.name = "election_day";
    return header;
}

std::vector<HeaderProblem> check_header(const PrecinctHeader& header) {
    std::vector<HeaderProblem> problems;
    if (header.columns.size() > max_columns)
        return {{max_columns, Severity::error, fmt::format("more than {} columns", max_columns)}};
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const PrecinctColumn& column = header.columns[i];
        if (column.role == ColumnRole::unnamed) {
            problems.push_back({i, Severity::warning, "a column without a name"});
            continue;
        }
        const auto repeats = [&](const PrecinctColumn& earlier) { return earlier.name == column.name; };
        if (std::any_of(header.columns.begin(), header.columns.begin() + static_cast<std::ptrdiff_t>(i), repeats)) {
            problems.push_back({i, Severity::error, fmt::format("column \"{}\" is there twice", column.name)});
            continue;
        }
        if (column.role != ColumnRole::unknown) continue;
        const std::string_view meant = misspelt(header, column.name);
        if (meant.empty())
            problems.push_back({i, Severity::warning, fmt::format("unknown column \"{}\"", column.written)});
        else
            problems.push_back({i, Severity::error,
                                fmt::format("unknown column \"{}\"; did you mean \"{}\"?", column.written, meant)});
    }
    return problems;
}

}  // namespace caucus_tally
