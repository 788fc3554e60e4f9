// The pages of a provider of identities: leaving for it, coming back, signing out here and there.
//
// No page of ours sends a form to the provider, and none shows what it sent: a refused sign-in has our own
// words and a short reason for whoever looks after the accounts. Without a provider they answer 404.
#pragma once

#include <string>

#include "http/router.hpp"
#include "partners/provider_words.hpp"
#include "partners/sign_in_pages.hpp"

namespace jalon::partners {

inline constexpr std::string_view departure_cookie = "jalon_fournisseur";
inline constexpr std::string_view leaving_cookie = "jalon_sortie";

struct ProviderRefusalSheet {
  std::string label;  // of the provider
  ProviderProblem problem;
  std::string reason;  // the code of the refusal
  std::string again;   // where to begin again
  std::string leave;   // address of the provider that signs out of it; "" = nothing to leave
};

struct ProviderLeaveSheet {
  std::string label;
  std::string address;  // of the provider's page that follows
  bool signs_out = true;
};

void add_provider_pages(http::Router& router, const DoorDesk& desk);

}  // namespace jalon::partners
