// SPDX-License-Identifier: MIT
#pragma once

#include "base/files.hpp"

#include <caucus_tally/precincts.hpp>
#include <memory>
#include <string>

namespace caucus_tally {

/// check_precinct_table() for bytes that come only once; `name` is what findings call them.
CheckedTable check_precinct_stream(std::unique_ptr<ByteSource> source, const std::string& name,
                                   const PrecinctCheckOptions& options);

}  // namespace caucus_tally
