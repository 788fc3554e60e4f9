// The pages of one's own account: sessions, password, one-time code.
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "partners/sign_in_pages.hpp"

namespace jalon::partners {

struct SessionLine {
  std::string id;
  std::string browser;
  std::string peer;
  std::string opened;  // "12/10/2018 à 9 h 30"
  std::string seen;
  bool present = false;  // the one that shows this page
};

struct AccountSheet {
  std::vector<ui::Fact> facts;
  std::vector<SessionLine> sessions;
  bool has_code = false;
  bool fictional = false;
  std::string provider;  // of identities, as people know it; "" = none
  bool tied = false;     // the account opens through it
  bool has_password = true;
  std::int64_t recovery_left = 0;
};

/// A form about the password or the code.
struct SecretForm {
  bool due = false;  // the code must be set up before anything else
  bool has_code = false;
  std::string secret;   // grouped by four, to type by hand
  std::string address;  // the same, for the telephone that reads it from the screen
  std::string sealed;   // the same, as the form carries it
  std::vector<ui::FieldError> errors;
  std::string error(std::string_view field) const;
};

void add_account_pages(http::Router& router, const DoorDesk& desk);

}  // namespace jalon::partners
