// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"

#include <algorithm>
#include <caucus_tally/allocate.hpp>

namespace caucus_tally {
namespace {

/// What the options say word by word.
struct AllocateWords {
    std::vector<std::string> contests;
    std::string threshold;
    std::vector<std::string> pools;
    std::vector<std::string> ties;
};

void add_allocate_options(OptionParser& parser, AllocateOptions& options, AllocateWords& words) {
    parser.add_arguments("CONTEST", words.contests,
                         "a file, - (standard input) or the id of a built-in contest, also as builtin:ID; default: "
                         "2004-mi-dem");
    parser.add_flag("--explain", options.explain, "every step as a sentence");
    parser.add_texts("--pool", words.pools, "NAME[=N]",
                     "only this pool (At-large, District/5); NAME=N: what if it had N delegates; may be repeated");
    parser.add_text("--by", options.by, "LEVEL",
                    "for a caucus: the delegates of every precinct by its rules, or what they add up to, SDE included, "
                    "by another level; state is all of them");
    parser.add_texts("--precinct", options.precincts, "NAME",
                     "only this precinct (\"Polk/DES MOINES-14\"); with --explain its whole story; may be repeated");
    parser.add_flag(
        "--computed-sde", options.request.computed_sde,
        "pools by state delegate equivalents: those that the rules give in each precinct, not those stated");
    parser.add_text("--rules", options.request.rules, "NAME",
                    "what if these rules held; caucus-tally list rules has them");
    parser.add_text("--threshold", words.threshold, "SHARE",
                    "what if this share of the votes qualified: 10%, 12.5%, 0%");
    parser.add_texts("--tie", words.ties, "HOW",
                     "settle ties: candidate:ID (may be repeated, the first named wins first) or lot:SEED (a draw that "
                     "anybody can repeat)");
    parser.add_flag("--compare", options.compare, "who gains and loses beside the stated or the default result");
    parser.add_choice("--format", options.format,
                      Choices<AllocateFormat>{{"table", AllocateFormat::table},
                                              {"csv", AllocateFormat::csv},
                                              {"tsv", AllocateFormat::tsv},
                                              {"json", AllocateFormat::json},
                                              {"markdown", AllocateFormat::markdown},
                                              {"html", AllocateFormat::html}},
                      "output format");
    parser.add_flag("--defuse-formulas", options.separated.defuse_formulas,
                    "csv, tsv: an apostrophe before values that a spreadsheet would run (=, +, -, @)");
    parser.add_output(options.output);
}

Fraction read_threshold(const std::string& word) {
    constexpr unsigned most_digits = 9;
    const std::string_view number = std::string_view(word).substr(0, word.size() - (word.ends_with('%') ? 1 : 0));
    const auto percent = parse_decimal(number);
    if (!word.ends_with('%') || !percent || *percent > Decimal(Votes{100}) || percent->scale > most_digits)
        throw UsageError(fmt::format("--threshold must be a percentage from 0% to 100% such as 12.5%, not \"{}\"{}",
                                     word, percent && !word.ends_with('%') ? "; did you mean \"" + word + "%\"?" : ""));
    Fraction share{static_cast<std::uint64_t>(percent->digits), 100};
    for (unsigned digit = 0; digit < percent->scale; ++digit) share.denominator *= 10;
    return share;
}

/// A pool to look at, or "NAME=N": another number of delegates for it.
void read_pool(const std::string& word, AllocateOptions& options) {
    const std::size_t sign = word.rfind('=');
    if (sign == std::string::npos) {
        if (std::ranges::find(options.pools, word) == options.pools.end()) options.pools.push_back(word);
        return;
    }
    const auto delegates = parse_decimal(std::string_view(word).substr(sign + 1));
    if (!delegates || !delegate_parts(*delegates))
        throw UsageError(fmt::format("--pool NAME=N needs a number of delegates from 0 to {}, not \"{}\"",
                                     max_delegates, word.substr(sign + 1)));
    const PoolSize size{word.substr(0, sign), normalized(*delegates)};
    const auto before = std::ranges::find(options.request.sizes, size.pool, &PoolSize::pool);
    if (before == options.request.sizes.end()) {
        options.request.sizes.push_back(size);
    } else if (before->delegates != size.delegates) {
        throw UsageError(fmt::format("--pool {} is given twice: {} and {}", size.pool, to_string(before->delegates),
                                     to_string(size.delegates)));
    }
}

void check_rules(const std::string& id) {
    if (id.empty() || find_rules(id) != nullptr) return;
    std::vector<std::string_view> known;
    for (const RuleSet& rules : rule_sets()) known.push_back(rules.id);
    throw UsageError(fmt::format("unknown rules \"{}\"{}", id, nearest_or_list(id, known, "rules")));
}

/// What is for pools says nothing of precincts, and one precinct's story is no table of sums.
void check_precinct_options(const AllocateOptions& options, const AllocateWords& words) {
    if (options.by.empty() && options.precincts.empty()) return;
    const std::string_view asked = options.by.empty() ? "--precinct" : "--by";
    const auto refuse = [&](bool given, std::string_view name) {
        if (given) throw UsageError(fmt::format("{} does not go with {}: it is for pools of delegates", name, asked));
    };
    refuse(!words.pools.empty(), "--pool");
    refuse(!words.threshold.empty(), "--threshold");
    refuse(options.compare, "--compare");
    refuse(options.request.computed_sde, "--computed-sde");
    if (options.explain && options.precincts.empty())
        throw UsageError("--explain tells one precinct's story: name it with --precinct");
    if (options.explain && (options.format == AllocateFormat::markdown || options.format == AllocateFormat::html))
        throw UsageError(fmt::format("--explain has no {} for precincts: use --format table",
                                     options.format == AllocateFormat::html ? "html" : "markdown"));
}

}  // namespace

AllocateOptions parse_allocate_options(Arguments arguments) {
    OptionParser parser;
    AllocateOptions options;
    AllocateWords words;
    add_allocate_options(parser, options, words);
    parser.parse(arguments);
    if (words.contests.size() > 1)
        throw UsageError(fmt::format("allocate takes one contest, not {}", words.contests.size()));
    if (!words.contests.empty()) options.contest = words.contests.front();
    check_rules(options.request.rules);
    if (options.explain && (options.format == AllocateFormat::csv || options.format == AllocateFormat::tsv))
        throw UsageError("--explain has no place in csv and tsv: use another --format");
    if (options.format == AllocateFormat::tsv) options.separated.separator = '\t';
    if (!words.threshold.empty()) options.request.threshold = read_threshold(words.threshold);
    check_precinct_options(options, words);
    for (const std::string& word : words.pools) read_pool(word, options);
    for (const std::string& word : words.ties) read_tie(word, "ID", options.request.tie_break);
    return options;
}

std::string allocate_help() {
    OptionParser parser;
    AllocateOptions options;
    AllocateWords words;
    add_allocate_options(parser, options, words);
    return parser.help("allocate [CONTEST] [options]",
                       {{"caucus-tally allocate", "2004 Michigan, pool by pool"},
                        {"caucus-tally allocate --pool At-large --explain", "one pool, step by step"},
                        {"caucus-tally allocate 2008-mi-dem --format csv", "one line a pool and candidate"},
                        {"caucus-tally allocate --threshold 10% --compare", "who would gain or lose"},
                        {"caucus-tally allocate results.json --tie lot:42", "settle ties by a draw"}});
}

}  // namespace caucus_tally
