# SPDX-License-Identifier: MIT
# What `cpack` makes: an archive of the program, and where there is dpkg a Debian package of it. `cpack --config
# CPackSourceConfig.cmake` makes the archive of the sources.
set(CPACK_PACKAGE_NAME caucus-tally)
set(CPACK_PACKAGE_VENDOR "the caucus-tally authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "tabulate caucus and primary results exactly")
set(CPACK_PACKAGE_DESCRIPTION
"caucus-tally shows what was published of a caucus or primary, adds it up
again, allocates the delegates step by step, and says at which line of which
file a publication contradicts itself. It adds up precinct tables of any size.
Votes, shares and delegates are exact, ties are reported, and the output is
made for people, for scripts and for continuous integration.")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_CURRENT_SOURCE_DIR}/LICENSE)
set(CPACK_SYSTEM_NAME ${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
# The component of the program only: build tree, project, component, folder.
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};${PROJECT_NAME};program;/")
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/package-notices.cmake)
set(CPACK_GENERATOR TGZ)
set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME ${CPACK_PACKAGE_NAME}-${PROJECT_VERSION})
set(CPACK_SOURCE_IGNORE_FILES "/\\.git/" "^${PROJECT_SOURCE_DIR}/build/" "/__pycache__/")

# The licences of what is compiled in go with it: NAME=FILES, as the distribution keeps them or the fetched source has them.
set(notices)
function(caucus_tally_notice name debian_package)
    set(files /usr/share/doc/${debian_package}/copyright)
    string(TOLOWER ${name} fetched)
    if(${fetched}_SOURCE_DIR)
        set(files "${${fetched}_SOURCE_DIR}/LICENSE*")
    endif()
    set(notices ${notices} "${name}=${files}" PARENT_SCOPE)
endfunction()
caucus_tally_notice(CLI11 libcli11-dev)
caucus_tally_notice(fmt libfmt-dev)
caucus_tally_notice(nlohmann_json nlohmann-json3-dev)
if(CAUCUS_TALLY_STATIC OR CAUCUS_TALLY_FAST_START OR caucus_tally_pugixml_source)
    caucus_tally_notice(pugixml libpugixml-dev)
endif()
if(CAUCUS_TALLY_STATIC OR CAUCUS_TALLY_FAST_START)
    caucus_tally_notice(utf8proc libutf8proc-dev)
    if("z" IN_LIST caucus_tally_compression_names)
        caucus_tally_notice(zlib zlib1g-dev)
    endif()
    if("zstd" IN_LIST caucus_tally_compression_names)
        caucus_tally_notice(zstd libzstd-dev)
    endif()
    caucus_tally_notice(libstdc++ libstdc++-[0-9]*-dev)
endif()
if(CAUCUS_TALLY_STATIC)
    caucus_tally_notice(glibc libc6-dev)
endif()
set(CPACK_CAUCUS_TALLY_NOTICES "${notices}")

find_program(DPKG_SHLIBDEPS dpkg-shlibdeps)
mark_as_advanced(DPKG_SHLIBDEPS)
if(DPKG_SHLIBDEPS)
    list(APPEND CPACK_GENERATOR DEB)
endif()
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Who answers for a package is who makes it, and says so as to Debian's own tools.
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${CPACK_PACKAGE_VENDOR} <caucus-tally@noreply.invalid>")
if(DEFINED ENV{DEBFULLNAME} AND DEFINED ENV{DEBEMAIL})
    set(CPACK_DEBIAN_PACKAGE_MAINTAINER "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()
include(CPack)
