# SPDX-License-Identifier: MIT
# What `cmake --install` puts where, the CMake package of the library, and archives of both (cpack).
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/caucus_tally)

# A static library leaves its own libraries to the user's linker: by name, for the paths here are not those of the user.
get_target_property(compression_libraries caucus_tally_compression INTERFACE_LINK_LIBRARIES)
foreach(library IN LISTS compression_libraries)
    if(library MATCHES "/lib([^/.]+)[^/]*$")
        target_link_libraries(caucus_tally PRIVATE $<INSTALL_INTERFACE:${CMAKE_MATCH_1}>)
    endif()
endforeach()

install(TARGETS caucus_tally EXPORT caucus_tally_targets FILE_SET HEADERS)
install(EXPORT caucus_tally_targets NAMESPACE caucus_tally:: DESTINATION ${package_folder})
configure_package_config_file(cmake/caucus_tally-config.cmake.in caucus_tally-config.cmake
    INSTALL_DESTINATION ${package_folder} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(caucus_tally-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/caucus_tally-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/caucus_tally-config-version.cmake
    DESTINATION ${package_folder})

if(CAUCUS_TALLY_PROGRAM)
    install(TARGETS caucus-tally)
endif()

file(GLOB schemas CONFIGURE_DEPENDS data/*.schema.json)
install(FILES ${schemas} DESTINATION ${CMAKE_INSTALL_DATADIR}/caucus-tally)
file(GLOB documents CONFIGURE_DEPENDS LICENSE README.md CHANGELOG.md)
install(FILES ${documents} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/caucus-tally)

set(CPACK_PACKAGE_NAME caucus-tally)
set(CPACK_PACKAGE_VENDOR "the caucus-tally authors")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_CURRENT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR TGZ)
include(CPack)
