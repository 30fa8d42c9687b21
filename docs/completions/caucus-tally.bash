# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Completion of caucus-tally for bash 3.2 and newer.

# _caucus_tally_reply GENERATOR-OPTIONS…: what compgen finds for the current word is offered.
_caucus_tally_reply() {
    local word
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$@" -- "$current")
}

# _caucus_tally_files PATTERN…: folders, and the files that fit one of the patterns.
_caucus_tally_files() {
    local pattern
    compopt -o filenames 2>/dev/null
    _caucus_tally_reply -d
    for pattern; do _caucus_tally_reply -f -X "!$pattern"; done
}

# _caucus_tally_list WHAT COLUMNS: words that the program itself knows.
_caucus_tally_list() {
    "${COMP_WORDS[0]}" list "$1" --format tsv 2>/dev/null | tail -n +2 | cut -f "$2"
}

# _caucus_tally_separated WORDS: of a list with commas the last part is completed.
_caucus_tally_separated() {
    local before=${current%"${current##*,}"}
    current=${current##*,}
    compopt -o nospace 2>/dev/null
    _caucus_tally_reply -W "$1" -P "$before"
}

_caucus_tally() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} options
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        _caucus_tally_reply -W "show allocate validate compare import tabulate precinct explain list help --help --version"
        return
    fi
    # bash parts words at "=": --format=csv comes as three.
    if [ "$current" = = ]; then
        current=
    elif [ "$previous" = = ]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi

    case $command$previous in
        show--format) _caucus_tally_reply -W "table csv tsv json markdown html svg nist" ;;
        allocate--format) _caucus_tally_reply -W "table csv tsv json markdown html" ;;
        validate--format) _caucus_tally_reply -W "text concise csv tsv json sarif junit github markdown html" ;;
        compare--format) _caucus_tally_reply -W "table csv tsv json markdown html" ;;
        compare--ignore)
            _caucus_tally_separated "contest-added contest-removed fact candidate-added candidate-removed candidate-renamed withdrawn unit-added unit-removed unit-renamed figure moved known unknown spelling factor percent-base follows reporting order threshold qualified tie delegates viability precinct mended finding"
            ;;
        compare--by) _caucus_tally_separated "county precinct office district party candidate mode" ;;
        tabulate--format) _caucus_tally_reply -W "table csv tsv json markdown html" ;;
        precinct--format) _caucus_tally_reply -W "table csv tsv json markdown html" ;;
        explain--format) _caucus_tally_reply -W "text csv tsv json markdown html" ;;
        list--format) _caucus_tally_reply -W "table csv tsv json markdown html" ;;
        show--sort) _caucus_tally_reply -W "file votes delegates name" ;;
        show--by) _caucus_tally_reply -W "congressional-district county precinct" ;;
        allocate--by) _caucus_tally_reply -W "state congressional-district county precinct" ;;
        tabulate--by | tabulate--percent-of)
            _caucus_tally_separated "county precinct office district party candidate mode"
            ;;
        allocate--rules) _caucus_tally_reply -W "$(_caucus_tally_list rules 1)" ;;
        precinct--rules) _caucus_tally_reply -W "iowa-2020 iowa-2016 nevada-2020 minnesota-dfl" ;;
        *--tie)
            compopt -o nospace 2>/dev/null
            _caucus_tally_reply -W "candidate: lot:"
            ;;
        tabulate--totals) _caucus_tally_reply -W "auto keep drop" ;;
        validate--fail-on) _caucus_tally_reply -W "error warning note never" ;;
        validate--select | validate--ignore) _caucus_tally_separated "$(_caucus_tally_list checks 1,2)" ;;
        *--color) _caucus_tally_reply -W "auto always never" ;;
        compare--waivers | validate--waivers | validate--write-waivers) _caucus_tally_files '*.json' ;;
        tabulate--against) _caucus_tally_files '*.csv' '*.csv.gz' '*.csv.zst' ;;
        tabulate--contest)
            _caucus_tally_reply -W "$(_caucus_tally_list contests 1)"
            _caucus_tally_files '*.json'
            ;;
        *--output | "$command"-o) _caucus_tally_files '*' ;;
        # Values that nobody but the caller knows.
        *--top | *--header-rows | *--digits | *--round | *--pool | *--precinct | *--threshold | *--today | *--max | *--threads | "$command"-j | *--where | \
            *--delegates | *--attendance | *--first | *--name) ;;
        *) false ;;
    esac && return

    if [[ $current == -* ]]; then
        case $command in
            show) options="--header-rows --format --sort --by --round --top --digits --defuse-formulas" ;;
            allocate)
                options="--header-rows --explain --pool --by --precinct --computed-sde --rules --threshold --tie --compare --format --defuse-formulas"
                ;;
            validate)
                options="--header-rows --format --fail-on --select --ignore --waivers --write-waivers --today --max --thousands --summary --quiet --notes --threads --exclude --also"
                ;;
            tabulate)
                options="--by --types --where --percent-of --format --digits --thousands --against --contest --totals --keep-going --max --quiet --threads
                    --defuse-formulas"
                ;;
            precinct) options="--delegates --attendance --first --rules --tie --name --format" ;;
            compare) options="--by --thousands --ignore --waivers --top --threads --format --defuse-formulas" ;;
            import) options="--header-rows" ;;
            explain | list) options="--format" ;;
            *) return ;;
        esac
        _caucus_tally_reply -W "$options --color --ascii --output --help"
        return
    fi

    case $command in
        show | allocate | validate | compare | import)
            _caucus_tally_reply -W "$(_caucus_tally_list contests 1)"
            _caucus_tally_files '*.json' '*.txt' '*.wiki'
            if [ "$command" = validate ] || [ "$command" = compare ]; then _caucus_tally_files '*.csv'; fi
            ;;
        tabulate) _caucus_tally_files '*.csv' '*.csv.gz' '*.csv.zst' ;;
        explain) _caucus_tally_reply -W "$(_caucus_tally_list checks 1,2)" ;;
        list) _caucus_tally_reply -W "contests rules checks schema" ;;
        help) _caucus_tally_reply -W "show allocate validate compare import tabulate precinct explain list" ;;
    esac
}

complete -F _caucus_tally caucus-tally
