// SPDX-License-Identifier: MIT
// Any bytes at all: the parser, the checks and the writer must survive them, and what was read must read back the same.
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace caucus_tally;
    const Source source{"input", std::string(reinterpret_cast<const char*>(data), size)};
    const TableOpener no_tables = [](const std::string& name) -> Source { throw FileError(name); };
    const ParsedContest parsed = parse_contest(source, no_tables);
    if (!parsed.contest || has_errors(parsed.findings)) return 0;
    locate(parsed.text, check(*parsed.contest));
    const ParsedContest again = parse_contest({"again", write_contest(*parsed.contest)}, no_tables);
    if (has_errors(again.findings) || again.contest != parsed.contest) std::abort();
    return 0;
}
