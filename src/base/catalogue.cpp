// SPDX-License-Identifier: MIT
#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/finding.hpp>
#include <stdexcept>

namespace caucus_tally {
namespace {

constexpr auto catalogue = std::to_array<Check>({
    // CT0: can the input be read at all? Found while reading.
    {.code = Code::unreadable,
     .slug = "unreadable",
     .severity = Severity::error,
     .summary = "a file that is absent or cannot be read",
     .guards = "A misspelt name, a missing permission or a lost unit table must not look like a clean result. The exit "
               "status is 3, whatever is selected or ignored.",
     .example = R"("units": {"units": "absent.units.csv", "results": "results.csv"})",
     .solution = "Correct the name. The tables that a contest file names lie in its own folder or below it."},
    {.code = Code::nothing_checked,
     .slug = "nothing-checked",
     .severity = Severity::error,
     .milder = {Case::found_in_folder, Severity::note},
     .summary = "a run in which nothing was examined",
     .guards =
         "\"All is well\" for an empty folder, a file that is no contest or a table with a header only hides that "
         "nobody looked. The exit status is 3. A JSON file that is no contest is a note where a folder was "
         "searched and other files were checked.",
     .example = R"({"name": "caucus-night", "version": "1.0.0"})",
     .solution =
         "Name contest files, or folders that hold some. A contest file is a JSON object with \"format\": 1 and "
         "\"candidates\"."},
    {.code = Code::encoding,
     .slug = "encoding",
     .severity = Severity::error,
     .milder = {Case::with_byte_order_mark, Severity::warning},
     .summary = "bytes that are not UTF-8, a byte-order mark",
     .guards =
         "Spreadsheets save in the encoding of their country, and names turn into other names when somebody reads "
         "them in his own. A byte-order mark is a warning: the file is read as it is meant.",
     .example = R"({"id": "b", "name": "Bo Bj�rk", "votes": 10})",
     .solution = "Save the file as UTF-8 without a byte-order mark: iconv -f WINDOWS-1252 -t UTF-8."},
    {.code = Code::format_version,
     .slug = "format-version",
     .severity = Severity::error,
     .summary = "an unknown format version",
     .guards = "A newer format may mean something else by the same words, so a file of an unknown version is not read "
               "at all.",
     .example = R"("format": 2,)",
     .solution = "Update caucus-tally, or write the file in format 1."},
    {.code = Code::syntax,
     .slug = "syntax",
     .severity = Severity::error,
     .summary = "a text that is not JSON or not CSV",
     .guards = "A file that was cut off, merged badly or edited by hand; a table saved with semicolons or tabs, a web "
               "page or a spreadsheet in the place of a table.",
     .example = R"("total": {"votes": 30,})",
     .solution =
         "Correct the text at the place that is shown. JSON has no comments and no comma after the last value; a "
         "table's columns are separated by commas, and a quote within a quoted CSV field is doubled."},
    {.code = Code::duplicate_key,
     .slug = "duplicate-key",
     .severity = Severity::error,
     .summary = "the same key twice in one object",
     .guards = "Most programs keep the last of the two in silence, so a wrong figure hides behind a right one.",
     .example = R"({"id": "a", "name": "Ann Alder", "votes": 20, "votes": 21})",
     .solution = "Delete the one that is wrong."},
    {.code = Code::not_a_count,
     .slug = "not-a-count",
     .severity = Severity::error,
     .milder = {Case::spelling_of_column, Severity::warning},
     .summary = "a count that is no plain whole number",
     .guards = "3.7 votes, 1e3, \"12\" in quotes, -4, 1,234 and numbers above 2^64 - 1 are read differently by every "
               "program, or rounded. In a precinct table 13.0 and 1,234 are spellings of a count: one warning for each "
               "column, and the exact count is used.",
     .example = R"("votes": 20.0)",
     .solution = "Write votes with digits only. Delegates may have a fraction (63.5)."},

    // CT1: is everything there, once, and under its name? Found while reading.
    {.code = Code::field,
     .slug = "field",
     .severity = Severity::error,
     .milder = {Case::unused_column, Severity::warning},
     .summary = "a missing, unknown or mistyped field",
     .guards =
         "A misspelt field is a figure that nobody reads and nobody misses. A column of a precinct table that is not "
         "known, or has no name, is a warning.",
     .example = R"("colour": "#00539f")",
     .solution = "Use the name that is suggested; data/contest.schema.json describes every field, and editors complete "
                 "them from it."},
    {.code = Code::ragged_row,
     .slug = "ragged-row",
     .severity = Severity::error,
     .summary = "a row with more or fewer fields than the header",
     .guards =
         "A comma in a name that is not quoted, or a lost field, moves every figure after it into the wrong column. "
         "The row is not counted.",
     .example = "Adair,5,1,0",
     .solution = "Quote fields that hold commas, and give every row the header's number of fields."},
    {.code = Code::duplicate_row,
     .slug = "duplicate-row",
     .severity = Severity::error,
     .milder = {Case::whole_row, Severity::warning},
     .summary = "the same candidate, unit or row twice",
     .guards = "Rows that were pasted twice count twice. A whole row given twice is a warning. An id that is another "
               "candidate's name, and rounds, levels or pools called alike, leave open which one is meant.",
     .example = "Adair,a,5",
     .solution = "Delete one of the rows, or give the second its right name."},
    {.code = Code::whitespace,
     .slug = "whitespace",
     .severity = Severity::warning,
     .summary = "stray blanks, line breaks or control characters in a value",
     .guards = "Leading, trailing and doubled blanks, tabs, line breaks and control characters: \"Adair \" and "
               "\"Adair\" look alike and are two units to every program, and a terminal obeys some of what it is sent.",
     .example = "Adair,satellite ,1",
     .solution = "Remove them."},
    {.code = Code::total_row,
     .slug = "total-row",
     .severity = Severity::error,
     .milder = {Case::not_surely_doubled, Severity::warning},
     .summary = "a \"Total\" row among the parts",
     .guards = "It doubles every sum.",
     .example = "Adair,Total,8",
     .solution = "Delete the row. Totals belong in the contest file, where they are checked."},
    {.code = Code::unknown_candidate,
     .slug = "unknown-candidate",
     .severity = Severity::error,
     .milder = {Case::near_duplicate, Severity::warning},
     .summary = "votes for somebody who is not listed",
     .guards =
         "Votes under a misspelt name are lost from every sum. In a precinct table, which lists no candidates, two "
         "names of one office that look like two spellings of one are a warning.",
     .example = "Adair,Ann Adler,5",
     .solution = "Use the candidate's id or name as the contest file has it, or add the candidate there."},
    {.code = Code::orphan_unit,
     .slug = "orphan-unit",
     .severity = Severity::error,
     .summary = "a unit whose parent is not there",
     .guards = "A unit without its county, or a result without its unit, is in no sum.",
     .example = R"({"id": "adair-1", "level": "precinct", "parent": "adiar", "votes": {"a": 5, "b": 3}})",
     .solution = "Correct the name of the parent, or add the unit. Parents stand before their units."},
    {.code = Code::missing_value,
     .slug = "missing-value",
     .severity = Severity::error,
     .milder = {Case::withheld_count, Severity::warning},
     .summary = "an empty unit, office, candidate or count",
     .guards =
         "A spreadsheet's merged cell leaves all but its first row without a name. In a precinct table votes that "
         "are empty or masked (\"*\", \"<10\", \"n/a\") are a warning: who withholds a count says so.",
     .example = ",a,5",
     .solution = "Repeat the name in every row. What is unknown has no row; zero is written 0."},

    // CT2 to CT4: do the stated figures agree with each other?
    {.code = Code::sum,
     .slug = "sum",
     .severity = Severity::error,
     .milder = {Case::no_stated_total, Severity::warning},
     .summary = "parts that do not add up to the whole",
     .guards = "A digit mistyped or transposed, a candidate or precinct left out or counted twice. Candidates are held "
               "against the total, and units against their parent and the contest, for every level, candidate and "
               "round. A difference that one exchange of neighboring digits explains is noted.",
     .example = R"("total": {"votes": 18571})",
     .solution = "Look both figures up in the source. Where the source itself is wrong, keep its figures and waive the "
                 "finding with a reason."},
    {.code = Code::vote_types,
     .slug = "vote-types",
     .severity = Severity::error,
     .summary = "vote types that do not add up to the votes",
     .guards = "A column that was moved, left out or corrected alone: election day, early, absentee and the other vote "
               "types of a row are its votes.",
     .example = "1,Governor,Ann Adler,12,10,3",
     .solution = "Look the row up in the source; where a column is a part of another one, leave it out."},
    {.code = Code::over_ballots,
     .slug = "over-ballots",
     .severity = Severity::error,
     .summary = "more votes than ballots, attendees or voters",
     .guards =
         "Votes of another unit, counted twice, or with a digit too many. Votes, ballots, attendees and registered "
         "voters of a unit are each no more than the next. Of a precinct table only ballots cast and registered "
         "voters are compared: a voter may have several votes for one office.",
     .example = "Adair,5,6",
     .solution = "Look both figures up in the unit's own report. Where people registered on the spot, the registered "
                 "voters are those of before: leave them out."},
    {.code = Code::pool_sum,
     .slug = "pool-sum",
     .severity = Severity::error,
     .summary = "pools that do not add up to the delegates",
     .guards = "A pool that was forgotten, or delegates without a vote (superdelegates) counted among the pledged.",
     .example = R"({"name": "PLEO", "delegates": 3})",
     .solution = "Compare the pools with the party's delegate selection plan."},
    {.code = Code::stated_twice,
     .slug = "stated-twice",
     .severity = Severity::error,
     .summary = "a figure that a publication states twice, differently",
     .guards =
         "A correction that reached one of two places: an article's infobox repeats figures of its table. Both "
         "places and both numbers are named. A percentage with fewer digits agrees if it is the other one rounded.",
     .example = "- Popular Vote1: 84,881",
     .solution = "Look the figure up in the source that the publication names, and correct the place that is wrong."},
    {.code = Code::percent,
     .slug = "percent",
     .severity = Severity::error,
     .summary = "a percentage that is not the computed one",
     .guards =
         "Votes or percentages that were typed anew or updated without the other. The share is computed exactly and "
         "rounded once, half up, to as many digits as are stated; one that was cut off instead is noted.",
     .example = R"("percent": "66.66")",
     .solution = "Correct the percentage, or the votes it was computed from."},
    {.code = Code::percent_base,
     .slug = "percent-base",
     .severity = Severity::error,
     .milder = {Case::unlisted_rest, Severity::note},
     .summary = "percentages that fit another whole",
     .guards =
         "Each percentage and its votes say between which totals the whole must lie. Where all of them agree on totals "
         "that are not the stated one, they were computed of something else: of the listed candidates only, say, "
         "without write-ins or those who withdrew. It is a note where no total is stated and they leave room for votes "
         "that are not listed: the list may not be whole.",
     .example = R"("percent": "60.00")",
     .solution = "State percentages of all votes, or state the total they were computed of. A list that leaves out "
                 "choices says \"partial\": true."},
    {.code = Code::percent_total,
     .slug = "percent-total",
     .severity = Severity::note,
     .summary = "rounded shares that do not add up to 100",
     .guards =
         "Nothing is wrong: rounded shares need not add up to 100, and shares that were made to do so are no longer "
         "right.",
     .example = R"("percent": "33.33")",
     .solution = "Leave them as they are, or state more digits."},
    {.code = Code::delegate_sum,
     .slug = "delegate-sum",
     .severity = Severity::error,
     .summary = "candidates' delegates that do not add up",
     .guards = "Delegates of a candidate who withdrew, moved or left out; half delegates rounded.",
     .example = R"("total": {"votes": 30, "delegates": 4})",
     .solution = "Look the delegates up in the source. Delegates of nobody belong to a candidate \"uncommitted\"."},

    // CT4 beyond sums: do the stated delegates follow from the votes by the stated rules?
    {.code = Code::allocation,
     .slug = "allocation",
     .severity = Severity::error,
     .summary = "a pool's delegates that the rules do not give",
     .guards =
         "A remainder given to the wrong candidate, at-large and party leader delegates allocated as one pool, or "
         "votes that were updated and delegates that were not. Each pool whose votes are known is allocated anew by "
         "the contest's rules, exactly.",
     .example = R"("awarded": {"a": 2, "b": 3})",
     .solution = "Follow the steps that `caucus-tally allocate --explain` prints for this pool. Where the party itself "
                 "decided otherwise, waive the finding with the reason."},
    {.code = Code::below_threshold,
     .slug = "below-threshold",
     .severity = Severity::error,
     .milder = {Case::won_in_districts, Severity::note},
     .summary = "delegates for somebody below the threshold",
     .guards = "A threshold taken of another total, without write-ins or those who withdrew. Delegates won in "
               "districts by somebody below the threshold of the whole contest are within the rules: then it is a "
               "note.",
     .example = R"("awarded": {"a": 4, "b": 1})",
     .solution = "Compare the pool's total vote with the source: every vote counts in it, also those for nobody who "
                 "can win."},
    {.code = Code::impossible_split,
     .slug = "impossible-split",
     .severity = Severity::error,
     .summary = "a total that no split of the pools can make",
     .guards =
         "Totals of another count than the votes. Where the votes of some pools are not known, the computed pools are "
         "taken from the stated totals; what is left must be possible.",
     .example = R"("votes": 60, "delegates": 4)",
     .solution = "Look up the candidate's delegates, and the votes that decide the pools of the whole contest."},
    {.code = Code::tie,
     .slug = "tie",
     .severity = Severity::warning,
     .summary = "a delegate that the rules leave to chance",
     .guards =
         "A tie that was broken in silence, in a pool or in a precinct. The stated winner is accepted, whoever it is.",
     .example = R"("awarded": {"a": 2, "b": 1})",
     .solution =
         "Find out how the tie was broken (a coin, cards, lots) and keep it on record; waive the finding with that."},
    {.code = Code::rounding_matters,
     .slug = "rounding-matters",
     .severity = Severity::note,
     .summary = "a result that hangs on rounding percentages",
     .guards =
         "The rules' text speaks of percentages to three decimals. Whoever rounds first comes to another result than "
         "exact arithmetic here.",
     .example = R"("votes": 5971})",
     .solution = "Ask the party which reading holds."},
    {.code = Code::fallback_threshold,
     .slug = "fallback-threshold",
     .severity = Severity::note,
     .summary = "a pool in which nobody reached the threshold",
     .guards = "Rules that are easily confused: until 2016 the threshold then is the front-runner's share minus 10 "
               "points, from 2020 half of it.",
     .example = R"("rules": "dnc-2020")",
     .solution = "Make sure that the contest names the rules of its year."},
    {.code = Code::rules,
     .slug = "rules",
     .severity = Severity::error,
     .summary = "rules that cannot be",
     .guards = "A threshold of 120%, places that hold more delegates than the pool, two words of which one makes the "
               "other pointless: rules that were copied or translated badly. Nothing is allocated by them.",
     .example = R"("rules": {"threshold": "120%"})",
     .solution = "Correct the word; docs/rules.md says what each means and what it goes with."},
    {.code = Code::open_delegates,
     .slug = "open",
     .severity = Severity::note,
     .summary = "a delegate that hangs on unknown votes",
     .guards = "Unknown votes taken for none: an \"other\" without a figure, or choices that are not listed, raise the "
               "total and with it every threshold.",
     .example = R"({"id": "other", "name": "Others", "kind": "other"})",
     .solution = "State the votes, or the total; stated percentages bound them, too."},

    // CT5, and CT405 in precincts: do the precincts of a caucus follow their rules?
    {.code = Code::more_in_final,
     .slug = "more-in-final",
     .severity = Severity::error,
     .summary = "more people in the last round than the first",
     .guards = "People who came late and were counted, or figures of another room. Whoever is counted in the final "
               "alignment was there in the first.",
     .example = R"("votes": {"first": {"a": 10, "b": 5}, "final": {"a": 11, "b": 5}})",
     .solution = "Compare both counts with the precinct's worksheet."},
    {.code = Code::left_early,
     .slug = "left-early",
     .severity = Severity::note,
     .summary = "fewer people in the last round than the first",
     .guards = "Nothing is wrong: people may go home. A great difference is worth a look.",
     .example = R"("votes": {"first": {"a": 10, "b": 5}, "final": {"a": 10, "b": 4}})",
     .solution = "None is needed."},
    {.code = Code::viable_shrank,
     .slug = "viable-shrank",
     .severity = Severity::error,
     .summary = "a viable, locked group that lost members",
     .guards = "People who moved although they were locked, or figures that were mistyped. Not where there were more "
               "viable groups than delegates: then the smallest must realign.",
     .example = R"("votes": {"first": {"a": 50, "b": 30, "c": 20}, "final": {"a": 55, "b": 25, "c": 20}})",
     .solution = "Compare both counts with the precinct's worksheet."},
    {.code = Code::viable_vanished,
     .slug = "viable-vanished",
     .severity = Severity::error,
     .summary = "a viable group that nobody is left in",
     .guards = "Figures that were left out, or moved to another candidate's column.",
     .example = R"("votes": {"first": {"a": 50, "b": 30, "c": 20}, "final": {"a": 70, "b": 30, "c": 0}})",
     .solution = "Compare both counts with the precinct's worksheet."},
    {.code = Code::nonviable_in_final,
     .slug = "nonviable-in-final",
     .severity = Severity::warning,
     .summary = "a group below viability that is still there",
     .guards = "A group that was viable by the chair's arithmetic, but not by the rules' (a threshold rounded down), "
               "or people who stayed where they were.",
     .example = R"("final": {"a": 60, "b": 36, "c": 4})",
     .solution = "Compare the threshold on the worksheet with the attendance."},
    {.code = Code::nonviable_delegates,
     .slug = "nonviable-delegates",
     .severity = Severity::error,
     .summary = "delegates for a group below viability",
     .guards = "A threshold that was rounded down, or a delegate in the wrong column.",
     .example = R"("awarded": {"a": 2, "b": 1, "c": 1})",
     .solution = "Compare the threshold on the worksheet with the attendance."},
    {.code = Code::viable_without,
     .slug = "viable-without",
     .severity = Severity::error,
     .summary = "a viable group without a delegate",
     .guards = "A group's only delegate taken away to meet the precinct's number, which the rules forbid, or a "
               "delegate in the wrong column.",
     .example = R"("awarded_sde": {"a": "0.3", "b": "0.1", "c": "0"})",
     .solution = "Compute the precinct again: caucus-tally precinct."},
    {.code = Code::over_awarded,
     .slug = "over-awarded",
     .severity = Severity::error,
     .summary = "more delegates than the precinct elects",
     .guards = "Too many delegates where a group had one to lose. The rules exceed a precinct's number only where "
               "every group is left with its only delegate.",
     .example =
         R"("delegates": 1, "votes": {"first": {"a": 6, "b": 4}, "final": {"a": 6, "b": 4}}, "awarded": {"a": 2})",
     .solution = "Compute the precinct again: caucus-tally precinct."},
    {.code = Code::under_awarded,
     .slug = "under-awarded",
     .severity = Severity::error,
     .summary = "fewer delegates than the precinct elects",
     .guards = "A delegate that nobody was given after rounding down, or a group left out.",
     .example = R"("awarded": {"a": 1, "b": 1})",
     .solution = "Compute the precinct again: caucus-tally precinct."},
    {.code = Code::caucus_math,
     .slug = "caucus-math",
     .severity = Severity::error,
     .summary = "delegates that the rules do not give",
     .guards = "Shares of those who are left instead of those who came, a wrong rounding, the odd delegate given to or "
               "taken from the wrong group, columns exchanged. The message has the reckoning. Where a tie is "
               "involved, every outcome of the lot is accepted.",
     .example = R"("awarded": {"a": 4, "b": 4, "c": 2})",
     .solution = "Compare with the worksheet: where it has the same error, the delegates were elected by it, and a "
                 "waiver can say so."},
    {.code = Code::inversion,
     .slug = "inversion",
     .severity = Severity::error,
     .summary = "more people, fewer delegates",
     .guards = "Two candidates' delegates exchanged.",
     .example = R"("awarded_sde": {"a": "0.1", "b": "0.2"})",
     .solution = "Compare with the worksheet."},
    {.code = Code::equal_votes,
     .slug = "equal-votes",
     .severity = Severity::note,
     .summary = "equal groups with unequal delegates",
     .guards = "Nothing is wrong where chance decided, but it should be on record.",
     .example = R"("awarded_sde": {"a": "0.2", "b": "0.1"})",
     .solution = "Look for the coin, the cards or the lots in the minutes."},
    {.code = Code::delegates_from_nothing,
     .slug = "delegates-from-nothing",
     .severity = Severity::error,
     .summary = "delegates for a group with nobody in it",
     .guards = "A delegate in the wrong column, or a group's people left out.",
     .example = R"("awarded_sde": {"a": "0.2", "b": "0.1"})",
     .solution = "Compare with the worksheet."},
    {.code = Code::missing_round,
     .slug = "missing-round",
     .severity = Severity::error,
     .summary = "one alignment is empty, the other is not",
     .guards = "A worksheet of which only one half was entered.",
     .example = R"("votes": {"first": {"a": 0, "b": 0}, "final": {"a": 5, "b": 3}})",
     .solution =
         "Enter the other half. Where it is lost or not published yet, leave its figures out: what is not known "
         "is not zero."},
    {.code = Code::votes_without_delegates,
     .slug = "votes-without-delegates",
     .severity = Severity::error,
     .summary = "people in groups, but no delegate is won",
     .guards = "A worksheet whose delegates were not entered.",
     .example = R"("awarded_sde": {"a": "0", "b": "0"})",
     .solution = "Enter the delegates, or leave them out while nobody knows them."},
    {.code = Code::not_whole,
     .slug = "not-whole",
     .severity = Severity::error,
     .summary = "SDE of no whole number of delegates",
     .guards =
         "A digit mistyped, or the equivalents of another county or of another number of delegates than is stated. "
         "Published ones are rounded to four decimals, "
         "so 0.00005 are let pass.",
     .example = R"("awarded_sde": {"a": "0.2345"})",
     .solution = "Multiply the delegates by the unit's state delegate equivalents and divide by its delegates."},

    // CT7: nothing contradicts itself, but the figures look like a mistake.
    {.code = Code::duplicate_vector,
     .slug = "duplicate-vector",
     .severity = Severity::warning,
     .summary = "two units with the very same figures",
     .guards =
         "A precinct's report that was entered under its neighbor's name too. Units with no more than 20 votes are "
         "left out: they do report the same now and then. Precinct tables without a contest file are not looked "
         "through: they are read unit by unit, and the figures of the units before are not kept.",
     .example = "Boone,a,15\nBoone,b,13",
     .solution = "Compare both with their own reports."},
    {.code = Code::swapped,
     .slug = "swapped",
     .severity = Severity::warning,
     .summary = "figures that look moved to another column",
     .guards = "In the last round a viable group of ten or more is gone, and its neighbor in the table, which was not "
               "viable, has its people and at most half as many again: the figures slipped by one column.",
     .example = "Adair,b,12,0,0\nAdair,c,0,12,2",
     .solution = "Look at the unit's own report. Where people really moved, waive the finding."},

    // CT9: are the waivers themselves in order? Found while they are read and applied.
    {.code = Code::waiver_reason,
     .slug = "waiver-reason",
     .severity = Severity::error,
     .summary = "a waiver without a reason",
     .guards = "A finding that is waived for nobody remembers what. Such a waiver waives nothing.",
     .example = R"({"code": "CT201", "where": "waived"})",
     .solution = "Say in \"reason\" why the figures stay as they are, and who found so."},
    {.code = Code::waiver_expired,
     .slug = "waiver-expired",
     .severity = Severity::warning,
     .summary = "a waiver past its date",
     .guards = "What was waived until a correction came out is waived for ever. An expired waiver waives nothing.",
     .example = R"({"code": "CT201", "where": "waived", "reason": "until the canvass", "until": "2021-01-01"})",
     .solution =
         "Correct the figures, or set \"until\" to a later day. The day itself still counts; --today sets the day "
         "that \"until\" is compared with."},
    {.code = Code::waiver_unused,
     .slug = "waiver-unused",
     .severity = Severity::warning,
     .summary = "a waiver that waives nothing",
     .guards = "A waiver that outlived its finding would hide the next one at the same place.",
     .example = R"({"code": "CT204", "where": "waived", "reason": "as published"})",
     .solution = "Delete it, or correct its \"code\" or \"where\"."},
});

static_assert(std::ranges::adjacent_find(catalogue, std::ranges::greater_equal(), &Check::code) == catalogue.end(),
              "the catalogue is in the order of codes, each once");
static_assert(std::ranges::none_of(catalogue,
                                   [](const Check& check) {
                                       return check.slug.empty() || check.summary.empty() || check.guards.empty() ||
                                              check.example.empty() || check.solution.empty();
                                   }),
              "every entry is complete");
static_assert(std::ranges::none_of(catalogue,
                                   [](const Check& check) {
                                       return check.milder.when != Case::usual &&
                                              check.milder.severity >= check.severity;
                                   }),
              "a milder case is milder");

}  // namespace

std::span<const Check> checks() {
    return catalogue;
}

const Check& check_of(Code code) {
    const auto* const found = std::ranges::lower_bound(catalogue, code, {}, &Check::code);
    if (found == catalogue.end() || found->code != code)
        throw std::logic_error("no entry in the catalogue for " + code_text(code));
    return *found;
}

std::vector<Code> codes_named(std::string_view word) {
    const std::string wanted = lower_case(word);
    std::vector<Code> codes;
    for (const Check& each : catalogue)
        if (each.slug == wanted || (wanted.starts_with("ct") && lower_case(code_text(each.code)).starts_with(wanted)))
            codes.push_back(each.code);
    return codes;
}

}  // namespace caucus_tally
