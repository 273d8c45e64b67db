# SPDX-License-Identifier: EUPL-1.2
# Tests that are scripts of real commands: each tests/end-to-end/*_test.sh is one, and is told where
# the programs lie. An app that one compiles is built as the library is, its sanitizers included.
set(as_built CC=${CMAKE_C_COMPILER} CXX=${CMAKE_CXX_COMPILER})
if(VELDWERK_SANITIZE)
  list(APPEND as_built SANITIZE=-fsanitize=${VELDWERK_SANITIZE})
endif()
veldwerk_seconds_max(seconds_max e2e)
file(GLOB scripts CONFIGURE_DEPENDS end-to-end/*_test.sh)
foreach(script IN LISTS scripts)
  get_filename_component(name ${script} NAME_WE)
  add_test(NAME end_to_end.${name} COMMAND ${script} ${PROJECT_BINARY_DIR}/bin)
  set_tests_properties(end_to_end.${name} PROPERTIES LABELS e2e TIMEOUT ${seconds_max}
    ENVIRONMENT "${as_built}")
endforeach()
