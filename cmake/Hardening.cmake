# SPDX-License-Identifier: MIT
# What keeps a fault of a program that reads strangers' files from being put to use: no fixed addresses, tables of
# functions that cannot be written after the start, guarded stacks, checked copies and indices, data that cannot be run.
# Sanitizers check more of it themselves, and without optimization there is no FORTIFY.
include(CheckLinkerFlag)

add_library(caucus_tally_hardened INTERFACE)
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
set(all_flags "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type}}")
set(CAUCUS_TALLY_HARDENED OFF)
if(CMAKE_EXECUTABLE_FORMAT STREQUAL "ELF" AND all_flags MATCHES "-O[1-3s]" AND NOT all_flags MATCHES "-fsanitize")
    set(CAUCUS_TALLY_HARDENED ON)
    target_compile_options(caucus_tally_hardened INTERFACE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
                           $<$<NOT:$<BOOL:${BUILD_SHARED_LIBS}>>:-fPIE>)
    target_compile_definitions(caucus_tally_hardened INTERFACE _GLIBCXX_ASSERTIONS)
    # Options of the program's link alone: what users of the library link is theirs.
    set(caucus_tally_hardened_link -Wl,-z,relro,-z,now -Wl,-z,separate-code -Wl,-z,noexecstack)
    if(CAUCUS_TALLY_STATIC)
        list(APPEND caucus_tally_hardened_link -static-pie)
    else()
        list(APPEND caucus_tally_hardened_link -pie)
    endif()
elseif(CAUCUS_TALLY_STATIC)
    set(caucus_tally_hardened_link -static)
endif()
