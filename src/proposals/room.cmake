jalon_embed(TARGET jalon_proposals_pure NAME allocation_rules BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/allocation.csv" "${CMAKE_SOURCE_DIR}/catalogue/allocation_tiers.csv")
find_package(nlohmann_json REQUIRED)
target_link_libraries(jalon_proposals PRIVATE nlohmann_json::nlohmann_json)
