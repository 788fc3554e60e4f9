// Amounts in euros, exact to the cent. No floating point ever touches an amount.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jalon {

class Money {
 public:
  constexpr Money() = default;
  static constexpr Money cents(std::int64_t cents) {
    Money money;
    money.cents_ = cents;
    return money;
  }
  static constexpr Money euros(std::int64_t euros) { return cents(euros * 100); }
  constexpr std::int64_t cents() const { return cents_; }
  constexpr auto operator<=>(const Money&) const = default;
  constexpr Money& operator+=(Money other) {
    cents_ += other.cents_;
    return *this;
  }

 private:
  std::int64_t cents_ = 0;
};

constexpr Money operator+(Money a, Money b) {
  return Money::cents(a.cents() + b.cents());
}
constexpr Money operator-(Money a, Money b) {
  return Money::cents(a.cents() - b.cents());
}

/// `800 000 €`, `11,80 €`: French form, narrow no-break space between thousands, cents only when there are
/// some.
std::string to_french(Money money);

}  // namespace jalon
