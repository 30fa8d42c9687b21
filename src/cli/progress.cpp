// SPDX-License-Identifier: MIT
#include "cli/progress.hpp"

#include "cli/output.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unistd.h>

namespace caucus_tally {
namespace {

constexpr std::chrono::milliseconds patience{1000};
constexpr std::chrono::milliseconds pace{200};
constexpr std::uint64_t megabyte = 1'000'000;

}  // namespace

ProgressLine::ProgressLine() : is_terminal_(::isatty(STDERR_FILENO) == 1), next_(Clock::now() + patience) {}

ProgressLine::~ProgressLine() {
    if (shown_) write_message("\r\x1b[K");
}

void ProgressLine::show(const TabulateProgress& progress) {
    if (!is_terminal_) return;
    const Clock::time_point now = Clock::now();
    if (now < next_) return;
    next_ = now + pace;
    shown_ = true;
    std::string text = fmt::format("\rread {} MB", progress.bytes_read / megabyte);
    if (progress.bytes_total > 0)
        text += fmt::format(" of {} MB, {}%", progress.bytes_total / megabyte,
                            std::min<std::uint64_t>(100, progress.bytes_read / (progress.bytes_total / 100 + 1)));
    write_message(text + "\x1b[K");
}

}  // namespace caucus_tally
