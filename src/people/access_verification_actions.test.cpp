// The access log after tampering: what `jalon verify` must refuse, and the one thing that it accepts.
#include "people/access_verification_actions.hpp"

#include <gmock/gmock.h>

#include "people/access_log_actions.hpp"
#include "people/erasure_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "store/audit.hpp"
#include "store/testing_store.hpp"

namespace jalon::people {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Date day(const char* iso) {
  return *parse_date(std::string_view(iso));
}

class AccessChain : public store::OnEachDatabase {
 protected:
  void on(const char* iso) { clock().set(FixedClock(day(iso)).now_ms()); }
  void read_file(int times = 1) {
    for (int i = 0; i < times; ++i) {
      ASSERT_TRUE(record_access(database(), "063", "account", person_, "dossier", "192.0.2.1"));
    }
  }
  /// Two lines in October 2018, three in November, one in December; the first two months are sealed.
  void three_months() {
    on("2018-10-12");
    read_file(2);
    on("2018-11-20");
    read_file(3);
    on("2018-12-02");
    read_file();
    ASSERT_EQ(seal(), 2);
  }
  int seal() {
    const auto sealed = seal_access_log(database(), command(), rules_);
    return sealed ? static_cast<int>(sealed->size()) : -1;
  }
  int trim() {
    const auto trimmed = trim_access_log(database(), command(), rules_);
    return trimmed ? static_cast<int>(trimmed->size()) : -1;
  }
  AccessCheck check(const std::vector<ChainHead>& kept = {}, const char* today = "2026-11-30") {
    return database().read(
        [&](store::Reader& reader) { return verify_access_log(reader, "063", rules_, day(today), kept); });
  }
  std::vector<std::string> problems(const std::vector<ChainHead>& kept = {}) { return check(kept).problems; }
  ChainHead head() {
    return database().read([](store::Reader& reader) { return head_of_lines(reader, "063"); });
  }
  /// What somebody does who can write in the database and wants nothing to show in the audit.
  void tamper(const char* sql) {
    const store::Query change("test.tamper", sql, store::Query::Unlisted::yes);
    store::Command quiet = command("test.tamper");
    quiet.audited = false;
    ASSERT_TRUE(database().write(quiet, [&](store::Transaction& transaction) -> Result<int> {
      EXPECT_GT(transaction.execute(change, {}), 0) << sql;
      return 0;
    }));
  }
  /// An anchor made by the rules of the chain, with or without its line in the audit.
  void forge_trim(std::int64_t segment, bool audited) {
    store::Command forged = command(std::string(trim_action));
    forged.audited = audited;
    ASSERT_TRUE(database().write(forged, [&](store::Transaction& transaction) -> Result<int> {
      Anchor anchor = anchors(transaction, "063")[static_cast<std::size_t>(segment) - 1];
      anchor.kind = AnchorKind::trimmed;
      delete_lines(transaction, anchor.first_seq, anchor.last_seq);
      append_anchor(transaction, anchor);
      return 0;
    }));
  }

  PersonId person_ = PersonId(new_uuid_v4());
  std::vector<AccessLogRule> rules_ = {{day("2018-01-01"), 1, 12, "test"}};
};
JALON_ON_EACH_DATABASE(AccessChain);

TEST_P(AccessChain, HoldsWhileItGrowsIsSealedAndTrimmed) {
  three_months();
  AccessCheck held = check();
  EXPECT_THAT(held.problems, IsEmpty());
  EXPECT_EQ(held.lines, 6);
  EXPECT_EQ(held.sealed, 2);
  EXPECT_EQ(seal(), 0) << "December is not over";
  EXPECT_EQ(trim(), 0) << "nothing is a year old";
  on("2019-10-12");
  EXPECT_EQ(trim(), 1);
  on("2019-11-20");
  EXPECT_EQ(seal(), 1);
  EXPECT_EQ(trim(), 1);
  held = check();
  EXPECT_THAT(held.problems, IsEmpty());
  EXPECT_EQ(held.lines, 1);
  EXPECT_EQ(held.sealed, 3);
  EXPECT_EQ(held.trimmed, 2);
}

TEST_P(AccessChain, GoesOnWhenEveryLineHasLeft) {
  three_months();
  on("2020-01-01");
  EXPECT_EQ(seal(), 1);
  EXPECT_EQ(trim(), 3);
  EXPECT_EQ(head().seq, 0);
  read_file();
  EXPECT_EQ(head().seq, 7);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_P(AccessChain, TheDryRunSaysWhatIsDoneThen) {
  three_months();
  const auto look = [&](const char* at) {
    return database().read(
        [&](store::Reader& reader) { return look_at_access_log(reader, "063", rules_, day(at)); });
  };
  AccessLogReport report = look("2019-11-20");
  EXPECT_THAT(report.to_seal, SizeIs(1));
  EXPECT_THAT(report.due, SizeIs(2));
  EXPECT_THAT(report.kept, IsEmpty());
  EXPECT_EQ(report.due.front().lines, 2);
  EXPECT_EQ(report.due.front().may_leave_on, day("2019-10-12"));
  report = look("2018-12-03");
  EXPECT_THAT(report.to_seal, IsEmpty());
  EXPECT_THAT(report.kept, SizeIs(2));
  EXPECT_EQ(report.open_lines, 1);
  EXPECT_THAT(check().problems, IsEmpty()) << "looking changed nothing";
}

TEST_P(AccessChain, ReadingAddsNothingToTheAudit) {
  read_file();
  EXPECT_THAT(database().read(
                  [](store::Reader& reader) { return store::audited_acts(reader, "063", "people.read"); }),
              IsEmpty());
}

TEST_P(AccessChain, AClockThatSteppedBackBreaksNothing) {
  on("2018-11-20");
  read_file();
  on("2018-10-12");
  read_file();
  on("2019-01-05");
  read_file();
  EXPECT_EQ(seal(), 1);
  on("2019-11-20");
  EXPECT_EQ(trim(), 1);
  EXPECT_THAT(problems(), IsEmpty());
}

// --- what must be refused ---

TEST_P(AccessChain, ALineRemovedFromAKeptSegmentShows) {
  three_months();
  tamper("DELETE FROM person_access WHERE territory = '063' AND seq = 4");
  EXPECT_THAT(problems(), Contains(HasSubstr("des lignes manquent")));
  EXPECT_THAT(problems(), Contains(HasSubstr("segment 2 n’est plus celui")));
}

TEST_P(AccessChain, ALineChangedShows) {
  three_months();
  tamper("UPDATE person_access SET actor = 'somebody else' WHERE territory = '063' AND seq = 4");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("ligne 4\u00a0: son contenu a été modifié")));
}

