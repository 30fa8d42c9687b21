// SPDX-License-Identifier: MIT
// Any bytes at all behind the beginning of an article: the reader and the checks must survive them, and a contest that
// was read must read back the same from its contest file.
#include <caucus_tally/check.hpp>
#include <caucus_tally/published.hpp>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace caucus_tally;
    const TableOpener no_tables = [](const std::string& name) -> Source { throw FileError(name); };
    const std::string text = "= T =\n" + std::string(reinterpret_cast<const char*>(data), size);
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
