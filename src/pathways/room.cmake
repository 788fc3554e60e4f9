jalon_embed(TARGET jalon_pathways_pure NAME catalogue BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/steps.csv")
find_package(nlohmann_json REQUIRED)
target_link_libraries(jalon_pathways PRIVATE nlohmann_json::nlohmann_json)
jalon_embed(TARGET jalon_pathways_pure NAME causes BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/causes.csv")
jalon_embed(TARGET jalon_pathways_pure NAME deliverers BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/deliverers.csv")
jalon_embed(TARGET jalon_pathways_pure NAME sources BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/sources.csv")
jalon_embed(TARGET jalon_pathways_pure NAME outcomes BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/outcomes.csv")
