// A folder of the temporary directory that disappears with this object.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "store/database.hpp"

namespace jalon::app {

class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "jalon-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw store::Fault("pas de dossier temporaire\u00a0: " + pattern);
    }
    path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace jalon::app
