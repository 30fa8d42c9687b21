# SPDX-License-Identifier: MIT
# zlib and zstd, both optional, as caucus_tally_compression: the library reads what it was built with and says so of the rest.
add_library(caucus_tally_compression INTERFACE)

function(caucus_tally_compression_library name header)
    set(names ${ARGN})
    if(CAUCUS_TALLY_STATIC OR CAUCUS_TALLY_FAST_START)
        list(TRANSFORM ARGN REPLACE "(.+)" "lib\\1.a" OUTPUT_VARIABLE static_names)
        list(PREPEND names ${static_names})
    endif()
    find_path(${name}_INCLUDE_DIR ${header})
    find_library(${name}_LIBRARY NAMES ${names})
    mark_as_advanced(${name}_INCLUDE_DIR ${name}_LIBRARY)
    if(${name}_INCLUDE_DIR AND ${name}_LIBRARY)
        target_include_directories(caucus_tally_compression SYSTEM INTERFACE ${${name}_INCLUDE_DIR})
        target_link_libraries(caucus_tally_compression INTERFACE ${${name}_LIBRARY})
        target_compile_definitions(caucus_tally_compression INTERFACE CAUCUS_TALLY_HAS_${name}=1)
    else()
        message(STATUS "${name} not found: files compressed with it will not be read")
    endif()
endfunction()

caucus_tally_compression_library(ZLIB zlib.h z)
caucus_tally_compression_library(ZSTD zstd.h zstd)
