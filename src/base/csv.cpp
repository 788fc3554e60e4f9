#include "base/csv.hpp"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>

#include "base/text.hpp"

namespace jalon {
namespace {

constexpr std::size_t longest_field = 10'000;
constexpr std::size_t most_columns = 1000;
constexpr std::size_t longest_shown = 60;

std::string shortened(std::string_view value) {
  if (value.size() <= longest_shown) return std::string(value);
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xc0) == 0x80) --end;  // not inside a character
  return std::string(value.substr(0, end)) + "…";
}

}  // namespace

std::string to_french(const FileProblem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) text += fmt::format(", ligne {}", problem.line);
  if (!problem.column.empty()) text += fmt::format(", colonne {}", problem.column);
  if (!problem.value.empty()) text += fmt::format("\u00a0: «\u00a0{}\u00a0»", shortened(problem.value));
  return text + "\u00a0: " + problem.message;
}

void tell(std::vector<FileProblem>& problems, FileProblem problem) {
  if (problems.size() > most_problems_told) return;
  if (problems.size() == most_problems_told) {
    problem = {std::move(problem.file), problem.line, "", "",
               fmt::format("{} problèmes sont signalés, les suivants ne le sont pas",
                           french_number(most_problems_told))};
  }
  problems.push_back(std::move(problem));
}

namespace csv {
namespace {

/// Windows-1252 code points of bytes 0x80-0x9f; 0 where the byte is unassigned.
constexpr char16_t windows_1252_high[32] = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                            0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                            0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                            0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

void append_utf8(std::vector<char>& out, char16_t code) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xc0 | (code >> 6)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3f)));
  } else {
    out.push_back(static_cast<char>(0xe0 | (code >> 12)));
    out.push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3f)));
  }
}

std::vector<char> from_windows_1252(const std::vector<char>& bytes) {
  std::vector<char> out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    char16_t code = byte;
    if (byte >= 0x80 && byte < 0xa0) code = windows_1252_high[byte - 0x80];
    append_utf8(out, code == 0 && byte != 0 ? char16_t{0xfffd} : code);
  }
  return out;
}

/// UTF-16 as found: which byte comes first, and where the text starts.
struct Utf16 {
  bool big_endian = false;
  std::size_t start = 0;
};

bool starts_with(const std::vector<char>& bytes, std::string_view mark) {
  return bytes.size() >= mark.size() && std::equal(mark.begin(), mark.end(), bytes.begin());
}

/// By its mark; without mark, by its first characters: a header is ASCII, so that every other byte is nul.
std::optional<Utf16> utf16_of(const std::vector<char>& bytes) {
  if (starts_with(bytes, "\xff\xfe")) return Utf16{false, 2};
  if (starts_with(bytes, "\xfe\xff")) return Utf16{true, 2};
  constexpr std::size_t looked_at = 32;
  constexpr std::size_t least = 8;
  const std::size_t size = std::min(bytes.size() & ~std::size_t{1}, looked_at);
  if (size < least) return std::nullopt;
  for (const bool big_endian : {false, true}) {
    bool alternates = true;
    for (std::size_t i = 0; i < size && alternates; i += 2) {
      const char high = bytes[big_endian ? i : i + 1];
      const char low = bytes[big_endian ? i + 1 : i];
      alternates = high == '\0' && low != '\0';
    }
    if (alternates) return Utf16{big_endian, 0};
  }
  return std::nullopt;
}

std::vector<char> from_utf16(const std::vector<char>& bytes, const Utf16& found) {
  const bool big_endian = found.big_endian;
  icu::UnicodeString unicode;
  for (std::size_t i = found.start; i + 1 < bytes.size(); i += 2) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    unicode.append(static_cast<char16_t>(big_endian ? first << 8 | second : second << 8 | first));
  }
  std::string text;
  unicode.toUTF8String(text);
  return {text.begin(), text.end()};
}

/// The separator of a header row is the one it holds most often outside quotes.
char separator_of(std::string_view text) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    if (c == ',') ++commas;
    if (c == ';') ++semicolons;
  }
  return semicolons > commas ? ';' : ',';
}

/// Byte order marks may stand after blank lines too; they are no part of the first column's name.
std::string_view without_marks(std::string_view name) {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  while (name.starts_with(mark)) name = trim(name.substr(mark.size()));
  return name;
}

/// Walks the text once, unquoting fields in place (a field never grows).
class Scanner {
 public:
  Scanner(std::vector<char>& text, char separator)
      : cursor_(text.data()), end_(text.data() + text.size()), separator_(separator) {}

