// How the words of a command line become values: see Target in command_line.hpp.
#include <charconv>
#include <concepts>

#include "app/command_line.hpp"

namespace jalon::app {
namespace {

// Writes the number into `value`; "" when the whole text is one.
template <class T>
std::string read_number(const std::string& text, T& value) {
  T read{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::integral<T> ? "nombre entier attendu" : "nombre attendu (point décimal)";
  }
  value = read;
  return "";
}

template <class T>
std::string read_number(const std::string& text, std::optional<T>& value) {
  T read{};
  std::string problem = read_number(text, read);
  if (problem.empty()) value = read;
  return problem;
}

template <class D>
std::string read_date(const std::string& text, D& value) {
  const auto date = parse_date(text);
  if (!date) return "date attendue, sous la forme aaaa-mm-jj";
  value = *date;
  return "";
}

}  // namespace

Target::Set Target::set_text(std::string& value) {
  return [&value](const std::string& text) {
    value = text;
    return std::string();
  };
}

Target::Target(std::optional<std::string>& value)
    : set_([&value](const std::string& text) {
        value = text;
        return std::string();
      }) {}
Target::Target(Date& value) : set_([&value](const std::string& text) { return read_date(text, value); }) {}
Target::Target(std::optional<Date>& value)
    : set_([&value](const std::string& text) { return read_date(text, value); }) {}
Target::Target(int& value) : set_([&value](const std::string& text) { return read_number(text, value); }) {}
Target::Target(std::int64_t& value)
    : set_([&value](const std::string& text) { return read_number(text, value); }) {}
Target::Target(std::uint64_t& value)
    : set_([&value](const std::string& text) { return read_number(text, value); }) {}
Target::Target(std::optional<std::int64_t>& value)
    : set_([&value](const std::string& text) { return read_number(text, value); }) {}
Target::Target(std::optional<std::uint64_t>& value)
    : set_([&value](const std::string& text) { return read_number(text, value); }) {}
Target::Target(double& value)
    : set_([&value](const std::string& text) { return read_number(text, value); }) {}
Target::Target(std::optional<double>& value)
    : set_([&value](const std::string& text) { return read_number(text, value); }) {}

}  // namespace jalon::app