TEST_P(AccessChain, AWholeSegmentRemovedShows) {
  three_months();
  tamper("DELETE FROM person_access WHERE territory = '063' AND seq <= 2");
  EXPECT_THAT(problems(), Contains(HasSubstr("segment 1 manque sans être parti")));
}

TEST_P(AccessChain, AWholeSegmentRemovedBeforeItsTermShowsEvenWithAPerfectAnchor) {
  three_months();
  on("2019-10-11");
  forge_trim(1, true);
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("avant son terme du 12/10/2019")));
}

TEST_P(AccessChain, TheSameOnTheDayOfItsTermIsAccepted) {
  three_months();
  on("2019-10-12");
  forge_trim(1, true);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_P(AccessChain, ASegmentThatLeftOnADayThatHasNotComeShows) {
  three_months();
  on("2027-01-01");
  forge_trim(1, true);
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("un jour qui n’est pas venu")));
}

TEST_P(AccessChain, ASegmentThatLeftWithoutTheAuditShows) {
  three_months();
  on("2019-10-12");
  forge_trim(1, false);
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("n’est pas celle que le journal d’audit a consignée")));
}

TEST_P(AccessChain, AnAnchorChangedShows) {
  three_months();
  tamper(
      "UPDATE person_access_anchor SET last_at = '2017-01-01T00:00:00.000Z' WHERE territory = '063' AND seq "
      "= 2");
  EXPECT_THAT(problems(), Contains(HasSubstr("l’ancre 2 a été modifiée")));
}

TEST_P(AccessChain, AnAnchorRewrittenWithItsHashShowsInTheAudit) {
  three_months();
  const store::Query rewrite("test.rewrite",
                             "UPDATE person_access_anchor SET last_at = ?, hash = ?"
                             " WHERE territory = '063' AND seq = 2",
                             store::Query::Unlisted::yes);
  store::Command quiet = command("test.tamper");
  quiet.audited = false;
  ASSERT_TRUE(database().write(quiet, [&](store::Transaction& transaction) -> Result<int> {
    Anchor anchor = anchors(transaction, "063")[1];
    anchor.last_at = "2017-01-01T00:00:00.000Z";
    transaction.execute(rewrite, {anchor.last_at, store::view(hash_of("063", anchor))});
    return 0;
  }));
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("l’ancre 2 n’est pas celle que le journal d’audit")));
}

TEST_P(AccessChain, AnAnchorWhoseRootIsNotThatOfItsLinesShows) {
  three_months();
  on("2019-01-05");
  ASSERT_TRUE(database().write(command(std::string(seal_action)),
                               [&](store::Transaction& transaction) -> Result<int> {
                                 const store::Hash before = anchors(transaction, "063")[1].last_hash;
                                 Anchor anchor = read_segment(transaction, "063", 6, 6, before).anchor;
                                 anchor.segment = 3;
                                 anchor.root = before;
                                 append_anchor(transaction, anchor);
                                 return 0;
                               }));
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("segment 3 n’est plus celui que son ancre a scellé")));
}

