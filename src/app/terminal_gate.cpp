#include "app/terminal_gate.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "partners/account_words.hpp"
#include "partners/command_rights.hpp"
#include "partners/sign_in_actions.hpp"
#include "people/live_consents_actions.hpp"
#include "people/opening_actions.hpp"

namespace jalon::app {
namespace {

using partners::Account;
using partners::Caller;
using Answer = partners::CommandRights::Answer;

constexpr std::size_t longest_line = 1000;

/// What somebody types at the terminal of this process, which shows nothing of it.
class Keyboard {
 public:
  Keyboard() : file_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {}
  ~Keyboard() {
    if (file_ >= 0) close(file_);
  }
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  bool there() const { return file_ >= 0; }
  /// Nullopt when who types gives up (Ctrl-C, or the end of what can be typed): the terminal shows again.
  std::optional<std::string> ask(std::string_view question) const {
    constexpr char interrupted = '\x03';
    termios shown{};
    const bool is_terminal = tcgetattr(file_, &shown) == 0;
    if (is_terminal) {
      termios hidden = shown;
      hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
      hidden.c_cc[VEOL] = interrupted;  // ends the line, to be read at once
      tcsetattr(file_, TCSAFLUSH, &hidden);
    }
    say(question);
    std::string typed;
    char sign = 0;
    bool ended = false;
    while (!ended && sign != interrupted) {
      if (read(file_, &sign, 1) != 1) sign = interrupted;
      ended = sign == '\n';
      if (!ended && typed.size() < longest_line) typed += sign;
    }
    if (is_terminal) tcsetattr(file_, TCSAFLUSH, &shown);
    say("\n");
    return ended ? std::optional(typed) : std::nullopt;
  }

