#include "app/provider_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <toml++/toml.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <stdexcept>

#include "base/text.hpp"

namespace jalon::app {
namespace {

/// Stops the reading; caught once, in read_provider_file.
struct Problem : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] void fail(const toml::node* node, std::string_view key, std::string_view what) {
  const auto line = node != nullptr ? node->source().begin.line : 0;
  throw Problem(line > 0 ? fmt::format("ligne {}, {}\u00a0: {}", line, key, what)
                         : fmt::format("{}\u00a0: {}", key, what));
}

/// The top of the file: every key that is asked for is known, the others are refused at the end.
class Keys {
 public:
  explicit Keys(const toml::table& table) : table_(table) {}

  void read(const char* key, std::string& into) {
    if (const toml::node* node = find(key)) into = one<std::string>(node, key, "un texte est attendu");
  }
  void read(const char* key, bool& into) {
    if (const toml::node* node = find(key)) into = one<bool>(node, key, "true ou false est attendu");
  }
  void read(const char* key, int& into) {
    const toml::node* node = find(key);
    if (node == nullptr) return;
    const auto value = one<std::int64_t>(node, key, "un nombre entier est attendu");
    if (value < 0 || value > std::numeric_limits<int>::max()) fail(node, key, "ce nombre n’est pas possible");
    into = static_cast<int>(value);
  }
  void read(const char* key, std::vector<std::string>& into) {
    const toml::node* node = find(key);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) fail(node, key, "une liste de textes est attendue");
    into.clear();
    for (const toml::node& each : *list) into.push_back(one<std::string>(&each, key, "un texte est attendu"));
  }
  const toml::table* table(const char* key) {
    const toml::node* node = find(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) fail(node, key, "une table est attendue");
    return node->as_table();
  }
  /// One of two words.
  bool is(const char* key, const char* yes, const char* no, bool otherwise) {
    const toml::node* node = find(key);
    if (node == nullptr) return otherwise;
    const auto word = one<std::string>(node, key, "un texte est attendu");
    if (word != yes && word != no)
      fail(node, key, fmt::format("«\u00a0{}\u00a0» ou «\u00a0{}\u00a0»", yes, no));
    return word == yes;
  }
  void must(const char* key, const std::string& value) const {
    if (value.empty()) fail(nullptr, key, "manque");
  }
  void nothing_else() const {
    for (const auto& [key, node] : table_) {
      if (!known_.contains(std::string(key.str()))) fail(&node, key.str(), "ce réglage est inconnu");
    }
  }

 private:
  const toml::node* find(const char* key) {
    known_.insert(key);
    return table_.get(key);
  }
  template <class T>
  static T one(const toml::node* node, const char* key, std::string_view expected) {
    const auto value = node->value_exact<T>();
    if (!value) fail(node, key, expected);
    return *value;
  }

  const toml::table& table_;
  std::set<std::string> known_;
};

void read_secret(const toml::table& table, Keys& keys, const FetchSecret& secret, oidc::Settings& settings) {
  if (const toml::node* written = table.get("client_secret")) {
    fail(written, "client_secret",
         "le secret ne s’écrit pas ici, donnez client_secret_file ou client_secret_env");
  }
  std::string file;
  std::string environment;
  keys.read("client_secret_file", file);
  keys.read("client_secret_env", environment);
  if (file.empty() == environment.empty()) {
    fail(nullptr, "client_secret_file, client_secret_env", "l’un des deux est nécessaire");
  }
  auto fetched = file.empty() ? secret("environment", environment) : secret("file", file);
  if (!fetched) throw Problem(std::string(fetched.error().fact("why")));
  settings.client_secret = trim(*fetched);
}

