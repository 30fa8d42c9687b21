// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"

#include "base/words.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "format/allocation_text.hpp"
#include "format/display.hpp"
#include "format/findings.hpp"
#include "format/precincts.hpp"

#include <algorithm>
#include <caucus_tally/allocate.hpp>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/source.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

struct AllocateOptions {
    std::string contest;                 ///< a file, "-" or an id; empty: the default contest
    AllocationRequest request;           ///< winners of ties as they were typed: ids or names
    std::vector<std::string> pools;      ///< to show; empty: all
    std::string by;                      ///< the level whose units are wanted instead of pools; empty: none
    std::vector<std::string> precincts;  ///< only these; empty: all
    bool explain = false;
    bool compare = false;
    std::vector<StatedRules> alternatives;  ///< rules to set beside the contest's
    PublicationOptions reading;
    OutputOptions output;
};

constexpr const char* help = R"(usage: caucus-tally allocate [CONTEST] [options]

  caucus-tally allocate                            2004 Michigan, pool by pool
  caucus-tally allocate --pool At-large --explain  one pool, step by step
  caucus-tally allocate 2008-mi-dem --format csv   one line a pool and candidate
  caucus-tally allocate --threshold 10% --compare  who would gain or lose
  caucus-tally allocate results.json --tie lot:42  settle ties by a draw
)";

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

/// The id of rules for pools or precincts, or the name of a file that spells some out.
StatedRules read_rules(const std::string& word) {
    if (find_rules(word) != nullptr || find_caucus_rules(word) != nullptr) return {word, std::nullopt, {}, {}};
    if (!word.ends_with(".json")) {
        std::vector<std::string_view> known;
        for (const RuleSet& rules : rule_sets()) known.push_back(rules.id);
        for (const CaucusRules& rules : caucus_rule_sets()) known.push_back(rules.id);
        throw UsageError(fmt::format("unknown rules \"{}\"{}", word, nearest_or_list(word, known, "rules")));
    }
    const ParsedRules parsed = parse_rules(read_source(word));
    if (!parsed.findings.empty() || !parsed.rules)
        throw UsageError(
            fmt::format("{}: {}", word, parsed.findings.empty() ? "no rules" : parsed.findings.front().message));
    for (const bool by_units : {false, true})
        if (const auto fault =
                parsed.rules->object ? find_fault(parsed.rules->object->of_pool(by_units)) : std::nullopt)
            throw UsageError(fmt::format("{}: \"{}\": {}", word, fault->word, fault->message));
    return *parsed.rules;
}

/// What is for pools says nothing of precincts, and one precinct's story is no table of sums.
void check_precinct_options(const AllocateOptions& options, const OptionParser& parser) {
    if (options.by.empty() && options.precincts.empty()) return;
    for (const char* const name : {"--pool", "--threshold", "--compare", "--computed-sde"})
        if (parser.is_given(name))
            throw UsageError(fmt::format("{} does not go with {}: it is for pools of delegates", name,
                                         options.by.empty() ? "--precinct" : "--by"));
    if (options.explain && options.precincts.empty())
        throw UsageError("--explain tells one precinct's story: name it with --precinct");
}

AllocateOptions parse_options(Arguments arguments) {
    AllocateOptions options;
    AllocationRequest& request = options.request;
    OptionParser parser(help);
    parser.add_argument("CONTEST", options.contest,
                        "a file, - (standard input) or the id of a built-in contest, also as builtin:ID; default: "
                        "2004-mi-dem");
    parser.add_flag("--explain", options.explain, "every step as a sentence");
    parser.add_reads("--pool", "NAME[=N]",
                     "only this pool (At-large, District/5); NAME=N: what if it had N delegates; may be repeated",
                     [&options](const std::string& value) { read_pool(value, options); });
    parser.add_text("--by", options.by, "LEVEL",
                    "for a caucus: the delegates of every precinct by its rules, or what they add up to, SDE included, "
                    "by another level; state is all of them");
    parser.add_reads("--precinct", "NAME",
                     "only this precinct (\"Polk/DES MOINES-14\"); with --explain its whole story; may be repeated",
                     [&options](const std::string& value) { options.precincts.push_back(value); });
    parser.add_flag(
        "--computed-sde", request.computed_sde,
        "pools by state delegate equivalents: those that the rules give in each precinct, not those stated");
    parser.add_read("--rules", "NAME",
                    "what if these rules held; caucus-tally list rules has them; or a FILE.json that "
                    "spells some out",
                    [&request](const std::string& value) { request.rules = read_rules(value); });
    parser.add_read("--threshold", "SHARE", "what if this share of the votes qualified: 10%, 12.5%, 0%",
                    [&request](const std::string& value) { request.threshold = read_threshold(value); });
    parser.add_tie(request.tie_break, "ID");
    std::vector<std::string> compared;
    parser.add_flag("--compare", compared,
                    "who gains and loses beside the stated or the default result; --compare=RULES,RULES: under each of "
                    "these rules");
    add_header_rows(parser, options.reading);
    parser.add_defuse_formulas(options.output);
    parser.add_output(options.output);
    parser.parse(arguments);
    options.compare = !compared.empty();
    std::erase(compared, "true");
    std::vector<std::string> words;
    for (const std::string& list : compared) split_list(list, words);
    for (const std::string& word : words) options.alternatives.push_back(read_rules(word));
    if (options.explain && (options.output.format == Format::csv || options.output.format == Format::tsv))
        throw UsageError("--explain has no place in csv and tsv: use another --format");
    check_precinct_options(options, parser);
    return options;
}

