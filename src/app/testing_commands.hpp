// For tests of commands: the command line as a shell calls it, in a folder of its own that is gone at the
// end.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.hpp"
#include "app/scratch_folder.hpp"

namespace jalon::app {

class OnTheCommandLine : public testing::Test {
 protected:
  /// The exit code; what was said stands in `out_` and `err_`.
  int run(std::vector<const char*> words) {
    out_.str({});
    err_.str({});
    words.insert(words.begin(), "jalon");
    CommandLine commandline("test");
    add_all_commands(commandline);
    return commandline.run(static_cast<int>(words.size()), words.data(), {out_, err_});
  }
  void import_small() {
    EXPECT_EQ(run({"import", "--db", database_.c_str(), "--keys", keys_.c_str(), "tests/fixtures/small"}),
              done)
        << err_.str();
  }

  ScratchFolder scratch_;
  std::string folder_ = scratch_.path();
  std::string database_ = folder_ + "/jalon.db";
  std::string keys_ = database_ + ".keys";
  std::ostringstream out_;
  std::ostringstream err_;
};

}  // namespace jalon::app
