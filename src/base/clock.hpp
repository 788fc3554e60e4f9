// The only source of time. Computations never ask a clock: they take the date they speak of (`as_of`).
#pragma once

#include <cstdint>
#include <string>

#include "base/date.hpp"

namespace jalon {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Milliseconds since 1970-01-01T00:00Z.
  virtual std::int64_t now_ms() const = 0;
  /// The civil date in Europe/Paris.
  Date today() const;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  std::int64_t now_ms() const override;
};

/// A clock that stands still: tests, and the demonstration, which lives on 12 October 2018.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t now_ms) : now_ms_(now_ms) {}
  /// Noon (UTC) of that day.
  explicit FixedClock(Date date);
  std::int64_t now_ms() const override { return now_ms_; }
  void set(std::int64_t now_ms) { now_ms_ = now_ms; }

 private:
  std::int64_t now_ms_;
};

/// The civil date in Europe/Paris of an instant.
Date paris_date(std::int64_t unix_ms);
/// `14 h 05`, in Europe/Paris.
std::string paris_time(std::int64_t unix_ms);
/// `2018-10-12T09:30:00.000Z`: how instants are stored.
std::string to_iso_instant(std::int64_t unix_ms);

}  // namespace jalon
