#include "line.hpp"

#include <algorithm>
#include <charconv>

#include "base/date.hpp"

namespace jalon::stories {

Line::Line(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == ' ' || c == '\t' || c == '\r') {
      ++at;
    } else if (c == '#') {
      break;
    } else if (c == ',') {
      words_.emplace_back(",");
      ++at;
    } else if (c == '"') {
      const auto end = text.find('"', at + 1);
      if (end == std::string_view::npos) throw StoryError("a quote never closes");
      words_.emplace_back(text.substr(at + 1, end - at - 1));
      at = end + 1;
    } else {
      auto end = text.find_first_of(" \t\r,", at);
      if (end == std::string_view::npos) end = text.size();
      const std::string_view word = text.substr(at, end - at);
      if (word.size() > 1 && word.ends_with(':')) {
        words_.emplace_back(word.substr(0, word.size() - 1));
        words_.emplace_back(":");
      } else {
        words_.emplace_back(word);
      }
      at = end;
    }
  }
}

const std::string& Line::peek() const {
  static const std::string none;
  return at_end() ? none : words_[next_];
}

bool Line::accept(std::initializer_list<std::string_view> words) {
  if (words.size() > words_.size() - next_) return false;
  if (!std::equal(words.begin(), words.end(), words_.begin() + static_cast<std::ptrdiff_t>(next_)))
    return false;
  next_ += words.size();
  return true;
}

void Line::require(std::initializer_list<std::string_view> words) {
  if (accept(words)) return;
  std::string expected;
  for (const std::string_view word : words) expected += (expected.empty() ? "" : " ") + std::string(word);
  throw StoryError("'" + expected + "' was expected" +
                   (at_end() ? " at the end" : " before '" + peek() + "'"));
}

std::string Line::word(std::string_view what) {
  if (at_end() || peek() == "," || peek() == ":") throw StoryError(std::string(what) + " is missing");
  return words_[next_++];
}

std::string Line::date() {
  std::string text = word("a date");
  if (!parse_date(text)) throw StoryError("'" + text + "' is no date");
  return text;
}

std::int64_t Line::number() {
  const std::string text = word("a number");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    throw StoryError("'" + text + "' is no number");
  return value;
}

std::vector<std::string> Line::words_until(std::initializer_list<std::string_view> stops) {
  std::vector<std::string> result;
  while (!at_end() && peek() != "," && std::find(stops.begin(), stops.end(), peek()) == stops.end()) {
    result.push_back(words_[next_++]);
  }
  return result;
}

void Line::require_end() const {
  if (!at_end()) throw StoryError("'" + peek() + "' was not expected");
}

bool is_step(std::string_view word) {
  return word.size() == 3 && word[0] >= 'A' && word[0] <= 'Z' && word[1] >= '0' && word[1] <= '9' &&
         word[2] >= '0' && word[2] <= '9';
}

}  // namespace jalon::stories
