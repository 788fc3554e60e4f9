#include "ui/qr_code.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace jalon::ui {
namespace {

constexpr int quiet_zone = 4;  // light modules around, as the standard asks
constexpr std::size_t longest_text = 1000;

}  // namespace

Html qr_code(std::string_view text, std::string_view label) {
  if (text.size() > longest_text) throw std::logic_error("too long for a QR code");
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) throw std::logic_error("no QR code can be made");
  const int side = code->width + 2 * quiet_zone;
  // One path, a line of it for each run of dark modules.
  std::string path;
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      int run = 0;
      while (x + run < code->width && (code->data[y * code->width + x + run] & 1U) != 0) ++run;
      if (run == 0) continue;
      path += fmt::format("M{} {}h{}v1h-{}z", x + quiet_zone, y + quiet_zone, run, run);
      x += run;
    }
  }
  return Html::trusted(fmt::format(
      R"(<svg class="qr-code" viewBox="0 0 {0} {0}" width="{1}" height="{1}" role="img" )"
      R"(aria-label="{2}"><rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d="{3}"/></svg>)",
      side, side * 4, escape_html(label), path));
}

}  // namespace jalon::ui
