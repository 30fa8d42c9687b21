// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/finding.hpp>
#include <caucus_tally/source.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// A finding that somebody has looked at and accepts, with a reason.
struct Waiver {
    Code code{};
    /// What the finding is about: a unit ("Polk/DM-14", also with its contest before it, "2020-ia-dem/Polk/DM-14"), a
    /// contest's own figures ("2020-ia-dem"), or a file, with or without a line ("data/a.csv", "data/a.csv:12").
    std::string where;
    Location location;  ///< of the waiver itself
};

/// The waivers in force, and what is wrong with the file: CT901, CT902, and the codes of every contest file.
struct ParsedWaivers {
    bool complete = false;  ///< whether the text is a waiver file of a known format; else no waiver is read
    std::vector<Waiver> waivers;
    std::vector<Finding> findings;
};

/// Reads a waiver file, format 1: {"format": 1, "waivers": [{"code", "where", "reason", "until"}]}. A waiver is in
/// force through the day "until" says; `today` ("2021-01-01") is what it is compared with.
ParsedWaivers parse_waivers(const Source& source, std::string_view today);

/// Whether the finding is one that the waiver accepts.
bool covers(const Waiver& waiver, const Finding& finding);

/// What came of a waiver.
struct WaiverUse {
    bool used = false;                       ///< it waives a finding
    bool refused = false;                    ///< it covers one that nobody may silence
    std::optional<std::size_t> behind = {};  ///< the first waiver before it that waives what it would

    WaiverUse& operator|=(const WaiverUse& more);
};

/// CT903: says why the waiver that has this use waives nothing.
Finding unused_waiver(std::span<const Waiver> waivers, std::size_t waiver, const WaiverUse& use);

}  // namespace caucus_tally
