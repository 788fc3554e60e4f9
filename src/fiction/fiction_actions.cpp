#include "fiction/fiction_actions.hpp"

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "fiction/scenario_actions.hpp"
#include "pathways/catalogue_file.hpp"

namespace jalon::fiction {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// Writes `NAME.part`, renamed to NAME by `keep`; what is not kept is removed.
class FolderSink final : public Sink {
 public:
  FolderSink(fs::path folder, const Progress& progress) : folder_(std::move(folder)), progress_(progress) {
    std::error_code error;
    fs::create_directories(folder_, error);
    failed_ = static_cast<bool>(error);
  }
  FolderSink(const FolderSink&) = delete;
  FolderSink& operator=(const FolderSink&) = delete;
  ~FolderSink() override {
    for (auto& [name, file] : files_) {
      file.reset();
      std::error_code ignored;
      fs::remove(part(name), ignored);
    }
  }

  void write(std::string_view name, std::string_view text) override {
    auto [at, is_new] = files_.try_emplace(std::string(name));
    if (is_new) at->second = File(std::fopen(part(at->first).c_str(), "wb"));
    if (!at->second || std::fwrite(text.data(), 1, text.size(), at->second.get()) != text.size())
      failed_ = true;
  }
  void progress(std::int64_t people, std::int64_t of) override {
    if (progress_) progress_(people, of);
  }

  bool keep() {
    for (auto& [name, file] : files_) {
      if (!file || std::fclose(file.release()) != 0) failed_ = true;
    }
    for (auto& [name, file] : files_) {
      if (failed_) return false;
      std::error_code error;
      fs::rename(part(name), folder_ / name, error);
      if (error) failed_ = true;
    }
    return !failed_;
  }

 private:
  fs::path part(const std::string& name) const { return folder_ / (name + ".part"); }

  fs::path folder_;
  const Progress& progress_;
  std::map<std::string, File> files_;
  bool failed_ = false;
};

}  // namespace

Result<Made> write_demo(const std::string& folder, const Order& order, const Progress& progress) {
  const auto scenario = puy_de_dome_2018();
  if (!scenario) return tl::unexpected(scenario.error());
  FolderSink sink(folder, progress);
  sink.write("steps.csv", pathways::default_catalogue_text());
  const auto made = generate(pathways::default_catalogue(), *scenario, order, sink);
  if (!made) return made;
  if (!sink.keep()) return refuse("fiction.folder", {{"folder", folder}});
  return made;
}

}  // namespace jalon::fiction
