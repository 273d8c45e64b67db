# SPDX-License-Identifier: EUPL-1.2
# The one SQLite of every program: the SQLite3 Multiple Ciphers amalgamation, static and hidden. It
# takes the place of Debian's SQLite::SQLite3, so that Debian's libSQLiteCpp.a uses it too and two
# SQLites never meet in one process.
set(VELDWERK_SQLITE_DIR ${PROJECT_SOURCE_DIR}/build/sqlite-amalgamation)
if(NOT EXISTS ${VELDWERK_SQLITE_DIR}/checksum)
  message(FATAL_ERROR "SQLite is not there yet: run packaging/install.sh once.")
endif()

add_library(veldwerk_sqlite STATIC ${VELDWERK_SQLITE_DIR}/sqlite3.c)
add_library(SQLite::SQLite3 ALIAS veldwerk_sqlite)
target_include_directories(veldwerk_sqlite SYSTEM PUBLIC ${VELDWERK_SQLITE_DIR})
target_compile_definitions(veldwerk_sqlite
  PUBLIC SQLITE_ENABLE_COLUMN_METADATA
  PRIVATE
    SQLITE_THREADSAFE=1
    SQLITE_DQS=0
    SQLITE_DEFAULT_MEMSTATUS=0
    SQLITE_ENABLE_JSON1
    # AEGIS where the processor has AES, ChaCha20 elsewhere; the others only cost compile time.
    HAVE_CIPHER_AES_128_CBC=0
    HAVE_CIPHER_AES_256_CBC=0
    HAVE_CIPHER_SQLCIPHER=0
    HAVE_CIPHER_RC4=0
    HAVE_CIPHER_ASCON128=0)
# Its warnings are not ours to mend, and it is slow enough to matter at -O0. The AES instructions
# are chosen at run time: the source marks the functions that need them.
target_compile_options(veldwerk_sqlite PRIVATE -w -O2)
set_target_properties(veldwerk_sqlite PROPERTIES C_VISIBILITY_PRESET hidden C_EXTENSIONS ON)
# Its locks must be seen, or every access they protect is reported as a race.
if(VELDWERK_SANITIZE MATCHES "thread")
  target_compile_options(veldwerk_sqlite PRIVATE -fsanitize=thread)
endif()
target_link_libraries(veldwerk_sqlite PRIVATE Threads::Threads ${CMAKE_DL_LIBS} m)

set(SQLite3_INCLUDE_DIR ${VELDWERK_SQLITE_DIR})
set(SQLite3_LIBRARY veldwerk_sqlite)
find_package(SQLiteCpp REQUIRED)
