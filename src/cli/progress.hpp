// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/tabulate.hpp>
#include <chrono>

namespace caucus_tally {

/// A line on standard error that says how far a long run has come: only where that is a terminal, and only after a
/// second. It is gone when the run is over.
class ProgressLine {
public:
    ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine();

    void show(const TabulateProgress& progress);

private:
    using Clock = std::chrono::steady_clock;

    bool is_terminal_;
    bool shown_ = false;
    Clock::time_point next_;
};

}  // namespace caucus_tally
