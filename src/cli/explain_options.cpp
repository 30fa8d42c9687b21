// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>

namespace caucus_tally {
namespace {

void add_explain_options(OptionParser& parser, ExplainOptions& options) {
    parser.add_arguments("CHECK", options.words,
                         "codes (CT201), their beginnings (CT3) or words (sum); default: every check");
    parser.add_choice("--format", options.format,
                      Choices<ExplainFormat>{{"text", ExplainFormat::text}, {"markdown", ExplainFormat::markdown}},
                      "output format");
    parser.add_output(options.output);
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

ExplainOptions parse_explain_options(Arguments arguments) {
    OptionParser parser;
    ExplainOptions options;
    add_explain_options(parser, options);
    parser.parse(arguments);
    return options;
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
