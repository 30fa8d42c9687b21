// SPDX-License-Identifier: MIT
#include "base/files.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <limits>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#if CAUCUS_TALLY_HAS_ZLIB
#include <zlib.h>
#endif
#if CAUCUS_TALLY_HAS_ZSTD
#include <zstd.h>
#include <zstd_errors.h>
#endif

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t block = std::size_t{64} << 10;

constexpr std::string_view leads_out = "a table must lie in the folder of its contest file";

/// A descriptor that is closed when it goes, and no other is in its place.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (number_ > STDIN_FILENO) ::close(number_);
    }
    int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

private:
    int number_;
};

/// Whether reading may wait for ever or never end: a disk, a source of random bytes. A terminal and /dev/null do not.
bool is_device(const struct stat& status, int descriptor) {
    if (S_ISBLK(status.st_mode)) return true;
    if (!S_ISCHR(status.st_mode) || ::isatty(descriptor) == 1) return false;
    struct stat null {};
    return ::stat("/dev/null", &null) != 0 || null.st_rdev != status.st_rdev;
}

class FileBytes final : public ByteSource {
public:
    /// A file that somebody named. Pipes are waited for; what the kernel tells (/proc/kmsg) is not.
    explicit FileBytes(const std::string& path) {
        struct stat status {};
        const bool regular = path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
        descriptor_ = Descriptor(
            path == "-" ? STDIN_FILENO
                        : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | (regular ? O_NONBLOCK : 0)));
        if (!descriptor_) {
            error_ = std::strerror(errno);
        } else if (::fstat(descriptor_.get(), &status) == 0 && is_device(status, descriptor_.get())) {
            error_ = "a device, not a file";
        }
    }
    /// A file that another file named: a regular one.
    explicit FileBytes(Descriptor file) : descriptor_(std::move(file)) {
        struct stat status {};
        if (::fstat(descriptor_.get(), &status) != 0 || !S_ISREG(status.st_mode)) error_ = "not a regular file";
    }
    std::size_t read(char* to, std::size_t room) override {
        if (!error_.empty()) return 0;
        ssize_t count = 0;
        do count = ::read(descriptor_.get(), to, room);
        while (count < 0 && errno == EINTR);
        if (count < 0) {
            error_ = std::strerror(errno);
            return 0;
        }
        taken_ += static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
    }
    std::uint64_t stored_bytes_read() const override { return taken_; }

private:
    Descriptor descriptor_;
    std::uint64_t taken_ = 0;
};

/// The parts of a path, the first one last.
std::vector<std::string> parts_reversed(const std::filesystem::path& path) {
    std::vector<std::string> parts;
    for (const auto& part : path)
        if (!part.empty() && part != ".") parts.push_back(part.string());
    std::ranges::reverse(parts);
    return parts;
}

/// What a link in a folder leads to; empty if it is none.
std::string read_link(int folder, const std::string& name) {
    std::string target(4096, '\0');
    const ssize_t size = ::readlinkat(folder, name.c_str(), target.data(), target.size());
    target.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return target;
}

