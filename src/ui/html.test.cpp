#include "ui/html.hpp"

#include <gtest/gtest.h>

#include "ui/components.hpp"
#include "ui/out.hpp"
#include "ui/text.hpp"
#include "ui/views/badge.hpp"
#include "ui/views/error_summary.hpp"
#include "ui/views/pagination.hpp"
#include "ui/views/table.hpp"
#include "ui/views/text_field.hpp"

namespace jalon::ui {
namespace {

TEST(Escaping, TurnsMarkupIntoTextAndLeavesHtmlAlone) {
  std::string markup;
  const Locale french;
  Out out(markup, french);
  out.text("<b>\"l'été\" & co</b>");
  out.text(Html::trusted("<i>"));
  out.text(1234);
  out.attribute("\" onfocus=\"x");
  out.url_part("a/b?c");
  EXPECT_EQ(markup,
            "&lt;b&gt;&quot;l&#39;été&quot; &amp; co&lt;/b&gt;<i>1234&quot; onfocus=&quot;xa%2Fb%3Fc");
}

TEST(Url, RefusesWhatCouldRunOrLeaveByAccident) {
  for (const char* address :
       {"javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
        "\x01javascript:x", "data:text/html,x", "vbscript:x", "//evil.example", "/\\evil.example",
        "\\\\evil.example", "evil", "", "ht\ntps://x"}) {
    EXPECT_EQ(Url(address).text(), "#refus") << address;
  }
  for (const char* address : {"/", "/dossiers/1?q=a#b", "#contenu", "?page=2", "https://a.example/",
                              "mailto:a@b.example", "tel:+33123456789"}) {
    EXPECT_EQ(Url(address).text(), address);
  }
}

TEST(Url, BuildsAddressesOutOfParts) {
  EXPECT_EQ(path("/dossiers/{}/etapes/{}", "a/b", 7).text(), "/dossiers/a%2Fb/etapes/7");
  EXPECT_EQ(Url("/x").with("q", "é&").with("vide", "").with("page", 2).text(), "/x?q=%C3%A9%26&page=2");
  EXPECT_EQ(Url("/x#bas").with("page", 2).text(), "/x?page=2#bas");
  EXPECT_EQ(Url("/x#bas").at("haut").text(), "/x#haut");
  EXPECT_EQ(Url("/x").with("au", *parse_date("2018-10-12")).text(), "/x?au=2018-10-12");
}

TEST(Text, IsWrittenInFrench) {
  EXPECT_EQ(number(1234567), "1\u202f234\u202f567");
  EXPECT_EQ(decimal(12), "12");
  EXPECT_EQ(decimal(12.25), "12,3");
  EXPECT_EQ(date(*parse_date("2018-10-12")).markup(),
            "<time datetime=\"2018-10-12\">12\u00a0octobre\u00a02018</time>");
  EXPECT_EQ(short_date(*parse_date("2018-10-12")).markup(),
            "<time datetime=\"2018-10-12\">12/10/2018</time>");
}

TEST(Components, EscapeWhatTheyAreGiven) {
  const Locale french;
  const auto badge =
      render(french, views::badge, Badge{.tone = Tone::late, .text = "<En retard>", .icon = ""}).markup();
  EXPECT_NE(badge.find("badge--late"), std::string::npos);
  EXPECT_NE(badge.find("&lt;En retard&gt;"), std::string::npos);
}

TEST(Components, AFieldNamesItsHelpAndItsError) {
  Field field{
      .name = "nom", .label = "Nom", .value = "\"x", .help = "aide", .error = "manque", .input_mode = ""};
  const auto markup = render(Locale(), views::text_field, field).markup();
  EXPECT_NE(markup.find("aria-describedby=\"champ-nom-aide champ-nom-erreur\""), std::string::npos);
  EXPECT_NE(markup.find("aria-invalid=\"true\""), std::string::npos);
  EXPECT_NE(markup.find("value=\"&quot;x\""), std::string::npos);
  EXPECT_NE(markup.find("<label for=\"champ-nom\">"), std::string::npos);
  field.error.clear();
  field.help.clear();
  const auto plain = render(Locale(), views::text_field, field).markup();
  EXPECT_EQ(plain.find("aria-"), std::string::npos);
}

TEST(Components, TheErrorSummaryLeadsToTheFields) {
  const std::vector<FieldError> errors = {{"nom", "Le nom manque"}, {"", "Réessayez"}};
  const auto markup = render(Locale(), views::error_summary, errors).markup();
  EXPECT_NE(markup.find("href=\"#champ-nom\""), std::string::npos);
  EXPECT_NE(markup.find("2 points à corriger"), std::string::npos);
  EXPECT_EQ(render(Locale(), views::error_summary, std::vector<FieldError>{}).markup().find("alert"),
            std::string::npos);
}

TEST(Components, PagesAroundTheCurrentOneAreShown) {
  EXPECT_EQ(pages_shown({.base = "/", .page = 7, .pages = 23}), (std::vector<int>{1, 0, 6, 7, 8, 0, 23}));
  EXPECT_EQ(pages_shown({.base = "/", .page = 1, .pages = 3}), (std::vector<int>{1, 2, 3}));
  const auto markup =
      render(Locale(), views::pagination, Paging{.base = Url("/r").with("q", "a"), .page = 2, .pages = 3})
          .markup();
  EXPECT_NE(markup.find("href=\"/r?q=a&amp;page=3\""), std::string::npos);
  EXPECT_NE(markup.find("aria-current=\"page\""), std::string::npos);
}

TEST(Components, AContentGoesIntoItsSlot) {
  std::string markup;
  const Locale french;
  Out out(markup, french);
  const auto body = [](Out& to) { to.raw("<tbody></tbody>"); };
  views::table_slots slots;
  slots.body = body;
  views::table(out, slots, "t", "Titre", false);
  EXPECT_NE(markup.find("<caption id=\"t-titre\">Titre</caption>\n<tbody></tbody>"), std::string::npos)
      << markup;
  EXPECT_NE(markup.find("tabindex=\"0\""), std::string::npos);
}

TEST(Charts, BarsAreMeasuredAgainstTheLongest) {
  const BarChart chart{.title = "",
                       .unit = "",
                       .label_head = "",
                       .bars = {{"a", 4, "", {}, Tone::info}, {"b", 1, "", {}, Tone::info}}};
  EXPECT_DOUBLE_EQ(bar_percent(chart, chart.bars[0]), 100);
  EXPECT_DOUBLE_EQ(bar_percent(chart, chart.bars[1]), 25);
  const BarChart empty{.title = "", .unit = "", .label_head = "", .bars = {{"a", 0, "", {}, Tone::info}}};
  EXPECT_DOUBLE_EQ(bar_percent(empty, empty.bars[0]), 0);
  const auto svg =
      column_chart_svg(
          {.title = "<T>", .unit = "", .label_head = "", .columns = {{"a", 3, false}, {"b", 0, true}}})
          .markup();
  EXPECT_NE(svg.find("aria-label=\"&lt;T&gt;\""), std::string::npos);
  EXPECT_NE(svg.find("chart__column--expected"), std::string::npos);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

}  // namespace
}  // namespace jalon::ui
