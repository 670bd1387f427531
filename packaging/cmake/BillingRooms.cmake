# A room is one static library. It links only the rooms and libraries that it is given here, so the build itself draws the
# walls; tests/architecture proves them by reading every include.

# What belongs to others and is read by nearly every file; never a header of ours, so that each file still has to include
# what it uses of the house.
set(BILLING_COMMON_HEADERS <algorithm> <atomic> <chrono> <functional> <map> <memory> <mutex> <optional> <string> <string_view>
    <thread> <unordered_map> <vector> <tl/expected.hpp> <QByteArray> <QFuture> <QJsonArray> <QJsonDocument> <QJsonObject> <QObject>
    <QString> <QStringList> <QVariant> <QVector>)

# billing_room(NAME [ROOMS room...] [LIBS target...] [RESOURCES qrc...]): all .cpp and .h of the current folder, found again when
# files come or go. Of the service rooms only the headers where only the window is looked at.
function(billing_room name)
  cmake_parse_arguments(ROOM "" "" "ROOMS;LIBS;RESOURCES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "*.cpp" "*.h")
  if(NOT sources)
    return()
  endif()
  if(BILLING_WINDOW_ONLY AND CMAKE_CURRENT_SOURCE_DIR MATCHES "/services/")
    set(seen INTERFACE)
    add_library(billing_${name} INTERFACE)
  else()
    set(seen PUBLIC)
    add_library(billing_${name} STATIC ${sources} ${ROOM_RESOURCES})
    set_target_properties(billing_${name} PROPERTIES LINKER_LANGUAGE CXX)
    # Reading them once costs as much as four files save, and a unity build puts eight files into one.
    list(LENGTH sources files)
    if(BILLING_PRECOMPILE AND (NOT CMAKE_UNITY_BUILD OR files GREATER 80))
      target_precompile_headers(billing_${name} PRIVATE ${BILLING_COMMON_HEADERS})
    endif()
  endif()
  add_library(billing::${name} ALIAS billing_${name})
  target_include_directories(billing_${name} ${seen} "${CMAKE_SOURCE_DIR}/services" "${CMAKE_SOURCE_DIR}")
  foreach(room IN LISTS ROOM_ROOMS)
    if(TARGET billing_${room})
      target_link_libraries(billing_${name} ${seen} billing_${room})
    endif()
  endforeach()
  target_link_libraries(billing_${name} ${seen} ${ROOM_LIBS})
endfunction()

# Tests are many and run briefly: they are compiled without optimisation and with their common headers read once. Under the
# sanitizers the rooms are what is looked at, not the tests' own arithmetic.
# Macros that name each test's own folder would make every reading of the headers another one; nothing asks for them.
# Pango asks for -pthread, whose only trace in a translation unit is this macro: headers that were compiled without it would
# not be taken.
set(BILLING_TEST_OPTIONS -O0 -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR -U_REENTRANT)
if(BILLING_SANITIZE)
  list(APPEND BILLING_TEST_OPTIONS -fno-sanitize=undefined)
endif()
set(BILLING_TEST_OBJECTS "" CACHE PATH "Build folder whose compiled tests are linked with this build's rooms")

# billing_test_headers(NAME target...): the common headers for tests that are compiled with these libraries' macros.
function(billing_test_headers name)
  if(TARGET ${name})
    return()
  endif()
  file(WRITE "${CMAKE_BINARY_DIR}/${name}.cpp" "// Holds the precompiled headers of the tests.\n")
  add_library(${name} OBJECT "${CMAKE_BINARY_DIR}/${name}.cpp")
  set_target_properties(${name} PROPERTIES AUTOMOC OFF UNITY_BUILD OFF)
  target_link_libraries(${name} PRIVATE Qt6::Test tl::expected ${ARGN})
  target_compile_options(${name} PRIVATE ${BILLING_TEST_OPTIONS})
  target_precompile_headers(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests/support/testheaders.h")
endfunction()

# billing_test(NAME SOURCES file... [ROOMS room...] [LIBS target...] [LABELS label...]): one QTest program.
function(billing_test name)
  cmake_parse_arguments(T "" "TIMEOUT" "SOURCES;ROOMS;LIBS;LABELS" ${ARGN})
  foreach(room IN LISTS T_ROOMS)
    if(NOT TARGET billing_${room})
      return()
    endif()
    list(APPEND T_LIBS billing_${room})
  endforeach()
  if(BILLING_TEST_OBJECTS)
    billing_test_of_objects(${name})
  else()
    billing_test_of_sources(${name})
  endif()
  target_link_libraries(${name} PRIVATE ${T_LIBS} Qt6::Test Qt6::Network)
  add_test(NAME ${name} COMMAND ${name} -o "${CMAKE_BINARY_DIR}/results/${name}.xml,junitxml" -o -,txt)
  if(NOT T_TIMEOUT)
    set(T_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${T_TIMEOUT} LABELS "${T_LABELS}"
                       ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LANG=C.UTF-8;LC_ALL=C.UTF-8;TZ=America/New_York;BILLINGCTL=${CMAKE_BINARY_DIR}/app/billingctl;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/leaks.supp:print_suppressions=0")
endfunction()

# The test as another build has compiled it, linked with this build's rooms: what is looked at under the sanitizers is the rooms.
macro(billing_test_of_objects name)
  file(RELATIVE_PATH folder "${CMAKE_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  file(GLOB_RECURSE objects "${BILLING_TEST_OBJECTS}/${folder}/CMakeFiles/${name}.dir/*.o")
  if(NOT objects)
    message(FATAL_ERROR "${BILLING_TEST_OBJECTS} holds no objects of ${name}: build it first")
  endif()
  set_source_files_properties(${objects} PROPERTIES EXTERNAL_OBJECT ON)
  add_executable(${name} ${objects})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX AUTOMOC OFF)
endmacro()

macro(billing_test_of_sources name)
  add_executable(${name} ${T_SOURCES})
  # One source each: a unity build gains nothing, and would take it for a header.
  set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests" "${CMAKE_SOURCE_DIR}/services" "${CMAKE_SOURCE_DIR}")
  target_compile_definitions(${name} PRIVATE BILLING_SOURCE_DIR="${CMAKE_SOURCE_DIR}" BILLING_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_compile_options(${name} PRIVATE ${BILLING_TEST_OPTIONS})
  if("ui" IN_LIST T_ROOMS OR "console" IN_LIST T_ROOMS)
    billing_test_headers(billing_windowtestheaders Qt6::Network Qt6::Widgets)
    target_precompile_headers(${name} REUSE_FROM billing_windowtestheaders)
  else()
    billing_test_headers(billing_testheaders Qt6::Network)
    target_precompile_headers(${name} REUSE_FROM billing_testheaders)
  endif()
endmacro()
