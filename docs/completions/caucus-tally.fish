# SPDX-License-Identifier: MIT
# Completion of caucus-tally for fish.

# Words that the program itself knows, each with what it means: "list contests" or "rules".
function __caucus_tally_list
    set -l program (commandline -opc)[1]
    $program list $argv[1] --format tsv 2>/dev/null | tail -n +2 | string replace -r '^(\S+)\t.*\t' '$1\t'
end

# Codes, and the words beside them; several with commas.
function __caucus_tally_checks
    set -l program (commandline -opc)[1]
    $program list checks --format tsv 2>/dev/null | tail -n +2 | string replace -r '^(\S+)\t(\S+)\t(.*)$' '$1\t$3\n$2\t$3'
end

complete -c caucus-tally -f
complete -c caucus-tally -n __fish_use_subcommand -s V -l version -d "print the version"
complete -c caucus-tally -s h -l help -d "examples and options"
complete -c caucus-tally -n "not __fish_use_subcommand" -l color -x -a "auto always never" -d "when to use color"
complete -c caucus-tally -n "not __fish_use_subcommand" -l ascii -d "ASCII characters only"
complete -c caucus-tally -n "not __fish_use_subcommand" -s o -l output -r -F -d "write to a file, whole or not at all"

complete -c caucus-tally -n __fish_use_subcommand -a show -d "print a contest's results"
complete -c caucus-tally -n __fish_use_subcommand -a allocate -d "compute the delegates, step by step"
complete -c caucus-tally -n __fish_use_subcommand -a validate -d "check files for contradictions"
complete -c caucus-tally -n __fish_use_subcommand -a compare -d "what changed between two releases"
complete -c caucus-tally -n __fish_use_subcommand -a import -d "a contest file from what was published"
complete -c caucus-tally -n __fish_use_subcommand -a tabulate -d "add up precinct tables"
complete -c caucus-tally -n __fish_use_subcommand -a precinct -d "one precinct's delegates from its groups"
complete -c caucus-tally -n __fish_use_subcommand -a explain -d "what a check means and what to do"
complete -c caucus-tally -n __fish_use_subcommand -a list -d "what is built in"
complete -c caucus-tally -n __fish_use_subcommand -a help -d "the help page of a command"

complete -c caucus-tally -n "__fish_seen_subcommand_from show" -l format -x -a "table csv tsv json markdown html svg nist" -d "output format"
complete -c caucus-tally -n "__fish_seen_subcommand_from show" -l sort -x -a "file votes delegates name" -d "order of the candidates"
complete -c caucus-tally -n "__fish_seen_subcommand_from show" -l by -x -a "congressional-district county precinct" -d "units of this level"
complete -c caucus-tally -n "__fish_seen_subcommand_from show" -l round -x -d "votes of this round"
complete -c caucus-tally -n "__fish_seen_subcommand_from show" -l top -x -d "only the leading candidates"
complete -c caucus-tally -n "__fish_seen_subcommand_from show" -l digits -x -d "digits of percentages"
complete -c caucus-tally -n "__fish_seen_subcommand_from show" -l defuse-formulas -d "apostrophe before formulas"

complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l explain -d "every step as a sentence"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l pool -x -d "only this pool"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l by -x -a "state congressional-district county precinct" -d "units of this level"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l precinct -x -d "only this precinct"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l computed-sde -d "state delegate equivalents as the rules give them"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l rules -x -a '(__caucus_tally_list rules)' -d "what if these rules held"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l threshold -x -d "what if this share qualified"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l tie -x -a "candidate: lot:" -d "settle ties"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l compare -d "who gains and loses"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l format -x -a "table csv tsv json markdown html" -d "output format"
complete -c caucus-tally -n "__fish_seen_subcommand_from allocate" -l defuse-formulas -d "apostrophe before formulas"

complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l format -x -a "text concise csv tsv json sarif junit github markdown html" -d "output format"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l fail-on -x -a "error warning note never" -d "status 1 from this severity on"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l select -x -a '(__caucus_tally_checks)' -d "look only for these checks"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l ignore -x -a '(__caucus_tally_checks)' -d "do not look for these checks"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l waivers -r -F -d "findings that are accepted"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l write-waivers -r -F -d "write a waiver for each finding"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l notes -d "with --quiet: notes, too"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l today -x -d "the day waivers are compared with"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l exclude -x -d "leave out files and folders below the folders named"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l also -x -d "write the same in another format as well, FORMAT:FILE"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l max -x -d "show at most so many findings"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l thousands -d "take 1,234 for a count without a warning"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -l summary -d "how often each code was found"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -s q -l quiet -d "say less"
complete -c caucus-tally -n "__fish_seen_subcommand_from validate" -s j -l threads -x -d "how many threads"

