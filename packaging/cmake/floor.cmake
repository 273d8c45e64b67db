# SPDX-License-Identifier: EUPL-1.2
# Sources are found by folder, so that adding a file is a matter of putting it in its room: nobody
# edits a list, and two people never meet in one. CONFIGURE_DEPENDS looks again before each build.

# veldwerk_sources(<variable> <folder>...): the .cpp files below the folders.
function(veldwerk_sources variable)
  list(TRANSFORM ARGN APPEND "/*.cpp")
  file(GLOB_RECURSE found CONFIGURE_DEPENDS ${ARGN})
  set(${variable} ${found} PARENT_SCOPE)
endfunction()

# Headers of others that most units read, parsed once for each target. Off in the release preset,
# whose units must each include what they use.
option(VELDWERK_PRECOMPILE "parse the common headers once" OFF)
set(VELDWERK_COMMON_HEADERS
  <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <span>
  <sstream> <stdexcept> <string> <string_view> <utility> <variant> <vector> <tl/expected.hpp>)

# veldwerk_precompile(<target> [<header>...]): those, and what the target adds.
function(veldwerk_precompile target)
  if(VELDWERK_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${VELDWERK_COMMON_HEADERS} ${ARGN})
  endif()
endfunction()

# veldwerk_floor(<name> FOLDERS <folder>... LINKS <target>...): a static library of the folders; as
# long as they hold no source it is an empty interface, so that what stands above still configures.
function(veldwerk_floor name)
  cmake_parse_arguments(PARSE_ARGV 1 floor "" "" "FOLDERS;LINKS")
  veldwerk_sources(sources ${floor_FOLDERS})
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC veldwerk_rigour ${floor_LINKS})
    veldwerk_precompile(${name})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE veldwerk_rigour ${floor_LINKS})
  endif()
endfunction()

# veldwerk_program(<name> FOLDERS <folder>... LINKS <target>...): a program, once it has sources.
function(veldwerk_program name)
  cmake_parse_arguments(PARSE_ARGV 1 program "" "" "FOLDERS;LINKS")
  veldwerk_sources(sources ${program_FOLDERS})
  if(sources)
    add_executable(${name} ${sources})
    target_link_libraries(${name} PRIVATE veldwerk_rigour ${program_LINKS})
    veldwerk_precompile(${name})
  endif()
endfunction()

# veldwerk_objects(<variable> <target>...): the object files of those targets that have any.
function(veldwerk_objects variable)
  set(objects)
  foreach(target IN LISTS ARGN)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "STATIC_LIBRARY")
      list(APPEND objects $<TARGET_OBJECTS:${target}>)
    endif()
  endforeach()
  set(${variable} ${objects} PARENT_SCOPE)
endfunction()
