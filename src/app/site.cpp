#include "app/site.hpp"

#include <unistd.h>

#include <csignal>
#include <iostream>
#include <utility>

#include "app/ask_places.hpp"
#include "app/outbox_dispatcher.hpp"
#include "app/person_records.hpp"
#include "app/records.hpp"
#include "app/served_certificate.hpp"
#include "app/terminal.hpp"
#include "app/views/accessibility.hpp"
#include "base/text.hpp"
#include "cells/cell_pages.hpp"
#include "cells/committee_pages.hpp"
#include "desk/dossier_pages.hpp"
#include "desk/health_pages.hpp"
#include "desk/home_pages.hpp"
#include "desk/note_pages.hpp"
#include "desk/people_list_pages.hpp"
#include "desk/step_pages.hpp"
#include "exchange/import_pages.hpp"
#include "fortnight/fortnight_pages.hpp"
#include "http/head_check.hpp"
#include "http/server.hpp"
#include "indicators/point_pages.hpp"
#include "partners/account_pages.hpp"
#include "partners/administration_pages.hpp"
#include "partners/provider_pages.hpp"
#include "partners/territory.hpp"
#include "partners/territory_store.hpp"
#include "pathways/blockers_pages.hpp"
#include "pathways/catalogue_pages.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/erasure_actions.hpp"
#include "people/people_actions.hpp"
#include "proposals/proposal_pages.hpp"
#include "rights/access_log_pages.hpp"
#include "rights/consent_pages.hpp"
#include "rights/file_door_pages.hpp"
#include "rights/hosting_pages.hpp"
#include "rights/opening_pages.hpp"
#include "rights/person_copy_pages.hpp"
#include "rights/person_rights_pages.hpp"
#include "rights/retention_pages.hpp"
#include "schemes/scheme_actions.hpp"
#include "schemes/scheme_pages.hpp"
#include "ui/assets.hpp"

