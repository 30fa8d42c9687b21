# SPDX-License-Identifier: MIT
# Is docs/checks.md what the program prints? With UPDATE_GOLDEN=1 it becomes so.
execute_process(COMMAND ${PROGRAM} explain --format markdown OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
if("$ENV{UPDATE_GOLDEN}" STREQUAL "1")
    file(WRITE "${PAGE}" "${printed}")
endif()
file(READ "${PAGE}" recorded)
if(NOT printed STREQUAL recorded)
    message(FATAL_ERROR "docs/checks.md is not up to date: caucus-tally explain --format markdown > docs/checks.md")
endif()
