find_package(nlohmann_json REQUIRED)
target_link_libraries(jalon_rights PRIVATE nlohmann_json::nlohmann_json)
find_package(spdlog REQUIRED)
target_link_libraries(jalon_rights PRIVATE spdlog::spdlog)
