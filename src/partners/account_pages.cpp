#include "partners/account_pages.hpp"

#include <algorithm>

#include "partners/account_words.hpp"
#include "partners/provider_identity_store.hpp"
#include "partners/sign_in_actions.hpp"
#include "partners/views/account.hpp"
#include "partners/views/one_time_code.hpp"
#include "partners/views/password.hpp"
#include "partners/views/recovery_codes.hpp"

namespace jalon::partners {
namespace {

std::string moment(std::int64_t unix_ms) {
  return to_french(paris_date(unix_ms)) + " à " + paris_time(unix_ms);
}

std::string to_hex(const store::Bytes& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

store::Bytes from_hex(std::string_view text) {
  const auto value = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  store::Bytes bytes;
  if (text.size() % 2 != 0 || text.size() > 400) return bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = value(text[i]);
    const int low = value(text[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

std::string by_four(const std::string& text) {
  std::string grouped;
  for (std::size_t i = 0; i < text.size(); i += 4) grouped += (i > 0 ? " " : "") + text.substr(i, 4);
  return grouped;
}

http::Response show_account(const DoorDesk& desk, const http::Request& request) {
  const Caller& caller = who_asks(request);
  const auto page = desk.pages.context(request);
  AccountSheet sheet;
  sheet.has_code = caller.has_code;
  sheet.fictional = caller.fictional;
  sheet.facts.push_back(ui::fact("Nom", caller.name));
  sheet.facts.push_back(ui::fact("Adresse", caller.email));
  if (!caller.organisation_name.empty()) {
    sheet.facts.push_back(ui::fact("Organisme", caller.organisation_name));
  }
  sheet.facts.push_back(ui::fact("Rôle", roles_in_words(caller.roles)));
  if (desk.provider != nullptr && !caller.fictional) sheet.provider = desk.provider->rules.label;
  desk.accounts.database.read([&](store::Reader& reader) {
    const std::string& territory = desk.accounts.territory;
    sheet.recovery_left = count_recovery(reader, territory, caller.account);
    sheet.has_password = !account_lock(reader, territory, caller.account).password.empty();
    if (desk.provider == nullptr) return;
    sheet.tied = has_identity(reader, territory, desk.provider->provider.settings().issuer, caller.account);
  });
  for (const Session& session : sessions(desk.accounts, caller)) {
    const std::string id = session.id.text();
    sheet.sessions.push_back({id, browser_in_words(session.agent), session.peer, moment(session.made_ms),
                              moment(session.seen_ms), id == caller.session});
  }
  return ui::answer(page, views::account, page, sheet);
}

http::Response show_password(const DoorDesk& desk, const http::Request& request, const SecretForm& form) {
  const auto page = desk.pages.context(request);
  return ui::answer_html(page, ui::render(page.content, views::password, page, form),
                         form.errors.empty() ? 200 : 422);
}

http::Response receive_password(const DoorDesk& desk, const http::Request& request) {
  const Caller& caller = who_asks(request);
  SecretForm form;
  const auto wanted = request.form.get("motdepasse");
  if (wanted != request.form.get("encore")) {
    form.errors.push_back({"encore", "Les deux mots de passe diffèrent\u00a0: écrivez deux fois le même."});
    return show_password(desk, request, form);
  }
  const auto changed = change_password(desk.accounts, caller, request.form.get("actuel"), wanted);
  if (!changed) {
    const AccountProblem problem = account_problem(changed.error());
    form.errors.push_back({problem.field, problem.text});
    return show_password(desk, request, form);
  }
  return ui::done(desk.pages.context(request), "/compte",
                  "Mot de passe changé. Vos autres sessions sont fermées.");
}

http::Response show_code(const DoorDesk& desk, const http::Request& request, SecretForm form,
                         const CodeSecret& secret) {
  const Caller& caller = who_asks(request);
  const auto page = desk.pages.context(request);
  form.due = caller.code_due;
  form.has_code = caller.has_code;
  form.secret = by_four(secret_text(secret));
  form.address = enrolment_address(secret, caller.email);
  form.sealed = to_hex(desk.accounts.secrets.seal(caller.account, secret));
  return ui::answer_html(page, ui::render(page.content, views::one_time_code, page, form),
                         form.errors.empty() ? 200 : 422);
}

http::Response receive_code(const DoorDesk& desk, const http::Request& request) {
  const Caller& caller = who_asks(request);
  SecretForm form;
  const auto secret = desk.accounts.secrets.open(caller.account, from_hex(request.form.get("secret")));
  if (!secret) {  // the form is not ours: begin again
    form.errors.push_back({"code", "Ce secret n’est plus valable\u00a0: entrez le nouveau."});
    return show_code(desk, request, form, desk.accounts.secrets.new_code_secret());
  }
  const auto codes =
      set_up_code(desk.accounts, caller, *secret, request.form.get("code"), request.form.get("actuel"));
  if (!codes) {
    const AccountProblem problem = account_problem(codes.error());
    form.errors.push_back({problem.field, problem.text});
    return show_code(desk, request, form, *secret);
  }
  const auto page = desk.pages.context(request);
  return ui::answer(page, views::recovery_codes, page, *codes);
}

/// Fictional accounts have neither password nor code; nor has a post without accounts.
template <class Answer>
http::Handler of_real_account(const DoorDesk& desk, Answer answer) {
  return [&desk, answer](const http::Request& request) -> http::Response {
    const Caller& caller = who_asks(request);
    if (!caller.signed_in() || caller.fictional) return desk.pages.problem(request, {404, ""});
    return answer(request);
  };
}

}  // namespace

std::string SecretForm::error(std::string_view field) const {
  const auto found = std::ranges::find(errors, field, &ui::FieldError::field);
  return found == errors.end() ? "" : found->text;
}

void add_account_pages(http::Router& router, const DoorDesk& desk) {
  router.get("/compte", [&desk](const http::Request& request) {
    if (!who_asks(request).signed_in()) return desk.pages.problem(request, {404, ""});
    return show_account(desk, request);
  });
  router.post("/compte/sessions", [&desk](const http::Request& request) {
    const Caller& caller = who_asks(request);
    if (!caller.signed_in()) return desk.pages.problem(request, {404, ""});
    (void)revoke_other_sessions(desk.accounts, caller);
    return ui::done(desk.pages.context(request), "/compte", "Vos autres sessions sont fermées.");
  });
  router.post("/compte/sessions/:id", [&desk](const http::Request& request) {
    const Caller& caller = who_asks(request);
    const auto id = SessionId::parse(request.param("id"));
    if (!caller.signed_in() || !id) return desk.pages.problem(request, {404, ""});
    if (!revoke_session(desk.accounts, caller, *id)) return desk.pages.problem(request, {404, ""});
    return ui::done(desk.pages.context(request), "/compte", "Session fermée.");
  });
  router.get("/compte/motdepasse", of_real_account(desk, [&desk](const http::Request& request) {
               return show_password(desk, request, {});
             }));
  router.post("/compte/motdepasse", of_real_account(desk, [&desk](const http::Request& request) {
                return receive_password(desk, request);
              }));
  router.get("/compte/code", of_real_account(desk, [&desk](const http::Request& request) {
               return show_code(desk, request, {}, desk.accounts.secrets.new_code_secret());
             }));
  router.post("/compte/code", of_real_account(desk, [&desk](const http::Request& request) {
                return receive_code(desk, request);
              }));
}

}  // namespace jalon::partners
