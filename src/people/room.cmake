pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
target_link_libraries(jalon_people PRIVATE PkgConfig::SODIUM)
