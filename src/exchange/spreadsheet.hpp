// Rows for people who open files in a spreadsheet: text that a spreadsheet would run as a formula is made
// text. Files for jalon itself are written by csv::write_row, which keeps every byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jalon::exchange {

/// Whether a spreadsheet would run the cell.
bool is_formula(std::string_view cell);

/// A cell that begins with = + - @, a tabulation or a carriage return gets an apostrophe before it, unless it
/// is a number.
std::string neutralised(std::string_view cell);

/// One row of a CSV for a spreadsheet, every cell neutralised.
void write_spreadsheet_row(std::string& out, const std::vector<std::string_view>& fields,
                           char separator = ';');

}  // namespace jalon::exchange