/// The chosen winners by their ids; they may be given by name.
void resolve_winners(const Contest& contest, TieBreak& tie_break) {
    for (std::string& winner : tie_break.winners) {
        const auto found = std::ranges::find_if(
            contest.candidates, [&](const Candidate& each) { return each.id == winner || each.name == winner; });
        if (found == contest.candidates.end()) {
            std::vector<std::string_view> known;
            for (const Candidate& candidate : contest.candidates) {
                known.push_back(candidate.id);
                known.push_back(candidate.name);
            }
            throw UsageError(
                fmt::format("\"{}\" is no candidate of {}{}", winner, contest.id, did_you_mean(winner, known)));
        }
        winner = found->id;
    }
}

/// What the contest's figures contradict elsewhere. What concerns the pools, people see in the allocation itself; what
/// concerns precincts can be hundreds, and --by says it.
std::vector<Finding> contradictions(const ParsedContest& parsed, bool for_people) {
    std::vector<Finding> findings = check(*parsed.contest);
    std::erase_if(findings, [&](const Finding& finding) {
        const bool of_pools = finding.code >= Code::allocation && finding.code <= Code::fallback_threshold;
        const bool of_precincts = finding.code >= Code::more_in_final && finding.code <= Code::not_whole;
        return finding.severity != Severity::error || (for_people && of_pools) || of_precincts;
    });
    return locate(parsed.text, std::move(findings));
}

/// What CSV and TSV have no place for: the pools that are not in it.
std::string uncomputed_lines(const ShownAllocation& shown) {
    std::string text;
    for (const UncomputedPool& pool : shown.allocation.uncomputed)
        text += fmt::format("{} is not computed: {}\n", visible(pool_label(shown.contest, pool.place), true),
                            not_computed_text(shown.contest, pool));
    return text;
}

/// That ties in precincts keep state delegate equivalents from the pools.
std::string open_precincts_line(std::size_t ties) {
    if (ties == 0) return {};
    return fmt::format(
        "caucus-tally: {} left open, with state delegate equivalents in nobody's figure; "
        "--tie candidate:ID or --tie lot:SEED settles {}\n",
        ties == 1 ? "a tie in a precinct is" : fmt::format("{} ties in precincts are", ties),
        ties == 1 ? "it" : "them");
}

ShownAllocation allocate_shown(Contest contest, const AllocateOptions& options) {
    AllocationRequest request = options.request;
    resolve_winners(contest, request.tie_break);
    ShownAllocation shown;
    try {
        shown.allocation = allocate_contest(contest, request);
        select_pools(contest, options.pools, shown.allocation);
        request.margins = false;
        for (const StatedRules& rules : options.alternatives) {
            request.rules = rules;
            ContestAllocation tried = allocate_contest(contest, request);
            select_pools(contest, options.pools, tried);
            std::vector<PoolComparison> changes = compare_pools(shown.allocation, tried);
            shown.alternatives.push_back({std::move(tried), std::move(changes)});
        }
    } catch (const AllocationError& error) {
        if (error.fault == AllocationError::Fault::call) throw UsageError(error.what());
        throw FileError(error.what());
    }
    if (options.compare && options.alternatives.empty())
        shown.comparison = compare_with_contest(contest, shown.allocation);
    shown.explain = options.explain || options.output.format == Format::html;  // a page has room and can be folded
    shown.contest = std::move(contest);
    return shown;
}

