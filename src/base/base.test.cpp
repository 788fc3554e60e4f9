#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "base/csv.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/language.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

namespace jalon {
namespace {

TEST(Date, ReadsBothFormsAndRefusesDaysThatDoNotExist) {
  EXPECT_EQ(parse_date("2018-10-12"), Date::from_ymd(2018, 10, 12));
  EXPECT_EQ(parse_date("12/10/2018"), Date::from_ymd(2018, 10, 12));
  EXPECT_FALSE(parse_date("31/02/2018"));
  EXPECT_FALSE(parse_date("12/10/20018"));
  EXPECT_FALSE(parse_date("2018-13-01"));
  EXPECT_FALSE(parse_date("2018/10/12"));
  EXPECT_FALSE(parse_date("1899-12-31"));
  EXPECT_FALSE(parse_date(""));
}

TEST(Date, NeverIsLaterThanAnyDateAndWritesAsTheLastDay) {
  EXPECT_EQ(to_iso(Date::never()), "9999-12-31");
  EXPECT_LT(*parse_date("2199-12-31"), Date::never());
}

TEST(Date, AddsMonthsWithinTheMonth) {
  EXPECT_EQ(to_iso(add_months(Date::from_ymd(2018, 1, 31), 1)), "2018-02-28");
  EXPECT_EQ(to_iso(add_months(Date::from_ymd(2018, 10, 12), 3)), "2019-01-12");
}

TEST(Date, AgeTurnsOnTheBirthday) {
  const Date birth = Date::from_ymd(1993, 10, 12);
  EXPECT_EQ(age_at(birth, Date::from_ymd(2018, 10, 11)), 24);
  EXPECT_EQ(age_at(birth, Date::from_ymd(2018, 10, 12)), 25);
  EXPECT_EQ(age_at(Date::from_ymd(2000, 2, 29), Date::from_ymd(2018, 2, 28)), 17);
}

TEST(Date, SpeaksFrench) {
  EXPECT_EQ(to_french_long(Date::from_ymd(2018, 10, 12)), "12\u00a0octobre\u00a02018");
  EXPECT_EQ(to_french_long(Date::from_ymd(2019, 1, 1)), "1er\u00a0janvier\u00a02019");
  EXPECT_EQ(Date::from_ymd(2018, 10, 12).weekday(), 5);
}

TEST(Clock, ParisIsTwoHoursAheadInSummerAndOneInWinter) {
  // 2018-10-27T22:30Z is 00:30 on the 28th in summer time; 2018-10-28T22:30Z is 23:30 on the 28th in winter
  // time.
  EXPECT_EQ(to_iso(paris_date(1540679400000)), "2018-10-28");
  EXPECT_EQ(paris_time(1540679400000), "0\u00a0h\u00a030");
  EXPECT_EQ(paris_time(1540679400000 + 86'400'000), "23\u00a0h\u00a030");
  EXPECT_EQ(FixedClock(Date::from_ymd(2018, 10, 12)).today(), Date::from_ymd(2018, 10, 12));
}

TEST(Id, VersionSevenIncreasesEvenWhenTheClockStepsBack) {
  UuidBytes last = new_uuid_v7(1'000'000);
  for (int i = 0; i < 10'000; ++i) {
    const UuidBytes next = new_uuid_v7(1'000'000 - i);
    ASSERT_LT(last, next);
    last = next;
  }
  EXPECT_EQ(parse_uuid(to_text(last)), last);
  EXPECT_FALSE(parse_uuid("0192f0c1-zzzz-7000-8000-000000000000"));
}

TEST(Text, FoldsAccentsCaseAndScripts) {
  EXPECT_EQ(fold("Éloïse D'ARC"), "eloise d arc");
  EXPECT_EQ(fold("  Œuvre--Ægis "), "oeuvre aegis");
  EXPECT_EQ(fold("Олена"), "olena");
  EXPECT_EQ(fold("«\u00a0deux\u202f»\u2009mots·liés"), "deux mots lies");
  EXPECT_EQ(fold(""), "");
}

TEST(Text, RecognisesValidUtf8) {
  EXPECT_TRUE(is_valid_utf8("Clermont-Ferrand, é€😀"));
  EXPECT_FALSE(is_valid_utf8("\xe9"));
  EXPECT_FALSE(is_valid_utf8("\xc0\xaf"));
  EXPECT_FALSE(is_valid_utf8("\xed\xa0\x80"));
}

TEST(Text, WritesNumbersTheFrenchWay) {
  EXPECT_EQ(french_number(800000), "800\u202f000");
  EXPECT_EQ(french_number(-1234), "\u22121\u202f234");
  EXPECT_EQ(french_decimal(40.07, 1), "40,1");
  EXPECT_EQ(french_decimal(-0.04, 1), "0,0");
  EXPECT_EQ(french_count(1, "personne", "personnes"), "1\u00a0personne");
  EXPECT_EQ(french_count(0, "personne", "personnes"), "0\u00a0personne");
  EXPECT_EQ(to_french(Money::euros(800000)), "800\u202f000\u00a0€");
  EXPECT_EQ(to_french(Money::cents(1180)), "11,80\u00a0€");
}

TEST(Csv, ReadsQuotesSeparatorsAndLineNumbers) {
  const auto doc =
      csv::Document::parse("a.csv", "id;name\r\n1;\"Dupont; \"\"Jo\"\"\nseconde ligne\"\r\n\r\n2; x \r\n");
  ASSERT_TRUE(doc);
  EXPECT_EQ(doc->separator(), ';');
  ASSERT_EQ(doc->size(), 2u);
  EXPECT_EQ(doc->field(0, 1), "Dupont; \"Jo\"\nseconde ligne");
  EXPECT_EQ(doc->field(1, 1), "x");
  EXPECT_EQ(doc->line(1), 5u);
}

TEST(Csv, KeepsAnEmptyLastField) {
  const auto doc = csv::Document::parse("a.csv", "a,b\n1,");
  ASSERT_TRUE(doc);
  ASSERT_EQ(doc->size(), 1u);
  EXPECT_EQ(doc->field(0, 1), "");
}

TEST(Csv, ConvertsWindows1252AndUtf16AndSaysSo) {
  const auto western = csv::Document::parse("a.csv", "nom\nZo\xe9 \x80\n");
  ASSERT_TRUE(western);
  EXPECT_EQ(western->encoding(), csv::Encoding::windows_1252);
  EXPECT_EQ(western->field(0, 0), "Zoé €");
  const auto wide = csv::Document::parse("a.csv", std::string_view("\xff\xfen\0o\0m\0\n\0\xe9\0\n\0", 14));
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->encoding(), csv::Encoding::utf16);
  EXPECT_EQ(wide->field(0, 0), "é");
}

TEST(Csv, RefusesWhatCannotBeReadAndNamesTheLine) {
  EXPECT_EQ(csv::Document::parse("a.csv", "").error().line, 0u);
  EXPECT_EQ(to_french(csv::Document::parse("a.csv", "\"\"\n\n").error()), "a.csv\u00a0: le fichier est vide");
  EXPECT_EQ(csv::Document::parse("a.csv", "a,a\n1,2\n").error().column, "a");
  EXPECT_EQ(csv::Document::parse("a.csv", "a,b\n1,\"x\ny\n").error().line, 2u);
  EXPECT_EQ(csv::Document::parse("a.csv", "a,b\n1,\"x\"y\n").error().line, 2u);
  EXPECT_EQ(csv::Document::parse("a.csv", std::string_view("a\nx\0\n", 5)).error().line, 2u);
}

TEST(Csv, SetsAsideRowsOfAnotherWidthAndOverlongFields) {
  const auto doc = csv::Document::parse("a.csv", "a,b\n1\n2,3\n4," + std::string(20'000, 'x') + "\n");
  ASSERT_TRUE(doc);
  EXPECT_EQ(doc->size(), 1u);
  ASSERT_EQ(doc->problems().size(), 2u);
  EXPECT_EQ(doc->problems()[0].line, 2u);
  EXPECT_EQ(doc->problems()[1].column, "b");
}

TEST(Csv, ManyColumnsAboveManyBlankLinesTakeNoMoreMemoryThanTheTextCouldHold) {
  std::string text;
  for (int i = 0; i < 999; ++i) text += "c" + std::to_string(i) + ",";
  text += "fin\n" + std::string(8'000'000, '\n');  // 8 billion fields, if each line had them all
  const auto document = csv::Document::parse("x.csv", text);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->size(), 0U);
}

TEST(Csv, AMarkAfterBlankLinesIsNoPartOfTheFirstColumn) {
  const auto document = csv::Document::parse("x.csv", "\n\n\xef\xbb\xbfnom\nZoé\n");
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->column("nom"));
  EXPECT_EQ(csv::Document::parse("x.csv", "\n\xef\xbb\xbf\n,").error().line,
            3u);  // the header, which names nothing
}

TEST(Csv, RefusesMoreValuesThanTheReaderWantsToHold) {
  const std::string text = "a,b\n1,2\n\n3,4\n5,6\n";
  const auto held = csv::Document::parse("x.csv", {text.begin(), text.end()}, 6);
  ASSERT_TRUE(held);
  EXPECT_EQ(held->size(), 3U);
  const auto refused = csv::Document::parse("x.csv", {text.begin(), text.end()}, 5);
  ASSERT_FALSE(refused);
  EXPECT_EQ(to_french(refused.error()),
            "x.csv, ligne 5\u00a0: plus de 5 valeurs, partagez ce fichier en plusieurs");
}

TEST(Csv, TellsTenThousandProblemsAndThatThereAreMore) {
  std::string text = "a,b\n";
  for (int i = 0; i < 12'000; ++i) text += "1\n";
  const auto document = csv::Document::parse("x.csv", text);
  ASSERT_TRUE(document);
  ASSERT_EQ(document->problems().size(), 10'001U);
  EXPECT_EQ(to_french(document->problems()[9'999]),
            "x.csv, ligne 10001\u00a0: 1\u00a0valeur, 2 attendues comme dans l’en-tête");
  EXPECT_EQ(to_french(document->problems().back()),
            "x.csv, ligne 10002\u00a0: 10\u202f000 problèmes sont signalés, les suivants ne le sont pas");
}

TEST(Csv, RefusesThousandsOfColumns) {
  const auto document = csv::Document::parse("x.csv", std::string(1'000'000, ','));
  ASSERT_FALSE(document);
  EXPECT_EQ(to_french(document.error()),
            "x.csv, ligne 1\u00a0: 1\u202f000\u202f001 colonnes, 1\u202f000 au plus sont attendues");
}

TEST(Language, IsNamedAsPeopleNameIt) {
  EXPECT_EQ(language_name("ara", "fr"), "arabe");
  EXPECT_EQ(language_name("prs", "fr"), "dari");
  EXPECT_EQ(language_name("tir", "en"), "Tigrinya");
  EXPECT_EQ(language_name("ar", "ar"), "العربية");
  EXPECT_EQ(language_name("zzz", "fr"), "zzz");
  EXPECT_EQ(language_name("", "fr"), "");
  EXPECT_EQ(language_code("ara"), "ar");
  EXPECT_EQ(language_code("prs"), "fa");
  EXPECT_EQ(language_code("zzz"), "zzz");
}

TEST(Csv, WritesWhatItReads) {
  std::string out;
  csv::write_row(out, {"a", "b"});
  csv::write_row(out, {"x;\"y\"", "deux\nlignes"});
  const auto doc = csv::Document::parse("a.csv", out);
  ASSERT_TRUE(doc);
  EXPECT_EQ(doc->field(0, 0), "x;\"y\"");
  EXPECT_EQ(doc->field(0, 1), "deux\nlignes");
}

}  // namespace
}  // namespace jalon
