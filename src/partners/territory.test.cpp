#include "partners/territory.hpp"

#include <gtest/gtest.h>

namespace jalon::partners {
namespace {

TEST(Territory, IsTheStartOfTheCodesOfItsCommunes) {
  EXPECT_EQ(department_of_commune("63113"), "63");
  EXPECT_EQ(department_of_commune("2A004"), "2A");
  EXPECT_EQ(department_of_commune("97411"), "974");
  EXPECT_EQ(department_of_commune("Clermont"), "");
  EXPECT_EQ(department_of_commune("2C004"), "");
}

TEST(Territory, NamesDepartementsAndCommunes) {
  EXPECT_EQ(department_name("63"), "Puy-de-Dôme");
  EXPECT_EQ(department_name("2A"), "Corse-du-Sud");
  EXPECT_EQ(commune_name("63113"), "Clermont-Ferrand");
  EXPECT_EQ(commune_name("63999"), "63999");
}

}  // namespace
}  // namespace jalon::partners
