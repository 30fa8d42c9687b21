// SPDX-License-Identifier: MIT
#include "csv/line_ends.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace caucus_tally {
namespace {

class LineFeeds : public ByteSource {
public:
    explicit LineFeeds(std::unique_ptr<ByteSource> source) : source_(std::move(source)) { error_ = source_->error(); }

    std::size_t read(char* to, std::size_t room) override {
        for (;;) {
            std::size_t size = 0;
            if (ahead_ && room > 0) to[size++] = *std::exchange(ahead_, std::nullopt);
            size += source_->read(to + size, room - size);
            if (ends_ == Ends::unknown) recognize({to, size});
            error_ = source_->error();
            if (size == 0 || ends_ != Ends::cr) return size;
            if (const std::size_t left = translate(to, size); left > 0) return left;
        }
    }

    std::uint64_t stored_bytes_read() const override { return source_->stored_bytes_read(); }

private:
    enum class Ends : std::uint8_t { unknown, lf, cr };

    /// Looks for the first line's end. What follows a CR may be the byte after those that were read.
    void recognize(std::string_view text) {
        const std::size_t first = text.find_first_of("\r\n");
        if (first == std::string_view::npos) return;
        char next = first + 1 < text.size() ? text[first + 1] : '\0';
        if (text[first] == '\r' && first + 1 == text.size() && source_->read(&next, 1) == 1) ahead_ = next;
        ends_ = text[first] == '\n' || next == '\n' ? Ends::lf : Ends::cr;
    }

    /// Returns the size that is left: an LF after a CR is one line's end with it.
    std::size_t translate(char* text, std::size_t size) {
        char* to = text;
        for (const char* from = text; from < text + size; ++from) {
            const bool ends_twice = *from == '\n' && after_cr_;
            after_cr_ = *from == '\r';
            if (!ends_twice) *to++ = after_cr_ ? '\n' : *from;
        }
        return static_cast<std::size_t>(to - text);
    }

    std::unique_ptr<ByteSource> source_;
    Ends ends_ = Ends::unknown;
    std::optional<char> ahead_;
    bool after_cr_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> with_line_feeds(std::unique_ptr<ByteSource> source) {
    return std::make_unique<LineFeeds>(std::move(source));
}

}  // namespace caucus_tally
