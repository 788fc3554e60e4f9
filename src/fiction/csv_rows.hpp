// Rows as lines of the contract's CSV files: UTF-8, comma, one header per file.
//
// Written by hand rather than through csv::write_row because a million people make twenty million lines; a
// test reads them back with the reader of imports.
#pragma once

#include <string>
#include <string_view>

#include "fiction/consents.hpp"
#include "fiction/records.hpp"
#include "fiction/world.hpp"

namespace jalon::fiction {

/// Appends one value, quoted when it has to be.
void append_value(std::string& out, std::string_view value);

class CsvRows {
 public:
  /// `people` is the size of the whole département: identifiers are as wide as its last one.
  CsvRows(const World& world, std::uint32_t people);

  static std::string_view people_header();
  static std::string_view consents_header();
  static std::string_view events_header();
  static std::string_view places_header();
  static std::string_view enrolments_header();

  void append(std::string& out, const PersonRow& row) const;
  void append(std::string& out, const ConsentRow& row) const;
  void append(std::string& out, const EventRow& row) const;
  void append(std::string& out, const PlaceRow& row) const;
  void append(std::string& out, const EnrolmentRow& row, const PlaceRow& place) const;

 private:
  void number(std::string& out, char letter, std::uint32_t number) const;
  static void date(std::string& out, Date date);  // empty when never
  std::string_view organisation(std::uint16_t index) const;

  const World& world_;
  std::size_t width_;
};

}  // namespace jalon::fiction
