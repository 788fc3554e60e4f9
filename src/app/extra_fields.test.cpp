// Mass assignment: a form carries what its page does not ask for (a role, another organisation, a date of
// recording, somebody else's identifier). Nothing of it may be stored, and the same form without it must
// store the same.
#include <algorithm>
#include <set>

#include "app/rights.test.hpp"

namespace jalon::app {
namespace {

// A word that nothing else holds, and values that would matter where they were believed.
const std::string mark = "zqxjk";
const std::string extra =
    "&role=administrator&roles=administrator+coordinator&organisation=PREF63&organisation_id=" + mark +
    "&organization=PREF63&territory=75&territoire=75&id=" + mark + "&ref=" + mark +
    "&ver=99&version=99&stream=" + mark +
    "&recorded_at=2001-01-01&recorded_on=2001-01-01&rec_on=2001-01-01&rec_at=2001-01-01&at_ms=1&until_ms="
    "9999999999999"
    "&actor=" +
    mark + "&account=" + mark + "&compte=" + mark + "&person=" + mark + "&personne=" + mark +
    "&hash=" + mark + "&seq=1&fictional=0&state=open&is_admin=1&admin=1&sealed=" + mark +
    "&referent=" + mark + "&_method=DELETE&kind=erased";

class ExtraFields : public RightsTest {
 protected:
  /// Every row of every table, each in text.
  std::multiset<std::string> rows_of(const std::set<std::string>& tables) {
    std::multiset<std::string> rows;
    for (const std::string& table : tables) {
      std::vector<std::string> columns;
      const std::string list = "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid";
      const store::Query columns_query("test.columns", list.c_str(), store::Query::Unlisted::yes);
      app_->database().read([&](store::Reader& reader) {
        reader.each(columns_query, {}, [&](const store::Row& row) { columns.push_back(row.string(0)); });
        std::string all;
        for (const std::string& column : columns) {
          // Bytes in hexadecimal, so that what is sealed is seen too.
          all += (all.empty() ? "" : " || '|' || ") +
                 ("coalesce(CASE typeof(\"" + column + "\") WHEN 'blob' THEN hex(\"" + column +
                  "\") ELSE CAST(\"" + column + "\" AS TEXT) END, '-')");
        }
        const std::string select = "SELECT " + all + " FROM \"" + table + "\"";
        const store::Query rows_query("test.rows", select.c_str(), store::Query::Unlisted::yes);
        reader.each(rows_query, {},
                    [&](const store::Row& row) { rows.insert(table + ": " + row.string(0)); });
      });
    }
    return rows;
  }
  std::set<std::string> tables() {
    const store::Query query(
        "test.tables", "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        store::Query::Unlisted::yes);
    std::set<std::string> names;
    app_->database().read([&](store::Reader& reader) {
      reader.each(query, {}, [&](const store::Row& row) { names.insert(row.string(0)); });
    });
    return names;
  }
  void expect_no_mark(const std::string& after) {
    for (const std::string& row : rows_of(tables()))
      EXPECT_EQ(row.find(mark), std::string::npos) << after << ": " << row;
  }
  std::string last_event() {
    const store::Query query(
        "test.last_event",
        "SELECT territory || '|' || step || '|' || kind || '|' || eff_on || '|' || rec_on || '|' || actor"
        " FROM pathway_event WHERE actor <> 'import' ORDER BY ver DESC LIMIT 1",
        store::Query::Unlisted::yes);
    std::string line;
    app_->database().read([&](store::Reader& reader) {
      reader.each(query, {}, [&](const store::Row& row) { line = row.string(0); });
    });
    return line;
  }
};

TEST_F(ExtraFields, OfAnEventChangeNothingOfWhatIsStored) {
  const std::string cookie = held(Role::referent, "CECLER");
  const std::string path = "/dossiers/" + person("P1") + "/etapes/";
  ASSERT_EQ(status(ask("POST", path + "L06", "evenement=requested&date=2018-10-11&vu=1000", cookie)), 303);
  const std::string plain = last_event();
  ASSERT_EQ(status(ask("POST", path + "H01", "evenement=requested&date=2018-10-11&vu=1000" + extra, cookie)),
            303);
  std::string with_extra = last_event();
  ASSERT_NE(with_extra, plain);
  with_extra.replace(with_extra.find("H01"), 3, "L06");
  EXPECT_EQ(with_extra, plain);
  EXPECT_EQ(plain.substr(0, 3), "63|");
  EXPECT_NE(plain.find("|2018-10-12|"), std::string::npos) << "recorded today: " << plain;
  expect_no_mark("an event");
  // Words about a person are sealed: the title of a project of the committee stands in clear.
  ASSERT_EQ(status(ask("POST", "/comite/projets", "titre=" + mark + "&causes=B14&jalons=15%2F11%2F2018+Salle",
                       held(Role::coordinator, "DDETS63"))),
            303);
  const auto rows = rows_of(tables());
  EXPECT_TRUE(std::ranges::any_of(rows, [](const std::string& row) {
    return row.find(mark) != std::string::npos;
  })) << "what a form does ask for is found by this look";
}

TEST_F(ExtraFields, OfNoFormReachAccountsOrganisationsOrTerritories) {
  const std::set<std::string> watched = {"account", "organisation", "territory", "person", "household"};
  for (const std::string& table : watched) ASSERT_TRUE(tables().contains(table)) << table;
  std::size_t sent = 0;
  for (const Role role : {Role::referent, Role::coordinator, Role::data_protection, Role::prefecture_lead}) {
    const std::string organisation_ref = role == Role::referent ? "CECLER" : "DDETS63";
    for (const auto& route : site_->router().routes()) {
      if (route.method != http::Method::post || route.pattern == "/deconnexion") continue;
      const std::string cookie = held(role, organisation_ref);  // a form may have ended the session
      const auto before = rows_of(watched);
      std::string address = route.pattern;
      for (const auto& [name, value] : std::initializer_list<std::pair<std::string, std::string>>{
               {":id", person("P1")}, {":person", person("P1")}, {":step", "L06"}, {":date", "2018-10-19"}}) {
        if (const auto at = address.find(name); at != std::string::npos)
          address.replace(at, name.size(), value);
      }
      const int code = status(ask("POST", address, extra.substr(1), cookie));
      EXPECT_LT(code, 500) << address;
      EXPECT_EQ(rows_of(watched), before) << partners::to_text(role) << " " << address << " gave " << code;
      ++sent;
    }
  }
  EXPECT_GT(sent, 100U);
  expect_no_mark("every form");
}

}  // namespace
}  // namespace jalon::app
