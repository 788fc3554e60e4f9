# jalon_embed(TARGET lib NAME name BASE dir FILES file...)
# Puts files into the program itself, so that one binary is the whole installation. They are read with
#   namespace jalon::embedded { std::span<const EmbeddedFile> name(); }
# which the room that uses them declares; paths are relative to BASE.
function(jalon_embed)
  cmake_parse_arguments(E "" "TARGET;NAME;BASE" "FILES" ${ARGN})
  set(asm "${CMAKE_BINARY_DIR}/embed/${E_NAME}.S")
  set(cpp "${CMAKE_BINARY_DIR}/embed/${E_NAME}.cpp")
  set(asm_text ".section .note.GNU-stack,\"\",@progbits\n.section .rodata\n")
  set(externs "")
  set(entries "")
  set(index 0)
  foreach(file IN LISTS E_FILES)
    file(RELATIVE_PATH path "${E_BASE}" "${file}")
    set(symbol "jalon_embed_${E_NAME}_${index}")
    string(APPEND asm_text ".global ${symbol}\n.global ${symbol}_end\n${symbol}:\n.incbin \"${file}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND externs "extern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND entries "      {\"${path}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  file(CONFIGURE OUTPUT "${asm}" CONTENT "${asm_text}" @ONLY)
  file(CONFIGURE OUTPUT "${cpp}" CONTENT "#include \"base/embedded.hpp\"
${externs}
namespace jalon::embedded {
std::span<const EmbeddedFile> ${E_NAME}() {
  static const EmbeddedFile files[] = {
${entries}  };
  return files;
}
}  // namespace jalon::embedded
" @ONLY)
  # The assembler does not see that an included file changed: say it.
  set_source_files_properties("${asm}" PROPERTIES OBJECT_DEPENDS "${E_FILES}")
  target_sources(${E_TARGET} PRIVATE "${asm}" "${cpp}")
endfunction()
