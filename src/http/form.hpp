// What a browser sends with a form: percent-encoding, urlencoded pairs, multipart parts, cookies.
//
// Every text handed to the pages is valid UTF-8 without NUL; a request that holds anything else is refused
// whole (400), never repaired in silence. Files are bytes, as sent: `exchange` finds their encoding.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jalon::http {

/// Fields in the order sent; a name may come several times (checkboxes).
class Fields {
 public:
  void add(std::string name, std::string value);
  /// The first value of `name`, or "" when it was not sent.
  std::string_view get(std::string_view name) const;
  std::optional<std::string_view> find(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;
  bool has(std::string_view name) const { return find(name).has_value(); }
  bool empty() const { return pairs_.empty(); }
  std::size_t size() const { return pairs_.size(); }
  auto begin() const { return pairs_.begin(); }
  auto end() const { return pairs_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

/// A file on the way in: small ones stay in memory, large ones in a temporary file that dies with it.
class FilePart {
 public:
  std::string field;
  std::string name;  // as the sender's browser gave it: for display only, never used as a path
  std::string content_type;

  FilePart() = default;
  FilePart(FilePart&& other) noexcept;
  FilePart& operator=(FilePart&& other) noexcept;
  ~FilePart();

  std::uint64_t size() const { return size_; }
  /// Where a spooled file lies; empty when the bytes are in memory.
  const std::filesystem::path& path() const { return path_; }
  /// The bytes of a file kept in memory ("" when it was spooled).
  std::string_view bytes() const { return bytes_; }
  /// The bytes, from memory or disk.
  std::string read() const;
  /// Puts the bytes at `target`, wherever they are.
  void save_to(const std::filesystem::path& target) const;

  void append(std::string_view bytes, std::uint64_t memory_limit, const std::filesystem::path& spool_dir);
  void close();

 private:
  std::uint64_t size_ = 0;
  std::string bytes_;
  std::filesystem::path path_;
  std::unique_ptr<std::ofstream> out_;
};

/// `%C3%A9` → `é`; with `plus_is_space`, `+` → ` `. nullopt: broken escape, NUL, or not UTF-8.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
/// Everything but letters, digits and `-._~` is escaped.
std::string percent_encode(std::string_view text);

/// `a=1&b=2`. nullopt as above, or more than `max_fields`.
std::optional<Fields> parse_urlencoded(std::string_view text, std::size_t max_fields = 2000);
/// A `Cookie:` header. Broken pairs are skipped: they may come from another program on the same host.
Fields parse_cookies(std::string_view header);

/// The value of `name` in `multipart/form-data; boundary="x"`, or "".
std::string header_parameter(std::string_view header, std::string_view name);
/// `Text/HTML; charset=x` → `text/html`
std::string media_type(std::string_view header);

/// Reads multipart/form-data as it arrives, holding at most one part's head and the end of its boundary.
class MultipartReader {
 public:
  struct Limits {
    std::size_t parts = 500;
    std::size_t part_head = 8 * 1024;
    std::size_t field_bytes = 1024 * 1024;       // one text field
    std::uint64_t memory_per_file = 256 * 1024;  // beyond: temporary file
    std::filesystem::path spool_dir;             // empty: the system's temporary folder
  };

  explicit MultipartReader(const std::string& boundary) : MultipartReader(boundary, Limits{}) {}
  MultipartReader(const std::string& boundary, Limits limits);
  /// False once the body is seen to be broken or over a limit.
  bool feed(std::string_view bytes);
  /// True if the closing boundary was read.
  bool finish();

  Fields fields;
  std::vector<FilePart> files;

 private:
  enum class State { preamble, boundary_end, head, body, done, broken };
  bool step();
  bool fail();
  bool open_part(std::string_view head);
  bool take_body(std::string_view bytes);
  bool close_part();

  std::string delimiter_;  // CRLF--boundary
  Limits limits_;
  State state_ = State::preamble;
  std::string pending_;
  std::size_t parts_ = 0;
  std::string field_name_;
  std::string field_value_;
  bool in_file_ = false;
};

}  // namespace jalon::http
