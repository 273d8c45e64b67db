# SPDX-License-Identifier: EUPL-1.2
# The simulated world: a library of tests/simulation, the command veldwerk-simulate (main.cpp) and
# the tests of it (*_test.cpp), which run a bounded number of seeds.
veldwerk_sources(world simulation)
list(FILTER world EXCLUDE REGEX "(_test|/simulation/main)\\.cpp$")
add_library(veldwerk_world STATIC ${world})
target_link_libraries(veldwerk_world PUBLIC veldwerk_office veldwerk_device)
veldwerk_precompile(veldwerk_world)

add_executable(veldwerk-simulate simulation/main.cpp)
target_link_libraries(veldwerk-simulate PRIVATE veldwerk_world)
set_target_properties(veldwerk-simulate PROPERTIES
  RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

veldwerk_tests(simulation_tests
  TIER quick FOLDERS simulation ONLY "_test\\.cpp$" LINKS veldwerk_world)

veldwerk_seconds_max(seconds_max quick)
# Every commit tries worlds that nobody tried before.
add_test(NAME simulation.TheCommitIsASeed
  COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/simulation/seed_of_commit.sh
    $<TARGET_FILE:veldwerk-simulate> ${PROJECT_SOURCE_DIR})
set_tests_properties(simulation.TheCommitIsASeed PROPERTIES LABELS quick TIMEOUT ${seconds_max})

# veldwerk_canary(<name> UNIT <file> RIGHT <text> WRONG <text> BREAKS <promise>): the simulator
# with one unit of the product in which that text is wrong. The linker takes the unit's names from
# it before it looks into the floors. A simulator that does not sing proves nothing.
function(veldwerk_canary name)
  cmake_parse_arguments(PARSE_ARGV 1 canary "" "UNIT;RIGHT;WRONG;BREAKS" "")
  set(unit ${PROJECT_SOURCE_DIR}/${canary_UNIT})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${unit})
  file(READ ${unit} right)
  string(REPLACE "${canary_RIGHT}" "${canary_WRONG}" wrong "${right}")
  if(wrong STREQUAL right)
    message(FATAL_ERROR "${canary_UNIT} no longer says \"${canary_RIGHT}\": mend the canary ${name}")
  endif()
  set(sabotaged ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${sabotaged} CONTENT "${wrong}" @ONLY)
  add_executable(${name} simulation/main.cpp ${sabotaged})
  target_link_libraries(${name} PRIVATE veldwerk_world)
  add_test(NAME simulation.${name} COMMAND ${name} --first 1 --seeds 40)
  set_tests_properties(simulation.${name} PROPERTIES
    LABELS quick TIMEOUT ${seconds_max} PASS_REGULAR_EXPRESSION "  ${canary_BREAKS} .*replay with")
endfunction()

veldwerk_canary(veldwerk-simulate-canary
  UNIT protocol/merge/in_force.cpp
  RIGHT "case Merge::contested: return contested_winner(cell)"
  WRONG "case Merge::contested: return latest(cell)"
  BREAKS P3)
veldwerk_canary(canary-that-loses-replaces
  UNIT protocol/merge/merge.cpp
  RIGHT "for (const auto& stamp : write.replaces) cell.replace(stamp, by_act)"
  WRONG "if (by_act) for (const auto& stamp : write.replaces) cell.replace(stamp, by_act)"
  BREAKS P3)
veldwerk_canary(canary-that-trusts-the-order
  UNIT protocol/merge/merge.cpp
  RIGHT "else state_.early.insert(at, std::move(early));"
  WRONG ""
  BREAKS P2)
veldwerk_canary(canary-that-judges-on-arrival
  UNIT daemon/office/admission.cpp
  RIGHT "authorised_at(ledger.spans_of_participant(scope.root), change.person, position)"
  WRONG "authorised_at(ledger.spans_of_participant(scope.root), change.person,\n                          std::max(position, life.acts))"
  BREAKS "A change is refused only")
