jalon_embed(TARGET jalon_cells_pure NAME agenda_rules BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/agenda.csv")
find_package(nlohmann_json REQUIRED)
target_link_libraries(jalon_cells PRIVATE nlohmann_json::nlohmann_json)
