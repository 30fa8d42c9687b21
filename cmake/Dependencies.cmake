# SPDX-License-Identifier: MIT
# Each dependency: the system's package where it is good enough, a pinned source otherwise.
include(FetchContent)

macro(caucus_tally_dependency name version tag repository)
    FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON SYSTEM
                         FIND_PACKAGE_ARGS ${version} ${ARGN})
    FetchContent_MakeAvailable(${name})
endmacro()

caucus_tally_dependency(nlohmann_json 3.11 v3.11.3 https://github.com/nlohmann/json.git)
caucus_tally_dependency(fmt 9 10.2.1 https://github.com/fmtlib/fmt.git)
include(Fmt)

find_package(Threads REQUIRED)

if(CAUCUS_TALLY_PROGRAM)
    caucus_tally_dependency(CLI11 2.1 v2.4.2 https://github.com/CLIUtils/CLI11.git)
endif()
if(CAUCUS_TALLY_PROGRAM OR CAUCUS_TALLY_TESTS OR CAUCUS_TALLY_FUZZ)
    include(Utf8proc)
endif()

if(CAUCUS_TALLY_TESTS)
    caucus_tally_dependency(Catch2 "" v3.5.4 https://github.com/catchorg/Catch2.git)
    find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
endif()
