# SPDX-License-Identifier: MIT
# caucus_tally_fmt: fmt, compiled once. Distributions ship it as a shared library, which is what their packagers want but
# lengthens every start. Otherwise cmake/fmt.cpp compiles a static copy from the same headers into our library, so that
# whoever links it needs no fmt.
add_library(caucus_tally_fmt INTERFACE)
set(caucus_tally_fmt_source)
get_target_property(fmt_type fmt::fmt TYPE)
set(fmt_is_shared OFF)
if(fmt_type STREQUAL "SHARED_LIBRARY")
    set(fmt_is_shared ON)
endif()
# Versions from 12 on may declare more than cmake/fmt.cpp defines.
if(fmt_VERSION VERSION_GREATER_EQUAL 12 OR (fmt_is_shared AND NOT CAUCUS_TALLY_FAST_START))
    target_link_libraries(caucus_tally_fmt INTERFACE fmt::fmt)
else()
    set(caucus_tally_fmt_source cmake/fmt.cpp)
    set_source_files_properties(cmake/fmt.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    target_include_directories(caucus_tally_fmt SYSTEM INTERFACE
        $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
endif()
