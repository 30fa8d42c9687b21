// SPDX-License-Identifier: MIT
#pragma once

#include "base/files.hpp"

namespace caucus_tally {

/// Reads text whose lines end in CR alone, as spreadsheets on old Macintoshes wrote it, with LF in its place. Text in
/// which the first line ends in LF or CR LF is passed on as it is.
std::unique_ptr<ByteSource> with_line_feeds(std::unique_ptr<ByteSource> source);

}  // namespace caucus_tally
