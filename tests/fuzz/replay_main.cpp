// Gives a target every file of its corpus, each cut short too: what a fuzzer once found stays found.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzzing.hpp"

namespace {

void feed(const std::string& bytes, std::size_t size) {
  // A block of exactly that size: a sanitizer sees a reader that goes one byte too far.
  const std::vector<char> block(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(block.data()), block.size());
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t inputs = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
      std::cerr << entry.path().filename().string() << '\n';  // the last one named is the one that broke
      for (const std::size_t size : {bytes.size(), bytes.size() / 2, bytes.size() / 3}) feed(bytes, size);
      ++inputs;
    }
  }
  if (inputs == 0) {
    std::cerr << "no input to replay\n";
    return 1;
  }
  std::cout << inputs << " inputs replayed\n";
}
