#include "ui/catalogue.hpp"

#include <cstring>
#include <stdexcept>

namespace jalon::ui {

// ---- plurals

struct PluralRule::Term {
  char op =
      '#';  // '#' number, 'n' the count, '?' choice, '!' not, or a binary operator (two characters folded)
  std::uint64_t number = 0;
  std::unique_ptr<Term> a, b, c;

  std::uint64_t value(std::uint64_t n) const {
    switch (op) {
      case '#':
        return number;
      case 'n':
        return n;
      case '!':
        return a->value(n) == 0;
      case '?':
        return a->value(n) != 0 ? b->value(n) : c->value(n);
      case '|':
        return a->value(n) != 0 || b->value(n) != 0;
      case '&':
        return a->value(n) != 0 && b->value(n) != 0;
      case '=':
        return a->value(n) == b->value(n);
      case '~':
        return a->value(n) != b->value(n);
      case '<':
        return a->value(n) < b->value(n);
      case '>':
        return a->value(n) > b->value(n);
      case '{':
        return a->value(n) <= b->value(n);
      case '}':
        return a->value(n) >= b->value(n);
      case '+':
        return a->value(n) + b->value(n);
      case '-':
        return a->value(n) - b->value(n);
      case '*':
        return a->value(n) * b->value(n);
      default:
        break;
    }
    const std::uint64_t divisor = b->value(n);
    if (divisor == 0) return 0;
    return op == '%' ? a->value(n) % divisor : a->value(n) / divisor;
  }
};

class PluralRule::Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::unique_ptr<Term> whole() {
    auto term = choice(0);
    if (!peek().empty()) throw std::invalid_argument("plural rule: " + std::string(text_));
    return term;
  }

 private:
  std::string_view peek() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\n')) text_.remove_prefix(1);
    return text_;
  }
  bool take(std::string_view token) {
    if (!peek().starts_with(token)) return false;
    text_.remove_prefix(token.size());
    return true;
  }

  static std::unique_ptr<Term> make(char op, std::unique_ptr<Term> a, std::unique_ptr<Term> b = nullptr,
                                    std::unique_ptr<Term> c = nullptr) {
    auto term = std::make_unique<Term>();
    term->op = op;
    term->a = std::move(a);
    term->b = std::move(b);
    term->c = std::move(c);
    return term;
  }

  std::unique_ptr<Term> choice(int depth) {
    if (depth > 50) throw std::invalid_argument("plural rule too deep");
    auto condition = binary(0, depth);
    if (!take("?")) return condition;
    auto yes = choice(depth + 1);
    if (!take(":")) throw std::invalid_argument("plural rule: ':' is missing");
    return make('?', std::move(condition), std::move(yes), choice(depth + 1));
  }

  std::unique_ptr<Term> binary(std::size_t level, int depth) {
    struct Operator {
      std::size_t level;
      std::string_view token;
      char op;
    };
    static constexpr Operator operators[] = {{0, "||", '|'}, {1, "&&", '&'}, {2, "==", '='}, {2, "!=", '~'},
                                             {3, "<=", '{'}, {3, ">=", '}'}, {3, "<", '<'},  {3, ">", '>'},
                                             {4, "+", '+'},  {4, "-", '-'},  {5, "*", '*'},  {5, "/", '/'},
                                             {5, "%", '%'}};
    if (level == 6) return unary(depth);
    auto left = binary(level + 1, depth);
    while (true) {
      const Operator* found = nullptr;
      for (const auto& candidate : operators) {
        if (candidate.level == level && !found && take(candidate.token)) found = &candidate;
      }
      if (!found) return left;
      left = make(found->op, std::move(left), binary(level + 1, depth));
    }
  }

  std::unique_ptr<Term> unary(int depth) {
    if (depth > 50) throw std::invalid_argument("plural rule too deep");
    if (take("!")) return make('!', unary(depth + 1));
    if (take("(")) {
      auto inside = choice(depth + 1);
      if (!take(")")) throw std::invalid_argument("plural rule: ')' is missing");
      return inside;
    }
    auto term = std::make_unique<Term>();
    if (take("n")) {
      term->op = 'n';
      return term;
    }
    if (peek().empty() || text_.front() < '0' || text_.front() > '9')
      throw std::invalid_argument("plural rule");
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') {
      term->number = term->number * 10 + static_cast<std::uint64_t>(text_.front() - '0');
      text_.remove_prefix(1);
    }
    return term;
  }

  std::string_view text_;
};

PluralRule::PluralRule(std::string_view expression) : root_(Reader(expression).whole()) {}
PluralRule::~PluralRule() = default;
PluralRule::PluralRule(PluralRule&&) noexcept = default;
PluralRule& PluralRule::operator=(PluralRule&&) noexcept = default;
std::size_t PluralRule::form(std::uint64_t n) const {
  return static_cast<std::size_t>(root_->value(n));
}

// ---- the file

namespace {

std::uint32_t read_u32(std::string_view mo, std::size_t at) {
  if (at + 4 > mo.size()) throw std::invalid_argument("catalogue cut short");
  std::uint32_t value = 0;
  std::memcpy(&value, mo.data() + at, 4);  // msgfmt writes the order of the machine that builds
  return value;
}

std::string_view read_text(std::string_view mo, std::size_t entry) {
  const std::size_t size = read_u32(mo, entry);
  const std::size_t at = read_u32(mo, entry + 4);
  if (at > mo.size() || size > mo.size() - at) throw std::invalid_argument("catalogue cut short");
  return mo.substr(at, size);
}

}  // namespace

Catalogue::Catalogue(std::string_view mo) {
  if (read_u32(mo, 0) != 0x950412deU) throw std::invalid_argument("not a gettext catalogue");
  const std::uint32_t count = read_u32(mo, 8);
  const std::uint32_t originals = read_u32(mo, 12);
  const std::uint32_t translations = read_u32(mo, 16);
  for (std::uint32_t i = 0; i < count; ++i) {
    auto id = read_text(mo, originals + 8 * std::size_t{i});
    id = id.substr(0, id.find('\0'));  // the plural of the source is no key
    entries_.emplace(id, read_text(mo, translations + 8 * std::size_t{i}));
  }
  const auto head = entries_.find("");
  if (head == entries_.end()) return;
  const auto at = head->second.find("plural=");
  if (at == std::string_view::npos) return;
  const auto expression = head->second.substr(at + 7);
  rule_ = PluralRule(expression.substr(0, expression.find(';')));
}

std::string_view Catalogue::find(std::string_view msgid) const {
  const auto found = msgid.empty() ? entries_.end() : entries_.find(msgid);
  return found == entries_.end() ? std::string_view() : found->second;
}

std::string_view Catalogue::find_plural(std::string_view msgid, std::uint64_t n) const {
  auto forms = find(msgid);
  for (std::size_t skip = rule_.form(n); skip > 0; --skip) {
    const auto nul = forms.find('\0');
    if (nul == std::string_view::npos) return {};
    forms = forms.substr(nul + 1);
  }
  return forms.substr(0, forms.find('\0'));
}

}  // namespace jalon::ui
