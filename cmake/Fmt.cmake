# SPDX-License-Identifier: MIT
# caucus_tally_fmt: fmt, compiled once. Distributions ship it as a shared library only. That is what their packagers want;
# where the program is to start fast, cmake/fmt.cpp compiles a static copy from the same headers into the library.
add_library(caucus_tally_fmt INTERFACE)
get_target_property(fmt_type fmt::fmt TYPE)
set(caucus_tally_fmt_source)
# Later versions may declare more than cmake/fmt.cpp defines: for them the shared library has to do.
if(CAUCUS_TALLY_FAST_START AND fmt_type STREQUAL "SHARED_LIBRARY" AND fmt_VERSION VERSION_LESS 12)
    set(caucus_tally_fmt_source cmake/fmt.cpp)
    set_source_files_properties(cmake/fmt.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    get_target_property(fmt_include fmt::fmt INTERFACE_INCLUDE_DIRECTORIES)
    target_include_directories(caucus_tally_fmt SYSTEM INTERFACE ${fmt_include})
else()
    target_link_libraries(caucus_tally_fmt INTERFACE fmt::fmt)
endif()
