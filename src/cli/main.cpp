// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "cli/build_facts.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "format/display.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/source.hpp>
#include <caucus_tally/version.hpp>
#include <exception>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace caucus_tally {
namespace {

struct Command {
    std::string_view name;
    std::string_view summary;
    int (*run)(Arguments arguments);
};

constexpr auto commands = std::to_array<Command>({
    {"show", "print a contest's results", run_show},
    {"allocate", "compute the delegates, step by step", run_allocate},
    {"validate", "check files for contradictions", run_validate},
    {"compare", "what changed between two releases", run_compare},
    {"import", "a contest file from what was published", run_import},
    {"tabulate", "add up precinct tables", run_tabulate},
    {"precinct", "one precinct's delegates from its groups", run_precinct},
    {"explain", "what a check means and what to do", run_explain},
    {"list", "what is built in", run_list},
});

std::string short_help() {
    std::string text =
        "caucus-tally: an exact tabulator for caucus and primary results\n"
        "\n"
        "  caucus-tally show                       the 2004 Michigan Democratic caucuses\n"
        "  caucus-tally show --format csv          the same for scripts\n"
        "  caucus-tally show results.json          a contest file of your own\n"
        "  caucus-tally allocate --explain         its delegates, step by step\n"
        "  caucus-tally validate data/             every contradiction, at its line\n"
        "  caucus-tally tabulate precincts/        millions of rows of CSV, added up\n"
        "\n"
        "commands:\n";
    for (const Command& command : commands) text += fmt::format("  {:<12}{}\n", command.name, command.summary);
    return text + "\ncaucus-tally COMMAND --help says more; caucus-tally --version\n";
}

void write_text(std::string_view text) {
    write_output(text, {});
}

/// Why a call that begins with an option is none.
std::string misplaced_option(Arguments arguments) {
    constexpr std::array<std::string_view, 2> known = {"--version", "--help"};
    const std::string& option = arguments.front();
    if (const std::string near = did_you_mean(option, known); !near.empty())
        return fmt::format("unknown option \"{}\"{}", option, near);
    std::string command = "COMMAND";
    std::string rest;
    for (const std::string& word : arguments) {
        if (command == "COMMAND" && std::ranges::find(commands, word, &Command::name) != commands.end())
            command = word;
        else
            rest += ' ' + word;
    }
    return fmt::format("options come after the command: caucus-tally {}{}", command, rest);
}

const Command& find_command(const std::string& word) {
    const auto* const found = std::ranges::find(commands, word, &Command::name);
    if (found != commands.end()) return *found;
    std::vector<std::string_view> names;
    for (const Command& command : commands) names.push_back(command.name);
    throw UsageError(fmt::format("unknown command \"{}\"{}", word, did_you_mean(word, names)));
}

/// Whether an option stands anywhere among the arguments, under one name or the other.
bool asks_for(Arguments arguments, std::string_view option, std::string_view other) {
    const auto end = std::ranges::find(arguments, "--");
    return std::any_of(arguments.begin(), end,
                       [&](const std::string& word) { return word == option || word == other; });
}

int report(std::string_view message, ExitStatus status) {
    write_message(message_line(message));
    return status;
}

int run(Arguments arguments) {
    if (arguments.empty()) {
        write_text(short_help());
        return exit_ok;
    }
    if (asks_for(arguments, "--version", "-V")) {
        write_text(fmt::format("caucus-tally {}\n{}", version,
                               asks_for(arguments, "--verbose", "--verbose") ? build_facts() : ""));
        return exit_ok;
    }
    const std::string& word = arguments.front();
    Arguments rest = arguments.subspan(1);
    const bool help_first = word == "--help" || word == "-h" || word == "help";
    if (help_first && rest.empty()) {
        write_text(short_help());
        return exit_ok;
    }
    if (!help_first && word.starts_with('-')) throw UsageError(misplaced_option(arguments));
    const Command& command = find_command(help_first ? rest.front() : word);
    // Whoever asks for help gets it, whatever else is wrong with the call.
    const std::vector<std::string> help = {"--help"};
    if (help_first || asks_for(rest, "--help", "-h")) rest = help;
    try {
        return command.run(rest);
    } catch (const HelpRequest& request) {
        write_text(request.page);
        return exit_ok;
    } catch (const UsageError& error) {
        return report(fmt::format("{} (caucus-tally {} --help)", error.what(), command.name), exit_usage);
    }
}

}  // namespace
}  // namespace caucus_tally

int main(int argc, char** argv) {
    using namespace caucus_tally;
    try {
        const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
        return run(arguments);
    } catch (const UsageError& error) {
        return report(fmt::format("{} (caucus-tally --help)", error.what()), exit_usage);
    } catch (const FileError& error) {
        return report(error.what(), exit_file);
    } catch (const std::exception& error) {
        return report(reason_of(error), exit_internal);
    }
}
