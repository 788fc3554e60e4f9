// The web site: every page of every room on one router, behind one server on loopback.
#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "app/app.hpp"
#include "app/provider_file.hpp"
#include "http/router.hpp"
#include "partners/gate_pages.hpp"
#include "partners/sign_in_pages.hpp"
#include "pathways/workspace_actions.hpp"
#include "people/held_actions.hpp"
#include "ui/page.hpp"

namespace jalon::app {

/// All that the pages stand on, in the order in which it must be made and the reverse of which it goes.
class Site {
 public:
  /// Loads the board of the territory. `this_machine_only`: nobody reaches the server from elsewhere, and the
  /// demonstration may offer its fictional accounts. `provider`: of identities, if one is set up. Throws
  /// store::Fault.
  Site(App& app, std::string territory, bool this_machine_only = true,
       std::optional<ProviderFile> provider = std::nullopt);
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  const http::Router& router() const { return router_; }
  const ui::Pages& pages() const { return pages_; }
  pathways::Workspace& workspace() { return workspace_; }
  const partners::AccountDesk& accounts() const { return accounts_; }
  /// For http::ServerOptions::gate: no page is served without it.
  partners::Gate& gate() { return gate_; }

 private:
  void add_pages();

  partners::Secrets secrets_;
  partners::AccountDesk accounts_;
  ui::Site contents_;
  ui::Pages pages_;
  std::vector<people::ContactSource> contacts_;
  std::vector<people::HeldSection> held_;
  pathways::LiveBoard board_;
  people::LiveConsents consents_;
  pathways::Workspace workspace_;
  http::Router router_;
  partners::Gate gate_;
  std::optional<ProviderFile> provider_file_;
  std::optional<oidc::Provider> provider_;
  std::optional<partners::ProviderDesk> provider_desk_;
  partners::DoorDesk door_;
};

/// The territory to work on: the one asked for, else the only one of the database. Refused: territory.none
/// (the database is empty), territory.ambiguous, territory.unknown; fact `why` is a French sentence.
Result<std::string> choose_territory(store::Database& database, const std::string& asked);

struct ServeOptions {
  std::string territory;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8063;
  std::string tls_certificate;  // PEM files; "" = no TLS of our own
  std::string tls_key;
  std::string proxy;           // address of the proxy that ends TLS in front of us
  std::string provider;        // file of the provider of identities; "" = none
  std::string host_names;      // by which browsers ask for us, separated by spaces
  bool else_any_port = false;  // when that port cannot be had, any free one
};

/// Serves until SIGTERM or SIGINT, then finishes what was accepted. Prints the address on `out`. Gives 3 when
/// it stopped because the disk failed.
int serve(App& app, const ServeOptions& options, std::ostream& out, std::ostream& err);

}  // namespace jalon::app
