#include "indicators/reference.hpp"

#include <charconv>

namespace jalon::indicators {

double Reference::number() const {
  double read = 0;
  std::from_chars(value.data(), value.data() + value.size(), read);
  return read;
}

}  // namespace jalon::indicators
