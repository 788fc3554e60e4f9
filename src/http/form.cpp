#include "http/form.hpp"

#include <unistd.h>

#include <stdexcept>

#include "base/id.hpp"
#include "base/text.hpp"

namespace jalon::http {

void Fields::add(std::string name, std::string value) {
  pairs_.emplace_back(std::move(name), std::move(value));
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
  for (const auto& [key, value] : pairs_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string_view Fields::get(std::string_view name) const {
  return find(name).value_or(std::string_view());
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : pairs_) {
    if (key == name) values.emplace_back(value);
  }
  return values;
}

// ---- files

FilePart::FilePart(FilePart&& other) noexcept {
  *this = std::move(other);
}

FilePart& FilePart::operator=(FilePart&& other) noexcept {
  if (this == &other) return *this;
  std::swap(field, other.field);
  std::swap(name, other.name);
  std::swap(content_type, other.content_type);
  std::swap(size_, other.size_);
  std::swap(bytes_, other.bytes_);
  std::swap(path_, other.path_);
  std::swap(out_, other.out_);
  return *this;
}

FilePart::~FilePart() {
  out_.reset();
  if (path_.empty()) return;
  std::error_code ignored;  // a temporary file that is already gone is no one's loss
  std::filesystem::remove(path_, ignored);
}

void FilePart::append(std::string_view bytes, std::uint64_t memory_limit,
                      const std::filesystem::path& spool_dir) {
  size_ += bytes.size();
  if (!out_ && size_ <= memory_limit) {
    bytes_ += bytes;
    return;
  }
  if (!out_) {
    const auto dir = spool_dir.empty() ? std::filesystem::temp_directory_path() : spool_dir;
    std::string pattern = (dir / "jalon-upload-XXXXXX").string();
    const int fd = mkstemp(pattern.data());  // created 0600: what is sent may name people
    if (fd < 0) throw std::runtime_error("cannot create a temporary file in " + dir.string());
    ::close(fd);
    path_ = pattern;
    out_ = std::make_unique<std::ofstream>(path_, std::ios::binary | std::ios::trunc);
    out_->write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
    bytes_.clear();
    bytes_.shrink_to_fit();
  }
  out_->write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!*out_) throw std::runtime_error("cannot write the file being received: " + path_.string());
}

void FilePart::close() {
  if (!out_) return;
  out_->close();
  if (out_->fail()) throw std::runtime_error("cannot write the file being received: " + path_.string());
  out_.reset();
}

std::string FilePart::read() const {
  if (path_.empty()) return bytes_;
  std::ifstream in(path_, std::ios::binary);
  std::string all(static_cast<std::size_t>(size_), '\0');
  in.read(all.data(), static_cast<std::streamsize>(all.size()));
  if (static_cast<std::uint64_t>(in.gcount()) != size_) {
    throw std::runtime_error("cannot read back the file received: " + path_.string());
  }
  return all;
}

void FilePart::save_to(const std::filesystem::path& target) const {
  if (!path_.empty()) {
    std::filesystem::copy_file(path_, target, std::filesystem::copy_options::overwrite_existing);
    return;
  }
  std::ofstream out(target, std::ios::binary | std::ios::trunc);
  out.write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
  out.close();
  if (out.fail()) throw std::runtime_error("cannot write " + target.string());
}

// ---- percent-encoding

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_valid_utf8(text);
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '+' && plus_is_space) {
      out += ' ';
    } else if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += c;
    }
  }
  if (!is_text(out)) return std::nullopt;
  return out;
}

std::string percent_encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

std::optional<Fields> parse_urlencoded(std::string_view text, std::size_t max_fields) {
  Fields fields;
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    if (fields.size() == max_fields) return std::nullopt;
    const auto equal = pair.find('=');
    auto name = percent_decode(pair.substr(0, equal), true);
    auto value = equal == std::string_view::npos ? std::optional<std::string>("")
                                                 : percent_decode(pair.substr(equal + 1), true);
    if (!name || !value) return std::nullopt;
    fields.add(*std::move(name), *std::move(value));
  }
  return fields;
}

Fields parse_cookies(std::string_view header) {
  Fields cookies;
  for (const auto pair : split(header, ';')) {
    const auto equal = pair.find('=');
    if (equal == std::string_view::npos || equal == 0 || cookies.size() == 100) continue;
    const auto value = pair.substr(equal + 1);
    if (is_text(value)) cookies.add(std::string(pair.substr(0, equal)), std::string(value));
  }
  return cookies;
}

std::string media_type(std::string_view header) {
  return ascii_lower(trim(header.substr(0, header.find(';'))));
}

