// SPDX-License-Identifier: MIT
#pragma once

#include "base/byte_source.hpp"

#include <memory>

namespace caucus_tally {

/// What a gzip source holds, all its members one after another (RFC 1952), checksums verified. Where the build has no
/// zlib, a source that only has an error().
std::unique_ptr<ByteSource> decompress_gzip(std::unique_ptr<ByteSource> compressed);

/// The same for zstd (RFC 8878) and libzstd.
std::unique_ptr<ByteSource> decompress_zstd(std::unique_ptr<ByteSource> compressed);

}  // namespace caucus_tally
