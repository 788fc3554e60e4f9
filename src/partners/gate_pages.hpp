// The gate: the one place that says who is behind a request, and whether the page opens for them.
//
// As long as the territory has no account it lets everybody on this machine in, as "poste". From the first
// account on, every page but those of `everyone` asks to sign in, and comes back to where it was asked.
#pragma once

#include <any>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/router.hpp"
#include "partners/account_actions.hpp"
#include "partners/page_rights.hpp"
#include "ui/page.hpp"

namespace jalon::partners {

inline constexpr std::string_view session_cookie = "jalon_session";
inline constexpr std::string_view device_cookie = "jalon_appareil";

/// Who asks, as the gate found them; nobody when the request did not pass it.
const Caller& who_asks(const http::Request& request);

/// The path to come back to after signing in: one of this site, else "/".
std::string way_back(std::string_view asked);

class Gate {
 public:
  /// All must outlive the gate.
  Gate(const AccountDesk& desk, const ui::Pages& pages, const http::Router& router)
      : desk_(desk), pages_(pages), router_(router) {}

  /// For http::ServerOptions::gate.
  std::optional<http::Response> operator()(http::Request& request);
  /// Only notes who asks, where no page is found; for http::ServerOptions::recognise.
  void recognise(http::Request& request);
  /// What the frame of a page says of who looks at it; for ui::Site.
  ui::Visitor visitor(const http::Request& request);

 private:
  bool guarded();
  Caller find(const http::Request& request);
  http::Response to_sign_in(const http::Request& request) const;

  const AccountDesk& desk_;
  const ui::Pages& pages_;
  const http::Router& router_;
  std::atomic<bool> guarded_ = false;        // once there is an account, there always is
  std::atomic<std::int64_t> asked_at_ = -1;  // steady milliseconds; accounts are looked for once a second
};

}  // namespace jalon::partners