std::string header_parameter(std::string_view header, std::string_view name) {
  auto at = header.find(';');
  while (at != std::string_view::npos) {
    header = trim(header.substr(at + 1));
    const auto equal = header.find('=');
    if (equal == std::string_view::npos) return {};
    const std::string key = ascii_lower(trim(header.substr(0, equal)));
    header = trim(header.substr(equal + 1));
    std::string value;
    if (!header.empty() && header.front() == '"') {
      std::size_t i = 1;
      for (; i < header.size() && header[i] != '"'; ++i) {
        // Browsers send `\"` for a quote in a file name, and leave other backslashes alone.
        if (header[i] == '\\' && i + 1 < header.size() && header[i + 1] == '"') ++i;
        value += header[i];
      }
      header = header.substr(std::min(i + 1, header.size()));
      at = header.find(';');
    } else {
      at = header.find(';');
      value = std::string(trim(header.substr(0, at)));
    }
    if (key == name) return value;
  }
  return {};
}

// ---- multipart

MultipartReader::MultipartReader(const std::string& boundary, Limits limits)
    : delimiter_("\r\n--" + boundary), limits_(std::move(limits)) {
  // RFC 2046: 1 to 70 characters. The body starts as if a line had just ended.
  if (boundary.empty() || boundary.size() > 70) state_ = State::broken;
  pending_ = "\r\n";
}

bool MultipartReader::fail() {
  state_ = State::broken;
  return false;
}

bool MultipartReader::feed(std::string_view bytes) {
  if (state_ == State::done) return true;  // an epilogue is ignored
  pending_ += bytes;
  while (state_ != State::done && state_ != State::broken && step()) {
  }
  return state_ != State::broken;
}

/// One transition; false when more bytes are needed (or the body is broken).
bool MultipartReader::step() {
  switch (state_) {
    case State::preamble: {
      if (pending_.size() < delimiter_.size()) return false;
      if (!pending_.starts_with(delimiter_)) return fail();  // no browser sends a preamble
      pending_.erase(0, delimiter_.size());
      state_ = State::boundary_end;
      return true;
    }
    case State::boundary_end: {
      if (pending_.size() < 2) return false;
      if (pending_.starts_with("--")) {
        state_ = State::done;
        return true;
      }
      if (!pending_.starts_with("\r\n")) return fail();
      pending_.erase(0, 2);
      state_ = State::head;
      return true;
    }
    case State::head: {
      const auto end = pending_.find("\r\n\r\n");
      // Three bytes of the end may have come already: the limit is the same however the body is cut.
      if (end == std::string::npos) return pending_.size() > limits_.part_head + 3 ? fail() : false;
      if (end > limits_.part_head || !open_part(std::string_view(pending_).substr(0, end))) return fail();
      pending_.erase(0, end + 4);
      state_ = State::body;
      return true;
    }
    case State::body: {
      const auto end = pending_.find(delimiter_);
      if (end == std::string::npos) {
        // The last bytes may be the start of a delimiter.
        const std::size_t keep = std::min(pending_.size(), delimiter_.size() - 1);
        const std::size_t sure = pending_.size() - keep;
        if (!take_body(std::string_view(pending_).substr(0, sure))) return fail();
        pending_.erase(0, sure);
        return false;
      }
      if (!take_body(std::string_view(pending_).substr(0, end)) || !close_part()) return fail();
      pending_.erase(0, end + delimiter_.size());
      state_ = State::boundary_end;
      return true;
    }
    case State::done:
    case State::broken:
      return false;
  }
  return false;
}

bool MultipartReader::open_part(std::string_view head) {
  if (++parts_ > limits_.parts) return false;
  std::string disposition;
  std::string type;
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const auto line = head.substr(0, end);
    head = end == std::string_view::npos ? std::string_view() : head.substr(end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_text(line)) return false;
    const std::string name = ascii_lower(line.substr(0, colon));
    if (name == "content-disposition") disposition = trim(line.substr(colon + 1));
    if (name == "content-type") type = trim(line.substr(colon + 1));
  }
  if (media_type(disposition) != "form-data") return false;
  field_name_ = header_parameter(disposition, "name");
  if (field_name_.empty()) return false;
  in_file_ = disposition.find("filename=") != std::string::npos;
  field_value_.clear();
  if (in_file_) {
    FilePart file;
    file.field = field_name_;
    file.name = header_parameter(disposition, "filename");
    file.content_type = type;
    files.push_back(std::move(file));
  }
  return true;
}

bool MultipartReader::take_body(std::string_view bytes) {
  if (bytes.empty()) return true;
  if (in_file_) {
    files.back().append(bytes, limits_.memory_per_file, limits_.spool_dir);
    return true;
  }
  field_value_ += bytes;
  return field_value_.size() <= limits_.field_bytes;
}

bool MultipartReader::close_part() {
  if (in_file_) {
    files.back().close();
    return true;
  }
  if (!is_text(field_value_)) return false;
  fields.add(field_name_, std::move(field_value_));
  field_value_.clear();
  return true;
}

bool MultipartReader::finish() {
  return state_ == State::done;
}

}  // namespace jalon::http
