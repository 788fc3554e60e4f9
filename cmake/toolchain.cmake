# Compiler settings shared by every target: warnings are errors, ccache and mold when present.
find_program(CCACHE ccache)
if(CCACHE)
  # Two checkouts of the same tree share the cache: paths are taken relative to the checkout.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${CCACHE}")
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(
  "$<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Werror;-Wshadow;-Wconversion;-Wnon-virtual-dtor;-Woverloaded-virtual>")
# GCC 12 sees overlapping copies in std::string's own code when it optimises (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>")
endif()

# clang builds only the fuzz targets: its other opinions on libstdc++ are not asked.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:-Wno-error>")
endif()

set(JALON_SANITIZE "" CACHE STRING "Sanitizers to build with, as in -fsanitize=")
if(JALON_SANITIZE)
  # g++ 12 sees uninitialised members in its own <regex> where sanitizers are woven in.
  add_compile_options(-fsanitize=${JALON_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
                      $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${JALON_SANITIZE})
endif()

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(GTest REQUIRED)
find_package(rapidcheck REQUIRED)