/// Opens part by part what lies in a folder. Every link on the way is followed by hand, so that none leads out.
Descriptor open_inside(const std::string& folder, const std::string& path, std::string& error) {
    constexpr int most_links = 40;
    constexpr int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    std::vector<Descriptor> way;  // from the folder inward
    way.emplace_back(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
    if (!way.back()) error = std::strerror(errno);
    std::vector<std::string> rest = parts_reversed(path);
    if (std::filesystem::path(path).is_absolute() || std::ranges::find(rest, "..") != rest.end()) error = leads_out;
    int links = 0;
    while (error.empty() && !rest.empty()) {
        const std::string name = rest.back();
        rest.pop_back();
        if (name == "..") {
            way.pop_back();
            if (way.empty()) error = leads_out;
            continue;
        }
        Descriptor next(::openat(way.back().get(), name.c_str(), flags));
        if (next) {
            way.push_back(std::move(next));
            continue;
        }
        const int reason = errno;
        const std::string target = read_link(way.back().get(), name);
        if (target.empty() || ++links > most_links) {
            error = std::strerror(target.empty() ? reason : ELOOP);
        } else if (std::filesystem::path(target).is_absolute()) {
            error = leads_out;
        } else {
            std::ranges::move(parts_reversed(target), std::back_inserter(rest));
        }
    }
    return error.empty() ? std::move(way.back()) : Descriptor();
}

class MemoryBytes final : public ByteSource {
public:
    explicit MemoryBytes(std::string_view bytes) : bytes_(bytes) {}
    std::size_t read(char* to, std::size_t room) override {
        const std::size_t count = bytes_.copy(to, room);
        bytes_.remove_prefix(count);
        taken_ += count;
        return count;
    }
    std::uint64_t stored_bytes_read() const override { return taken_; }

private:
    std::string_view bytes_;
    std::uint64_t taken_ = 0;
};

class ReplayedBytes final : public ByteSource {
public:
    ReplayedBytes(std::string head, std::unique_ptr<ByteSource> rest) : head_(std::move(head)), rest_(std::move(rest)) {
        error_ = rest_->error();
    }
    std::size_t read(char* to, std::size_t room) override {
        if (head_.empty()) {
            const std::size_t count = rest_->read(to, room);
            error_ = rest_->error();
            return count;
        }
        const std::size_t count = head_.copy(to, room);
        head_.erase(0, count);
        return count;
    }
    std::uint64_t stored_bytes_read() const override { return rest_->stored_bytes_read(); }

private:
    std::string head_;
    std::unique_ptr<ByteSource> rest_;
};

#if CAUCUS_TALLY_HAS_ZLIB || CAUCUS_TALLY_HAS_ZSTD
/// Ends what a few bytes expand to without end. Text is compressed to a hundredth at most.
class BoundedBytes final : public ByteSource {
public:
    explicit BoundedBytes(std::unique_ptr<ByteSource> bytes) : bytes_(std::move(bytes)) { error_ = bytes_->error(); }
    std::size_t read(char* to, std::size_t room) override {
        if (!error_.empty()) return 0;
        const std::size_t count = bytes_->read(to, room);
        given_ += count;
        error_ = bytes_->error();
        if (given_ <= always_allowed || given_ / most_expansion <= bytes_->stored_bytes_read()) return count;
        error_ = fmt::format("the compressed data expands to more than {} times its size: decompress it first",
                             most_expansion);
        return 0;
    }
    std::uint64_t stored_bytes_read() const override { return bytes_->stored_bytes_read(); }

private:
    static constexpr std::uint64_t most_expansion = 1000;
    static constexpr std::uint64_t always_allowed = std::uint64_t{16} << 20;

    std::unique_ptr<ByteSource> bytes_;
    std::uint64_t given_ = 0;
};

constexpr std::string_view truncated = "the compressed data ends too early";
constexpr std::string_view damaged = "the compressed data is damaged";
#endif

#if !CAUCUS_TALLY_HAS_ZLIB || !CAUCUS_TALLY_HAS_ZSTD
class UnreadableBytes final : public ByteSource {
public:
    explicit UnreadableBytes(std::string_view why) { error_ = why; }
    std::size_t read(char*, std::size_t) override { return 0; }
    std::uint64_t stored_bytes_read() const override { return 0; }
};
#endif

#if CAUCUS_TALLY_HAS_ZLIB
class GzipBytes final : public ByteSource {
public:
    explicit GzipBytes(std::unique_ptr<ByteSource> compressed) : compressed_(std::move(compressed)) {
        constexpr int gzip_only = 16;  // zlib's flag: a gzip header and nothing else
        if (inflateInit2(&stream_, MAX_WBITS + gzip_only) != Z_OK) error_ = "out of memory";
    }
    ~GzipBytes() override { inflateEnd(&stream_); }

    std::size_t read(char* to, std::size_t room) override {
        const auto wanted = static_cast<uInt>(std::min<std::size_t>(room, std::numeric_limits<uInt>::max()));
        stream_.next_out = reinterpret_cast<Bytef*>(to);
        stream_.avail_out = wanted;
        while (error_.empty() && stream_.avail_out == wanted) {
            if (stream_.avail_in == 0 && !refill()) break;
            if (between_members_) {
                inflateReset(&stream_);
                between_members_ = false;
            }
            const int status = inflate(&stream_, Z_NO_FLUSH);
            between_members_ = status == Z_STREAM_END;
            if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) error_ = damaged;
        }
        return wanted - stream_.avail_out;
    }
    std::uint64_t stored_bytes_read() const override { return compressed_->stored_bytes_read(); }

private:
    bool refill() {
        const std::size_t count = compressed_->read(input_.data(), input_.size());
        stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
        stream_.avail_in = static_cast<uInt>(count);
        if (count > 0) return true;
        error_ = compressed_->error();
        if (error_.empty() && !between_members_) error_ = truncated;
        return false;
    }

    std::unique_ptr<ByteSource> compressed_;
    std::array<char, block> input_{};
    z_stream stream_{};
    bool between_members_ = false;
};
#endif

