find_package(nlohmann_json REQUIRED)
target_link_libraries(jalon_allocation PRIVATE nlohmann_json::nlohmann_json)

# Branch and cut for indivisible sizes, and the linear programs of its prices.
pkg_check_modules(CBC REQUIRED IMPORTED_TARGET cbc)
pkg_check_modules(CLP REQUIRED IMPORTED_TARGET clp)
target_link_libraries(jalon_allocation_pure PRIVATE PkgConfig::CBC PkgConfig::CLP)

# The witness of the tests is older than C++20 and does not pass our warnings.
pkg_check_modules(LEMON REQUIRED IMPORTED_TARGET lemon)
set_source_files_properties("${CMAKE_CURRENT_SOURCE_DIR}/src/allocation/lemon_peer.test.cpp"
  PROPERTIES COMPILE_OPTIONS "-w;-std=c++17")

# The example is compiled and run with the tests: it cannot grow stale.
add_executable(allocation_example "${CMAKE_SOURCE_DIR}/src/allocation/example_tool.cpp")
target_link_libraries(allocation_example PRIVATE jalon_allocation_pure)
add_test(NAME allocation.example COMMAND allocation_example)

# Tables of knapsacks: worth the vectors that O2 of g++ 12 does not make.
set_source_files_properties("${CMAKE_CURRENT_SOURCE_DIR}/src/allocation/double_knapsack.cpp"
  "${CMAKE_CURRENT_SOURCE_DIR}/src/allocation/core_pricing.cpp"
  PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Release>:-O3>")
