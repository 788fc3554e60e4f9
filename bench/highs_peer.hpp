// HiGHS on the same problems: not a Debian package, so it comes from npm as WebAssembly and runs in node.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "allocation/problem.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::bench {

/// The row of the bench: {"finished","value","proven","build_seconds","seconds","memory_mb"}. `base` as for
/// the flows; no answer within `seconds` is {"finished": false}. Everybody may stay out. CPU seconds of the
/// node process around the solve; its memory is that of the whole process.
nlohmann::ordered_json highs(const allocation::Problem& problem, std::int64_t base, double seconds,
                             const allocation::Bonds& bonds = {});

}  // namespace jalon::bench
