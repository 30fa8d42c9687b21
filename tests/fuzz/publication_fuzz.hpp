// SPDX-License-Identifier: MIT
// What every fuzz target of a publication's reader asks of it: reading and all checks survive any bytes, and a contest
// that was read reads back the same from its contest file.
#pragma once

#include <caucus_tally/check.hpp>
#include <caucus_tally/published.hpp>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace caucus_tally {

inline int fuzz_publication(std::string_view head, const std::uint8_t* data, std::size_t size) {
    const TableOpener no_tables = [](const std::string& name) -> Source { throw FileError(name); };
    const std::string text = std::string(head) + std::string(reinterpret_cast<const char*>(data), size);
    const Publication publication = read_publication({"input", text}, no_tables);
    if (publication.contests.empty()) std::abort();
    for (const ParsedContest& parsed : publication.contests) {
        if (!parsed.contest) continue;
        locate(parsed.text, check(*parsed.contest));
        if (has_errors(parsed.findings)) continue;
        const ParsedContest again = parse_contest({"again", write_contest(*parsed.contest)}, no_tables);
        if (has_errors(again.findings) || again.contest != parsed.contest) std::abort();
    }
    return 0;
}

}  // namespace caucus_tally
