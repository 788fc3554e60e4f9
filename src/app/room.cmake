find_package(CLI11 REQUIRED)
target_link_libraries(jalon_app PRIVATE CLI11::CLI11)
target_compile_definitions(jalon_app PUBLIC JALON_VERSION="${PROJECT_VERSION}")
