#include "store/command_id.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace jalon::store {
namespace {

constexpr std::string_view shown = "01666825-ce00-7eee-bd9b-914cd3b6e9f0";

CommandId id_of(std::string_view form, std::vector<std::string_view> content) {
  return command_id_of(form, content);
}

TEST(CommandIds, OfTheSameFormSentTwiceAreOne) {
  EXPECT_EQ(id_of(shown, {"/dispositifs/1", "suite", "accepted"}),
            id_of(shown, {"/dispositifs/1", "suite", "accepted"}));
}

TEST(CommandIds, OfTwoButtonsOfOnePageDiffer) {
  const CommandId accept = id_of(shown, {"/dispositifs/1", "suite", "accepted"});
  EXPECT_NE(accept, id_of(shown, {"/dispositifs/1", "suite", "declined"}));
  EXPECT_NE(accept, id_of(shown, {"/dispositifs/2", "suite", "accepted"}));
  EXPECT_NE(accept, id_of("01666825-ce00-7eee-bd9b-914cd3b6e9f1", {"/dispositifs/1", "suite", "accepted"}));
  EXPECT_NE(id_of(shown, {"ab", "c"}), id_of(shown, {"a", "bc"}));
}

TEST(CommandIds, WithoutTheFormsIdAreNilAndNeverARetry) {
  EXPECT_TRUE(id_of("", {"/dispositifs/1"}).is_nil());
  EXPECT_TRUE(id_of("not an id", {"/dispositifs/1"}).is_nil());
  EXPECT_FALSE(id_of(shown, {}).is_nil());
}

}  // namespace
}  // namespace jalon::store
