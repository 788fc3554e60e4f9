find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(tomlplusplus REQUIRED)
target_link_libraries(jalon_app PRIVATE CLI11::CLI11 spdlog::spdlog tomlplusplus::tomlplusplus)
set_source_files_properties("${CMAKE_SOURCE_DIR}/src/app/version.cpp" PROPERTIES
                            COMPILE_DEFINITIONS JALON_VERSION="${PROJECT_VERSION}")
