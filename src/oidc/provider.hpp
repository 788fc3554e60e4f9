// One provider of identities: where to send the browser, and who came back.
//
// What it publishes is read once and kept; its keys are read again when a token names one that is unknown
// (they were changed), once per sign-in. A sign-in takes one of a few places for as long as it calls the
// provider, so that a slow one never holds all the workers; without a free place the caller is told at once.
// No secret, no token and no address leaves by a refusal.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "oidc/claims.hpp"
#include "oidc/discovery.hpp"
#include "oidc/keys.hpp"
#include "oidc/settings.hpp"
#include "oidc/transport.hpp"

namespace jalon::oidc {

/// What the browser brings back.
struct Returned {
  std::string code;
  std::string issuer;  // "" when it was not said
};

/// Somebody whom the provider vouches for.
struct Identified {
  std::string id_token;  // for signing out at the provider
  Claims token;          // subject, acr, amr
  Claims user_info;      // e-mail, organisation
};

class Provider {
 public:
  /// `clock` and what `transport` holds must outlive it.
  Provider(Settings settings, const Clock& clock, Transport transport);
  const Settings& settings() const { return settings_; }

  class Place;
  /// One of the few places to call the provider from; empty: all are taken.
  std::optional<Place> take_place();

  /// The address that the browser is sent to. Refused: oidc.provider_silent, oidc.provider_down,
  /// oidc.provider_answer, oidc.discovery.
  Result<std::string> departure(const Place& place, const Started& started);
  /// Exchanges the code, checks what comes. Refused: the above, oidc.code (expired, used before, or not
  /// ours), oidc.client (our secret is refused), oidc.issuer, oidc.token, oidc.algorithm, oidc.key_unknown,
  /// oidc.signature, and those of check_id_token and check_user_info.
  Result<Identified> identify(const Place& place, const Started& started, const Returned& returned);
  /// Where the browser signs out of the provider: "" when it has no such page or does not answer.
  std::string end_session(const Place& place, std::string_view id_token, std::string_view state);

 private:
  struct Deadline;
  template <class T>
  struct Kept {
    T value;
    std::int64_t read_ms;  // no value by default: clang 19 stops at one in here
  };
  Result<Answer> call(const Deadline& deadline, Call call) const;
  Result<Discovery> discovery(const Deadline& deadline);
  Result<Keys> keys(const Deadline& deadline, const Discovery& from, bool again);
  Result<Token> believe(const Deadline& deadline, const Discovery& from, std::string_view text);
  Result<Claims> exchange(const Deadline& deadline, const Discovery& from, const Started& started,
                          const Returned& returned) const;
  Result<Claims> ask_user_info(const Deadline& deadline, const Discovery& from, const Expected& expected,
                               std::string_view subject);
  /// Nullptr: not read yet, or too long ago.
  template <class T>
  const T* fresh(const std::optional<Kept<T>>& kept) const;

  const Settings settings_;
  const Clock& clock_;
  const Transport transport_;
  std::counting_semaphore<> places_;
  mutable std::mutex mutex_;  // of what is kept; never held during a call
  std::optional<Kept<Discovery>> discovery_;
  std::optional<Kept<Keys>> keys_;
};

/// Given back when it goes.
class Provider::Place {
 public:
  explicit Place(std::counting_semaphore<>& places) : places_(&places) {}
  Place(Place&& other) noexcept : places_(std::exchange(other.places_, nullptr)) {}
  Place& operator=(Place&&) = delete;
  ~Place() {
    if (places_ != nullptr) places_->release();
  }

 private:
  std::counting_semaphore<>* places_;
};

}  // namespace jalon::oidc
