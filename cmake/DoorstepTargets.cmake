# The two ways a target is made in this project. Every folder uses them, so that warnings, includes
# and the unity setting are the same everywhere and the link line says all there is to say.

# doorstep_library(<name> SOURCES <files> [PUBLIC <targets>] [PRIVATE <targets>])
# PUBLIC: targets whose types appear in this folder's headers. PRIVATE: everything else.
function(doorstep_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  doorstep_compile(${name})
endfunction()

# doorstep_program(<name> SOURCES <files> LINKS <targets>)
function(doorstep_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINKS})
  doorstep_compile(${name})
endfunction()

function(doorstep_compile name)
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
    QT_NO_KEYWORDS QT_NO_URL_CAST_FROM_STRING QT_STRICT_ITERATORS)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wconversion -Werror
    $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
endfunction()

# doorstep_test(<name> SOURCES <files> LINKS <targets> [LABELS <labels>] [TIMEOUT <seconds>])
# One executable an area: its Qt Test classes register themselves (tests/support/test_registry.h).
# With the label `memory` it also runs under AddressSanitizer and UBSan in CI (./run asan): for what
# has no screen and reads bytes it did not make.
function(doorstep_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 240)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE test_support ${arg_LINKS})
  target_compile_definitions(${name} PRIVATE
    DOORSTEP_SOURCE_DIR="${PROJECT_SOURCE_DIR}" DOORSTEP_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  doorstep_compile(${name})
  if("memory" IN_LIST arg_LABELS)
    add_dependencies(memory_tests ${name})
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;QT_LOGGING_RULES=qt.qml.typeregistration=false")
endfunction()
