// A body of multipart/form-data gives the same fields and files however the network cuts it.
#include "fuzzing.hpp"
#include "http/form.hpp"

using namespace jalon;
using fuzzing::promise;

namespace {

struct Outcome {
  bool whole = false;
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<std::pair<std::string, std::string>> files;
  bool operator==(const Outcome&) const = default;
};

Outcome read_in_pieces(std::string_view body, std::size_t piece) {
  http::MultipartReader reader("XX", {.parts = 20, .part_head = 512, .field_bytes = 4096, .spool_dir = {}});
  Outcome outcome;
  bool fed = true;
  for (std::size_t at = 0; fed && at < body.size(); at += piece) fed = reader.feed(body.substr(at, piece));
  outcome.whole = fed && reader.finish();
  if (!outcome.whole) return outcome;
  for (const auto& [name, value] : reader.fields) outcome.fields.emplace_back(name, value);
  for (const auto& file : reader.files) outcome.files.emplace_back(file.field + "/" + file.name, file.read());
  return outcome;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto body = fuzzing::text_of(data, size);
  const auto at_once = read_in_pieces(body, body.empty() ? 1 : body.size());
  promise(read_in_pieces(body, 1) == at_once, "one byte at a time says the same");
  promise(read_in_pieces(body, 7) == at_once, "seven bytes at a time say the same");
  return 0;
}