 private:
  void say(std::string_view text) const {
    if (write(file_, text.data(), text.size()) < 0)
      return;  // who types sees no question, and no harm is done
  }
  int file_;
};

/// Nullopt where nobody can be asked; `why` then says what to do.
std::optional<partners::Credentials> credentials_of(const As& as, std::string& why) {
  partners::Credentials credentials;
  credentials.email = as.email;
  credentials.code = as.code;
  credentials.peer = terminal_place();
  credentials.agent = "jalon, " + terminal_actor();
  if (!as.password_file.empty()) {
    std::ifstream file(as.password_file);
    std::array<char, longest_line + 1> line{};
    if (!file.getline(line.data(), line.size())) {  // nothing there, or no end of a line
      why = fmt::format("le mot de passe ne se lit pas dans «\u00a0{}\u00a0»", as.password_file);
      return std::nullopt;
    }
    credentials.password = line.data();
    if (credentials.password.ends_with('\r')) credentials.password.pop_back();
    return credentials;
  }
  const Keyboard keyboard;
  if (!keyboard.there()) {
    why = "personne n’est là pour taper le mot de passe\u00a0: donnez-le par --password-file FICHIER";
    return std::nullopt;
  }
  const auto password = keyboard.ask("Mot de passe de " + as.email + "\u00a0: ");
  const auto code = password && as.code.empty()
                        ? keyboard.ask("Code à usage unique (rien si le compte n’en a pas)\u00a0: ")
                        : std::optional(as.code);
  if (!password || !code) {
    why = "le mot de passe n’a pas été donné, rien n’a été fait";
    return std::nullopt;
  }
  credentials.password = *password;
  credentials.code = *code;
  return credentials;
}

/// Who holds that session, which ends at once: the command keeps nothing open.
std::optional<Caller> caller_of_one_command(const partners::AccountDesk& desk,
                                            const Result<partners::SignedIn>& signed_in) {
  auto caller = partners::caller_of(desk, signed_in->session);
  partners::sign_out(desk, signed_in->session);
  return caller;
}

/// The account named, once it has proved who it is.
std::optional<Caller> recognise(App& app, const std::string& territory, const As& as, bool demonstration,
                                std::string& why) {
  const partners::Secrets secrets(app.vault().key_for(key_of_accounts));
  const partners::AccountDesk desk{app.database(), secrets, app.machine_clock(), territory};
  if (demonstration) {
    const std::string email = partners::clean_email(as.email);
    const auto account = app.database().read([&](store::Reader& reader) {
      return partners::find_account(reader, territory, std::string_view(email));
    });
    const auto caller = partners::caller_of_fictional(desk, account ? account->id : partners::AccountId{});
    if (caller) return *caller;
    why = "aucun compte fictif n’a cette adresse (jalon user list les donne)";
    return std::nullopt;
  }
  const auto credentials = credentials_of(as, why);
  if (!credentials) return std::nullopt;
  const auto refused_for = [&](const Refusal& refusal) {
    why = partners::account_problem(refusal).text;
    if (why.ends_with('.')) why.pop_back();
    if (!why.empty()) why.replace(0, 1, ascii_lower(why.substr(0, 1)));  // it follows the name of the command
    return std::nullopt;
  };
  try {
    const auto signed_in = partners::sign_in(desk, *credentials);
    if (!signed_in) return refused_for(signed_in.error());
    return caller_of_one_command(desk, signed_in);
  } catch (const store::WrittenElsewhere&) {
    auto caller = partners::recognise_unwritten(desk, *credentials);
    if (!caller) return refused_for(caller.error());
    return *std::move(caller);
  }
}

std::string refusal_of(Answer answer, const Caller& caller, std::string_view command) {
  switch (answer) {
    case Answer::name_yourself:
      return "ce département a des comptes\u00a0: dites pour qui, par --as ADRESSE";
    case Answer::set_up_code:
      return "ce compte doit d’abord installer son code à usage unique, à la page /compte/code";
    case Answer::refused:
    case Answer::opens:
      break;
  }
  const auto* line = partners::command_rights().find(command);
  return fmt::format("le rôle «\u00a0{}\u00a0» n’ouvre pas cette commande{}",
                     partners::roles_in_words(caller.roles), line == nullptr ? "" : " (" + line->right + ")");
}

}  // namespace

void add_account_options(Subcommand& command, As& as) {
  command
      .option("--as", "EMAIL", "Adresse du compte pour qui la commande travaille (dès qu’il y a des comptes)",
              as.email)
      .option("--password-file", "FILE", "Fichier du mot de passe de ce compte (défaut : il est demandé)",
              as.password_file)
      .option("--code", "CODE", "Code à usage unique de ce compte, s’il en a un", as.code);
}

std::optional<AtTerminal> let_in(App& app, const std::string& territory, std::string_view command,
                                 const As& as, std::ostream& err) {
  AtTerminal who{territory, {}};
  const auto accounts =
      app.database().read([&](store::Reader& reader) { return partners::all_accounts(reader, territory); });
  const bool demonstration = std::ranges::all_of(accounts, &Account::fictional);
  std::string why;
  if (!as.email.empty() && !accounts.empty()) {
    auto caller = recognise(app, territory, as, demonstration, why);
    if (caller) who.caller = *std::move(caller);
  } else if (!as.email.empty()) {
    why = "ce département n’a pas encore de compte (jalon user first)";
  } else if (demonstration) {
    who.caller.kind = Caller::Kind::desk;
  }
  if (why.empty()) {
    const Answer answer = partners::command_rights().ask(who.caller, command);
    if (answer == Answer::opens) return who;
    why = refusal_of(answer, who.caller, command);
  }
  err << "jalon " << command << "\u00a0: " << why << ".\n";
  return std::nullopt;
}

partners::View view_of(App& app, const AtTerminal& who) {
  const Caller& caller = who.caller;
  if (!caller.signed_in() || !caller.organisation) return partners::View::of(caller);
  people::LiveConsents consents(app.database(), who.territory);
  auto opened = app.database().read([&](store::Reader& reader) {
    return people::opened_to(reader, who.territory, caller.account, app.machine_clock().now_ms());
  });
  return partners::View::of(caller, consents.toward(*caller.organisation, app.machine_clock().today()),
                            std::move(opened));
}

}  // namespace jalon::app
