# SPDX-License-Identifier: EUPL-1.2
# Programs in plain C that see libveldwerk.so as an app does: through veldwerk.h alone. One below
# tests/client-sdk is a quick test by itself; one below tests/end-to-end is only built, for a test
# there to start beside an office.
if(NOT TARGET veldwerk_sdk)
  return()
endif()
# What the library shows is a promise: a name that appears or goes is a decision.
add_test(NAME exported_symbols COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/client-sdk/exported_symbols.sh
  ${CMAKE_NM} $<TARGET_FILE:veldwerk_sdk>)
set_tests_properties(exported_symbols PROPERTIES LABELS quick TIMEOUT 30)

veldwerk_seconds_max(seconds_max quick)
file(GLOB_RECURSE c_programs CONFIGURE_DEPENDS client-sdk/*.c end-to-end/*.c)
foreach(source IN LISTS c_programs)
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE veldwerk_rigour veldwerk_sdk)
  # The sanitizers' run-time for C++ must be in the program when the library is instrumented.
  if(VELDWERK_SANITIZE)
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  endif()
  if(source MATCHES "/tests/client-sdk/")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "quick;threads" TIMEOUT ${seconds_max}
      ENVIRONMENT "${VELDWERK_TEST_ENVIRONMENT}")
    add_dependencies(veldwerk_threads ${name})
  else()
    foreach(driver client_sdk_tests end_to_end_tests)
      if(TARGET ${driver})
        add_dependencies(${driver} ${name})
      endif()
    endforeach()
  endif()
endforeach()
