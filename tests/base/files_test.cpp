// SPDX-License-Identifier: MIT
#include "base/files.hpp"

#include "catch.hpp"

#include <filesystem>
#include <fstream>

#if CAUCUS_TALLY_HAS_ZLIB
#include <zlib.h>
#endif
#if CAUCUS_TALLY_HAS_ZSTD
#include <zstd.h>
#endif

using namespace caucus_tally;
using namespace std::string_view_literals;

namespace {

struct Bytes {
    std::string text;
    std::string error;
};

Bytes read_all(std::string_view stored, std::size_t step = 1000) {
    const auto source = open_memory(stored);
    Bytes bytes;
    std::string part(step, '\0');
    while (const std::size_t count = source->read(part.data(), step)) bytes.text.append(part, 0, count);
    bytes.error = source->error();
    return bytes;
}

[[maybe_unused]] std::string long_text() {
    std::string text;
    for (unsigned i = 0; i < 40'000; ++i) text += std::to_string(i * 2654435761U) + "\n";
    return text;
}

}  // namespace

TEST_CASE("plain bytes come as they are, in pieces of any size") {
    for (const std::string_view text : {""sv, "a"sv, "abc"sv, "\x1F"sv, "\x28\xB5\x2F"sv, "some text that is longer"sv})
        for (const std::size_t step : {1U, 2U, 5U, 1000U}) CHECK(read_all(text, step).text == text);
}

TEST_CASE("files are read, and what cannot be read is said") {
    const std::string path = (std::filesystem::temp_directory_path() / "caucus-tally-byte-source-test").string();
    std::ofstream(path, std::ios::binary) << "two\nlines";
    const auto file = open_source(path);
    std::string text(100, '\0');
    text.resize(read_fully(*file, text.data(), text.size()));
    std::filesystem::remove(path);
    CHECK(text == "two\nlines");
    CHECK(file->stored_bytes_read() == 9);
    CHECK(file->error().empty());
    CHECK(open_source(path)->error() == "No such file or directory");
    CHECK(open_source("/")->error() == "Is a directory");
}

TEST_CASE("a whole file is read, unless there is more than is allowed") {
    const std::string path = (std::filesystem::temp_directory_path() / "caucus-tally-read-source-test").string();
    for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 200'000U}) {
        const std::string text(size, 'x');
        std::ofstream(path, std::ios::binary) << text;
        CHECK(read_source(path).text == text);
        CHECK(read_source(path).name == path);
        CHECK(read_source(*open_memory(text), "m", size).text == text);
        if (size > 0)
            CHECK_THROWS_WITH(read_source(path, size - 1),
                              path + ": larger than 0 MiB; large tables belong in CSV files");
    }
    std::filesystem::remove(path);
    CHECK_THROWS_WITH(read_source(path), path + ": No such file or directory");
    CHECK_THROWS_WITH(read_source("/"), "/: Is a directory");
}

TEST_CASE("a text is known by how it begins, behind a byte-order mark and blanks") {
    for (const std::string_view blanks : {""sv, "\xEF\xBB\xBF"sv, "\n\n"sv, "\xEF\xBB\xBF \t\r\n"sv}) {
        const std::string before(blanks);
        CHECK(kind_of_text(before) == TextKind::blank);
        CHECK(kind_of_text(before + "{") == TextKind::json);
        CHECK(kind_of_text(before + "[1]") == TextKind::json);
        CHECK(kind_of_text(before + "<!DOCTYPE html>") == TextKind::web_page);
        CHECK(kind_of_text(before + "<HTML lang=en>") == TextKind::web_page);
        CHECK(kind_of_text(before + "county,precinct") == TextKind::other);
    }
    CHECK(kind_of_text("PK\x03\x04\x14"sv) == TextKind::archive);
    CHECK(kind_of_text("PKW,candidate,votes") == TextKind::other);
}

TEST_CASE("a file of no telling name is a table if its text, however far down it begins, is no JSON") {
    const std::string path = (std::filesystem::temp_directory_path() / "caucus-tally-find-kind-test").string();
    const auto kind = [&](const std::string& text) {
        std::ofstream(path, std::ios::binary) << text;
        const InputKind found = find_kind(path);
        CHECK_FALSE(found.by_name);
        CHECK(found.bytes == nullptr);
        return found.is_table;
    };
    for (const std::size_t blanks : {0U, 1U, 4095U, 4096U, 10'000U}) {
        const std::string before = "\xEF\xBB\xBF" + std::string(blanks, '\n');
        CHECK(kind(before + "a,b\n"));
        CHECK_FALSE(kind(before + "{}"));
        CHECK_FALSE(kind(before));
    }
    std::filesystem::remove(path);
    CHECK(find_kind("no/such.csv.gz").is_table);
    CHECK(find_kind("no/such.csv.gz").by_name);
    CHECK_FALSE(find_kind("no/such.json").is_table);
    CHECK_FALSE(find_kind("no/such").is_table);
}

#if CAUCUS_TALLY_HAS_ZLIB
namespace {

std::string gzip(std::string_view text) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string stored(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(stored.data());
    stream.avail_out = static_cast<uInt>(stored.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    stored.resize(stream.total_out);
    deflateEnd(&stream);
    return stored;
}

}  // namespace

TEST_CASE("gzip is read through, all its members") {
    const std::string text = long_text();
    for (const std::size_t step : {1U, 999U, 1U << 20}) CHECK(read_all(gzip(text), step).text == text);
    const Bytes members = read_all(gzip("first\n") + gzip("") + gzip("second\n"));
    CHECK(members.text == "first\nsecond\n");
    CHECK(members.error.empty());
}

TEST_CASE("gzip that breaks off or is damaged is said, after what could be read") {
    const std::string stored = gzip(long_text());
    for (std::size_t size = 2; size < stored.size(); size += 1 + size / 3) {
        const Bytes cut = read_all(std::string_view(stored).substr(0, size));
        CHECK(cut.error == "the compressed data ends too early");
        CHECK(long_text().starts_with(cut.text));
    }
    std::string damaged = stored;
    damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 1);  // in the checksum
    CHECK(read_all(damaged).error == "the compressed data is damaged");
    CHECK(read_all(stored + "rubbish").error == "the compressed data is damaged");
}
#endif

#if CAUCUS_TALLY_HAS_ZSTD
namespace {

std::string zstd(std::string_view text) {
    std::string stored(ZSTD_compressBound(text.size()), '\0');
    stored.resize(ZSTD_compress(stored.data(), stored.size(), text.data(), text.size(), 3));
    return stored;
}

}  // namespace

TEST_CASE("zstd is read through, all its frames") {
    const std::string text = long_text();
    for (const std::size_t step : {1U, 999U, 1U << 20}) CHECK(read_all(zstd(text), step).text == text);
    const Bytes frames = read_all(zstd("first\n") + zstd("") + zstd("second\n"));
    CHECK(frames.text == "first\nsecond\n");
    CHECK(frames.error.empty());
}

TEST_CASE("zstd that breaks off or is damaged is said, after what could be read") {
    const std::string stored = zstd(long_text());
    for (std::size_t size = 4; size < stored.size(); size += 1 + size / 3) {
        const Bytes cut = read_all(std::string_view(stored).substr(0, size));
        CHECK(cut.error == "the compressed data ends too early");
        CHECK(long_text().starts_with(cut.text));
    }
    std::string damaged = stored;
    damaged[4] = static_cast<char>(0xFF);
    CHECK(read_all(damaged).error == "the compressed data is damaged");
}
#endif
