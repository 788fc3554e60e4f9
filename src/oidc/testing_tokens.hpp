// For tests: keys made for them, and what they signed. The private halves were thrown away.
//
// The tokens say: iss https://idp.example/api/v2, aud jalon, sub sub-1, iat 2000000000, exp 2000000060, nonce
// of 32 "n", amr pwd and mfa, acr eidas2.
#pragma once

#include <string_view>

namespace jalon::oidc::testing {

inline constexpr std::string_view keys_json =
    R"({"keys":[{"kty":"RSA","n":"4Mj7jiLtFwHIaLkkA1YEUw10wgiZEjcBVO_O9HywWXbLpSRo7B1wwqhmP_wd0yzu7)"
    R"(dn9vS9m_9mGKo79StxUTGCzIchTdDQZZrG8VLPjGyUrtntmAvEOUBgPkTqCOMJty3ILt8lpx2dXTvjJvuGLYxx_2BfCx)"
    R"(4f7V5NrnhdqxTl_71kNRcDg9K9ik-9JtlGDQ674TC6T_8lk5Et_SbMVbkQm4Hw8_LVUyqieaQrFP_-oWc7vej259q2J0)"
    R"(HZQPnHjrO0VdHttwxMwMRxsKh7CgNQJG4wSobR5H9m6GXovV9TRRMLDRtxbFZ2uFQ2r_3LNdbrQCkYL5VRuL8ujaf5rr)"
    R"(w","e":"AQAB","kid":"r","alg":"RS256","use":"sig"},{"kty":"EC","x":"dRg2aj6IW6DRLaE9YVbVeuCL)"
    R"(D0E8r7B1JrkEmsmBhnM","y":"pdIoQmnip-ypOAnHhQM4cpTWIYTlBOYD5L9otXnHyq0","crv":"P-256","kid":")"
    R"(e","alg":"ES256","use":"sig"}]})";
/// An RSA key of 1024 bits, alone.
inline constexpr std::string_view weak_keys_json =
    R"({"keys":[{"kty":"RSA","n":"tXcV9-Avd44UKpk9WFjiGF1Fx5hVacjnemLsRBb1OPg39_xdFI7jCCisM448S7TZA)"
    R"(XdTEH7qRr0HOMIfrAUMkG8LtXcaYSN4QKdJP83WKK_zzsPo1xsBfzCkQvJUfBis6_MKWWxsXSSAaToEJHiBkLtx7f81h)"
    R"(AEEd1IsTVG64TU","e":"AQAB","kid":"r","alg":"RS256","use":"sig"}]})";
inline constexpr std::string_view rs256_token =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InIifQ.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlL2FwaS92MiIsImF1ZCI"
    "6ImphbG9uIiwic3ViIjoic3ViLTEiLCJleHAiOjIwMDAwMDAwNjAsImlhdCI6MjAwMDAwMDAwMCwibm9uY2UiOiJub"
    "m5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubiIsImFtciI6WyJwd2QiLCJtZmEiXSwiYWNyIjoiZWlkYXMyIn0"
    ".sadmUkNpb7z1KC5298gZRQLtL_z3KEr0ILbG1bBDy_FeByHcyUA6xhDqu3W2Y83sj2_vt7IMH4f0D3nW_dzegc7ow"
    "YNc_a4jUvLaadnlKn_LEqSCf3sazYzlTN1__Bayri0ZRAQelv_0hLSIWwvudpFoBRgXjHSYD8pKKDDfAdaBKUk4efV"
    "TupohZ2vF499RJjQOjR2BHpQ-hky5PTO8vXFfaPPNLHyMk5h9fDN5HDNLm_HlS1K2VqUh88dZdA8mSx6iwjluJYuqt"
    "z5r9Lc0uLOAUZQ_-TdMoaJX3G4CEhKZJTnqO2-gqiJn-yAupPD95-IcPznCPVpu_55vgAlWYg";
inline constexpr std::string_view es256_token =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImUifQ.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlL2FwaS92MiIsImF1ZCI"
    "6ImphbG9uIiwic3ViIjoic3ViLTEiLCJleHAiOjIwMDAwMDAwNjAsImlhdCI6MjAwMDAwMDAwMCwibm9uY2UiOiJub"
    "m5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubiIsImFtciI6WyJwd2QiLCJtZmEiXSwiYWNyIjoiZWlkYXMyIn0"
    ".iUb3VRQQNsvhjZ_tBgtHMPxiMdJYSzwdS1KM-di-WHFufPCT459KM6kk3ayTxtCvQix9h6KB2hT7w9MJKbzpzw";

}  // namespace jalon::oidc::testing
