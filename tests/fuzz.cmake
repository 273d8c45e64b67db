# SPDX-License-Identifier: EUPL-1.2
# One program per file of tests/fuzz, seeded from tests/fuzz/corpus/<name> if that exists. As a
# quick test it makes a fixed number of runs from a fixed seed; for a long hunt start the program
# below bin/tests by hand. Only clang's asan preset has the fuzzer's run-time.
if(NOT VELDWERK_FUZZING)
  return()
endif()
veldwerk_seconds_max(seconds_max quick)
file(GLOB fuzzers CONFIGURE_DEPENDS fuzz/*.cpp)
foreach(source IN LISTS fuzzers)
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE veldwerk_rigour veldwerk_carriage)
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  set(corpus)
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${name})
    # The first folder takes what the fuzzer finds, and it must not be the committed one.
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/found/${name})
    set(corpus ${CMAKE_CURRENT_BINARY_DIR}/found/${name}
      ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${name})
  endif()
  add_test(NAME ${name}
    COMMAND ${name} -runs=20000 -seed=1 -max_len=4096 -rss_limit_mb=1024 ${corpus})
  set_tests_properties(${name} PROPERTIES LABELS quick TIMEOUT ${seconds_max})
endforeach()
