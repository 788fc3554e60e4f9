#include "oidc/provider.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "http/form.hpp"

namespace jalon::oidc {
namespace {

using Steady = std::chrono::steady_clock;

tl::unexpected<Refusal> bad_answer(std::string_view what, int status) {
  return refuse("oidc.provider_answer", {{"why", std::string(what) + ", status " + std::to_string(status)}});
}

/// The name and the secret as the header of RFC 6749 §2.3.1 wants them.
std::string basic_authorization(const Settings& settings) {
  static constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string pair =
      http::percent_encode(settings.client_id) + ":" + http::percent_encode(settings.client_secret);
  std::string text = "Basic ";
  for (std::size_t i = 0; i < pair.size(); i += 3) {
    const auto at = [&](std::size_t k) -> unsigned {
      return k < pair.size() ? static_cast<unsigned char>(pair[k]) : 0;
    };
    const unsigned bits = at(i) << 16U | at(i + 1) << 8U | at(i + 2);
    text += alphabet[bits >> 18U & 63U];
    text += alphabet[bits >> 12U & 63U];
    text += i + 1 < pair.size() ? alphabet[bits >> 6U & 63U] : '=';
    text += i + 2 < pair.size() ? alphabet[bits & 63U] : '=';
  }
  return text;
}

}  // namespace

/// When the calls of one sign-in must have ended.
struct Provider::Deadline {
  explicit Deadline(int seconds) : end(Steady::now() + std::chrono::seconds(seconds)) {}
  int left_ms() const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Steady::now()).count();
    return static_cast<int>(std::max<std::int64_t>(left, 0));
  }
  Steady::time_point end;
};

Provider::Provider(Settings settings, const Clock& clock, Transport transport)
    : settings_(std::move(settings)),
      clock_(clock),
      transport_(std::move(transport)),
      places_(settings_.at_once) {}

std::optional<Provider::Place> Provider::take_place() {
  if (!places_.try_acquire()) return std::nullopt;
  return std::make_optional<Place>(places_);
}

template <class T>
const T* Provider::fresh(const std::optional<Kept<T>>& kept) const {
  if (!kept) return nullptr;
  const std::int64_t age = clock_.now_ms() - kept->read_ms;
  return age >= 0 && age < settings_.keep_seconds * std::int64_t{1000} ? &kept->value : nullptr;
}

Result<Answer> Provider::call(const Deadline& deadline, Call call) const {
  call.milliseconds = std::min(settings_.call_seconds * 1000, deadline.left_ms());
  if (call.milliseconds <= 0) return refuse("oidc.provider_silent", {{"why", "no time left"}});
  return transport_(call);
}

Result<Discovery> Provider::discovery(const Deadline& deadline) {
  {
    const std::lock_guard lock(mutex_);
    if (const Discovery* known = fresh(discovery_)) return *known;
  }
  const auto answer = call(deadline, {discovery_address(settings_.issuer), {}, {}, 0});
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != 200) return bad_answer("discovery", answer->status);
  auto found = read_discovery(answer->body, settings_);
  if (!found) return found;
  const std::lock_guard lock(mutex_);
  discovery_ = {*found, clock_.now_ms()};
  return found;
}

Result<Keys> Provider::keys(const Deadline& deadline, const Discovery& from, bool again) {
  if (!again) {
    const std::lock_guard lock(mutex_);
    if (const Keys* known = fresh(keys_)) return *known;
  }
  const auto answer = call(deadline, {from.keys, {}, {}, 0});
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != 200) return bad_answer("keys", answer->status);
  auto found = Keys::read(answer->body);
  if (!found) return found;
  const std::lock_guard lock(mutex_);
  keys_ = {*found, clock_.now_ms()};
  return found;
}

Result<Token> Provider::believe(const Deadline& deadline, const Discovery& from, std::string_view text) {
  auto token = read_token(text);
  if (!token) return token;
  if (std::ranges::find(settings_.algorithms, token->algorithm) == settings_.algorithms.end()) {
    return refuse("oidc.algorithm");
  }
  auto known = keys(deadline, from, false);
  if (!known) return tl::unexpected(known.error());
  auto checked = known->check(*token);
  if (!checked && checked.error().code == "oidc.key_unknown") {
    known = keys(deadline, from, true);
    if (!known) return tl::unexpected(known.error());
    checked = known->check(*token);
  }
  if (!checked) return tl::unexpected(checked.error());
  return token;
}

