// The pages of the door: signing in and out, and opening an account by the link of an invitation.
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "partners/gate_pages.hpp"
#include "partners/provider_actions.hpp"
#include "ui/components.hpp"

namespace jalon::partners {

/// What the pages of accounts stand on; `app` makes it, and it outlives the router.
struct DoorDesk {
  const AccountDesk& accounts;
  const ui::Pages& pages;
  bool this_machine_only = true;  // nobody reaches the server from elsewhere: fictional accounts are offered
  const ProviderDesk* provider = nullptr;  // of identities; null = none is set up
};

struct FictionalEntry {
  std::string id;
  std::string name;
  std::string roles;
  std::string organisation;
  std::string does;  // what this visitor will see
};

struct SignInSheet {
  std::string email;
  std::string back;      // where to go then
  bool lost = false;     // what was sent was not recorded, since the session was over
  std::string provider;  // of identities, as the button calls it; "" = none
  std::vector<ui::FieldError> errors;
  std::vector<FictionalEntry> fictional;
};

struct WelcomeSheet {
  std::string token;
  bool first = false;
  std::string email;
  std::string name;
  std::vector<ui::FieldError> errors;
  std::string error(std::string_view field) const;
};

/// What a request says of who asks to come in.
Credentials credentials_of(const http::Request& request);
/// The session changes at each signing in: what the browser held before opens nothing any more.
http::Response enter(const DoorDesk& desk, const http::Request& request, const SignedIn& signed_in,
                     const std::string& to);

void add_sign_in_pages(http::Router& router, const DoorDesk& desk);

}  // namespace jalon::partners
