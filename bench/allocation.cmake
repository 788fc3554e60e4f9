# Peers of the allocation engine: LEMON's network simplex and cost scaling, COIN-OR's branch and cut;
# HiGHS runs in node (highs_peer.mjs).
pkg_check_modules(LEMON REQUIRED IMPORTED_TARGET lemon)
pkg_check_modules(CBC REQUIRED IMPORTED_TARGET cbc)
target_sources(bench_allocation PRIVATE
  "${CMAKE_CURRENT_SOURCE_DIR}/allocation_peers.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/allocation_instances.cpp"
  "${CMAKE_CURRENT_SOURCE_DIR}/highs_peer.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/allocation_process.cpp"
  "${CMAKE_CURRENT_SOURCE_DIR}/allocation_needs.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/allocation_bond_rows.cpp")
# LEMON is older than C++20 and does not pass our warnings.
set_source_files_properties("${CMAKE_CURRENT_SOURCE_DIR}/allocation_peers.cpp" PROPERTIES COMPILE_OPTIONS "-w;-std=c++17")
target_link_libraries(bench_allocation PRIVATE PkgConfig::LEMON PkgConfig::CBC nlohmann_json::nlohmann_json)
