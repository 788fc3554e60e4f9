#include "people/health_actions.hpp"

#include <gmock/gmock.h>

#include "partners/account_store.hpp"
#include "people/erasure_actions.hpp"
#include "people/on_file_actions.test.hpp"
#include "store/audit.hpp"

namespace jalon::people {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const Date today = Date::from_ymd(2018, 10, 12);
const HostingDraft certified{"Hébergeur SA", "HDS-2018-7", today + 90};

class HealthActions : public OnFile {
 protected:
  void SetUp() override {
    put_on_file("P1,,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,\n");
    amina_ = person("P1");
  }
  partners::AccountId account(const std::string& email) {
    partners::Account made;
    made.email = email;
    made.name = "Léa Martin";
    made.roles = {partners::Role::referent};
    (void)database().write(command("account"), [&](store::Transaction& t) -> Result<int> {
      made.id = t.new_id<partners::AccountId>();
      partners::insert_account(t, made);
      return 0;
    });
    return made.id;
  }
  Result<void> on(HostingDraft draft = certified, Date day = today) {
    return acknowledge_hosting(database(), command(), draft, day);
  }
  Result<void> record(partners::AccountId account, HealthFlags flags, Date day = today) {
    return record_health(database(), *vault_, command(), {amina_, account, flags}, day);
  }
  std::vector<HealthRecord> known() {
    return database().read([&](store::Reader& reader) { return health_of(reader, *vault_, "063", amina_); });
  }
  bool may_read(partners::AccountId account, Date day = today) {
    return database().read(
        [&](store::Reader& reader) { return may_read_health(reader, "063", account, day); });
  }

  PersonId amina_;
};
JALON_ON_EACH_DATABASE(HealthActions);

TEST_P(HealthActions, IsOffUntilSomebodyAcknowledgesCertifiedHosting) {
  const auto lea = account("lea@cph.example");
  ASSERT_TRUE(name_for_health(database(), command(), lea, true));
  EXPECT_EQ(record(lea, {true, false}).error().code, "health.off");
  EXPECT_FALSE(may_read(lea));
  ASSERT_TRUE(on());
  EXPECT_TRUE(may_read(lea));
  ASSERT_TRUE(record(lea, {true, false}));
  ASSERT_THAT(known(), SizeIs(1));
  EXPECT_TRUE(known()[0].flags.referral_needed);
  EXPECT_FALSE(known()[0].flags.appointment_done);
}

TEST_P(HealthActions, TheActSaysWhoHostsByWhichCertificateUntilWhen) {
  EXPECT_EQ(on().error().code, "hosting.no_account") << "nobody could be named for it";
  account("lea@cph.example");
  EXPECT_EQ(on({" ", "HDS", today}).error().code, "hosting.host_missing");
  EXPECT_EQ(on({"Hébergeur", "", today}).error().code, "hosting.certificate_missing");
  EXPECT_EQ(on({"Hébergeur", "HDS", today - 1}).error().code, "hosting.until_past");
  EXPECT_EQ(on({"Hébergeur", "HDS", Date::from_ymd(2099, 1, 1)}).error().code, "hosting.until_too_far");
  ASSERT_TRUE(on());
  const auto desk = database().read([](store::Reader& reader) { return health_desk(reader, "063", today); });
  EXPECT_TRUE(desk.on);
  ASSERT_THAT(desk.history, SizeIs(1));
  EXPECT_EQ(desk.history[0].host, "Hébergeur SA");
  EXPECT_EQ(desk.history[0].certificate, "HDS-2018-7");
  EXPECT_EQ(desk.history[0].actor, "test");
}

TEST_P(HealthActions, AccountsAreNamedOneByOne) {
  const auto lea = account("lea@cph.example");
  const auto omar = account("omar@cph.example");
  ASSERT_TRUE(on());
  ASSERT_TRUE(name_for_health(database(), command(), lea, true));
  EXPECT_EQ(record(omar, {true, false}).error().code, "health.not_named");
  EXPECT_EQ(name_for_health(database(), command(), lea, true).error().code, "health.named_already");
  ASSERT_TRUE(name_for_health(database(), command(), lea, false));
  EXPECT_FALSE(may_read(lea));
  EXPECT_EQ(name_for_health(database(), command(), partners::AccountId(UuidBytes{9}), true).error().code,
            "account.unknown");
}

TEST_P(HealthActions, TheDayAfterTheCertificateItIsOffAgain) {
  const auto lea = account("lea@cph.example");
  ASSERT_TRUE(on());
  ASSERT_TRUE(name_for_health(database(), command(), lea, true));
  EXPECT_TRUE(may_read(lea, certified.until));
  EXPECT_FALSE(may_read(lea, certified.until + 1));
  EXPECT_EQ(record(lea, {true, true}, certified.until + 1).error().code, "health.off");
  ASSERT_TRUE(on({"Hébergeur SA", "HDS-2019-1", certified.until + 300}, certified.until + 1)) << "renewed";
  EXPECT_TRUE(may_read(lea, certified.until + 1));
}

TEST_P(HealthActions, WithdrawingDeletesWhatWasKept) {
  const auto lea = account("lea@cph.example");
  ASSERT_TRUE(on());
  ASSERT_TRUE(name_for_health(database(), command(), lea, true));
  ASSERT_TRUE(record(lea, {true, false}));
  ASSERT_TRUE(record(lea, {true, true}));
  EXPECT_EQ(record(lea, {true, true}).error().code, "health.unchanged");
  const auto withdrawn = withdraw_hosting(database(), command(), today + 3);
  ASSERT_TRUE(withdrawn);
  EXPECT_EQ(*withdrawn, 2);
  EXPECT_THAT(known(), IsEmpty());
  EXPECT_FALSE(may_read(lea, today + 3));
  EXPECT_EQ(withdraw_hosting(database(), command(), today).error().code, "hosting.not_on");
  const auto audit = database().read([](store::Reader& reader) { return store::verify_audit(reader); });
  EXPECT_THAT(audit.problems, IsEmpty());
}

TEST_P(HealthActions, ErasingThePersonErasesTheFlags) {
  const auto lea = account("lea@cph.example");
  ASSERT_TRUE(on());
  ASSERT_TRUE(name_for_health(database(), command(), lea, true));
  ASSERT_TRUE(record(lea, {true, false}));
  ASSERT_TRUE(erase_identity(database(), *vault_, command(), amina_, "request", today));
  EXPECT_THAT(known(), IsEmpty());
  EXPECT_EQ(record(lea, {false, true}).error().code, "person.already_erased");
}

}  // namespace
}  // namespace jalon::people
