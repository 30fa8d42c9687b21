# SPDX-License-Identifier: MIT
# utf8proc ships no CMake package in the distributions: found by hand or fetched, and offered as
# utf8proc::utf8proc either way.
if(NOT FETCHCONTENT_SOURCE_DIR_UTF8PROC)
    find_path(UTF8PROC_INCLUDE_DIR utf8proc.h)
    set(utf8proc_names utf8proc)
    if(CAUCUS_TALLY_STATIC OR CAUCUS_TALLY_FAST_START)
        set(utf8proc_names libutf8proc.a utf8proc)
    endif()
    find_library(UTF8PROC_LIBRARY NAMES ${utf8proc_names})
    mark_as_advanced(UTF8PROC_INCLUDE_DIR UTF8PROC_LIBRARY)
endif()

if(UTF8PROC_INCLUDE_DIR AND UTF8PROC_LIBRARY)
    add_library(utf8proc::utf8proc UNKNOWN IMPORTED)
    set_target_properties(utf8proc::utf8proc PROPERTIES
        IMPORTED_LOCATION "${UTF8PROC_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${UTF8PROC_INCLUDE_DIR}")
    if(UTF8PROC_LIBRARY MATCHES "\\.a$")
        target_compile_definitions(utf8proc::utf8proc INTERFACE UTF8PROC_STATIC)
    endif()
elseif(CAUCUS_TALLY_FETCH)
    FetchContent_Declare(utf8proc URL https://github.com/JuliaStrings/utf8proc/archive/refs/tags/v2.9.0.tar.gz
        URL_HASH SHA256=18c1626e9fc5a2e192311e36b3010bfc698078f692888940f1fa150547abb0c1
        DOWNLOAD_EXTRACT_TIMESTAMP ON SYSTEM)
    FetchContent_MakeAvailable(utf8proc)
    add_library(utf8proc::utf8proc ALIAS utf8proc)
else()
    message(FATAL_ERROR "utf8proc not found (CAUCUS_TALLY_FETCH is OFF)")
endif()
