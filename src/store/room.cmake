pkg_check_modules(SQLITE3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(LIBPQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
target_link_libraries(jalon_store PRIVATE PkgConfig::SQLITE3 PkgConfig::LIBPQ PkgConfig::SODIUM PUBLIC Threads::Threads)

# The migrations travel inside the program: one binary is the whole installation.
file(GLOB migrations CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/db/migrations/*.sql")
jalon_embed(TARGET jalon_store NAME migrations BASE "${CMAKE_SOURCE_DIR}/db/migrations" FILES ${migrations})
