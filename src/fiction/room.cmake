find_package(tomlplusplus REQUIRED)
target_link_libraries(jalon_fiction PRIVATE tomlplusplus::tomlplusplus)
file(GLOB fixtures CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/fixtures/*.toml")
jalon_embed(TARGET jalon_fiction NAME fixtures BASE "${CMAKE_SOURCE_DIR}/fixtures" FILES ${fixtures})
