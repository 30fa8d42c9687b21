// SPDX-License-Identifier: MIT
#include "base/byte_source.hpp"

#include "base/decompress.hpp"

#include <algorithm>
#include <caucus_tally/source.hpp>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

class FileBytes final : public ByteSource {
public:
    explicit FileBytes(const std::string& path) {
        descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor_ < 0) error_ = std::strerror(errno);
    }
    ~FileBytes() override {
        if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
    }
    std::size_t read(char* to, std::size_t room) override {
        if (!error_.empty()) return 0;
        ssize_t count = 0;
        do count = ::read(descriptor_, to, room);
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
    int descriptor_ = -1;
    std::uint64_t taken_ = 0;
};

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

std::unique_ptr<ByteSource> see_through_compression(std::unique_ptr<ByteSource> source) {
    std::string head(4, '\0');
    head.resize(read_fully(*source, head.data(), head.size()));
    const bool gzip = head.starts_with("\x1F\x8B"sv);
    const bool zstd = head == "\x28\xB5\x2F\xFD"sv;
    auto replayed = replay(std::move(head), std::move(source));
    if (gzip) return decompress_gzip(std::move(replayed));
    if (zstd) return decompress_zstd(std::move(replayed));
    return replayed;
}

}  // namespace

std::unique_ptr<ByteSource> open_source(const std::string& path) {
    return see_through_compression(std::make_unique<FileBytes>(path));
}

bool can_be_read_again(const std::string& path) {
    struct stat status {};
    return path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

std::unique_ptr<ByteSource> open_memory(std::string_view bytes) {
    return see_through_compression(std::make_unique<MemoryBytes>(bytes));
}

std::unique_ptr<ByteSource> replay(std::string head, std::unique_ptr<ByteSource> rest) {
    return std::make_unique<ReplayedBytes>(std::move(head), std::move(rest));
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

void fail_too_large(const std::string& name, std::size_t max_bytes) {
    throw FileError(fmt::format("{}: larger than {} MiB; large tables belong in CSV files", name, max_bytes >> 20));
}

}  // namespace caucus_tally