#if CAUCUS_TALLY_HAS_ZSTD
class ZstdBytes final : public ByteSource {
public:
    explicit ZstdBytes(std::unique_ptr<ByteSource> compressed)
        : compressed_(std::move(compressed)), stream_(ZSTD_createDStream()) {
        if (!stream_) error_ = "out of memory";
    }

    std::size_t read(char* to, std::size_t room) override {
        ZSTD_outBuffer output{to, room, 0};
        while (error_.empty() && output.pos == 0) {
            // Even without new input the decoder may still hold output of the frame it is in.
            if (chunk_.pos == chunk_.size && !refill() && between_frames_) break;
            const std::size_t input_before = chunk_.pos;
            const std::size_t status = ZSTD_decompressStream(stream_.get(), &output, &chunk_);
            if (ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge)
                error_ = "compressed with a window of more than 128 MiB: pipe it through zstd -dc --long=31";
            else if (ZSTD_isError(status) != 0)
                error_ = damaged;
            else if (output.pos == 0 && chunk_.pos == input_before && chunk_.size == 0 && error_.empty())
                error_ = truncated;
            between_frames_ = status == 0;
        }
        return output.pos;
    }
    std::uint64_t stored_bytes_read() const override { return compressed_->stored_bytes_read(); }

private:
    struct FreeStream {
        void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
    };

    bool refill() {
        chunk_ = {input_.data(), compressed_->read(input_.data(), input_.size()), 0};
        if (chunk_.size == 0) error_ = compressed_->error();
        return chunk_.size > 0;
    }

    std::unique_ptr<ByteSource> compressed_;
    std::unique_ptr<ZSTD_DStream, FreeStream> stream_;
    std::array<char, block> input_{};
    ZSTD_inBuffer chunk_{};
    bool between_frames_ = true;
};
#endif

std::unique_ptr<ByteSource> decompress_gzip(std::unique_ptr<ByteSource> compressed) {
#if CAUCUS_TALLY_HAS_ZLIB
    return std::make_unique<BoundedBytes>(std::make_unique<GzipBytes>(std::move(compressed)));
#else
    return std::make_unique<UnreadableBytes>(
        "compressed with gzip, which this build cannot read: pipe it through gzip -dc");
#endif
}

std::unique_ptr<ByteSource> decompress_zstd(std::unique_ptr<ByteSource> compressed) {
#if CAUCUS_TALLY_HAS_ZSTD
    return std::make_unique<BoundedBytes>(std::make_unique<ZstdBytes>(std::move(compressed)));
#else
    return std::make_unique<UnreadableBytes>(
        "compressed with zstd, which this build cannot read: pipe it through zstd -dc");
#endif
}

std::unique_ptr<ByteSource> see_through_compression(std::unique_ptr<ByteSource> source) {
    std::string head(4, '\0');
    head.resize(read_fully(*source, head.data(), head.size()));
    const bool gzip = head.starts_with("\x1F\x8B"sv);
    const bool zstd = head == "\x28\xB5\x2F\xFD"sv;
    auto replayed = std::make_unique<ReplayedBytes>(std::move(head), std::move(source));
    if (gzip) return decompress_gzip(std::move(replayed));
    if (zstd) return decompress_zstd(std::move(replayed));
    return replayed;
}

}  // namespace

std::unique_ptr<ByteSource> open_source(const std::string& path) {
    return see_through_compression(std::make_unique<FileBytes>(path));
}

std::unique_ptr<ByteSource> open_beneath(const std::string& folder, const std::string& path) {
    std::string error;
    Descriptor file = open_inside(folder, path, error);
    if (!file) {
        const std::string named = error == leads_out ? path : (std::filesystem::path(folder) / path).string();
        throw FileError(fmt::format("{}: {}", named, error));
    }
    return see_through_compression(std::make_unique<FileBytes>(std::move(file)));
}

