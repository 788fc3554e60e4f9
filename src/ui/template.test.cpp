#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ui/template_emit_tool.hpp"

namespace jalon::ui::templates {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Names kNames{"desk", "home", "src/desk/views/home.html"};

std::string compiled(std::string_view source) {
  return emit_source(parse(source), kNames);
}

/// "line: message" of the error that `source` gives, or "none".
std::string error_of(std::string_view source) {
  try {
    (void)compiled(source);
    return "none";
  } catch (const TemplateError& error) {
    return std::to_string(error.line) + ": " + error.what();
  }
}

TEST(Template, SaysWhereEachExpressionStandsInThePage) {
  const auto code = compiled(
      R"(<p title="{{ a }}">{{ b }} <a href="{{ c }}">x</a> <a href="/d/{{ d }}?q={{ e }}">y</a></p>)");
  EXPECT_THAT(code, HasSubstr("out.attribute(a);"));
  EXPECT_THAT(code, HasSubstr("out.text(b);"));
  EXPECT_THAT(code, HasSubstr("out.url(c);"));
  EXPECT_THAT(code, HasSubstr("out.url_part(d);"));
  EXPECT_THAT(code, HasSubstr("out.url_part(e);"));
}

TEST(Template, ReportsTheLineOfTheHtmlToTheCompiler) {
  EXPECT_THAT(compiled("<p>\n\n{{ row.causee }}</p>"),
              HasSubstr("#line 3 \"src/desk/views/home.html\"\nout.text(row.causee);"));
}

TEST(Template, RefusesThePlacesWhereNoEscapingIsSafe) {
  EXPECT_THAT(error_of("<p>\n<b {{ x }}>"), HasSubstr("2: no expression in a tag"));
  EXPECT_THAT(error_of("<b class={{ x }}>"), HasSubstr("1: put the value of class= between quotes"));
  EXPECT_THAT(error_of("\n<b onclick=\"go()\">"), HasSubstr("2: inline code (onclick=)"));
  EXPECT_THAT(error_of("<b style=\"color: red\">"), HasSubstr("1: inline styles"));
  EXPECT_THAT(error_of("<script>alert(1)</script>"), HasSubstr("1: inline <script>"));
  EXPECT_THAT(error_of("<style>{{ x }}</style>"), HasSubstr("1: no expression inside <style>"));
  EXPECT_THAT(error_of("<!-- {{ x }} -->"), HasSubstr("1: no expression inside an HTML comment"));
  EXPECT_THAT(error_of("<a href=\"java{{ x }}\">"), HasSubstr("1: an address must be whole"));
  EXPECT_THAT(error_of("<{{ x }}>"), HasSubstr("1: no expression in a tag"));
  EXPECT_THAT(error_of("a < b"), HasSubstr("1: '<' that opens no tag"));
}

TEST(Template, ReportsBlocksThatDoNotClose) {
  EXPECT_EQ(error_of("<p>\n{% if x %}\n</p>"), "2: {% if %} is never closed by {% end %}");
  EXPECT_EQ(error_of("\n{% end %}"), "2: {% end %} closes nothing");
  EXPECT_EQ(error_of("{% for x in y %}{% else %}{% end %}"), "1: {% else %} does not belong to {% for %}");
  EXPECT_EQ(error_of("{% if x %}{% end for %}"), "1: {% end for %} closes {% if %}");
  EXPECT_EQ(error_of("\n\n{{ x"), "3: {{ is never closed");
  EXPECT_EQ(error_of("{% wat %}"), "1: unknown statement {% wat %}");
  EXPECT_EQ(error_of("<p class=\"a"), "1: the template ends inside attribute class of <p>");
}

TEST(Template, RefusesBranchesThatLeaveTheHtmlInDifferentPlaces) {
  EXPECT_THAT(error_of("{% if x %}<a href=\"{% else %}y{% end %}"), HasSubstr("different places"));
  EXPECT_THAT(error_of("{% for x in y %}<a {% end %}"),
              HasSubstr("1: {% for %} starts in text and ends in tag <a>"));
  EXPECT_EQ(error_of("<input{% if x %} checked{% end %} class=\"a{% if y %} b{% end %}\">"), "none");
}

TEST(Template, KeepsBracesAndQuotesOfExpressionsTogether) {
  EXPECT_THAT(compiled(R"({{ t("{n} }}", {{"n", "}}"}}) }})"),
              HasSubstr(R"(out.text(t("{n} }}", {{"n", "}}"}}));)"));
}