void read_settings(Keys& keys, oidc::Settings& settings) {
  std::string site;
  keys.read("issuer", settings.issuer);
  keys.read("client_id", settings.client_id);
  keys.read("site", site);
  keys.must("issuer", settings.issuer);
  keys.must("client_id", settings.client_id);
  keys.must("site", site);
  while (site.ends_with('/')) site.pop_back();
  settings.return_address = site + "/connexion/retour";
  settings.leave_address = site + "/deconnexion/retour";
  const bool post = keys.is("client_authentication", "post", "basic", true);
  settings.authentication =
      post ? oidc::Settings::Authentication::post : oidc::Settings::Authentication::basic;
  settings.signed_user_info = keys.is("user_info", "signed", "plain", true);
  keys.read("scopes", settings.scopes);
  keys.read("algorithms", settings.algorithms);
  keys.read("pkce", settings.pkce);
  keys.read("ask_amr", settings.ask_amr);
  keys.read("acr", settings.acr);
  keys.read("hosts", settings.hosts);
  keys.read("ca_file", settings.ca_file);
  keys.read("clock_skew_seconds", settings.clock_skew_seconds);
  keys.read("call_seconds", settings.call_seconds);
  keys.read("sign_in_seconds", settings.sign_in_seconds);
  keys.read("at_once", settings.at_once);
  keys.read("keep_seconds", settings.keep_seconds);
}

void read_rules(Keys& keys, partners::ProviderRules& rules) {
  keys.read("label", rules.label);
  keys.must("label", rules.label);
  keys.read("organisation_claim", rules.organisation_claim);
  keys.read("second_factor_amr", rules.second_factor_amr);
  keys.read("second_factor_acr", rules.second_factor_acr);
  const toml::table* organisations = keys.table("organisations");
  if (organisations == nullptr) return;
  for (const auto& [key, node] : *organisations) {
    const std::string siret = partners::clean_siret(key.str());
    const auto ref = node.value_exact<std::string>();
    if (siret.empty()) fail(&node, key.str(), "un numéro SIRET de 14 chiffres est attendu");
    if (!ref) fail(&node, key.str(), "l’identifiant d’un organisme est attendu");
    rules.organisations.emplace(siret, *ref);
  }
}

tl::unexpected<Refusal> wrong(const std::string& why) {
  return refuse("provider.file", {{"why", why}});
}

std::optional<std::string> whole_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.good()) return std::nullopt;
  return text;
}

Result<std::string> secret_of_machine(std::string_view from, const std::string& name) {
  if (from == "environment") {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return wrong("la variable d’environnement " + name + " n’existe pas");
    return std::string(value);
  }
  struct stat seen{};
  if (stat(name.c_str(), &seen) != 0)
    return wrong("le fichier «\u00a0" + name + "\u00a0» ne peut pas être lu");
  if ((seen.st_mode & S_IROTH) != 0) {
    return wrong("le fichier «\u00a0" + name + "\u00a0» est lisible par tous\u00a0: chmod 600");
  }
  auto text = whole_file(name);
  if (!text) return wrong("le fichier «\u00a0" + name + "\u00a0» ne peut pas être lu");
  return *std::move(text);
}

}  // namespace

Result<ProviderFile> read_provider_file(std::string_view text, const FetchSecret& secret) {
  try {
    const toml::table table = toml::parse(text);
    Keys keys(table);
    ProviderFile read;
    read_secret(table, keys, secret, read.settings);
    read_settings(keys, read.settings);
    read_rules(keys, read.rules);
    keys.nothing_else();
    if (const auto good = oidc::check_settings(read.settings); !good) return tl::unexpected(good.error());
    return read;
  } catch (const toml::parse_error& error) {
    return wrong(fmt::format("ligne {}\u00a0: ce n’est pas du TOML ({})", error.source().begin.line,
                             error.description()));
  } catch (const Problem& problem) {
    return wrong(problem.what());
  }
}

Result<ProviderFile> load_provider_file(const std::string& path) {
  const auto text = whole_file(path);
  if (!text) return wrong("le fichier «\u00a0" + path + "\u00a0» ne peut pas être lu");
  auto read = read_provider_file(*text, secret_of_machine);
  if (!read) return wrong(path + ", " + std::string(read.error().fact("why")));
  return read;
}

}  // namespace jalon::app
