// The pages of the administrator: who has an account, inviting, changing, closing, opening again.
//
// They open for that role alone, which opens no file. A link is shown once, on the answer to the form that
// made it: it stands in no address, no cookie and no log. Nobody closes or changes their own account here.
// Fictional accounts of the demonstration look, and change nothing.
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "partners/sign_in_pages.hpp"

namespace jalon::partners {

struct AccountLine {
  std::string id;
  std::string name;
  std::string email;
  std::string organisation;
  std::string roles;
  ui::Badge state;
  bool has_code = false;
};

struct AccountsSheet {
  std::string search;
  std::vector<AccountLine> lines;
  std::size_t in_all = 0;
};

struct RoleBox {
  std::string name;  // of the field: "role_referent"
  std::string label;
  bool ticked = false;
};

/// Inviting, or one account.
struct AccountForm {
  std::string id;  // "" = a new one
  std::string name;
  std::string email;
  std::string organisation;
  ui::Badge state;
  bool closed = false;
  bool own = false;        // the administrator's who looks
  bool fictional = false;  // or theirs is: nothing is changed
  std::vector<RoleBox> roles;
  std::vector<ui::Option> organisations;
  std::vector<ui::FieldError> errors;
  std::string error(std::string_view field) const;
};

struct LinkSheet {
  std::string name;
  std::string email;
  std::string address;  // https://…/invitation/…
  std::string until;    // "12/10/2018 à 9 h 30"
};

void add_administration_pages(http::Router& router, const DoorDesk& desk);

}  // namespace jalon::partners
