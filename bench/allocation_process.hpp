// What every row of the allocation bench is measured with: a process of its own, its memory, words of a list.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace jalon::bench {

/// The most that this process has held.
double memory_mb();

/// Parts of a list written with commas.
std::vector<std::string> words(const std::string& text);

/// Runs `work` in a child; {"finished": false} if it takes more than `limit` seconds of the processor or 8
/// GB, or dies.
nlohmann::ordered_json in_a_process(double limit, const std::function<nlohmann::ordered_json()>& work);

}  // namespace jalon::bench