  bool at_end() const { return cursor_ == end_; }
  std::size_t line() const { return line_; }

  /// One record into `fields`; a message when it cannot be read.
  std::optional<std::string> record(std::vector<std::string_view>& fields) {
    fields.clear();
    while (true) {
      const auto problem = cursor_ != end_ && *cursor_ == '"' ? quoted(fields) : plain(fields);
      if (problem) return problem;
      if (at_end()) return std::nullopt;
      const char stop = *cursor_++;
      if (stop == '\n') {
        ++line_;
        return std::nullopt;
      }
      if (at_end()) {  // a separator at the very end opens an empty last field
        fields.emplace_back();
        return std::nullopt;
      }
    }
  }

 private:
  std::optional<std::string> plain(std::vector<std::string_view>& fields) {
    const char* start = cursor_;
    while (cursor_ != end_ && *cursor_ != separator_ && *cursor_ != '\n') ++cursor_;
    fields.push_back(trim({start, static_cast<std::size_t>(cursor_ - start)}));
    return std::nullopt;
  }

  std::optional<std::string> quoted(std::vector<std::string_view>& fields) {
    const std::size_t opened = line_;
    char* out = ++cursor_;
    const char* start = out;
    while (true) {
      if (cursor_ == end_) {
        line_ = opened;
        return "guillemet ouvert et jamais refermé, le fichier est peut-être tronqué";
      }
      if (*cursor_ == '"') {
        ++cursor_;
        if (cursor_ == end_ || *cursor_ != '"') break;
      }
      if (*cursor_ == '\n') ++line_;
      *out++ = *cursor_++;
    }
    fields.push_back(trim({start, static_cast<std::size_t>(out - start)}));
    while (cursor_ != end_ && (*cursor_ == ' ' || *cursor_ == '\r' || *cursor_ == '\t')) ++cursor_;
    if (cursor_ != end_ && *cursor_ != separator_ && *cursor_ != '\n') {
      return "texte après un guillemet fermant, un guillemet dans une valeur s’écrit deux fois";
    }
    return std::nullopt;
  }

  char* cursor_;
  char* end_;
  char separator_;
  std::size_t line_ = 1;
};

}  // namespace

tl::expected<Document, FileProblem> Document::parse(std::string name, std::string_view bytes) {
  return parse(std::move(name), std::vector<char>(bytes.begin(), bytes.end()));
}

