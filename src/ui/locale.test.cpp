#include "ui/locale.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <stdexcept>

#include "ui/catalogue.hpp"

namespace jalon::ui {
namespace {

TEST(PluralRule, ReadsTheRulesOfOurLanguages) {
  const PluralRule english;
  EXPECT_EQ(english.form(1), 0u);
  EXPECT_EQ(english.form(0), 1u);
  const PluralRule ukrainian(
      "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)");
  EXPECT_EQ(ukrainian.form(1), 0u);
  EXPECT_EQ(ukrainian.form(11), 2u);
  EXPECT_EQ(ukrainian.form(22), 1u);
  EXPECT_EQ(ukrainian.form(5), 2u);
  const PluralRule arabic("n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5");
  EXPECT_EQ(arabic.form(2), 2u);
  EXPECT_EQ(arabic.form(103), 3u);
  EXPECT_EQ(arabic.form(11), 4u);
  EXPECT_EQ(arabic.form(100), 5u);
}

TEST(PluralRule, RefusesWhatIsNoRule) {
  for (const char* rule : {"", "n +", "(n", "system(1)", "n ? 1", "n; 1",
                           "((((((((((((((((((((((((((((((((((((((((((((((((((((((n"}) {
    EXPECT_THROW(PluralRule{rule}, std::invalid_argument) << rule;
  }
  EXPECT_EQ(PluralRule("n % 0").form(3), 0u) << "a catalogue cannot stop the server";
}

/// A .mo file as msgfmt writes it.
std::string mo_of(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string head(28, '\0');
  std::string index;
  std::string texts;
  const auto put = [](std::string& to, std::size_t at, std::size_t value) {
    const auto number = static_cast<std::uint32_t>(value);
    std::memcpy(to.data() + at, &number, 4);
  };
  const std::size_t base = 28 + entries.size() * 16;
  index.resize(entries.size() * 16);
  for (std::size_t side = 0; side < 2; ++side) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto& text = side == 0 ? entries[i].first : entries[i].second;
      put(index, side * entries.size() * 8 + i * 8, text.size());
      put(index, side * entries.size() * 8 + i * 8 + 4, base + texts.size());
      texts += text + '\0';
    }
  }
  put(head, 0, 0x950412de);
  put(head, 8, entries.size());
  put(head, 12, 28);
  put(head, 16, 28 + entries.size() * 8);
  return head + index + texts;
}

TEST(Catalogue, TranslatesPluralsByItsOwnRule) {
  const std::string mo =
      mo_of({{"", "Plural-Forms: nplurals=2; plural=n != 1;\n"},
             {std::string("{n} jour\0{n} jours", 18), std::string("{n} day\0{n} days", 16)},
             {"Bonjour {nom}", "Hello {nom}"}});
  const Catalogue catalogue(mo);
  const Locale english = Locale::of(catalogue, "en");
  const Words t(english);
  EXPECT_EQ(t("Bonjour {nom}", {{"nom", "Amina"}}), "Hello Amina");
  EXPECT_EQ(t("Inconnu"), "Inconnu") << "what has no translation stays French";
  EXPECT_EQ(t.plural(0, "{n} jour", "{n} jours"), "0 days");
  EXPECT_EQ(t.plural(1, "{n} jour", "{n} jours"), "1 day");
  const Locale locale_fr;
  const Words french(locale_fr);
  EXPECT_EQ(french.plural(0, "{n} jour", "{n} jours"), "0 jour");
  EXPECT_EQ(french.plural(1200, "{n} jour", "{n} jours"), "1\u202f200 jours");
}

TEST(Catalogue, RefusesBytesThatAreNoCatalogue) {
  EXPECT_THROW(Catalogue(""), std::invalid_argument);
  EXPECT_THROW(Catalogue("not a catalogue at all, really not"), std::invalid_argument);
  std::string mo = mo_of({{"", ""}, {"a", "b"}});
  for (std::size_t size = 0; size < mo.size() - 2; ++size) {
    EXPECT_THROW(Catalogue(std::string_view(mo).substr(0, size)), std::invalid_argument) << size;
  }
}

TEST(Locale, EnglishIsCarriedInTheProgram) {
  ASSERT_EQ(Locale::codes().front(), "fr");
  const Locale english = Locale::of("en");
  EXPECT_EQ(english.code(), "en");
  EXPECT_EQ(Words(english)("Aller au contenu"), "Skip to content");
  EXPECT_TRUE(Locale::of("tlh").is_french());
  EXPECT_TRUE(Locale::of("../en").is_french());
}

TEST(Locale, ADocumentSpeaksMoreLanguagesThanThePages) {
  EXPECT_THAT(Locale::codes_of_document("copy"), testing::IsSupersetOf({"fr", "en", "ar"}));
  EXPECT_THAT(Locale::codes(), testing::Each(testing::Not(testing::HasSubstr("/"))));
  const Locale arabic = Locale::of_document("copy", "ar");
  EXPECT_TRUE(arabic.right_to_left());
  EXPECT_EQ(Words(arabic)("Logement"), "السكن");
  EXPECT_TRUE(Locale::of_document("copy", "tlh").is_french());
  EXPECT_TRUE(Locale::of("copy/ar").is_french());
}

TEST(Words, KeepFrenchSignsOnTheLineOfTheirWord) {
  const Locale french;
  EXPECT_EQ(Words(french)("Qui ? « {a} » : 12:30 ; a::b", {{"a", "x : y"}}),
            "Qui\u00a0? «\u00a0x : y\u00a0»\u00a0: 12:30\u00a0; a::b");
  EXPECT_EQ(Words(Locale::of("en"))("Accessibilité : non conforme"), "Accessibility: not compliant");
}

TEST(Words, FillsAHoleOnceAndDoesNotReadTheFillingAgain) {
  const Locale french;
  EXPECT_EQ(Words(french)("{a} et {a}", {{"a", "{a}"}}), "{a} et {a}");
}

}  // namespace
}  // namespace jalon::ui
