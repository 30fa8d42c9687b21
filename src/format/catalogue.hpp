// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"

#include <array>
#include <caucus_tally/check.hpp>
#include <span>
#include <string_view>

namespace caucus_tally {

/// What each check means: what it fires on and guards against, an example, what to do.
Document explain_document(std::span<const Check* const> checks);

/// What is built in, by the kinds that `list` knows.
inline constexpr std::array<std::string_view, 3> listed_kinds = {"contests", "rules", "checks"};

/// Everything that is built in, or only one kind; as CSV and TSV there is no table of several kinds.
Document list_document(std::string_view kind);

/// A contest of a file.
struct ListedContest {
    std::string id;
    std::string title;
};

/// What files hold.
Document list_document(std::vector<ListedContest> contests);

}  // namespace caucus_tally
