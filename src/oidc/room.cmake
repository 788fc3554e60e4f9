pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto)
target_link_libraries(jalon_oidc PRIVATE PkgConfig::CURL PkgConfig::CRYPTO)
