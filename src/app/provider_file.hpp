// The file that says which provider of identities people may sign in with (TOML; see docs/api/provider.md).
//
// The secret never stands in it, nor on the command line: it is read from a file of its own, which others may
// not read, or from the environment. Refused, with the line: a key that is unknown, of the wrong kind, or
// missing; a secret written in the file.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "oidc/settings.hpp"
#include "partners/provider_rules.hpp"

namespace jalon::app {

struct ProviderFile {
  oidc::Settings settings;
  partners::ProviderRules rules;
};

/// How a secret is fetched: "file" or "environment", and its name. Fact `why` when it cannot be.
using FetchSecret = std::function<Result<std::string>(std::string_view from, const std::string& name)>;

/// Fact `why`: a French sentence for the operator. `text`: the contents of the file.
Result<ProviderFile> read_provider_file(std::string_view text, const FetchSecret& secret);
/// From the disk, with the machine's files and environment.
Result<ProviderFile> load_provider_file(const std::string& path);

}  // namespace jalon::app
