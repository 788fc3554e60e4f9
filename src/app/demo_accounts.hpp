// The fictional accounts of the demonstration: one for each role, entered by a click on this machine.
#pragma once

#include "base/result.hpp"
#include "partners/account_actions.hpp"

namespace jalon::app {

/// Those whose organisation the database does not hold are left out. Refused: account.real_exist.
Result<void> add_demo_accounts(const partners::AccountDesk& desk);

}  // namespace jalon::app
