#include "store/audit.hpp"

#include <gmock/gmock.h>

#include "store/contract_tables.hpp"

namespace jalon::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Audit : public ContractTables {
 protected:
  void act(const char* action, const char* payload = nullptr) {
    ASSERT_TRUE(database().write(command(action), [&](Transaction& t) -> Result<int> {
      if (payload != nullptr) t.commit_to(salt, payload);
      return 0;
    }));
  }
  void tamper(const char* sql) {
    const Query change("test.tamper", sql, unlisted);
    ASSERT_TRUE(database().write(command("test.tamper"), [&](Transaction& t) -> Result<int> {
      EXPECT_EQ(t.execute(change, {}), 1);
      return 0;
    }));
  }
  AuditCheck check(const std::vector<AuditHead>& kept = {}) {
    return database().read([&](Reader& reader) { return verify_audit(reader, kept); });
  }
  std::vector<AuditHead> heads() {
    return database().read([](Reader& reader) { return audit_heads(reader); });
  }
  const Bytes salt = Bytes(32, 7);
};
JALON_ON_EACH_DATABASE(Audit);

TEST_P(Audit, EveryTransactionAddsOneLineToItsTerritory) {
  act("one");
  act("two", "payload");
  Command elsewhere = command("three");
  elsewhere.territory = "075";
  ASSERT_TRUE(database().write(elsewhere, [](Transaction&) -> Result<int> { return 0; }));
  const AuditCheck result = check(heads());
  EXPECT_EQ(result.lines, 3);
  EXPECT_THAT(result.problems, IsEmpty());
  const auto last = heads();
  ASSERT_EQ(last.size(), 2u);
  EXPECT_EQ(last[0].territory, "063");
  EXPECT_EQ(last[0].seq, 2);
  EXPECT_EQ(last[1].seq, 1);
}

TEST_P(Audit, ALineChangedAfterwardsShows) {
  act("one");
  act("two");
  act("three");
  tamper("UPDATE audit SET actor = 'someone else' WHERE territory = '063' AND seq = 2");
  EXPECT_THAT(check().problems, ElementsAre(HasSubstr("ligne 2")));
}

TEST_P(Audit, ALineRemovedFromTheMiddleShows) {
  act("one");
  act("two");
  act("three");
  tamper("DELETE FROM audit WHERE territory = '063' AND seq = 2");
  EXPECT_THAT(check().problems, ElementsAre(HasSubstr("ligne 3")));
}

TEST_P(Audit, AnEndCutOffShowsAgainstAHeadKeptElsewhere) {
  act("one");
  act("two");
  const auto kept = heads();
  tamper("DELETE FROM audit WHERE territory = '063' AND seq = 2");
  EXPECT_THAT(check(kept).problems, ::testing::SizeIs(::testing::Ge(1u)));
}

TEST_P(Audit, WhatIsCommittedToCannotBeDenied) {
  act("one", "a payload");
  tamper("UPDATE audit SET commitment = previous_hash WHERE territory = '063' AND seq = 1");
  EXPECT_THAT(check().problems, ElementsAre(HasSubstr("ligne 1")));
}

TEST(Commitment, DependsOnSaltPayloadAndOrder) {
  const Bytes salt(32, 1);
  const Bytes other_salt(32, 2);
  const auto of = [](std::initializer_list<std::pair<const Bytes*, const char*>> parts) {
    Commitment commitment;
    for (const auto& [with, payload] : parts) commitment.add(*with, payload);
    return commitment.value();
  };
  EXPECT_EQ(of({}), Hash{});
  EXPECT_EQ(of({{&salt, "a"}, {&salt, "b"}}), of({{&salt, "a"}, {&salt, "b"}}));
  EXPECT_NE(of({{&salt, "a"}}), of({{&other_salt, "a"}}));
  EXPECT_NE(of({{&salt, "a"}}), of({{&salt, "b"}}));
  EXPECT_NE(of({{&salt, "a"}, {&salt, "b"}}), of({{&salt, "b"}, {&salt, "a"}}));
}

}  // namespace
}  // namespace jalon::store
