// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace caucus_tally {

/// Bytes in a row, once: a file, a pipe, memory, or what a compressed one of these holds.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Writes at most `room` bytes and returns how many; 0 at the end, or where reading failed: then error() says why.
    virtual std::size_t read(char* to, std::size_t room) = 0;
    /// Bytes taken so far as they are stored, compressed or not.
    virtual std::uint64_t stored_bytes_read() const = 0;

    /// "Permission denied", "the compressed data ends too early"; empty while all is well.
    const std::string& error() const { return error_; }

protected:
    std::string error_;
};

/// Opens a file, or standard input for "-". What begins like gzip or zstd is decompressed on the way. Failures are in
/// the source's error(), from the start or after some bytes.
std::unique_ptr<ByteSource> open_source(const std::string& path);

/// Whether the same bytes come again when the path is opened again: it is a regular file's.
bool can_be_read_again(const std::string& path);

/// The same as open_source() for bytes in memory, which must outlive the source.
std::unique_ptr<ByteSource> open_memory(std::string_view bytes);

/// A source whose first bytes were already taken, to see what it is: they come again.
std::unique_ptr<ByteSource> replay(std::string head, std::unique_ptr<ByteSource> rest);

/// Reads until `room` bytes are there or the source has no more.
std::size_t read_fully(ByteSource& source, char* to, std::size_t room);

/// Throws the FileError of a file of more than `max_bytes`.
[[noreturn]] void fail_too_large(const std::string& name, std::size_t max_bytes);

}  // namespace caucus_tally
