#include "partners/password.hpp"

#include <gtest/gtest.h>

namespace jalon::partners {
namespace {

std::string refusal(std::string_view password) {
  const auto checked = check_password(password, "lea.martin@ofii.example", "Léa Martin");
  return checked ? "" : checked.error().code;
}

TEST(Password, AFewPlainWordsAreEnough) {
  EXPECT_EQ(refusal("cheval agrafe pile correct"), "");
  EXPECT_EQ(refusal("tropical nuage bleu"), "");
  EXPECT_EQ(refusal("été à la mer noire"), "");
}

TEST(Password, LengthCountsAndNotComposition) {
  EXPECT_EQ(refusal("Aa1!Aa1!xZ9"), "password.too_short");
  EXPECT_EQ(refusal("vibromarsouin"), "");
  EXPECT_EQ(refusal(std::string(257, 'x')), "password.too_long");
}

TEST(Password, LettersAreCountedNotBytes) {
  EXPECT_EQ(refusal("éééàààùùùîî"), "password.too_short") << "11 letters in 22 bytes";
}

TEST(Password, RunsAndFewLettersAreTooSimple) {
  EXPECT_EQ(refusal("aaaaaaaaaaaaaaaaaaaa"), "password.too_simple");
  EXPECT_EQ(refusal("123456789012"), "password.too_simple");
  EXPECT_EQ(refusal("482915730647"), "password.too_simple") << "12 digits hold 40 bits";
  EXPECT_EQ(refusal("4829157306472951"), "") << "16 hold 53";
}

TEST(Password, WhatEverybodyReachesForIsRefused) {
  EXPECT_EQ(refusal("MotDePasse2018!"), "password.common");
  EXPECT_EQ(refusal("Azertyuiop2026$"), "password.common");
  EXPECT_EQ(refusal("jalon-jalon-jalon-2018"), "password.common");
  EXPECT_EQ(refusal("Lea Martin 63000 !"), "password.common") << "one's own name";
  EXPECT_EQ(refusal("lea.martin@ofii.example"), "password.common") << "one's own address";
}

}  // namespace
}  // namespace jalon::partners
