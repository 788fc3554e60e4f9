#include "people/vault_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "store/database.hpp"

namespace jalon::people {
namespace {

class VaultStore : public testing::Test {
 protected:
  VaultStore() {
    std::string pattern = std::filesystem::temp_directory_path() / "jalon-vault-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~VaultStore() override { std::filesystem::remove_all(folder_); }
  std::string keys() const { return folder_ + "/keys"; }

  UuidBytes amina_ = new_uuid_v7(1);
  UuidBytes omar_ = new_uuid_v7(2);

 private:
  std::string folder_;
};

TEST_F(VaultStore, OpensWhatItSealedAfterARestart) {
  store::Bytes sealed;
  {
    Vault vault(keys());
    sealed = vault.seal(amina_, "identity", "Rahimi");
    vault.flush();
  }
  EXPECT_EQ(std::string(sealed.begin(), sealed.end()).find("Rahimi"), std::string::npos);
  Vault vault(keys());
  EXPECT_EQ(vault.open(amina_, "identity", sealed), "Rahimi");
  EXPECT_EQ(vault.open(amina_, "note", sealed), std::nullopt);
  EXPECT_EQ(vault.open(omar_, "identity", sealed), std::nullopt);
  sealed[30] ^= 1;
  EXPECT_EQ(vault.open(amina_, "identity", sealed), std::nullopt);
}

TEST_F(VaultStore, AnErasedKeyIsGoneForEveryProgramThatHoldsTheFile) {
  Vault server(keys());
  const auto sealed = server.seal(amina_, "identity", "Rahimi");
  const auto other = server.seal(omar_, "identity", "Haddad");
  server.flush();
  Vault command(keys());
  EXPECT_TRUE(command.erase(amina_));
  EXPECT_FALSE(command.erase(amina_));
  EXPECT_EQ(server.open(amina_, "identity", sealed), std::nullopt);
  EXPECT_EQ(server.open(omar_, "identity", other), "Haddad");
  EXPECT_EQ(Vault(keys()).open(amina_, "identity", sealed), std::nullopt);
}

TEST_F(VaultStore, TwoProgramsThatAddKeysLoseNone) {
  Vault first(keys());
  Vault second(keys());
  const auto a = first.seal(amina_, "identity", "A");
  const auto b = second.seal(omar_, "identity", "B");
  first.flush();
  second.flush();
  EXPECT_EQ(first.open(omar_, "identity", b), "B");
  EXPECT_EQ(second.open(amina_, "identity", a), "A");
  Vault third(keys());
  EXPECT_EQ(third.open(amina_, "identity", a), "A");
  EXPECT_EQ(third.open(omar_, "identity", b), "B");
}

TEST_F(VaultStore, RefusesAMasterKeyThatIsMissingOpenToOthersOrAnotherOne) {
  {
    Vault vault(keys());
  }
  const std::string master = keys() + ".kek";
  struct stat status{};
  ASSERT_EQ(::stat(master.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  ::chmod(master.c_str(), 0644);
  EXPECT_THROW(Vault{keys()}, store::Fault);
  ::chmod(master.c_str(), 0600);
  std::ofstream(master, std::ios::binary) << std::string(32, 'x');
  EXPECT_THROW(Vault{keys()}, store::Fault);
  std::filesystem::remove(master);
  EXPECT_THROW(Vault{keys()}, store::Fault);
}

TEST_F(VaultStore, TermsDependOnTheMasterKeyAndOnTheWord) {
  Vault vault(keys());
  Vault elsewhere(keys() + "2");
  EXPECT_EQ(vault.term("kova"), vault.term("kova"));
  EXPECT_NE(vault.term("kova"), vault.term("kov"));
  EXPECT_NE(vault.term("kova"), elsewhere.term("kova"));
}

}  // namespace
}  // namespace jalon::people
