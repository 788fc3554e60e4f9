# jalon_views(ROOM file.html...)
# Compiles templates into the target jalon_<ROOM>: src/<room>/views/home.html becomes
#   #include "<room>/views/home.hpp"   namespace jalon::<room>::views { void home(ui::Out&, params...); }
# The compiler (src/ui/template_*_tool.cpp) is a program of the build, made before any room.
add_library(jalon_templates STATIC
  "${CMAKE_SOURCE_DIR}/src/ui/template_parse_tool.cpp"
  "${CMAKE_SOURCE_DIR}/src/ui/template_html_tool.cpp"
  "${CMAKE_SOURCE_DIR}/src/ui/template_emit_tool.cpp")
target_include_directories(jalon_templates PUBLIC "${CMAKE_SOURCE_DIR}/src")
add_executable(template_tool "${CMAKE_SOURCE_DIR}/src/ui/template_tool.cpp")
target_link_libraries(template_tool PRIVATE jalon_templates)

set(JALON_VIEWS_DIR "${CMAKE_BINARY_DIR}/views")

function(jalon_views room)
  foreach(file IN LISTS ARGN)
    get_filename_component(name "${file}" NAME_WE)
    file(RELATIVE_PATH path "${CMAKE_SOURCE_DIR}" "${file}")
    set(header "${JALON_VIEWS_DIR}/${room}/views/${name}.hpp")
    set(source "${JALON_VIEWS_DIR}/${room}/views/${name}.cpp")
    add_custom_command(
      OUTPUT "${header}" "${source}"
      COMMAND template_tool "${room}" "${path}" "${header}" "${source}"
      DEPENDS template_tool "${file}"
      WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
      COMMENT "Compiling template ${path}"
      VERBATIM)
    target_sources(jalon_${room} PRIVATE "${header}" "${source}")
    set_property(GLOBAL APPEND PROPERTY JALON_VIEW_FILES "${path}")
  endforeach()
  target_include_directories(jalon_${room} PUBLIC "${JALON_VIEWS_DIR}")
endfunction()