TEST(Template, TurnsSentencesIntoCatalogueKeys) {
  const auto source =
      "<p title=\"{% t \"Aide\" %}\">{% t \"Bonjour {nom}\" nom=name(a, b) %}\n"
      "{% tn count \"{n} personne\" \"{n} personnes\" %}{{ t(\"Fin\") }}</p>";
  const auto code = compiled(source);
  EXPECT_THAT(code, HasSubstr("out.attribute(t(\"Aide\"));"));
  EXPECT_THAT(code, HasSubstr("out.text(t(\"Bonjour {nom}\", {{\"nom\", jalon::ui::word(name(a, b))}, }));"));
  EXPECT_THAT(code, HasSubstr("t.plural(count, \"{n} personne\", \"{n} personnes\")"));
  const auto messages = emit_messages(parse(source), kNames);
  EXPECT_THAT(messages, HasSubstr("#: src/desk/views/home.html:1\nmsgid \"Aide\""));
  EXPECT_THAT(
      messages,
      HasSubstr("#: src/desk/views/home.html:2\nmsgid \"{n} personne\"\nmsgid_plural \"{n} personnes\""));
  EXPECT_THAT(messages, HasSubstr("msgid \"Fin\""));
  EXPECT_THAT(error_of("{% t \"Bonjour\" nom=x %}"), HasSubstr("the text has no place {nom}"));
}

TEST(Template, GivesComponentsTheirContent) {
  const auto code =
      compiled("{% use ui::card(\"a\") %}<p>{{ x }}</p>{% fill actions %}<b>y</b>{% end %}{% end %}");
  EXPECT_THAT(code, HasSubstr("#include \"ui/views/card.hpp\""));
  EXPECT_THAT(code, HasSubstr("slots.body = slot_body;"));
  EXPECT_THAT(code, HasSubstr("slots.actions = slot_actions;"));
  EXPECT_THAT(code, HasSubstr("jalon::ui::views::card(out, slots, \"a\");"));
  EXPECT_THAT(compiled("{% put row(x) %}"), HasSubstr("jalon::desk::views::row(out, x);"));
  EXPECT_THAT(error_of("<p class=\"{% put row(x) %}\">"), HasSubstr("a component stands in text"));
}

TEST(Template, DeclaresItsParametersAndSlots) {
  const auto tree =
      parse("{% include \"desk/home.hpp\" %}{% params const Home& home, int n = f(1, 2) %}<p>{% slot %}</p>");
  const auto header = emit_header(tree, kNames);
  EXPECT_THAT(header, HasSubstr("#include \"desk/home.hpp\""));
  EXPECT_THAT(header, HasSubstr("void home(jalon::ui::Out& out, [[maybe_unused]] const home_slots& slots, "
                                "const Home& home, int n = f(1, 2));"));
  EXPECT_THAT(emit_source(tree, kNames), Not(HasSubstr("f(1, 2)")));
}

TEST(Template, KeepsFrenchSignsOnTheLineOfTheirWord) {
  EXPECT_THAT(compiled("<p>Qui ? « moi » : oui</p>"),
              HasSubstr("Qui\u00a0\\077 «\u00a0moi\u00a0»\u00a0: oui"));
}

TEST(Template, ShortensBlanksOnlyWhereTheyMeanNothing) {
  const auto code = compiled("<p>a    b\n\n   c</p><pre>a    b</pre><textarea>  {{ x }}</textarea>");
  EXPECT_THAT(code, HasSubstr("a b\\nc"));
  EXPECT_THAT(code, HasSubstr("<pre>a    b</pre>"));
  EXPECT_THAT(code, HasSubstr("<textarea>  "));
}

}  // namespace
}  // namespace jalon::ui::templates
