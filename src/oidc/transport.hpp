// Calls to a provider over HTTP. The only user of libcurl.
//
// A call never follows a redirection, never goes elsewhere than https (or http where the address says so),
// checks the certificate and its name, ends after its time and once the answer is too long. What went wrong
// is a refusal: oidc.provider_silent (no answer in time), oidc.provider_down (no connection, bad
// certificate), oidc.provider_answer (too long); fact `why` holds the library's own fixed words.
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "oidc/settings.hpp"

namespace jalon::oidc {

struct Call {
  std::string address;
  std::string form;           // sent by POST when it is not empty
  std::string authorization;  // value of the header, "" = none
  int milliseconds = 4000;
};

struct Answer {
  int status = 0;
  std::string type;  // of the contents, lower case, without parameters
  std::string body;
};

/// Safe to call from several threads.
using Transport = std::function<Result<Answer>(const Call&)>;

/// Over the network, with the limits and the certificates of the settings.
Transport network(const Settings& settings);

}  // namespace jalon::oidc
