// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/finding.hpp>
#include <caucus_tally/source.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// A finding that somebody has looked at and accepts, with a reason. It waives nothing else: one about a candidate or a
/// pool only if the waiver names it.
struct Waiver {
    Code code{};
    /// What the finding is about: a unit ("Polk/DM-14", also with its contest before it, "2020-ia-dem/Polk/DM-14"), a
    /// contest's own figures ("2020-ia-dem"), or a file, with or without a line ("data/a.csv", "data/a.csv:12").
    std::string where;
    std::string candidate;              ///< the id of the candidate whose figure the finding is about
    std::string pool;                   ///< the pool's name
    std::optional<std::string> stated;  ///< if given, the figure that the finding must still state
    Location location;                  ///< of the waiver itself
};

/// The waivers in force, and what is wrong with the file: CT901, CT902, and the codes of every contest file.
struct ParsedWaivers {
    bool complete = false;  ///< whether the text is a waiver file of a known format; else no waiver is read
    std::vector<Waiver> waivers;
    std::vector<Finding> findings;
};

/// Reads a waiver file, format 1: {"format": 1, "waivers": [{"code", "where", "candidate", "pool", "stated", "reason",
/// "until"}]}. A waiver is in force through the day "until" says; `today` ("2021-01-01") is what it is compared with.
ParsedWaivers parse_waivers(const Source& source, std::string_view today);

/// How a finding relates to a waiver.
enum class Coverage : std::uint8_t {
    none,
    too_wide,  ///< the waiver fits, but does not name the candidate or the pool that the finding is about
    covered,
};

/// Whether the finding is one that the waiver accepts. A finding about a unit is narrow enough without its candidate,
/// one about a line of a file without anything else.
Coverage coverage(const Waiver& waiver, const Finding& finding);

/// A waiver file, format 1, with one waiver for each of these findings. The reasons are left for somebody to give.
std::string write_waivers(std::span<const Finding> findings);

/// What came of a waiver.
struct WaiverUse {
    bool used = false;                       ///< it waives a finding
    bool refused = false;                    ///< it covers one that nobody may silence
    bool too_wide = false;                   ///< it would cover one if it named the candidate or the pool
    std::optional<std::size_t> behind = {};  ///< the first waiver before it that waives what it would

    WaiverUse& operator|=(const WaiverUse& more);
};

/// CT903: says why the waiver that has this use waives nothing.
Finding unused_waiver(std::span<const Waiver> waivers, std::size_t waiver, const WaiverUse& use);

}  // namespace caucus_tally
