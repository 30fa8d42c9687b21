# SPDX-License-Identifier: MIT
# What `cmake --install` puts where, and the CMake package of the library.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/caucus_tally)

# A static library leaves its own libraries to the user's linker: by name, because the paths here are not the user's.
foreach(library IN LISTS caucus_tally_compression_names)
    target_link_libraries(caucus_tally PRIVATE $<INSTALL_INTERFACE:${library}>)
endforeach()
set(caucus_tally_find_fmt)
if(NOT caucus_tally_fmt_source)
    target_link_libraries(caucus_tally PRIVATE $<INSTALL_INTERFACE:fmt::fmt>)
    set(caucus_tally_find_fmt "find_dependency(fmt)")
    set(pkg_config_requires fmt)
endif()
set(caucus_tally_find_pugixml)
if(NOT caucus_tally_pugixml_source)
    target_link_libraries(caucus_tally PRIVATE $<INSTALL_INTERFACE:pugixml::pugixml>)
    set(caucus_tally_find_pugixml "find_dependency(pugixml)")
    list(APPEND pkg_config_requires pugixml)
endif()
list(JOIN pkg_config_requires " " pkg_config_requires)
list(TRANSFORM caucus_tally_compression_names PREPEND "-l" OUTPUT_VARIABLE pkg_config_libraries)
list(JOIN pkg_config_libraries " " pkg_config_libraries)
configure_file(cmake/caucus_tally.pc.in caucus_tally.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/caucus_tally.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

# CMake puts the import prefix before the folder of a header set, even before an absolute one (Nix has such).
set(header_folder ${CMAKE_INSTALL_INCLUDEDIR})
if(IS_ABSOLUTE ${header_folder})
    file(RELATIVE_PATH header_folder ${CMAKE_INSTALL_PREFIX} ${header_folder})
endif()

# Packages hold the program; whoever builds upon the library installs everything.
install(TARGETS caucus_tally EXPORT caucus_tally_targets
    ARCHIVE COMPONENT development
    LIBRARY COMPONENT program NAMELINK_COMPONENT development
    FILE_SET HEADERS DESTINATION ${header_folder} COMPONENT development)
install(EXPORT caucus_tally_targets NAMESPACE caucus_tally:: DESTINATION ${package_folder} COMPONENT development)
configure_package_config_file(cmake/caucus_tally-config.cmake.in caucus_tally-config.cmake
    INSTALL_DESTINATION ${package_folder} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(caucus_tally-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/caucus_tally-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/caucus_tally-config-version.cmake
    DESTINATION ${package_folder} COMPONENT development)

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)

if(CAUCUS_TALLY_PROGRAM)
    install(TARGETS caucus-tally)
    install(FILES docs/caucus-tally.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES docs/completions/caucus-tally.bash RENAME caucus-tally
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES docs/completions/_caucus-tally DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
    install(FILES docs/completions/caucus-tally.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

file(GLOB schemas CONFIGURE_DEPENDS data/*.schema.json)
install(FILES ${schemas} DESTINATION ${CMAKE_INSTALL_DATADIR}/caucus-tally)
# CMAKE_INSTALL_DOCDIR would be named after the project, which is the library; people look for the program.
set(document_folder ${CMAKE_INSTALL_DATADIR}/doc/caucus-tally)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${document_folder})
file(GLOB documents CONFIGURE_DEPENDS docs/*.md docs/*.svg)
install(FILES ${documents} DESTINATION ${document_folder}/docs)
install(DIRECTORY docs/tutorial DESTINATION ${document_folder}/docs)

include(Packages)
