// What is printed is read back by another program, pdftotext.
#include "ui/pdf_document.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text.hpp"

namespace jalon::ui {
namespace {

using ::testing::HasSubstr;

std::string told_by(const std::string& command, const std::string& pdf, const char* to = "") {
  std::array<char, 32> name{"/tmp/jalon-pdf-XXXXXX"};
  const int file = mkstemp(name.data());
  EXPECT_GE(file, 0);
  std::ofstream(name.data(), std::ios::binary) << pdf;
  FILE* pipe = popen((command + " " + name.data() + to).c_str(), "r");
  std::string text;
  std::array<char, 4096> part{};
  for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
    text.append(part.data(), got);
  }
  EXPECT_EQ(pclose(pipe), 0) << command;
  std::filesystem::remove(name.data());
  return text;
}
std::string text_of(const std::string& pdf) {
  return told_by("pdftotext -layout -enc UTF-8", pdf, " -");
}
/// Each ends with a form feed.
std::vector<std::string> pages_of(const std::string& pdf) {
  const std::string text = text_of(pdf);
  std::vector<std::string> pages;
  for (const std::string_view page : split(text, '\f')) pages.emplace_back(page);
  pages.pop_back();
  return pages;
}
std::string without_blanks(std::string_view text) {
  std::string left;
  for (const char sign : text) {
    if (sign != ' ' && sign != '\n' && sign != '\f') left += sign;
  }
  return left;
}

PdfDocument copy_of(std::string_view name) {
  PdfDocument document;
  document.title = "Ce qui est gardé sur " + std::string(name);
  document.author = "Léa Martin";
  document.made_at = "2018-10-12T12:00:00Z";
  document.mark = "Remis le 12/10/2018 à 12:00 par Léa Martin";
  document.preface = {{"Copie remise au titre du droit d’accès."}};
  document.sections = {{"Identité", {{{"Nom ", true}, {std::string(name)}}}}};
  return document;
}

TEST(PdfDocument, KeepsAccentsAndNamesOfOtherScripts) {
  EXPECT_THAT(text_of(to_pdf(copy_of("Zoë Œuvrard-Łukasz"))),
              ::testing::AllOf(HasSubstr("Ce qui est gardé sur Zoë Œuvrard-Łukasz"), HasSubstr("Identité"),
                               HasSubstr("droit d’accès")));
  const std::string persian = text_of(to_pdf(copy_of("مریم رحیمی")));
  EXPECT_THAT(persian, HasSubstr("مریم"));
  EXPECT_THAT(persian, HasSubstr("رحیمی"));
}

TEST(PdfDocument, MarksEveryPageWithWhoTookItAndNumbersIt) {
  PdfDocument document = copy_of("Sayed");
  document.sections.push_back({"Lectures", {}});
  for (int i = 1; i <= 300; ++i) {
    document.sections.back().paragraphs.push_back(
        {{"le ", true}, {"12/10/2018 · consultation du dossier no " + std::to_string(i) + "."}});
  }
  const auto pages = pages_of(to_pdf(document));
  ASSERT_GT(pages.size(), 5u);
  std::string whole;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    EXPECT_THAT(pages[i], HasSubstr("Remis le 12/10/2018 à 12:00 par Léa Martin")) << i;
    EXPECT_THAT(pages[i], HasSubstr("Page " + std::to_string(i + 1) + " / " + std::to_string(pages.size())));
    whole += pages[i];
  }
  for (int i = 1; i <= 300; ++i) EXPECT_THAT(whole, HasSubstr("no " + std::to_string(i) + "."));
}

TEST(PdfDocument, WrapsALongFieldAndLosesNothingOfIt) {
  PdfDocument document = copy_of("Sayed");
  std::string sentence;
  for (int i = 0; i < 1500; ++i) sentence += "mot" + std::to_string(i) + " ";
  const std::string one_word(400, 'x');
  document.sections.push_back({"Notes", {{{sentence}}, {{one_word}}}});
  const auto pages = pages_of(to_pdf(document));
  EXPECT_GT(pages.size(), 1u) << "a paragraph goes on over the page";
  std::string whole;
  for (const std::string& page : pages) whole += page;
  for (int i = 0; i < 1500; ++i) ASSERT_THAT(whole, HasSubstr("mot" + std::to_string(i)));
  EXPECT_THAT(without_blanks(whole), HasSubstr(one_word)) << "cut inside the word, not at the margin";
}

TEST(PdfDocument, TheSameDocumentGivesTheSameBytes) {
  EXPECT_EQ(to_pdf(copy_of("Sayed")), to_pdf(copy_of("Sayed")));
  PdfDocument later = copy_of("Sayed");
  later.made_at = "2018-10-13T12:00:00Z";
  EXPECT_NE(to_pdf(copy_of("Sayed")), to_pdf(later));
}

TEST(PdfDocument, TellsItsTitleItsAuthorAndItsStructure) {
  const std::string info = told_by("pdfinfo -isodates", to_pdf(copy_of("Sayed")));
  EXPECT_THAT(info, HasSubstr("Ce qui est gardé sur Sayed"));
  EXPECT_THAT(info, HasSubstr("Léa Martin"));
  EXPECT_THAT(info, HasSubstr("2018-10-12T12:00:00"));
  EXPECT_THAT(info, HasSubstr("A4"));
  EXPECT_THAT(
      told_by("pdfinfo -struct-text", to_pdf(copy_of("Sayed"))),
      ::testing::AllOf(HasSubstr("H1 (block)\n  \"Ce qui est gardé sur Sayed\""),
                       HasSubstr("H2 (block)\n  \"Identité\""), HasSubstr("P (block)\n  \"Nom Sayed\"")));
}

TEST(PdfDocument, BrokenBytesDoNotStopIt) {
  EXPECT_THAT(text_of(to_pdf(copy_of(std::string("a\xff\0b", 4)))), HasSubstr("Identité"));
}

}  // namespace
}  // namespace jalon::ui
