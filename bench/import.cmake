# The peer is the raw sqlite3 C interface.
pkg_check_modules(BENCH_SQLITE3 REQUIRED IMPORTED_TARGET sqlite3)
target_link_libraries(bench_import PRIVATE PkgConfig::BENCH_SQLITE3)
