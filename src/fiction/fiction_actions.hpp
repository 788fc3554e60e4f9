// Writes a fictional département into a folder, as the files that anyone would import.
// Refused: what `generate` refuses, and `fiction.folder` (fact `folder`) where files cannot be written.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "fiction/generate.hpp"

namespace jalon::fiction {

/// People told so far, of how many.
using Progress = std::function<void(std::int64_t people, std::int64_t of)>;

/// Writes the contract's files of the carried scenario, and the catalogue (`steps.csv`), into `folder`, which
/// is made when missing. Files are written beside and put in place at the end: a refusal leaves the folder as
/// it was.
Result<Made> write_demo(const std::string& folder, const Order& order, const Progress& progress = {});

}  // namespace jalon::fiction
