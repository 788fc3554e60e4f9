// One-time codes by time (RFC 6238, SHA-1, 6 digits, 30 s: what every application of telephones reads), and
// the recovery codes that stand in for a lost telephone.
//
// A code is taken one step early or late, and only once: the step that was used last is remembered, and no
// code of that step or an earlier one is taken again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jalon::partners {

using CodeSecret = std::array<std::uint8_t, 20>;
inline constexpr std::int64_t code_step_seconds = 30;

/// The code of that instant: "287082".
std::string one_time_code(const CodeSecret& secret, std::int64_t unix_seconds);
/// The step whose code was typed (spaces aside), later than `last_step`; nullopt when it is no code of now.
std::optional<std::int64_t> step_of_code(const CodeSecret& secret, std::string_view typed,
                                         std::int64_t unix_seconds, std::int64_t last_step);
/// Base 32 without padding, for typing by hand.
std::string secret_text(const CodeSecret& secret);
/// `otpauth://totp/…`, for the QR code.
std::string enrolment_address(const CodeSecret& secret, std::string_view email);

/// A recovery code as it is shown: `k7mq-2xhd-9rtw-4pzc`, 16 letters and digits none of which looks like
/// another; 80 random bits.
std::string recovery_code(const std::array<std::uint8_t, 10>& random);
/// Without dashes, spaces and case, o read as 0, i and l as 1; "" when it cannot be one.
std::string clean_recovery_code(std::string_view typed);

}  // namespace jalon::partners
