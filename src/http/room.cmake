pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)
find_package(spdlog REQUIRED)
target_link_libraries(jalon_http PRIVATE PkgConfig::MICROHTTPD spdlog::spdlog Threads::Threads)