namespace jalon::app {
namespace {

ui::Site contents() {
  return {{{"accueil", "Accueil", "/", "home"},
           {"dossiers", "Dossiers", "/dossiers", "search"},
           {"blocages", "Points de blocage", "/blocages", "block"},
           {"cellule", "Cellule", "/cellule", "cell"},
           {"comite", "Comité", "/comite", "committee"},
           {"dispositifs", "Dispositifs", "/dispositifs", "places"},
           {"quinzaine", "Quinzaine", "/quinzaine", "fortnight"},
           {"point", "Le point", "/point", "point"},
           {"import", "Import", "/import", "import"},
           {"donnees", "Données", "/conservation", "household"},
           {"comptes", "Comptes", "/comptes", "person", true}},
          "/accessibilite",
          "/catalogue",
          "/compte",
          "/deconnexion",
          "/connexion",
          {"/", "/dossiers", "/blocages", "/dispositifs", "/point"},
          {}};
}

/// The figures of the point, for the committee: a room above cannot ask for them.
std::vector<cells::IndicatorLine> indicators_at(const pathways::Workspace& workspace,
                                                const http::Request& request, Date at) {
  std::vector<cells::IndicatorLine> lines;
  for (const auto& section :
       indicators::read_point(workspace, workspace.view(request), at, std::nullopt).sections) {
    for (const auto& figure : section.figures)
      lines.push_back({figure.label, figure.value, !figure.kept.empty()});
  }
  return lines;
}

/// What other programs record (an import on the same PostgreSQL) reaches the board by the outbox.
void keep_up_to_date(OutboxDispatcher& outbox, pathways::LiveBoard& board, people::LiveConsents& consents) {
  const auto listen = [&](std::string_view topic, void (pathways::LiveBoard::*refresh)(people::PersonId)) {
    outbox.subscribe(std::string(topic),
                     [&board, refresh](const std::string& territory, const std::string& payload) {
                       if (territory != board.territory()) return;
                       if (const auto person = people::PersonId::parse(payload)) {
                         (board.*refresh)(*person);
                       } else {
                         board.reload();
                       }
                     });
  };
  listen(people::people_changed, &pathways::LiveBoard::refresh);
  listen(pathways::pathways_changed, &pathways::LiveBoard::refresh);
  listen(schemes::schemes_changed, &pathways::LiveBoard::refresh_places);
  outbox.subscribe(std::string(people::consents_changed),
                   [&consents](const std::string& territory, const std::string& payload) {
                     if (territory != consents.territory()) return;
                     if (const auto person = people::PersonId::parse(payload)) {
                       consents.refresh(*person);
                     } else {
                       consents.reload();
                     }
                   });
}

/// One line of the server's log, written whole.
void note_of_provider(const std::string& what) {
  std::cerr << to_iso_instant(SystemClock().now_ms()) + " fournisseur d’identité\u00a0: " + what + "\n"
            << std::flush;
}

}  // namespace

Site::Site(App& app, std::string territory, bool this_machine_only, std::optional<ProviderFile> provider)
    : secrets_(app.vault().key_for(key_of_accounts)),
      accounts_{app.database(), secrets_, app.machine_clock(), territory},
      contents_(contents()),
      pages_(app.clock(), contents_),
      contacts_(contact_sources()),
      held_(held_sections()),
      board_(app.database(), app.vault(), app.clock(), territory, ask_places()),
      consents_(app.database(), territory),
      workspace_{app.database(), app.vault(), app.clock(), board_, consents_, pages_, std::move(territory)},
      gate_(accounts_, pages_, router_),
      provider_file_(std::move(provider)),
      door_{accounts_, pages_, this_machine_only} {
  pathways::seal_waiting_texts(app.database(), app.vault(), "programme");
  if (provider_file_) {
    provider_.emplace(provider_file_->settings, app.machine_clock(), oidc::network(provider_file_->settings));
    provider_desk_.emplace(
        partners::ProviderDesk{accounts_, *provider_, provider_file_->rules, note_of_provider});
    door_.provider = &*provider_desk_;
  }
  contents_.visitor = [this](const http::Request& request) { return gate_.visitor(request); };
  add_pages();
}

void Site::add_pages() {
  ui::add_assets(router_);
  partners::add_sign_in_pages(router_, door_);
  partners::add_provider_pages(router_, door_);
  partners::add_account_pages(router_, door_);
  partners::add_administration_pages(router_, door_);
  desk::add_home_pages(router_, workspace_);
  desk::add_people_list_pages(router_, workspace_);
  desk::add_dossier_pages(router_, workspace_);
  desk::add_step_pages(router_, workspace_);
  desk::add_note_pages(router_, workspace_);
  desk::add_health_pages(router_, workspace_);
  pathways::add_blockers_pages(router_, workspace_);
  pathways::add_catalogue_pages(router_, workspace_);
  cells::add_cell_pages(router_, workspace_);
  cells::add_committee_pages(router_, workspace_, [this](const http::Request& request, Date at) {
    return indicators_at(workspace_, request, at);
  });
  indicators::add_point_pages(router_, workspace_);
  exchange::add_import_pages(
      router_, {workspace_.database, workspace_.clock, pages_, rooms_of_records(workspace_.vault),
                workspace_.territory, &pathways::Workspace::actor, [this] {
                  board_.reload();
                  consents_.reload();
                }});
  rights::add_retention_pages(router_, workspace_, contacts_);
  rights::add_access_log_pages(router_, workspace_);
  rights::add_hosting_pages(router_, workspace_);
  rights::add_person_rights_pages(router_, workspace_);
  rights::add_person_copy_pages(router_, workspace_, held_);
  rights::add_consent_pages(router_, workspace_);
  rights::add_file_door_pages(router_, workspace_);
  rights::add_opening_pages(router_, workspace_);
  schemes::add_scheme_pages(router_, workspace_);
  proposals::add_proposal_pages(router_, workspace_);
  fortnight::add_fortnight_pages(router_, {workspace_.database, workspace_.clock, pages_,
                                           workspace_.territory, &pathways::Workspace::actor});
  router_.get("/accessibilite", [this](const http::Request& request) {
    const auto page = pages_.context(request);
    return ui::answer(page, views::accessibility, page);
  });
}

Result<std::string> choose_territory(store::Database& database, const std::string& asked) {
  const auto territories =
      database.read([](store::Reader& reader) { return partners::all_territories(reader); });
  if (!asked.empty()) {
    for (const auto& territory : territories) {
      if (territory.code == asked) return asked;
    }
    return refuse("territory.unknown",
                  {{"why", "le département " + asked + " n’a aucun dossier dans cette base"}});
  }
  if (territories.empty()) {
    return refuse("territory.none",
                  {{"why", "cette base est vide, importez d’abord des dossiers avec « jalon import »"}});
  }
  if (territories.size() > 1) {
    return refuse("territory.ambiguous",
                  {{"why", "cette base a plusieurs départements, dites lequel avec --territory"}});
  }
  return territories.front().code;
}

namespace {

/// TLS, the proxy, and the names by which browsers ask.
Result<void> name_to_the_world(const ServeOptions& options, http::ServerOptions& server) {
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    return refuse("serve.tls_half", {{"why", "--tls-cert et --tls-key vont ensemble"}});
  }
  if (!options.tls_certificate.empty() && !options.proxy.empty()) {
    return refuse("serve.tls_twice",
                  {{"why", "TLS est porté par jalon ou par le mandataire, pas par les deux"}});
  }
  if (!options.tls_certificate.empty()) {
    auto files = read_pem_files(options.tls_certificate, options.tls_key);
    if (!files) return tl::unexpected(files.error());
    server.tls_certificate = std::move(files->certificate);
    server.tls_key = std::move(files->key);
  }
  server.proxy = options.proxy;
  for (const std::string_view name : split(options.host_names, ' ')) {
    if (!name.empty()) server.host_names.push_back(ascii_lower(name));
  }
  return {};
}

}  // namespace

