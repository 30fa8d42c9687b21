// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/option_parser.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "format/catalogue.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>

namespace caucus_tally {
namespace {

struct ExplainOptions {
    std::vector<std::string> words;  ///< codes, their beginnings, or slugs; empty: every check
    OutputOptions output{.format = Format::text};
};

void add_explain_options(OptionParser& parser, ExplainOptions& options) {
    parser.add_arguments("CHECK", options.words,
                         "codes (CT201), their beginnings (CT3) or words (sum); default: every check");
    parser.add_format(options.output,
                      {Format::text, Format::csv, Format::tsv, Format::json, Format::markdown, Format::html});
    parser.add_output(options.output);
}

ExplainOptions parse_explain_options(Arguments arguments) {
    OptionParser parser;
    ExplainOptions options;
    add_explain_options(parser, options);
    parser.parse(arguments);
    return options;
}

}  // namespace

std::vector<Code> codes_of(const std::vector<std::string>& words) {
    std::vector<Code> codes;
    for (const std::string& word : words) {
        const std::vector<Code> named = codes_named(word);
        if (named.empty()) {
            std::vector<std::string> all;
            for (const Check& check : checks()) {
                all.push_back(code_text(check.code));
                all.emplace_back(check.slug);
            }
            const std::vector<std::string_view> known(all.begin(), all.end());
            throw UsageError(fmt::format("unknown check \"{}\"{}", word, nearest_or_list(word, known, "checks")));
        }
        codes.insert(codes.end(), named.begin(), named.end());
    }
    std::ranges::sort(codes);
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

int run_explain(Arguments arguments) {
    ExplainOptions options = parse_explain_options(arguments);
    if (options.words.empty()) options.words.emplace_back("CT");
    std::vector<const Check*> explained;
    for (const Code code : codes_of(options.words)) explained.push_back(&check_of(code));
    write_output(draw(explain_document(explained), options.output), options.output);
    return exit_ok;
}

std::string explain_help() {
    OptionParser parser;
    ExplainOptions options;
    add_explain_options(parser, options);
    return parser.help("explain [CHECK...] [options]",
                       {{"caucus-tally explain CT201", "what it means, what to do"},
                        {"caucus-tally explain percent percent-base", "by the words beside the codes"}});
}

}  // namespace caucus_tally
