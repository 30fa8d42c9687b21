# SPDX-License-Identifier: MIT
# Each dependency: the system's package where it is good enough, else a pinned release by its digest.
include(FetchContent)
option(CAUCUS_TALLY_FETCH "Fetch the source of a dependency that is not installed; OFF: fail instead" ON)

# A macro, for find_package() sets variables that later files read.
macro(caucus_tally_dependency name version url sha256)
    if(CAUCUS_TALLY_FETCH)
        FetchContent_Declare(${name} URL ${url} URL_HASH SHA256=${sha256} DOWNLOAD_EXTRACT_TIMESTAMP ON SYSTEM
                             FIND_PACKAGE_ARGS ${version} ${ARGN})
        FetchContent_MakeAvailable(${name})
    else()
        find_package(${name} ${version} REQUIRED ${ARGN})
    endif()
endmacro()

# What is fetched is built in, not installed beside us.
set(FMT_INSTALL OFF)
set(UTF8PROC_INSTALL OFF)
set(PUGIXML_INSTALL OFF)

caucus_tally_dependency(nlohmann_json 3.11 https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
    d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)
caucus_tally_dependency(fmt 9 https://github.com/fmtlib/fmt/archive/refs/tags/10.2.1.tar.gz
    1250e4cc58bf06ee631567523f48848dc4596133e163f02615c97f78bab6c811)
include(Fmt)
caucus_tally_dependency(pugixml 1.11 https://github.com/zeux/pugixml/releases/download/v1.14/pugixml-1.14.tar.gz
    2f10e276870c64b1db6809050a75e11a897a8d7456c4be5c6b2e35a11168a015)
include(Pugixml)

find_package(Threads REQUIRED)

if(CAUCUS_TALLY_PROGRAM)
    caucus_tally_dependency(CLI11 2.1 https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.2.tar.gz
        f2d893a65c3b1324c50d4e682c0cdc021dd0477ae2c048544f39eed6654b699a)
endif()
if(CAUCUS_TALLY_PROGRAM OR CAUCUS_TALLY_TESTS OR CAUCUS_TALLY_FUZZ)
    include(Utf8proc)
endif()

if(CAUCUS_TALLY_TESTS)
    caucus_tally_dependency(Catch2 "" https://github.com/catchorg/Catch2/archive/refs/tags/v3.5.4.tar.gz
        b7754b711242c167d8f60b890695347f90a1ebc95949a045385114165d606dbb)
    find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
endif()