Result<Claims> Provider::exchange(const Deadline& deadline, const Discovery& from, const Started& started,
                                  const Returned& returned) const {
  Call sent{from.token, {}, {}, 0};
  sent.form = "grant_type=authorization_code&code=" + http::percent_encode(returned.code) +
              "&redirect_uri=" + http::percent_encode(settings_.return_address);
  if (settings_.pkce) sent.form += "&code_verifier=" + started.verifier;
  if (settings_.authentication == Settings::Authentication::basic) {
    sent.authorization = basic_authorization(settings_);
  } else {
    sent.form += "&client_id=" + http::percent_encode(settings_.client_id) +
                 "&client_secret=" + http::percent_encode(settings_.client_secret);
  }
  const auto answer = call(deadline, std::move(sent));
  if (!answer) return tl::unexpected(answer.error());
  auto claims = read_claims(answer->body);
  if (answer->status == 400 || answer->status == 401) {
    const bool ours = claims && claims->text("error") == "invalid_client";
    return refuse(ours || answer->status == 401 ? "oidc.client" : "oidc.code");
  }
  if (answer->status != 200 || !claims) return bad_answer("token", answer->status);
  if (claims->text("id_token").empty() || claims->text("access_token").empty()) {
    return bad_answer("token, something missing", answer->status);
  }
  return claims;
}

Result<Claims> Provider::ask_user_info(const Deadline& deadline, const Discovery& from,
                                       const Expected& expected, std::string_view subject) {
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7f'; };
  if (!std::ranges::all_of(expected.access_token, is_plain)) return bad_answer("access token", 200);
  const auto answer = call(deadline, {from.user_info, {}, "Bearer " + expected.access_token, 0});
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != 200) return bad_answer("user-info", answer->status);
  const bool is_signed = answer->type == "application/jwt";
  if (!is_signed && settings_.signed_user_info) return refuse("oidc.user_info_unsigned");
  Claims claims;
  if (is_signed) {
    auto token = believe(deadline, from, answer->body);
    if (!token) return tl::unexpected(token.error());
    claims = std::move(token->claims);
  } else {
    auto read = read_claims(answer->body);
    if (!read) return bad_answer("user-info", answer->status);
    claims = *std::move(read);
  }
  if (const auto good = check_user_info(claims, subject, expected, is_signed); !good) {
    return tl::unexpected(good.error());
  }
  return claims;
}

Result<std::string> Provider::departure(const Place&, const Started& started) {
  const auto found = discovery(Deadline(settings_.call_seconds));
  if (!found) return tl::unexpected(found.error());
  return authorization_address(*found, settings_, started);
}

Result<Identified> Provider::identify(const Place&, const Started& started, const Returned& returned) {
  const Deadline deadline(settings_.sign_in_seconds);
  const auto from = discovery(deadline);
  if (!from) return tl::unexpected(from.error());
  // Another provider's answer, handed to us as ours.
  if (returned.issuer.empty() ? from->names_itself : returned.issuer != settings_.issuer) {
    return refuse("oidc.issuer");
  }
  const auto tokens = exchange(deadline, *from, started, returned);
  if (!tokens) return tl::unexpected(tokens.error());
  Identified who;
  who.id_token = tokens->text("id_token");
  auto token = believe(deadline, *from, who.id_token);
  if (!token) return tl::unexpected(token.error());
  Expected expected;
  expected.issuer = settings_.issuer;
  expected.client_id = settings_.client_id;
  expected.nonce = started.nonce;
  expected.access_token = tokens->text("access_token");
  expected.acr = settings_.acr;
  expected.amr = settings_.ask_amr;
  expected.now_seconds = clock_.now_ms() / 1000;
  expected.skew_seconds = settings_.clock_skew_seconds;
  if (const auto good = check_id_token(token->claims, expected); !good) return tl::unexpected(good.error());
  who.token = std::move(token->claims);
  auto user_info = ask_user_info(deadline, *from, expected, who.token.text("sub"));
  if (!user_info) return tl::unexpected(user_info.error());
  who.user_info = *std::move(user_info);
  return who;
}

std::string Provider::end_session(const Place&, std::string_view id_token, std::string_view state) {
  const auto found = discovery(Deadline(settings_.call_seconds));
  return found ? end_session_address(*found, settings_, id_token, state) : "";
}

}  // namespace jalon::oidc
