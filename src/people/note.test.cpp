#include "people/note.hpp"

#include <gtest/gtest.h>

namespace jalon::people {
namespace {

NoteVersion version(std::uint8_t note, std::int64_t ver, std::string text, std::string at) {
  NoteVersion made;
  made.note = NoteId(UuidBytes{note});
  made.ver = ver;
  made.text = std::move(text);
  made.recorded_at = std::move(at);
  return made;
}

TEST(Notes, TheLastWrittenComesFirstAndACorrectionKeepsItsPlace) {
  const auto notes = notes_of_versions(std::vector{version(1, 1, "ancienne", "2018-10-01T08:00:00Z"),
                                                   version(1, 2, "corrigée", "2018-10-09T08:00:00Z"),
                                                   version(2, 1, "nouvelle", "2018-10-05T08:00:00Z")});
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[0].now().text, "nouvelle");
  EXPECT_FALSE(notes[0].corrected());
  EXPECT_EQ(notes[1].now().text, "corrigée");
  EXPECT_EQ(notes[1].first().text, "ancienne");
  EXPECT_TRUE(notes[1].corrected());
}

}  // namespace
}  // namespace jalon::people