TEST_P(AccessChain, AnAnchorRemovedShows) {
  three_months();
  on("2019-10-12");
  ASSERT_EQ(trim(), 1);
  tamper("DELETE FROM person_access_anchor WHERE territory = '063' AND seq = 3");
  EXPECT_THAT(problems(), Contains(HasSubstr("ancres de segments partis que le journal d’audit")));
  EXPECT_THAT(problems(), Contains(HasSubstr("segment 1 manque sans être parti")));
}

TEST_P(AccessChain, AnAnchorRemovedFromTheMiddleShows) {
  three_months();
  tamper("DELETE FROM person_access_anchor WHERE territory = '063' AND seq = 1");
  EXPECT_THAT(problems(), Contains(HasSubstr("une ancre manque")));
}

TEST_P(AccessChain, ASegmentRemovedWithItsAnchorsShows) {
  three_months();
  tamper("DELETE FROM person_access WHERE territory = '063' AND seq <= 2");
  tamper("DELETE FROM person_access_anchor WHERE territory = '063'");
  EXPECT_THAT(problems(), Contains(HasSubstr("ancres de segments scellés que le journal d’audit")));
  EXPECT_THAT(problems(), Contains(HasSubstr("des lignes manquent")));
}

TEST_P(AccessChain, EverythingRemovedShows) {
  three_months();
  tamper("DELETE FROM person_access WHERE territory = '063'");
  tamper("DELETE FROM person_access_anchor WHERE territory = '063'");
  EXPECT_THAT(problems(), Not(IsEmpty()));
}

TEST_P(AccessChain, ALineSlippedInWhereLinesHaveLeftShows) {
  three_months();
  on("2019-10-12");
  ASSERT_EQ(trim(), 1);
  tamper(
      "INSERT INTO person_access SELECT territory, 2, person, at, 'somebody', purpose, peer, previous_hash, "
      "hash"
      " FROM person_access WHERE territory = '063' AND seq = 4");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("ligne 2 a été ajoutée dans le segment 1")));
}

TEST_P(AccessChain, ALineSlippedInLaterShows) {
  three_months();
  tamper("UPDATE person_access SET seq = 7 WHERE territory = '063' AND seq = 6");
  tamper(
      "INSERT INTO person_access SELECT territory, 6, person, at, 'somebody', purpose, peer, previous_hash, "
      "hash"
      " FROM person_access WHERE territory = '063' AND seq = 7");
  EXPECT_THAT(problems(), Contains(HasSubstr("ligne 6\u00a0: son contenu")));
}

TEST_P(AccessChain, AnEndCutOffShowsAgainstAHeadKeptElsewhere) {
  three_months();
  const ChainHead kept = head();
  tamper("DELETE FROM person_access WHERE territory = '063' AND seq = 6");
  EXPECT_THAT(problems(), IsEmpty()) << "the chain alone cannot tell";
  EXPECT_THAT(problems({kept}), ElementsAre(HasSubstr("la ligne 6, dont l’empreinte est conservée")));
  read_file();
  EXPECT_THAT(problems({kept}), IsEmpty()) << "the same line, word for word, was put back";
  tamper("DELETE FROM person_access WHERE territory = '063' AND seq = 6");
  on("2018-12-03");
  read_file();
  EXPECT_THAT(problems({kept}), ElementsAre(HasSubstr("elle diffère de l’empreinte conservée")));
}

TEST_P(AccessChain, AHeadKeptElsewhereHoldsAfterItsSegmentHasLeft) {
  on("2018-10-12");
  read_file(2);
  const ChainHead kept = head();
  on("2019-11-20");
  ASSERT_EQ(seal(), 1);
  ASSERT_EQ(trim(), 1);
  EXPECT_THAT(problems({kept}), IsEmpty());
  EXPECT_THAT(problems({{kept.seq, {}}}), SizeIs(1));
}

TEST_P(AccessChain, NobodyLaundersAChangeBySealingOrTrimmingIt) {
  three_months();
  tamper("UPDATE person_access SET actor = 'somebody else' WHERE territory = '063' AND seq IN (1, 6)");
  on("2019-11-20");
  EXPECT_EQ(seal(), -1);
  EXPECT_EQ(trim(), -1);
  EXPECT_EQ(check().lines, 6);
}

TEST_P(AccessChain, LinesFromBeforeTheChainEnterItWithTheNextOne) {
  read_file(3);
  tamper("UPDATE person_access SET previous_hash = NULL, hash = NULL WHERE territory = '063'");
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_EQ(check().unchained, 3);
  read_file();
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_EQ(check().unchained, 0);
  tamper("UPDATE person_access SET previous_hash = NULL, hash = NULL WHERE territory = '063' AND seq <= 2");
  EXPECT_THAT(problems(), Not(IsEmpty())) << "once chained, a line does not lose its hash";
}

}  // namespace
}  // namespace jalon::people
