#include "partners/administration_pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "partners/account_words.hpp"
#include "partners/organisation_store.hpp"
#include "partners/views/account_form.hpp"
#include "partners/views/account_link.hpp"
#include "partners/views/accounts.hpp"

namespace jalon::partners {
namespace {

ui::Badge state_badge(Account::State state) {
  const std::string text(state_label(state));
  switch (state) {
    case Account::State::invited:
      return {ui::Tone::waiting, text, ""};
    case Account::State::active:
      return {ui::Tone::good, text, ""};
    case Account::State::disabled:
      return {ui::Tone::neutral, text, ""};
  }
  return {};
}

bool matches(const AccountLine& line, std::string_view search) {
  const std::string told = fold(line.name + " " + line.email + " " + line.organisation + " " + line.roles);
  for (const std::string_view word : split(search, ' ')) {
    if (!word.empty() && told.find(fold(word)) == std::string::npos) return false;
  }
  return true;
}

http::Response show_accounts(const DoorDesk& desk, const http::Request& request) {
  const AccountDesk& accounts = desk.accounts;
  const auto page = desk.pages.context(request);
  AccountsSheet sheet;
  sheet.search = trim(request.query.get("q"));
  accounts.database.read([&](store::Reader& reader) {
    const auto organisations = all_organisations(reader, accounts.territory);
    for (const Account& account : all_accounts(reader, accounts.territory)) {
      AccountLine line{
          account.id.text(),          account.name,    account.email, "", roles_in_words(account.roles),
          state_badge(account.state), account.has_code};
      const auto found = std::ranges::find(organisations, account.organisation,
                                           [](const Organisation& one) { return std::optional(one.id); });
      if (found != organisations.end()) line.organisation = found->name;
      ++sheet.in_all;
      if (matches(line, sheet.search)) sheet.lines.push_back(std::move(line));
    }
  });
  return ui::answer(page, views::accounts, page, sheet);
}

std::vector<ui::Option> organisation_options(const DoorDesk& desk) {
  std::vector<ui::Option> options;
  desk.accounts.database.read([&](store::Reader& reader) {
    for (const auto& one : all_organisations(reader, desk.accounts.territory)) {
      options.push_back({one.id.text(), one.name, ""});
    }
  });
  std::ranges::sort(options, {}, &ui::Option::label);
  return options;
}

std::string field_of(Role role) {
  return "role_" + std::string(to_text(role));
}

std::vector<RoleBox> boxes(Roles ticked) {
  std::vector<RoleBox> list;
  for (const Role role : all_roles()) {
    list.push_back({field_of(role), std::string(role_label(role)), ticked.has(role)});
  }
  return list;
}

AccountForm form_of(const DoorDesk& desk, const http::Request& request, const Account& account) {
  AccountForm form;
  form.id = account.id.text();
  form.name = account.name;
  form.email = account.email;
  if (account.organisation) form.organisation = account.organisation->text();
  form.state = state_badge(account.state);
  form.closed = account.state == Account::State::disabled;
  form.own = account.id == who_asks(request).account;
  form.fictional = account.fictional || who_asks(request).fictional;
  form.roles = boxes(account.roles);
  form.organisations = organisation_options(desk);
  return form;
}

http::Response show_form(const DoorDesk& desk, const http::Request& request, const AccountForm& form) {
  const auto page = desk.pages.context(request);
  return form.errors.empty() ? ui::answer(page, views::account_form, page, form)
                             : ui::answer_refused(page, views::account_form, page, form);
}

http::Response show_refusal(const DoorDesk& desk, const http::Request& request, AccountForm form,
                            const Refusal& refusal) {
  const AccountProblem problem = account_problem(refusal);
  form.errors.push_back({problem.field, problem.text});
  return show_form(desk, request, form);
}

/// What was typed, over what is known of the account.
Account typed(const http::Request& request, Account account) {
  account.name = request.form.get("nom");
  account.roles = {};
  for (const Role role : all_roles()) {
    if (request.form.get(field_of(role)) == "1") account.roles.add(role);
  }
  account.organisation = OrganisationId::parse(request.form.get("organisme"));
  if (account.roles.has(Role::administrator)) account.organisation.reset();
  return account;
}

/// The name that the browser knows this server by was checked with the head of the request.
std::string site_of(const http::Request& request) {
  return (request.secure ? "https://" : "http://") + std::string(request.header("host"));
}

http::Response show_link(const DoorDesk& desk, const http::Request& request, const Account& account,
                         const Link& link) {
  const auto page = desk.pages.context(request);
  const LinkSheet sheet{account.name, account.email, link_address(site_of(request), link),
                        to_french(paris_date(link.expires_ms)) + " à " + paris_time(link.expires_ms)};
  return ui::answer(page, views::account_link, page, sheet);
}

http::Response receive_invitation(const DoorDesk& desk, const http::Request& request) {
  Account account;
  account.email = clean_email(request.form.get("adresse"));
  account = typed(request, account);
  const auto link = invite(desk.accounts, who_asks(request).actor(), account);
  if (link) return show_link(desk, request, account, *link);
  AccountForm form = form_of(desk, request, account);
  form.id.clear();
  form.email = request.form.get("adresse");
  return show_refusal(desk, request, std::move(form), link.error());
}

http::Response receive_change(const DoorDesk& desk, const http::Request& request, const Account& known) {
  const Account wanted = typed(request, known);
  const auto changed = change_account(desk.accounts, who_asks(request).actor(), wanted);
  if (!changed) return show_refusal(desk, request, form_of(desk, request, wanted), changed.error());
  return ui::done(desk.pages.context(request), "/comptes", "Compte de " + wanted.name + " changé.");
}

http::Response receive_link(const DoorDesk& desk, const http::Request& request, const Account& known) {
  const std::string actor = who_asks(request).actor();
  const auto link = known.state == Account::State::disabled ? reopen_account(desk.accounts, actor, known.id)
                                                            : reset_account(desk.accounts, actor, known.id);
  if (!link) return show_refusal(desk, request, form_of(desk, request, known), link.error());
  return show_link(desk, request, known, *link);
}

http::Response receive_end(const DoorDesk& desk, const http::Request& request, const Account& known) {
  const auto closed = disable_account(desk.accounts, who_asks(request).actor(), known.id);
  if (!closed) return show_refusal(desk, request, form_of(desk, request, known), closed.error());
  return ui::done(desk.pages.context(request), "/comptes",
                  "Compte de " + known.name + " fermé\u00a0: ses sessions sont finies.");
}

/// A post without accounts makes the first one at the terminal: 404.
template <class Answer>
http::Handler of_administrator(const DoorDesk& desk, Answer answer) {
  return [&desk, answer](const http::Request& request) -> http::Response {
    if (!who_asks(request).signed_in()) return desk.pages.problem(request, {404, ""});
    return answer(desk, request);
  };
}

/// Of another account than one's own, by somebody who is not fictional.
template <class Answer>
http::Handler that_changes(const DoorDesk& desk, Answer answer) {
  return of_administrator(desk, [answer](const DoorDesk& door, const http::Request& request) {
    const Caller& caller = who_asks(request);
    const auto id = AccountId::parse(request.param("id"));
    const auto known = !id ? std::nullopt : door.accounts.database.read([&](store::Reader& reader) {
      return find_account(reader, door.accounts.territory, *id);
    });
    if (!known) return door.pages.problem(request, {404, ""});
    if (caller.fictional) {
      return show_refusal(door, request, form_of(door, request, *known), {"account.fictional_asks", {}, {}});
    }
    if (known->id == caller.account) {
      return show_refusal(door, request, form_of(door, request, *known), {"account.own", {}, {}});
    }
    return answer(door, request, *known);
  });
}

}  // namespace

std::string AccountForm::error(std::string_view field) const {
  const auto found = std::ranges::find(errors, field, &ui::FieldError::field);
  return found == errors.end() ? "" : found->text;
}

void add_administration_pages(http::Router& router, const DoorDesk& desk) {
  router.get("/comptes", [&desk](const http::Request& request) { return show_accounts(desk, request); });
  router.get("/comptes/nouveau",
             of_administrator(desk, [](const DoorDesk& door, const http::Request& request) {
               AccountForm form = form_of(door, request, {});
               form.id.clear();
               return show_form(door, request, form);
             }));
  router.post("/comptes", of_administrator(desk, [](const DoorDesk& door, const http::Request& request) {
                if (!who_asks(request).fictional) return receive_invitation(door, request);
                AccountForm form = form_of(door, request, typed(request, {}));
                form.id.clear();
                return show_refusal(door, request, std::move(form), {"account.fictional_asks", {}, {}});
              }));
  router.get("/comptes/:id", of_administrator(desk, [](const DoorDesk& door, const http::Request& request) {
               const auto id = AccountId::parse(request.param("id"));
               const auto known =
                   !id ? std::nullopt : door.accounts.database.read([&](store::Reader& reader) {
                     return find_account(reader, door.accounts.territory, *id);
                   });
               if (!known) return door.pages.problem(request, {404, ""});
               return show_form(door, request, form_of(door, request, *known));
             }));
  router.post("/comptes/:id", that_changes(desk, receive_change));
  router.post("/comptes/:id/lien", that_changes(desk, receive_link));
  router.post("/comptes/:id/fermeture", that_changes(desk, receive_end));
}

}  // namespace jalon::partners
