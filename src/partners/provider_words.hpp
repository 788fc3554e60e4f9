// What a refused sign-in through a provider says to people: what happened, and what to do.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace jalon::partners {

struct ProviderProblem {
  enum class Kind {
    ask_someone,   // an administrator, or the provider's own help, has to do something
    begin_again,   // the same once more will do
    try_later,     // the provider does not answer
    not_believed,  // what came is not to be trusted
  };
  Kind kind = Kind::not_believed;
  std::string title;
  std::string text;
  std::string advice;
};

/// `label`: how the provider is called ("ProConnect").
ProviderProblem provider_problem(const Refusal& refusal, std::string_view label);

}  // namespace jalon::partners
