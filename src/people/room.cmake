pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
target_link_libraries(jalon_people PRIVATE PkgConfig::SODIUM)
jalon_embed(TARGET jalon_people_pure NAME retention_rules BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/retention.csv")
jalon_embed(TARGET jalon_people_pure NAME access_log_rules BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/access_log.csv")
jalon_embed(TARGET jalon_people_pure NAME opening_rules BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/openings.csv")
jalon_embed(TARGET jalon_people_pure NAME never_stored_words BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/never_stored.csv")
jalon_embed(TARGET jalon_people_pure NAME health_information BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/health_information.csv")
