# SPDX-License-Identifier: EUPL-1.2
# The libraries of others, all from Debian but SQLite, which is compiled here (sqlite.cmake).
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(cereal REQUIRED)
find_package(tl-expected REQUIRED)
find_package(zstd REQUIRED)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
find_package(rapidcheck REQUIRED)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(ical REQUIRED IMPORTED_TARGET libical)

# Asio standalone has no package file of its own, and is compiled once for all (asio.cpp).
find_path(VELDWERK_ASIO_DIR asio.hpp REQUIRED)
add_library(veldwerk_asio STATIC ${CMAKE_CURRENT_LIST_DIR}/asio.cpp)
target_include_directories(veldwerk_asio SYSTEM PUBLIC ${VELDWERK_ASIO_DIR})
# Whether Asio takes its memory from aligned_alloc or from operator new depends on what a unit
# included before it, and one unit frees what another took: all of them use operator new.
target_compile_definitions(veldwerk_asio PUBLIC
  ASIO_STANDALONE ASIO_SEPARATE_COMPILATION ASIO_DISABLE_STD_ALIGNED_ALLOC)
target_compile_options(veldwerk_asio PRIVATE -w)
target_link_libraries(veldwerk_asio
  PUBLIC OpenSSL::SSL Threads::Threads
  # The sanitizers must see its locks as well as ours.
  PRIVATE veldwerk_rigour)

include(sqlite)
