// A text as a QR code: what the window paints and the command line prints.
#pragma once

#include <string>
#include <vector>

#include "support/result.h"

namespace billing::operations {

struct QrMatrix {
  int size = 0;            ///< modules of one side, without the quiet zone of 4
  std::vector<bool> dark;  ///< row by row
  [[nodiscard]] bool at(int row, int column) const {
    return row >= 0 && column >= 0 && row < size && column < size &&
           dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(size) + static_cast<std::size_t>(column)];
  }
};

/// Error correction M, or L where the text is too long for it. InvalidInput "too_long_for_qr" above some 2,900 bytes,
/// "empty".
[[nodiscard]] Result<QrMatrix> qrMatrixOf(const std::string& text);

/// For a terminal: two rows of modules in one line of half blocks, light on dark, with its quiet zone.
[[nodiscard]] std::string qrText(const QrMatrix& matrix);

}  // namespace billing::operations
