#include "people/note_actions.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "people/erasure_actions.hpp"
#include "people/on_file_actions.test.hpp"

namespace jalon::people {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const partners::OrganisationId cecler(UuidBytes{1});
const partners::OrganisationId cada(UuidBytes{2});

class NoteActions : public OnFile {
 protected:
  void SetUp() override {
    put_on_file(
        "P1,,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,\n"
        "P2,,Kaya,Zeki,1980-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,\n");
    amina_ = person("P1");
  }
  store::Command by(std::string actor) {
    store::Command made = command();
    made.actor = std::move(actor);
    return made;
  }
  Result<NoteId> write(std::string text, partners::OrganisationId organisation = cecler) {
    return write_note(database(), *vault_, by("lea"), {amina_, organisation, std::move(text)});
  }
  Result<void> correct(NoteId note, std::string text, partners::OrganisationId organisation = cecler) {
    return correct_note(database(), *vault_, by("omar"), note, {amina_, organisation, std::move(text)});
  }
  std::vector<Note> notes(partners::OrganisationId organisation = cecler) {
    return database().read(
        [&](store::Reader& reader) { return notes_of(reader, *vault_, "063", amina_, organisation); });
  }
  std::string bytes_on_disk() {
    std::ostringstream all;
    for (const auto& file : std::filesystem::directory_iterator(fresh().folder())) {
      if (file.is_regular_file()) all << std::ifstream(file.path(), std::ios::binary).rdbuf();
    }
    return all.str();
  }

  PersonId amina_;
};
JALON_ON_EACH_DATABASE(NoteActions);

TEST_P(NoteActions, ANoteIsReadByItsOrganisationAndByNoOther) {
  ASSERT_TRUE(write("  Préfère les rendez-vous du matin.\n"));
  ASSERT_TRUE(write("Loyer en retard.", cada));
  ASSERT_THAT(notes(), SizeIs(1));
  EXPECT_EQ(notes()[0].now().text, "Préfère les rendez-vous du matin.");
  EXPECT_EQ(notes()[0].now().actor, "lea");
  ASSERT_THAT(notes(cada), SizeIs(1));
  EXPECT_THAT(notes(partners::OrganisationId(UuidBytes{3})), IsEmpty());
  const auto all =
      database().read([&](store::Reader& reader) { return all_notes_of(reader, *vault_, "063", amina_); });
  EXPECT_THAT(all, SizeIs(2)) << "for the copy that the person may ask";
}

TEST_P(NoteActions, ACorrectionKeepsWhatWasWrittenBefore) {
  const auto note = write("Vit chez sa soeur.");
  ASSERT_TRUE(note);
  ASSERT_TRUE(correct(*note, "Vit chez sa cousine."));
  ASSERT_THAT(notes(), SizeIs(1));
  EXPECT_EQ(notes()[0].now().text, "Vit chez sa cousine.");
  EXPECT_EQ(notes()[0].now().actor, "omar");
  EXPECT_EQ(notes()[0].first().text, "Vit chez sa soeur.");
  EXPECT_EQ(correct(*note, "Vit chez sa cousine. ").error().code, "note.unchanged");
}

TEST_P(NoteActions, AnotherOrganisationCorrectsNothing) {
  const auto note = write("Vit chez sa soeur.");
  ASSERT_TRUE(note);
  EXPECT_EQ(correct(*note, "Faux.", cada).error().code, "note.unknown");
  const auto about_another =
      correct_note(database(), *vault_, by("lea"), *note, {person("P2"), cecler, "Faux."});
  EXPECT_EQ(about_another.error().code, "note.unknown") << "nor the same one about somebody else";
}

TEST_P(NoteActions, EmptyAndEndlessNotesAreRefused) {
  EXPECT_EQ(write(" \n ").error().code, "note.empty");
  EXPECT_EQ(write(std::string(longest_note + 1, 'a')).error().code, "note.too_long");
  EXPECT_TRUE(write(std::string(longest_note, 'a')));
}

TEST_P(NoteActions, NotesAreNeverInClearAndGoWithThePersonsKey) {
  const auto note = write("Cherche une place à Quiberon.");
  ASSERT_TRUE(note);
  EXPECT_THAT(bytes_on_disk(), Not(HasSubstr("Quiberon")));
  ASSERT_TRUE(
      erase_identity(database(), *vault_, by("delegate"), amina_, "request", Date::from_ymd(2018, 10, 12)));
  ASSERT_THAT(notes(), SizeIs(1));
  EXPECT_EQ(notes()[0].now().text, "");
  EXPECT_EQ(write("Encore.").error().code, "person.already_erased");
  EXPECT_EQ(correct(*note, "Encore.").error().code, "person.already_erased");
}

}  // namespace
}  // namespace jalon::people
