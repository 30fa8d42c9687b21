// SPDX-License-Identifier: MIT
// Any bytes at all behind the beginning of AP's feed.
#include "publication_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return caucus_tally::fuzz_publication("{\"races\":[{\"raceID\":\"1\",", data, size);
}
