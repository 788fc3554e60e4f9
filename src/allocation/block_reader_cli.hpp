// Reads a CSV file of any length in blocks, each parsed by csv::Document: a file of twenty million rows never
// stands in memory at once. A block ends at the end of a row, so a quoted line break is never cut.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/csv.hpp"

namespace jalon::allocation {

/// Called for every block with the number to add to its lines; false stops the reading.
using BlockVisitor = std::function<bool(const csv::Document& block, std::size_t lines_before)>;

/// The problem that ended the reading, if any; a problem that `visit` found is its own affair.
std::optional<FileProblem> read_blocks(const std::string& path, const BlockVisitor& visit,
                                       std::size_t block_bytes = std::size_t{4} << 20);

}  // namespace jalon::allocation
