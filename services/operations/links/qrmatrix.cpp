#include "operations/links/qrmatrix.h"

#include <qrencode.h>

#include <memory>

namespace billing::operations {
namespace {

constexpr int kQuietZone = 4;

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

Code encodedQr(const std::string& text, QRecLevel level) {
  return {
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, level),
      &QRcode_free};
}

// A full block where both are light: terminals are dark, and readers want dark on light.
const char* halfBlock(bool upperDark, bool lowerDark) {
  if (upperDark) return lowerDark ? " " : "▄";
  return lowerDark ? "▀" : "█";
}

}  // namespace

Result<QrMatrix> qrMatrixOf(const std::string& text) {
  if (text.empty()) return failure(ErrorKind::InvalidInput, "empty", "There is nothing to show as a QR code");
  Code code = encodedQr(text, QR_ECLEVEL_M);
  if (!code) code = encodedQr(text, QR_ECLEVEL_L);
  if (!code)
    return failure(ErrorKind::InvalidInput, "too_long_for_qr", "The link is too long for a QR code", {},
                   "Copy it instead");
  QrMatrix matrix{code->width, {}};
  const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  matrix.dark.reserve(modules);
  for (std::size_t i = 0; i < modules; ++i) matrix.dark.push_back((code->data[i] & 1U) != 0);
  return matrix;
}

std::string qrText(const QrMatrix& matrix) {
  std::string text;
  for (int row = -kQuietZone; row < matrix.size + kQuietZone; row += 2) {
    for (int column = -kQuietZone; column < matrix.size + kQuietZone; ++column)
      text += halfBlock(matrix.at(row, column), matrix.at(row + 1, column));
    text += '\n';
  }
  return text;
}

}  // namespace billing::operations
