// `jalon user`: accounts from the terminal of the machine. Exit codes: 0 done, 1 refused.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "partners/account_actions.hpp"

namespace jalon::partners {

struct UserRequest {
  std::string email;
  std::string name;
  std::string organisation;                    // the sender's identifier, as in organisations.csv
  std::string roles;                           // "referent coordinator"
  std::string site = "http://127.0.0.1:8063";  // the beginning of the link
  bool json = false;
  std::string actor = "terminal";  // who does it, as the audit chain writes it
};

/// The link of the first account, an administrator. Refused when there are accounts.
int run_user_first(const AccountDesk& desk, const UserRequest& request, std::ostream& out, std::ostream& err);
int run_user_list(const AccountDesk& desk, const UserRequest& request, std::ostream& out);
int run_user_invite(const AccountDesk& desk, const UserRequest& request, std::ostream& out,
                    std::ostream& err);
int run_user_disable(const AccountDesk& desk, const UserRequest& request, std::ostream& out,
                     std::ostream& err);
int run_user_reset(const AccountDesk& desk, const UserRequest& request, std::ostream& out, std::ostream& err);

}  // namespace jalon::partners
