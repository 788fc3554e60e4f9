// The proof: every route of the program, for every role of organisations of several kinds, of persons that
// they follow or not, before any consent, while some hold and once they are taken back, against the two data
// files as they are written. What is expected is read here from the files, apart from the code that decides;
// a route that this test does not know fails it.
#include "app/proof.test.hpp"

namespace jalon::app {
namespace {

class Proof : public ProofTest, public ::testing::WithParamInterface<const char*> {
 protected:
  Proof() : ProofTest(GetParam()) {}
  /// Tries every route about a person; how many were allowed.
  std::size_t try_everything(const char* phase) {
    std::size_t given = 0;
    for (const Role role : partners::all_roles()) {
      for (const Of& of : organisations) {
        const std::string token_of = session(role, of.ref);
        for (const auto& route : site_->router().routes())
          given += try_route(route, role, of, token_of, phase);
      }
    }
    return given;
  }
  std::size_t try_route(const http::Route& route, Role role, const Of& of, const std::string& token_of,
                        const char* phase) {
    const auto what = about(route.pattern);
    if (!what) {
      ADD_FAILURE() << "this test does not know " << route.pattern;
      return 0;
    }
    const bool opens = role_opens_here(role, of, route);
    EXPECT_EQ(gate(route, token_of) == 200, opens)
        << partners::to_text(role) << " of " << of.ref << " " << route.pattern;
    if (!opens || *what == About::nobody || *what == About::record) return 0;
    std::size_t given = 0;
    const bool by_step = *what == About::step || *what == About::cell_case;
    for (const Person& whom : {persons[0], persons[2]}) {
      for (const auto& [step, category] : steps) {
        const bool expected = allowed(*what, role, of, whom, step);
        const std::string answer = ask(http::to_text(route.method), address(route.pattern, whom, step), "",
                                       "jalon_session=" + token_of);
        const int code = status(answer);
        const bool reads = route.method == http::Method::get;
        EXPECT_EQ(reads ? code == 200 : code != 404 && code != 403, expected)
            << phase << ": " << partners::to_text(role) << " of " << of.ref << ", "
            << http::to_text(route.method) << " " << route.pattern << " of " << whom.ref << " " << step
            << " gave " << code;
        given += expected ? 1 : 0;
        if (!by_step) break;
      }
    }
    return given;
  }
};

JALON_ON_EACH_DATABASE(Proof);

TEST_P(Proof, EveryRouteGivesEachCallerWhatTheTwoFilesSayBeforeDuringAndAfterAConsent) {
  const std::size_t before = try_everything("before");
  for (const Person& whom : {persons[0], persons[2]}) {
    share(whom, "CECLER", {"housing", "schooling"});
    share(whom, "DDETS63", {"language", "employment"});
    share(whom, "PREF63", {"civic", "language"});
    share(whom, "BAILLEUR", {"housing"});
  }
  const std::size_t during = try_everything("during");
  take_back();
  const std::size_t after = try_everything("after");
  EXPECT_GT(before, 100u);
  EXPECT_GT(during, before + 20);
  EXPECT_EQ(after, before);
}

}  // namespace
}  // namespace jalon::app
