# SPDX-License-Identifier: MIT
# caucus_tally_pugixml: the XML reader of publications. Distributions ship a shared and mostly a static library; a fetched
# one is compiled into our library, so that whoever links that needs no pugixml.
add_library(caucus_tally_pugixml INTERFACE)
set(caucus_tally_pugixml_source)
if(pugixml_SOURCE_DIR)
    set(caucus_tally_pugixml_source ${pugixml_SOURCE_DIR}/src/pugixml.cpp)
    set_source_files_properties(${caucus_tally_pugixml_source} PROPERTIES SKIP_PRECOMPILE_HEADERS ON COMPILE_OPTIONS -w)
    target_include_directories(caucus_tally_pugixml SYSTEM INTERFACE ${pugixml_SOURCE_DIR}/src)
elseif(TARGET pugixml::static AND (CAUCUS_TALLY_STATIC OR CAUCUS_TALLY_FAST_START))
    target_link_libraries(caucus_tally_pugixml INTERFACE pugixml::static)
else()
    target_link_libraries(caucus_tally_pugixml INTERFACE pugixml::pugixml)
endif()
