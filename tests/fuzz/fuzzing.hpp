// What every fuzz target shares: the entry point that libFuzzer calls, and a promise that ends the process.
//
// A target is one file NAME.fuzz.cpp: it feeds bytes to one reader of ours and keeps promises about what
// comes out. `bin/fuzz` builds it with libFuzzer under the sanitizers; `bin/test` replays its corpus
// (tests/fuzz/corpus/NAME, one file an input) with replay_main.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace jalon::fuzzing {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Not an assert: it holds in every build.
inline void promise(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "promise broken: %s\n", what);
  std::abort();
}

}  // namespace jalon::fuzzing
