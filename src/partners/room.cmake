# Names of départements and communes (source: INSEE, through @etalab/decoupage-administratif, Licence Ouverte 2.0).
jalon_embed(TARGET jalon_partners_pure NAME communes BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/communes.tsv")

pkg_check_modules(OATH REQUIRED IMPORTED_TARGET liboath)
target_link_libraries(jalon_partners_pure PRIVATE PkgConfig::OATH)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
target_link_libraries(jalon_partners PRIVATE PkgConfig::SODIUM)
jalon_embed(TARGET jalon_partners_pure NAME page_rights BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/page_rights.csv")
jalon_embed(TARGET jalon_partners_pure NAME visibility BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/visibility.csv" "${CMAKE_SOURCE_DIR}/catalogue/organisation_kinds.csv")
jalon_embed(TARGET jalon_partners_pure NAME small_numbers BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/small_numbers.csv")
jalon_embed(TARGET jalon_partners_pure NAME command_rights BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/command_rights.csv")
