// For tests: persons of a small territory, what the data files give each caller of them, and their consents.
#pragma once

#include <map>
#include <regex>
#include <string>
#include <vector>

#include "app/gate.test.hpp"
#include "partners/visibility.hpp"
#include "people/consent_actions.hpp"
#include "people/person_store.hpp"

namespace jalon::app {

using partners::Category;
using partners::Role;
using partners::Sight;

struct Person {
  const char* ref;
  const char* referent;
};
inline constexpr Person persons[] = {{"P1", "CECLER"}, {"P5", ""}, {"P8", "PREF63"}};
// One step for each category that has steps.
inline constexpr std::pair<const char*, Category> steps[] = {
    {"R10", Category::permit},     {"L06", Category::accommodation}, {"C06", Category::language},
    {"E03", Category::employment}, {"I01", Category::income},        {"S01", Category::schooling},
    {"H01", Category::health}};

class RightsTest : public GateTest {
 protected:
  using GateTest::GateTest;
  std::string person(std::string_view ref) {
    return app_->database().read(
        [&](store::Reader& reader) { return people::person_by_ref(reader, desk().territory, ref)->text(); });
  }
  /// What the data files give that role of that organisation, as `may_see` reads them (its own test compares
  /// it with the file).
  Sight sight(Role role, std::string_view organisation_ref, const Person& about, Category category) {
    partners::Caller caller;
    caller.kind = partners::Caller::Kind::account;
    caller.roles = {role};
    if (role != Role::administrator) {
      caller.organisation = organisation(organisation_ref);
      caller.organisation_ref = organisation_ref;
      caller.organisation_kind = app_->database().read([&](store::Reader& reader) {
        return partners::find_organisation(reader, desk().territory, *caller.organisation)->kind;
      });
    }
    partners::Relation relation;
    relation.follows = organisation_ref == about.referent;
    const auto found = agreed_.find({about.ref, std::string(organisation_ref)});
    if (found != agreed_.end()) relation.agreed = found->second;
    return partners::may_see(caller, relation, category);
  }
  /// As the site sees a caller of that role, before any consent.
  partners::View view_of(Role role, const char* organisation_ref) {
    partners::Caller caller;
    caller.kind = partners::Caller::Kind::account;
    caller.roles = {role};
    caller.organisation = organisation(organisation_ref);
    caller.organisation_ref = organisation_ref;
    caller.organisation_kind = app_->database().read([&](store::Reader& reader) {
      return partners::find_organisation(reader, desk().territory, *caller.organisation)->kind;
    });
    return partners::View::of(caller);
  }
  bool role_opens(Role role, std::string_view method, std::string_view route) {
    const auto* line = partners::page_rights().find(method, route);
    return line->any_account || line->roles.has(role);
  }
  static int status(const std::string& answer) { return std::stoi(answer.substr(9, 3)); }
  std::string held(Role role, std::string_view organisation_ref) {
    return "jalon_session=" + session(role, organisation_ref);
  }
  static std::string without_tokens(const std::string& answer) {
    const std::string body = answer.substr(answer.find("\r\n\r\n"));
    return std::regex_replace(body, std::regex("value=\"[0-9a-f-]+\""), "value");
  }

  /// The person agrees to share these domains with that organisation, as its page records it.
  void agree(const Person& about, std::string_view organisation_ref,
             const std::vector<std::string>& domains) {
    people::ConsentEvent event;
    event.person = *people::PersonId::parse(person(about.ref));
    event.domains = domains;
    event.organisations = {organisation(organisation_ref)};
    event.on = *parse_date("2018-10-01");
    event.notice_language = "prs";
    const auto given = people::give_consent(app_->database(), command(), event, today());
    ASSERT_TRUE(given) << given.error().code;
    given_.emplace_back(event.person, *given);
    site_->workspace().consents.refresh(event.person);
    for (const std::string& domain : domains) {
      agreed_[{about.ref, std::string(organisation_ref)}] |= partners::visibility().bit(domain);
    }
  }
  void take_everything_back() {
    for (const auto& [person_id, ver] : given_) {
      ASSERT_TRUE(people::withdraw_consent(app_->database(), command(), person_id, ver, today()));
      site_->workspace().consents.refresh(person_id);
    }
    given_.clear();
    agreed_.clear();
  }
  store::Command command() const { return {site_->accounts().territory, {}, "test", "test", "test"}; }
  static Date today() { return *parse_date("2018-10-12"); }

  std::map<std::pair<std::string, std::string>, partners::DomainSet> agreed_;  // person, organisation
  std::vector<std::pair<people::PersonId, std::int64_t>> given_;
};

}  // namespace jalon::app
