# SPDX-License-Identifier: MIT
# embed_data(VARIABLE FILES...): compiles the contest files into the program. Sets VARIABLE to a generated C++ source
# that defines caucus_tally::builtin_contests(), sorted by id, which is the file's name without its ending.
function(embed_data variable)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/builtin_data.cpp")
    file(GLOB files CONFIGURE_DEPENDS ${ARGN})
    list(FILTER files EXCLUDE REGEX "\\.schema\\.json$")
    list(SORT files)
    set(text "#include <caucus_tally/builtin.hpp>\n#include <array>\n\nnamespace caucus_tally {\n")
    list(LENGTH files count)
    string(APPEND text "std::span<const BuiltinContest> builtin_contests() {\n"
                       "    static constexpr std::array<BuiltinContest, ${count}> contests = {{\n")
    foreach(file IN LISTS files)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
        get_filename_component(id "${file}" NAME_WE)
        file(READ "${file}" content)
        string(APPEND text "        {\"${id}\", R\"embedded(${content})embedded\"},\n")
    endforeach()
    string(APPEND text "    }};\n    return contests;\n}\n}  // namespace caucus_tally\n")
    file(CONFIGURE OUTPUT "${source}" CONTENT "${text}" @ONLY)
    set(${variable} "${source}" PARENT_SCOPE)
endfunction()

# embed_text(NAME FILE): compiles a text into the program. Sets NAME to a generated C++ source that defines
# caucus_tally::NAME(), the text as it is in the file.
function(embed_text name file)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
    file(READ "${file}" content)
    file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT
"#include <string_view>

namespace caucus_tally {
std::string_view ${name}() {
    return R\"embedded(${content})embedded\";
}
}  // namespace caucus_tally
")
    set(${name} "${source}" PARENT_SCOPE)
endfunction()
