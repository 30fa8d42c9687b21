// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/check.hpp>

namespace caucus_tally {

/// CT9: are the waivers themselves in order? Found while they are read and applied.
inline constexpr auto waiver_checks = std::to_array<Check>({
    {.code = Code::waiver_reason,
     .slug = "waiver-reason",
     .severity = Severity::error,
     .summary = "a waiver without a reason",
     .guards = "A finding that is waived for nobody remembers what. Such a waiver waives nothing.",
     .example = R"({"code": "CT201", "where": "waived"})",
     .solution = "Say in \"reason\" why the figures stay as they are, and who found so."},
    {.code = Code::waiver_expired,
     .slug = "waiver-expired",
     .severity = Severity::warning,
     .summary = "a waiver past its date",
     .guards = "What was waived until a correction came out is waived for ever. An expired waiver waives nothing.",
     .example = R"({"code": "CT201", "where": "waived", "reason": "until the canvass", "until": "2021-01-01"})",
     .solution =
         "Correct the figures, or set \"until\" to a later day. The day itself still counts; --today sets the day "
         "that \"until\" is compared with."},
    {.code = Code::waiver_unused,
     .slug = "waiver-unused",
     .severity = Severity::warning,
     .summary = "a waiver that waives nothing",
     .guards = "A waiver that outlived its finding would hide the next one at the same place.",
     .example = R"({"code": "CT204", "where": "waived", "reason": "as published"})",
     .solution = "Delete it, or correct its \"code\" or \"where\"."},
});

}  // namespace caucus_tally
