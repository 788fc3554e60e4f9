// What every page of the capability rooms works with, made once by `app` and handed down: the database, the
// keys, the clock, the board of the territory, and the maker of page contexts.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "http/request.hpp"
#include "partners/gate_pages.hpp"
#include "partners/visibility.hpp"
#include "pathways/live_board_actions.hpp"
#include "people/live_consents_actions.hpp"
#include "people/opening_actions.hpp"
#include "people/vault_store.hpp"
#include "store/command_id.hpp"
#include "store/database.hpp"
#include "ui/page.hpp"

namespace jalon::pathways {

struct Workspace {
  store::Database& database;
  people::Vault& vault;
  const Clock& clock;
  LiveBoard& board;
  people::LiveConsents& consents;
  const ui::Pages& pages;
  std::string territory;

  /// Who does it, as the audit chain and the access log write it.
  static std::string actor(const http::Request& request) { return partners::who_asks(request).actor(); }

  /// What they may see of the files, by what persons agree to today and by what is open to them alone at this
  /// instant. Reads the database: to be asked for once a request, before the board is held.
  partners::View view(const http::Request& request) const {
    const partners::Caller& caller = partners::who_asks(request);
    if (!caller.signed_in() || !caller.organisation) return partners::View::of(caller);
    return partners::View::of(caller, consents.toward(*caller.organisation, clock.today()),
                              opened_to(caller));
  }

  /// The command of a form: its id was made when the form was shown, so that sending it twice does it once.
  store::Command command(const http::Request& request) const {
    store::Command command;
    command.territory = territory;
    command.id = store::command_id_of(request.command_id(), request.asked());
    command.actor = actor(request);
    return command;
  }

 private:
  std::shared_ptr<const partners::OpenedFiles> opened_to(const partners::Caller& caller) const {
    return database.read([&](store::Reader& reader) {
      return people::opened_to(reader, territory, caller.account, clock.now_ms());
    });
  }
};

}  // namespace jalon::pathways