complete -c caucus-tally -n "__fish_seen_subcommand_from compare" -l by -x -a "(__fish_append , county precinct office district party candidate mode)" -d "precinct tables: groups of these columns"
complete -c caucus-tally -n "__fish_seen_subcommand_from compare" -l thousands -d "take 1,234 for a count without a warning"
complete -c caucus-tally -n "__fish_seen_subcommand_from compare" -l ignore -x -a "(__fish_append , contest-added contest-removed fact candidate-added candidate-removed candidate-renamed withdrawn unit-added unit-removed unit-renamed figure moved known unknown spelling factor percent-base follows reporting order threshold qualified tie delegates viability precinct mended finding)" -d "leave out changes of these kinds"
complete -c caucus-tally -n "__fish_seen_subcommand_from compare" -l waivers -r -F -d "changes that are explained"
complete -c caucus-tally -n "__fish_seen_subcommand_from compare" -l top -x -d "the largest changes of each level"
complete -c caucus-tally -n "__fish_seen_subcommand_from compare" -l format -x -a "table csv tsv json markdown html" -d "output format"
complete -c caucus-tally -n "__fish_seen_subcommand_from compare" -s j -l threads -x -d "how many threads"
complete -c caucus-tally -n "__fish_seen_subcommand_from compare" -l defuse-formulas -d "apostrophe before formulas"

complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l by -x -a "(__fish_append , county precinct office district party candidate mode)" -d "add up by these columns"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l types -x -d "vote types to sum"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l where -x -d "only some rows"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l percent-of -x -a "(__fish_append , county precinct office district party candidate mode)" -d "columns that make a contest"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l format -x -a "table csv tsv json markdown html" -d "output format"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l digits -x -d "digits of percentages"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l thousands -d "take 1,234 for a count without a warning"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l against -r -F -d "compare with stated totals"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l contest -r -F -a "(__caucus_tally_list contests)" -d "allocate the delegates of this contest"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l totals -x -a "auto keep drop" -d "rows that are totals of others"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l keep-going -d "write totals even if rows are left out"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l max -x -d "show at most so many findings"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -s q -l quiet -d "say less"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -s j -l threads -x -d "how many threads"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -l defuse-formulas -d "apostrophe before formulas"

complete -c caucus-tally -n "__fish_seen_subcommand_from precinct" -l delegates -x -d "delegates that the precinct elects"
complete -c caucus-tally -n "__fish_seen_subcommand_from precinct" -l attendance -x -d "people who attended"
complete -c caucus-tally -n "__fish_seen_subcommand_from precinct" -l first -x -d "a first alignment"
complete -c caucus-tally -n "__fish_seen_subcommand_from precinct" -l rules -x -a "iowa-2020 iowa-2016 nevada-2020 minnesota-dfl" -d "the rules of the precinct"
complete -c caucus-tally -n "__fish_seen_subcommand_from precinct" -l tie -x -a "candidate: lot:" -d "settle ties"
complete -c caucus-tally -n "__fish_seen_subcommand_from precinct" -l name -x -d "the precinct's name"
complete -c caucus-tally -n "__fish_seen_subcommand_from precinct" -l format -x -a "table csv tsv json markdown html" -d "output format"

complete -c caucus-tally -n "__fish_seen_subcommand_from explain" -l format -x -a "text csv tsv json markdown html" -d "output format"

complete -c caucus-tally -n "__fish_seen_subcommand_from list" -l format -x -a "table csv tsv json markdown html" -d "output format"

# What is no option.
complete -c caucus-tally -n "__fish_seen_subcommand_from show allocate validate import" -l header-rows -x -a "1 2 3" -d "rows of the header of a table"
complete -c caucus-tally -n "__fish_seen_subcommand_from show allocate validate compare import" -F -a "(__caucus_tally_list contests)"
complete -c caucus-tally -n "__fish_seen_subcommand_from tabulate" -F
complete -c caucus-tally -n "__fish_seen_subcommand_from explain" -a "(__caucus_tally_checks)"
complete -c caucus-tally -n "__fish_seen_subcommand_from list" -a "contests rules checks schema"
complete -c caucus-tally -n "__fish_seen_subcommand_from help; and test (count (commandline -opc)) -eq 2" \
    -a "show allocate validate compare import tabulate precinct explain list"
