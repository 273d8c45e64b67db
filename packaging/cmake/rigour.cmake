# SPDX-License-Identifier: EUPL-1.2
# How strictly our own code is compiled: warnings are errors with g++ 12 and clang 14 alike, and
# VELDWERK_SANITIZE (set by the presets asan and tsan) adds its sanitizers to all of it.
set(VELDWERK_SANITIZE "" CACHE STRING "sanitizers for our own code, as -fsanitize takes them")

add_library(veldwerk_rigour INTERFACE)
target_include_directories(veldwerk_rigour INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(veldwerk_rigour INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Werror
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
    -Wextra-semi>
  # An options struct is filled by designated initialisers, and what is left out has its default.
  -Wno-missing-field-initializers)

if(VELDWERK_SANITIZE)
  target_compile_options(veldwerk_rigour INTERFACE
    -fsanitize=${VELDWERK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(veldwerk_rigour INTERFACE -fsanitize=${VELDWERK_SANITIZE})
endif()

# libFuzzer comes with clang and wants the address sanitizer beside it.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND VELDWERK_SANITIZE MATCHES "address")
  set(VELDWERK_FUZZING ON)
else()
  set(VELDWERK_FUZZING OFF)
endif()