tl::expected<Document, FileProblem> Document::parse(std::string name, std::vector<char> bytes,
                                                    std::size_t most_values) {
  Document document;
  document.name_ = std::move(name);
  const auto fail = [&](std::size_t line, std::string column, std::string message) {
    return tl::unexpected(FileProblem{document.name_, line, std::move(column), "", std::move(message)});
  };

  if (const auto utf16 = utf16_of(bytes)) {
    if (bytes.size() % 2 != 0) return fail(0, "", "fichier UTF-16 tronqué, son dernier caractère manque");
    document.encoding_ = Encoding::utf16;
    document.text_ = from_utf16(bytes, *utf16);
  } else {
    document.text_ = std::move(bytes);
  }
  auto& text = document.text_;
  // Some programs write the mark again in front of a text that has one.
  while (starts_with(text, "\xef\xbb\xbf")) text.erase(text.begin(), text.begin() + 3);

  if (const auto nul = std::find(text.begin(), text.end(), '\0'); nul != text.end()) {
    const auto line = static_cast<std::size_t>(std::count(text.begin(), nul, '\n')) + 1;
    return fail(line, "",
                "octet nul dans le texte, ce fichier n’est pas un CSV ou son encodage est inconnu "
                "(enregistrez-le en CSV UTF-8)");
  }
  if (!is_valid_utf8({text.data(), text.size()})) {
    document.encoding_ = Encoding::windows_1252;
    text = from_windows_1252(text);
  }
  if (trim({text.data(), text.size()}).empty()) return fail(0, "", "le fichier est vide");

  if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
    return fail(0, "", "le fichier dépasse 4 Go de texte, partagez-le en plusieurs");
  }

  document.separator_ = separator_of({text.data(), text.size()});
  Scanner scanner(text, document.separator_);

  std::vector<std::string_view> record;
  bool have_header = false;
  std::size_t rows = 0;
  while (!scanner.at_end()) {
    const std::size_t line = scanner.line();
    if (const auto problem = scanner.record(record)) return fail(scanner.line(), "", *problem);
    if (!have_header) record[0] = without_marks(record[0]);
    if (record.size() == 1 && record[0].empty()) continue;  // a blank line
    if (!have_header) {
      have_header = true;
      document.header_ = record;
      if (record.size() > most_columns) {
        return fail(line, "",
                    fmt::format("{} colonnes, {} au plus sont attendues", french_number(record.size()),
                                french_number(most_columns)));
      }
      for (std::size_t i = 0; i < record.size(); ++i) {
        if (record[i].size() > longest_field) {
          return fail(
              line, shortened(record[i]),
              fmt::format("nom de colonne trop long, {} octets au plus", french_number(longest_field)));
        }
        if (record[i].empty()) return fail(line, "", fmt::format("la colonne {} n’a pas de nom", i + 1));
        if (std::find(record.begin(), record.begin() + static_cast<std::ptrdiff_t>(i), record[i]) !=
            record.begin() + static_cast<std::ptrdiff_t>(i)) {
          return fail(line, std::string(record[i]), "cette colonne figure deux fois");
        }
      }
      const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
      const auto separators =
          static_cast<std::size_t>(std::count(text.begin(), text.end(), document.separator_));
      document.lines_.reserve(std::min(lines, most_values / record.size()));
      // No more than the text can hold: many columns above many blank lines are no table of both.
      document.fields_.reserve(std::min({lines * record.size(), lines + separators + 1, most_values}));
      continue;
    }
    if (++rows > most_values / document.header_.size()) {
      return fail(
          line, "",
          fmt::format("plus de {} valeurs, partagez ce fichier en plusieurs", french_number(most_values)));
    }
    if (record.size() != document.header_.size()) {
      tell(document.problems_,
           {document.name_, line, "", "",
            fmt::format("{}, {} attendues comme dans l’en-tête",
                        french_count(static_cast<std::int64_t>(record.size()), "valeur", "valeurs"),
                        document.header_.size())});
      continue;
    }
    const auto too_long = std::find_if(record.begin(), record.end(),
                                       [](std::string_view field) { return field.size() > longest_field; });
    if (too_long != record.end()) {
      tell(document.problems_,
           {document.name_, line,
            std::string(document.header_[static_cast<std::size_t>(too_long - record.begin())]),
            shortened(*too_long),
            fmt::format("valeur trop longue, {} octets au plus", french_number(longest_field))});
      continue;
    }
    for (const std::string_view field : record) {
      const auto begin = field.empty() ? 0 : field.data() - text.data();
      document.fields_.push_back(
          {static_cast<std::uint32_t>(begin), static_cast<std::uint16_t>(field.size())});
    }
    document.lines_.push_back(static_cast<std::uint32_t>(line));
  }
  if (!have_header) return fail(0, "", "le fichier est vide");  // blank lines, quoted ones among them
  return document;
}

tl::expected<Document, FileProblem> Document::read(const std::string& path, std::size_t most_values) {
  const std::size_t slash = path.find_last_of('/');
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) {
    return tl::unexpected(FileProblem{name, 0, "", "",
                                      errno == ENOENT ? "ce fichier n’existe pas"
                                      : errno == EACCES
                                          ? "ce fichier ne peut pas être lu, vous n’en avez pas le droit"
                                          : "ce fichier ne peut pas être lu"});
  }
  std::vector<char> bytes;
  std::error_code unknown;  // of a pipe: then it grows as it comes
  const std::uintmax_t told = std::filesystem::file_size(path, unknown);
  bytes.resize(std::max<std::size_t>(unknown ? 0 : static_cast<std::size_t>(told) + 1, 1 << 16));
  std::size_t used = 0;
  while (true) {
    const std::size_t got = std::fread(bytes.data() + used, 1, bytes.size() - used, file.get());
    used += got;
    if (got == 0) break;
    if (used == bytes.size()) bytes.resize(used * 2);
  }
  if (std::ferror(file.get())) {
    return tl::unexpected(FileProblem{
        name, 0, "", "",
        errno == EISDIR ? "c’est un dossier, un fichier est attendu" : "ce fichier ne peut pas être lu"});
  }
  bytes.resize(used);
  return parse(std::move(name), std::move(bytes), most_values);
}

std::optional<std::size_t> Document::column(std::string_view header_name) const {
  const auto found = std::find(header_.begin(), header_.end(), header_name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

void write_row(std::string& out, const std::vector<std::string_view>& fields, char separator) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += separator;
    const std::string_view field = fields[i];
    const bool quote = field.find_first_of("\"\r\n,;") != std::string_view::npos ||
                       (!field.empty() && (field.front() == ' ' || field.back() == ' '));
    if (!quote) {
      out += field;
      continue;
    }
    out += '"';
    for (const char c : field) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += '\n';
}

}  // namespace csv
}  // namespace jalon