std::unique_ptr<ByteSource> open_memory(std::string_view bytes) {
    return see_through_compression(std::make_unique<MemoryBytes>(bytes));
}

std::size_t read_fully(ByteSource& source, char* to, std::size_t room) {
    std::size_t filled = 0;
    while (filled < room) {
        const std::size_t count = source.read(to + filled, room - filled);
        if (count == 0) break;
        filled += count;
    }
    return filled;
}

Source read_source(ByteSource& bytes, std::string name, std::size_t max_bytes, std::size_t expected) {
    Source source{std::move(name), {}};
    std::size_t room = expected > 0 ? std::min(expected, max_bytes) + 1 : block;
    for (std::size_t used = 0;; room = std::max(block, used)) {
        source.text.resize(used + room);
        const std::size_t count = read_fully(bytes, source.text.data() + used, room);
        used += count;
        if (used > max_bytes)
            throw FileError(
                fmt::format("{}: larger than {} MiB; large tables belong in CSV files", source.name, max_bytes >> 20));
        if (count == room) continue;
        source.text.resize(used);
        break;
    }
    if (!bytes.error().empty()) throw FileError(fmt::format("{}: {}", source.name, bytes.error()));
    return source;
}

Source read_source(const std::string& path, std::size_t max_bytes) {
    struct stat status {};
    const bool sized = path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
    return read_source(*open_source(path), input_name(path), max_bytes,
                       sized ? static_cast<std::size_t>(status.st_size) : 0);
}

bool can_be_read_again(const std::string& path) {
    struct stat status {};
    return path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

std::string real_path(const std::string& path) {
    std::error_code error;
    const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
    return error ? path : real.string();
}

std::string input_name(const std::string& path) {
    return path == "-" ? "<stdin>" : path;
}

TextKind kind_of_text(std::string_view head) {
    if (head.starts_with(byte_order_mark)) head.remove_prefix(byte_order_mark.size());
    if (head.starts_with("PK\x03\x04"sv)) return TextKind::archive;
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"sv), head.size()));
    if (head.empty()) return TextKind::blank;
    // "{{" and "{|" begin a template and a table of wikitext.
    const bool wikitext = head.starts_with("{{"sv) || head.starts_with("{|"sv);
    if (!wikitext && (head.front() == '{' || head.front() == '[')) return TextKind::json;
    for (const std::string_view start : {"<!doctype"sv, "<html"sv})
        if (lower_case(head.substr(0, start.size())) == start) return TextKind::web_page;
    return TextKind::other;
}

InputKind find_kind(const std::string& path) {
    const std::string name = lower_case(path);
    if (name.ends_with(contest_ending)) return {};
    constexpr std::size_t step = kind_bytes;
    if (std::ranges::any_of(table_endings, [&](std::string_view ending) { return name.ends_with(ending); })) {
        InputKind table{.is_table = true, .bytes = {}};
        if (can_be_read_again(path)) {
            table.head.resize(step);
            table.head.resize(read_fully(*open_source(path), table.head.data(), step));
        }
        return table;
    }
    // A pipe hands over what it has so far, be it a single byte, and what comes first may be all blank.
    constexpr std::size_t most = std::size_t{1} << 20;
    auto bytes = open_source(path);
    std::string head;
    TextKind found = TextKind::blank;
    for (std::size_t count = step; count == step && found == TextKind::blank && head.size() < most;) {
        const std::size_t used = head.size();
        head.resize(used + step);
        count = read_fully(*bytes, head.data() + used, step);
        head.resize(used + count);
        found = kind_of_text(head);
    }
    const bool is_table = bytes->error().empty() && found != TextKind::json && found != TextKind::blank;
    InputKind kind{.is_table = is_table, .by_name = false, .head = head, .bytes = {}};
    if (!can_be_read_again(path)) kind.bytes = std::make_unique<ReplayedBytes>(std::move(head), std::move(bytes));
    return kind;
}

std::unique_ptr<ByteSource> open_kind(InputKind& kind, const std::string& path) {
    return kind.bytes ? std::move(kind.bytes) : open_source(path);
}

}  // namespace caucus_tally