namespace {

/// Until the operator, or the disk, says stop; the certificate is looked at meanwhile.
void wait_for_the_end(const sigset_t& signals, ServedCertificate& certificate, http::Server& server) {
  constexpr timespec hour{3600, 0};
  for (;;) {
    const int signal = sigtimedwait(&signals, nullptr, &hour);
    if (signal == SIGHUP && !certificate.ours() && isatty(STDIN_FILENO) != 0)
      return;  // the terminal was closed
    if (signal == SIGHUP) {
      certificate.read_again(server);
    } else if (signal > 0) {
      return;
    } else {
      certificate.look_again();
    }
  }
}

}  // namespace

int serve(App& app, const ServeOptions& options, std::ostream& out, std::ostream& err) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);                    // the files of the certificate changed
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread starts: they inherit it

  const auto territory = choose_territory(app.database(), options.territory);
  if (!territory) {
    err << "jalon serve\u00a0: " << territory.error().fact("why") << ".\n";
    return 1;
  }
  OutboxDispatcher outbox(app.database());
  outbox.forget_pending();  // the board that is loaded next knows it
  people::destroy_erased_keys(app.database(), app.vault(), *territory);  // what a crash had left
  http::ServerOptions server_options;
  if (const auto named = name_to_the_world(options, server_options); !named) {
    err << "jalon serve\u00a0: " << named.error().fact("why") << ".\n";
    return 1;
  }
  const bool this_machine_only = http::is_loopback(options.address) && options.proxy.empty();
  std::optional<ProviderFile> provider;
  if (!options.provider.empty()) {
    auto read = load_provider_file(options.provider);
    if (!read) {
      err << "jalon serve\u00a0: " << read.error().fact("why") << ".\n";
      return 1;
    }
    provider = *std::move(read);
  }
  Site site(app, *territory, this_machine_only, std::move(provider));
  outbox.at_each_look([&app] { take_left_readings(app); });
  keep_up_to_date(outbox, site.workspace().board, site.workspace().consents);
  server_options.guarded = partners::has_accounts(site.accounts());
  server_options.address = options.address;
  server_options.port = options.port;
  server_options.gate = [&](http::Request& request) { return site.gate()(request); };
  server_options.recognise = [&](http::Request& request) { site.gate().recognise(request); };
  server_options.status_of_fault = [](const std::exception& fault) {
    const bool ours = dynamic_cast<const store::ConstraintViolation*>(&fault) != nullptr;
    return dynamic_cast<const store::Fault*>(&fault) != nullptr && !ours ? 503 : 500;
  };
  server_options.problem_page = [&](const http::Request& request, const http::Problem& problem) {
    return site.pages().problem(request, problem);
  };
  auto server = http::Server::start(site.router(), server_options);
  if (!server && options.else_any_port) {
    server_options.port = 0;
    server = http::Server::start(site.router(), server_options);
  }
  if (!server) {
    err << "jalon serve\u00a0: " << server.error().fact("why") << "\n";
    return 1;
  }
  out << "jalon\u00a0: " << partners::department_name(*territory) << ", " << (*server)->address()
      << " (Ctrl+C pour arrêter)" << std::endl;
  if (!partners::has_accounts(site.accounts())) {
    out << "Aucun compte\u00a0: quiconque se sert de cette machine lit tout. «\u00a0jalon user first\u00a0» "
           "donne le lien du premier compte."
        << std::endl;
  }
  outbox.start();
  ServedCertificate certificate(options.tls_certificate, options.tls_key, app.machine_clock(), err);
  certificate.look(server_options.tls_certificate);
  wait_for_the_end(signals, certificate, **server);
  (*server)->stop();
  outbox.stop();
  if (app.disk_failed()) {
    err << "jalon serve\u00a0: arrêté par une panne du disque.\n";
    return 3;  // not the end that was asked for: whoever watches over it starts it again
  }
  return 0;
}

}  // namespace jalon::app
