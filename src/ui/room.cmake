# Styles (Sass), scripts and catalogues are built here and carried in the program.
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
target_link_libraries(jalon_ui PRIVATE PkgConfig::SODIUM)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo cairo-pdf)
target_link_libraries(jalon_ui PRIVATE PkgConfig::PANGOCAIRO)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
target_link_libraries(jalon_ui PRIVATE PkgConfig::QRENCODE)

find_program(NODE node REQUIRED)
find_program(NPM npm REQUIRED)
find_program(MSGFMT msgfmt REQUIRED)
find_program(GZIP gzip REQUIRED)
if(NOT EXISTS "${CMAKE_SOURCE_DIR}/node_modules/sass/sass.js")
  message(STATUS "Installing the modules of package-lock.json")
  execute_process(COMMAND "${NPM}" ci --no-audit --no-fund WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
                  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endif()

set(ui_assets "${CMAKE_BINARY_DIR}/assets")
set(ui_asset_files "")

# jalon_asset(name.css DEPENDS files... COMMAND ...): one file of ${ui_assets} and its compressed twin.
function(jalon_asset name)
  cmake_parse_arguments(A "" "" "DEPENDS;COMMAND" ${ARGN})
  set(file "${ui_assets}/${name}")
  add_custom_command(
    OUTPUT "${file}" "${file}.gz"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${ui_assets}"
    COMMAND ${A_COMMAND}
    COMMAND "${GZIP}" -9 -n -k -f "${file}"
    DEPENDS ${A_DEPENDS}
    COMMENT "Making asset ${name}"
    VERBATIM)
  set(ui_asset_files ${ui_asset_files} "${file}" "${file}.gz" PARENT_SCOPE)
endfunction()

file(GLOB ui_styles CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/ui/styles/*.scss")
jalon_asset(styles.css DEPENDS ${ui_styles}
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/node_modules/sass/sass.js" --no-source-map --style=compressed --quiet-deps
          "--load-path=${CMAKE_SOURCE_DIR}/node_modules" "${CMAKE_SOURCE_DIR}/src/ui/styles/styles.scss"
          "${ui_assets}/styles.css")
jalon_asset(htmx.js DEPENDS "${CMAKE_SOURCE_DIR}/package-lock.json"
  COMMAND "${CMAKE_COMMAND}" -E copy "${CMAKE_SOURCE_DIR}/node_modules/htmx.org/dist/htmx.min.js"
          "${ui_assets}/htmx.js")
foreach(name jalon.js jalon.svg)
  jalon_asset(${name} DEPENDS "${CMAKE_SOURCE_DIR}/public/${name}"
    COMMAND "${CMAKE_COMMAND}" -E copy "${CMAKE_SOURCE_DIR}/public/${name}" "${ui_assets}/${name}")
endforeach()
jalon_embed(TARGET jalon_ui NAME assets BASE "${ui_assets}" FILES ${ui_asset_files})

set(ui_locales "${CMAKE_BINARY_DIR}/locales")
set(ui_locale_files "")
# locales/ar.po is of the pages, locales/copy/ar.po of one document.
file(GLOB_RECURSE ui_po CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}/locales" "${CMAKE_SOURCE_DIR}/locales/*.po")
foreach(po IN LISTS ui_po)
  string(REGEX REPLACE "[.]po$" ".mo" mo "${ui_locales}/${po}")
  get_filename_component(folder "${mo}" DIRECTORY)
  add_custom_command(
    OUTPUT "${mo}"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}"
    COMMAND "${MSGFMT}" --check --output-file=${mo} "${CMAKE_SOURCE_DIR}/locales/${po}"
    DEPENDS "${CMAKE_SOURCE_DIR}/locales/${po}"
    VERBATIM)
  list(APPEND ui_locale_files "${mo}")
endforeach()
jalon_embed(TARGET jalon_ui NAME locales BASE "${ui_locales}" FILES ${ui_locale_files})

# The template compiler is tested beside the rest of the room.
cmake_language(EVAL CODE "cmake_language(DEFER CALL target_link_libraries test_ui PRIVATE jalon_templates)")
