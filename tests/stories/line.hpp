// One line of a story, read word by word. Words are parted by blanks; a comma, and a colon at the end of a
// word, stand alone; "…" holds a text with blanks. A word that is not what the language expects is a
// StoryError.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace jalon::stories {

/// A line that the language does not know.
class StoryError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Line {
 public:
  explicit Line(std::string_view text);

  bool at_end() const { return next_ == words_.size(); }
  /// The next word, left in place; "" at the end.
  const std::string& peek() const;
  /// Takes the next words if they are exactly these.
  bool accept(std::initializer_list<std::string_view> words);
  bool accept(std::string_view word) { return accept({word}); }
  /// Takes what must come next.
  void require(std::initializer_list<std::string_view> words);
  std::string word(std::string_view what);
  /// An ISO date, left as text: the records hold text.
  std::string date();
  std::int64_t number();
  /// The words up to the next comma, clause word or end, joined by a blank.
  std::vector<std::string> words_until(std::initializer_list<std::string_view> stops);
  /// Steps over a comma, if there is one.
  void skip_comma() { accept(","); }
  void require_end() const;

 private:
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

/// `C06`, `R01`: how the catalogue names its steps.
bool is_step(std::string_view word);

}  // namespace jalon::stories
