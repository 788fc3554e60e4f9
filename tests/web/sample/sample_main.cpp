// A tiny site for the tests of http and ui: `sample [port]` serves until SIGTERM and prints its address.
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <random>
#include <string>

#include "base/clock.hpp"
#include "http/server.hpp"
#include "sample/gallery.hpp"
#include "sample/views/bad.hpp"
#include "sample/views/gallery.hpp"
#include "sample/views/hello.hpp"
#include "ui/assets.hpp"
#include "ui/page.hpp"

int main(int argc, char** argv) {
  using namespace jalon;
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGTERM);
  sigaddset(&stop_signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

  const FixedClock clock(*parse_date("2018-10-12"));
  const ui::Site site{{{"bonjour", "Accueil", "/", "home"},
                       {"recherche", "Recherche", "/r", "search"},
                       {"blocages", "Points de blocage", "/b", "block"},
                       {"cellule", "Cellule", "/c", "cell"},
                       {"comite", "Comité", "/co", "committee"},
                       {"dispositifs", "Dispositifs", "/d", "places"},
                       {"quinzaine", "Quinzaine", "/q", "fortnight"},
                       {"galerie", "Galerie", "/galerie", "point"},
                       {"import", "Import", "/i", "import"}},
                      "/accessibilite"};
  const ui::Pages pages(clock, site);
  std::mutex mutex;
  std::vector<std::string> names = {"Amina", "Yonas"};

  http::Router router;
  ui::add_assets(router);
  router.get("/", [&](const http::Request& request) {
    const auto page = pages.context(request);
    const std::lock_guard lock(mutex);
    return ui::answer(page, sample::views::hello, page, names);
  });
  router.post("/bonjour", [&](const http::Request& request) {
    const auto page = pages.context(request);
    const std::lock_guard lock(mutex);
    names.emplace_back(request.form.get("nom"));
    return ui::done(page, "/", "Bonjour " + names.back());
  });
  router.get("/galerie", [&](const http::Request& request) {
    const auto page = pages.context(request);
    const auto asked = request.query.get("page");
    return ui::answer(page, sample::views::gallery, page,
                      sample::gallery(asked.empty() ? 7 : std::atoi(std::string(asked).c_str()), false));
  });
  router.post("/galerie", [&](const http::Request& request) {
    const auto page = pages.context(request);
    return ui::answer_refused(page, sample::views::gallery, page, sample::gallery(7, true));
  });
  router.get("/mauvaise", [&](const http::Request& request) {
    const auto page = pages.context(request);
    return ui::answer(page, sample::views::bad, page);
  });
  router.get("/mauvaise.css", [](const http::Request&) {
    return http::Response::kept(
        ".bad-wide{width:900px}.bad-pale{color:#ddd;background:#fff}.bad-focus:focus{outline:none}",
        "text/css");
  });
  router.get("/lourde.svg", [](const http::Request&) {
    // Letters drawn at random: compression leaves more than half of them.
    std::string noise(400'000, 'a');
    std::minstd_rand draw(1);
    for (auto& letter : noise) letter = static_cast<char>('a' + draw() % 26);
    auto response =
        http::Response::text("<svg xmlns=\"http://www.w3.org/2000/svg\"><!--" + noise + "--></svg>");
    response.set("Content-Type", "image/svg+xml");
    return response;
  });
  router.get("/panne",
             [](const http::Request&) -> http::Response { throw std::runtime_error("panne voulue"); });
  http::ServerOptions options;
  options.log_requests = false;
  options.port = static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0);
  options.problem_page = [&](const http::Request& request, const http::Problem& problem) {
    return pages.problem(request, problem);
  };
  auto server = http::Server::start(router, options);
  if (!server) {
    std::cerr << server.error().fact("why") << "\n";
    return 1;
  }
  std::cout << (*server)->address() << std::endl;
  int signal = 0;
  sigwait(&stop_signals, &signal);
  (*server)->stop();
  return 0;
}
