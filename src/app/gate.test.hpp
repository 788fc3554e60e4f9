// For tests: the whole site on a small territory, with accounts, asked over a socket as a browser would.
#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <string_view>

#include "app/site.hpp"
#include "app/testing_commands.hpp"
#include "http/server.hpp"
#include "http/testing_client.hpp"
#include "partners/organisation_store.hpp"
#include "partners/sign_in_actions.hpp"
#include "store/testing_store.hpp"

namespace jalon::app {

inline constexpr std::string_view token = "0123456789abcdef0123456789abcdef";

class GateTest : public OnTheCommandLine {
 protected:
  /// `engine`: "sqlite", or "postgresql" on the server of JALON_TEST_POSTGRES; then without it the test
  /// fails.
  explicit GateTest(const char* engine = "sqlite") {
    if (std::string_view(engine) != "sqlite") {
      fresh_ = std::make_unique<store::FreshDatabase>(engine, fresh_clock_);
      database_ = fresh_->address();
    }
    import_small();
    Config config;
    config.database = database_;
    config.keys = keys_;
    config.today = parse_date("2018-10-12");
    app_ = std::make_unique<App>(config);
    const std::string territory = *choose_territory(app_->database(), "");
    const auto added = app_->database().write(
        {territory, {}, "test", "test.add_organisation", "organisation"},
        [&](store::Transaction& transaction) -> Result<void> {
          partners::insert_organisation(transaction, {transaction.new_id<partners::OrganisationId>(),
                                                      "DDETS63", "DDETS", "DDETS", "63113", ""});
          return {};
        });
    EXPECT_TRUE(added);
    site_ = std::make_unique<Site>(*app_, territory);
  }
  ~GateTest() override {
    server_.reset();
    site_.reset();
    app_.reset();
  }

  /// One program writes at a time: the site leaves for a command, and comes back.
  void leave() {
    server_.reset();
    site_.reset();
    app_.reset();
  }
  void come_back() {
    Config config;
    config.database = database_;
    config.keys = keys_;
    config.today = parse_date("2018-10-12");
    app_ = std::make_unique<App>(config);
    site_ = std::make_unique<Site>(*app_, *choose_territory(app_->database(), ""));
  }
  void import_more(const std::string& folder) {
    leave();
    EXPECT_EQ(run({"import", "--db", database_.c_str(), "--keys", keys_.c_str(), folder.c_str()}), done)
        << err_.str();
    come_back();
  }
  const partners::AccountDesk& desk() { return site_->accounts(); }
  /// By the sender's identifier; DDETS63 sees the whole territory, CECLER those whom it follows.
  partners::OrganisationId organisation(std::string_view ref = "DDETS63") {
    return app_->database().read([&](store::Reader& reader) {
      return *partners::OrganisationBook(reader, desk().territory).find(ref);
    });
  }
  partners::AccountId member(const std::string& email, partners::Role role) {
    partners::Account account;
    account.email = email;
    account.name = "Léa Martin";
    account.roles = {role};
    if (role != partners::Role::administrator) account.organisation = organisation();
    const auto link = partners::invite(desk(), "terminal", account);
    return partners::accept_link(desk(), link->token, good, "", "").value();
  }
  /// The token of a session of that role; its account needs no code.
  std::string session(partners::Role role, std::string_view organisation_ref = "DDETS63") {
    partners::Account account;
    account.email = std::string(partners::to_text(role)) + "@" + std::string(organisation_ref) + ".example";
    account.email = partners::clean_email(account.email);
    account.name = "Léa Martin";
    account.roles = {role};
    if (role != partners::Role::administrator) account.organisation = organisation(organisation_ref);
    EXPECT_TRUE(partners::add_fictional_accounts(desk(), {account}));
    const auto id = app_->database().read([&](store::Reader& reader) {
      return partners::find_account(reader, desk().territory, std::string_view(account.email))->id;
    });
    return partners::sign_in_as_fictional(desk(), id, {})->session;
  }

  static http::Request request(const http::Route& route, const std::string& session) {
    http::Request asked;
    asked.method = route.method;
    asked.path = asked.route = route.pattern;
    asked.csrf_token = token;
    if (!session.empty()) asked.cookies.add(std::string(partners::session_cookie), session);
    return asked;
  }
  /// 200: the handler would be called.
  int gate(const http::Route& route, const std::string& session) {
    http::Request asked = request(route, session);
    const auto answer = site_->gate()(asked);
    return answer ? answer->status : 200;
  }

  std::string ask(std::string_view method, std::string_view path, std::string_view body = "",
                  std::string_view cookies = "") {
    if (!server_) {
      http::ServerOptions options;
      options.log_requests = false;
      options.gate = [this](http::Request& asked) { return site_->gate()(asked); };
      options.recognise = [this](http::Request& asked) { site_->gate().recognise(asked); };
      options.problem_page = [this](const http::Request& asked, const http::Problem& problem) {
        return site_->pages().problem(asked, problem);
      };
      server_ = *http::Server::start(site_->router(), options);
    }
    http::testing::RawClient client(server_->port());
    std::string head =
        std::string(method) + " " + std::string(path) +
        " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: jalon_csrf=" + std::string(token) +
        (cookies.empty() ? "" : "; ") + std::string(cookies) + "\r\n";
    if (method == "POST") {
      head += "X-CSRF-Token: " + std::string(token) +
              "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n";
    }
    client.send(head + "\r\n" + std::string(body));
    return client.receive(std::chrono::seconds(20));
  }
  static std::string header(const std::string& answer, const std::string& name) {
    const auto at = answer.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    const auto begin = at + name.size() + 4;
    return answer.substr(begin, answer.find("\r\n", begin) - begin);
  }
  static std::string cookie(const std::string& answer, const std::string& name) {
    const auto at = answer.find("Set-Cookie: " + name + "=");
    if (at == std::string::npos) return "";
    return answer.substr(at + 12, answer.find("\r\n", at) - at - 12);
  }

  SystemClock fresh_clock_;
  std::unique_ptr<store::FreshDatabase> fresh_;  // after the application, which holds it open
  std::unique_ptr<App> app_;
  std::unique_ptr<Site> site_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace jalon::app
