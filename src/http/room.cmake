pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)
find_package(spdlog REQUIRED)
find_package(ZLIB REQUIRED)
target_link_libraries(jalon_http PRIVATE PkgConfig::MICROHTTPD spdlog::spdlog ZLIB::ZLIB Threads::Threads)
