# SPDX-License-Identifier: MIT
# Run by cpack over what it is about to pack: the licences of the libraries that are compiled in, and for Debian packages
# the man page, changelogs and copyright in the forms that Debian Policy 12 asks for.
file(GLOB_RECURSE license "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*LICENSE")
list(LENGTH license found)
if(NOT found EQUAL 1)
    message(FATAL_ERROR "${CPACK_TEMPORARY_INSTALL_DIRECTORY} has not one LICENSE but ${found}")
endif()
cmake_path(GET license PARENT_PATH documents)
cmake_path(SET share NORMALIZE "${documents}/../..")

foreach(notice IN LISTS CPACK_CAUCUS_TALLY_NOTICES)
    string(REGEX MATCH "^([^=]*)=(.*)$" notice "${notice}")
    set(library ${CMAKE_MATCH_1})
    file(GLOB found "${CMAKE_MATCH_2}")
    if(found)
        list(GET found -1 found)
        configure_file("${found}" "${documents}/libraries/${library}" COPYONLY)
    else()
        message(WARNING "No licence of ${library} at ${CMAKE_MATCH_2}: add it before you give the package to others")
    endif()
endforeach()

if(NOT CPACK_GENERATOR STREQUAL "DEB")
    return()
endif()

file(READ "${license}" license_text)
string(REGEX MATCH "Copyright \\(c\\) ([^\n]*)" found "${license_text}")
set(holder "${CMAKE_MATCH_1}")
string(REGEX REPLACE "^.*\n\n(Permission)" "\\1" license_text "${license_text}")
string(STRIP "${license_text}" license_text)
string(REPLACE "\n\n" "\n.\n" license_text "${license_text}")
string(REPLACE "\n" "\n " license_text "${license_text}")
file(WRITE "${documents}/copyright"
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    "Upstream-Name: ${CPACK_PACKAGE_NAME}\n"
    "Comment: The licences of the libraries that are compiled in are in\n libraries/ beside this file.\n\n"
    "Files: *\nCopyright: ${holder}\nLicense: Expat\n ${license_text}\n")
file(REMOVE "${license}")

string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)  # SOURCE_DATE_EPOCH where it is set
file(WRITE "${documents}/changelog.Debian"
    "${CPACK_PACKAGE_NAME} (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium\n\n"
    "  * What has changed is in changelog.gz.\n\n"
    " -- ${CPACK_DEBIAN_PACKAGE_MAINTAINER}  ${date}\n")
file(RENAME "${documents}/CHANGELOG.md" "${documents}/changelog")
execute_process(COMMAND gzip -9n "${share}/man/man1/caucus-tally.1" "${documents}/changelog" "${documents}/changelog.Debian"
                COMMAND_ERROR_IS_FATAL ANY)
# zsh looks into site-functions below /usr/local; what packages bring has a folder of its own.
file(RENAME "${share}/zsh/site-functions" "${share}/zsh/vendor-completions")
