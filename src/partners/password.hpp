// Which passwords are taken: length counts, not composition.
//
// The CNIL (délibération 2022-100) asks 50 bits of a password whose account slows down repeated attempts
// (sign_in_delay.hpp). The bits of a text are counted as its distinct-enough characters times the logarithm
// of the alphabet that it draws from, which overrates words of a dictionary: hence the length, and the list
// of refused beginnings. Refused: password.too_short (under 12 characters), password.too_long (over 256
// bytes), password.too_simple (under 50 bits, or few different characters), password.common (of the list, or
// made of the account's own name or address).
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace jalon::partners {

inline constexpr std::size_t shortest_password = 12;  // characters
inline constexpr double fewest_bits = 50;

/// Bits by alphabet and length; runs ("aaaa", "1234") count once.
double password_bits(std::string_view password);
Result<void> check_password(std::string_view password, std::string_view email, std::string_view name);

}  // namespace jalon::partners
