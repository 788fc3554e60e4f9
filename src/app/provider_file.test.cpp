// The settings of a provider of identities, as an operator writes them.
#include "app/provider_file.hpp"

#include <gmock/gmock.h>

namespace jalon::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view whole = R"(issuer = "https://auth.example/api/v2"
client_id = "jalon"
client_secret_file = "/run/credentials/jalon"
site = "https://jalon.example/"
)";

Result<ProviderFile> read(const std::string& text) {
  return read_provider_file(text, [](std::string_view from, const std::string& name) -> Result<std::string> {
    return std::string(from) + " " + name + "\n";
  });
}
std::string why(const std::string& text) {
  const auto file = read(text);
  return file ? "" : std::string(file.error().fact("why"));
}

TEST(ProviderFile, NeedsFourLinesAndDeclaresTwoAddressesOfOurs) {
  const auto file = read(std::string(whole));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->settings.return_address, "https://jalon.example/connexion/retour");
  EXPECT_EQ(file->settings.leave_address, "https://jalon.example/deconnexion/retour");
  EXPECT_EQ(file->settings.client_secret, "file /run/credentials/jalon");
  EXPECT_TRUE(file->settings.pkce);
  EXPECT_TRUE(file->settings.signed_user_info);
  EXPECT_TRUE(file->rules.second_factor_amr.empty()) << "nothing is a second factor unless the file says so";
}

TEST(ProviderFile, TakesOrganisationsBySiret) {
  const auto file = read(std::string(whole) + "[organisations]\n\"130 025 265 00013\" = \"PREF63\"\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->rules.organisations.at("13002526500013"), "PREF63");
  EXPECT_THAT(why(std::string(whole) + "[organisations]\n\"13\" = \"PREF63\"\n"), HasSubstr("ligne 6"));
}

TEST(ProviderFile, NeverHoldsTheSecretAndNeverTellsIt) {
  const std::string told = why(std::string(whole) + "client_secret = \"hunter2\"\n");
  EXPECT_THAT(told, HasSubstr("ligne 5"));
  EXPECT_THAT(told, Not(HasSubstr("hunter2")));
  EXPECT_THAT(why(std::string(whole) + "client_secret_env = \"X\"\n"), HasSubstr("l’un des deux"));
}

TEST(ProviderFile, RefusesWhatItDoesNotKnowWithTheLine) {
  EXPECT_THAT(why(std::string(whole) + "pkcee = true\n"), HasSubstr("ligne 5, pkcee"));
  EXPECT_THAT(why(std::string(whole) + "pkce = \"oui\"\n"), HasSubstr("true ou false"));
  EXPECT_THAT(why(std::string(whole) + "client_authentication = \"none\"\n"), HasSubstr("post"));
  EXPECT_THAT(why(std::string(whole) + "clock_skew_seconds = -1\n"), HasSubstr("n’est pas possible"));
  EXPECT_THAT(why(std::string(whole) + "clock_skew_seconds = 4000\n"), HasSubstr("de 0 à 300"));
  EXPECT_THAT(why("issuer = \n"), HasSubstr("TOML"));
  EXPECT_THAT(why("issuer = \"https://a.example\"\nclient_id = \"a\"\nclient_secret_env = \"X\"\n"),
              HasSubstr("site"));
}

}  // namespace
}  // namespace jalon::app
