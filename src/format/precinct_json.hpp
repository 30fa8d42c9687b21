// SPDX-License-Identifier: MIT
#pragma once

#include "json/json_values.hpp"

#include <caucus_tally/precinct_report.hpp>

namespace caucus_tally {

/// A precinct as an object, for documents that hold one or many.
Json precinct_object(const PrecinctReport& report);

}  // namespace caucus_tally