constexpr std::string_view whole_contest = "state";

/// The level of the precincts: the innermost of units that no other lies in.
const std::string& precinct_level(const Contest& contest, const ContestPrecincts& precincts) {
    const auto level = [&](const PrecinctResult& result) { return contest.units[result.precinct.unit].level; };
    return contest.levels[level(*std::ranges::max_element(precincts.results, {}, level))];
}

/// The level that was asked for, by its name. Throws UsageError.
std::string find_level(const Contest& contest, const AllocateOptions& options, const ContestPrecincts& precincts) {
    if (options.by.empty()) return precinct_level(contest, precincts);
    std::vector<std::string_view> known(contest.levels.begin(), contest.levels.end());
    if (std::ranges::find(known, whole_contest) == known.end()) known.push_back(whole_contest);
    if (std::ranges::find(known, options.by) != known.end()) return options.by;
    const std::string near = did_you_mean(options.by, known);
    throw UsageError(fmt::format("{} has no level \"{}\"{}", contest.id, options.by,
                                 near.empty() ? fmt::format("; it has {}", fmt::join(known, ", ")) : near));
}

ShownPrecincts compute(Contest contest, const AllocateOptions& options) {
    try {
        ContestPrecincts precincts = allocate_precincts(contest, {options.request.rules.id, options.request.tie_break});
        std::string level = find_level(contest, options, precincts);
        if (level != precinct_level(contest, precincts) && !options.precincts.empty())
            throw UsageError(fmt::format("--precinct does not go with --by {}, which adds up all precincts", level));
        if (level != precinct_level(contest, precincts))
            return show_precincts(std::move(contest), std::move(precincts), std::move(level));
        select_precincts(contest, options.precincts, precincts);
        return {.contest = std::move(contest),
                .precincts = std::move(precincts),
                .level = std::move(level),
                .selected = !options.precincts.empty(),
                .explain = options.explain};
    } catch (const AllocationError& error) {
        if (error.fault == AllocationError::Fault::data) throw FileError(error.what());
        throw UsageError(error.what());
    }
}

/// allocate --by and --precinct: delegates by the rules for precincts, and what they add up to. Returns the exit
/// status.
int run_allocate_precincts(Contest contest, const AllocateOptions& options) {
    const ShownPrecincts shown = compute(std::move(contest), options);
    write_output(draw(precincts_document(shown), options.output), options.output);
    const std::size_t open = sum_up(shown.precincts).ties_open;
    if (open == 0) return exit_ok;
    write_message(fmt::format("caucus-tally: {} left open; --tie candidate:ID or --tie lot:SEED settles {}\n",
                              open == 1 ? "a tie is" : fmt::format("{} ties are", open), open == 1 ? "it" : "them"));
    return exit_tie;
}

}  // namespace

int run_allocate(Arguments arguments) {
    AllocateOptions options = parse_options(arguments);
    std::optional<ParsedContest> opened = open_one_contest(options.contest, options.output, options.reading);
    if (!opened) return exit_file;
    ParsedContest& parsed = *opened;
    const Terminal error_terminal = detect_error_terminal(options.output);
    const bool for_people = is_for_people(options.output.format);
    const std::vector<Finding> findings = contradictions(parsed, for_people);
    if (!options.by.empty() || !options.precincts.empty()) {
        if (!findings.empty()) write_message(findings_text(findings, error_terminal));
        resolve_winners(*parsed.contest, options.request.tie_break);
        return run_allocate_precincts(*std::move(parsed.contest), options);
    }
    const ShownAllocation shown = allocate_shown(*std::move(parsed.contest), options);
    if (!findings.empty()) write_message(findings_text(findings, error_terminal));
    if (options.output.format == Format::csv || options.output.format == Format::tsv)
        write_message(uncomputed_lines(shown));
    write_message(open_precincts_line(shown.allocation.open_precinct_ties));
    write_output(draw(allocation_document(shown), options.output), options.output);
    if (shown.allocation.pools.empty() && !shown.allocation.implied) return exit_file;
    return is_open(shown.allocation) || shown.allocation.open_precinct_ties > 0 ? exit_tie : exit_ok;
}

}  // namespace caucus_tally
