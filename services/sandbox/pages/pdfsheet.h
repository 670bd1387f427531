// Sheets of A4 with text on them, by libharu. Points from the lower left corner, as PDF counts.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace billing::sandbox {

class PdfSheet {
 public:
  static constexpr float width = 595, height = 842, margin = 56;
  enum class Weight { Regular, Bold };

  /// Begins with one page. Letters come from DejaVu Sans, embedded; where it is not installed, from Helvetica, and what
  /// that does not have becomes a question mark.
  explicit PdfSheet(const std::string& title);
  ~PdfSheet();
  PdfSheet(const PdfSheet&) = delete;
  PdfSheet& operator=(const PdfSheet&) = delete;

  void text(float x, float y, float size, std::string_view text, Weight weight = Weight::Regular);
  /// Ends at `right`.
  void textBefore(float right, float y, float size, std::string_view text, Weight weight = Weight::Regular);
  /// In lines that fit; words that do not are cut.
  [[nodiscard]] std::vector<std::string> wrapped(std::string_view text, float size, float room) const;
  void rule(float y);
  void nextPage();

  /// The bytes, with a line at the foot of every page; empty when the library failed.
  [[nodiscard]] std::string finish(const std::function<std::string(int page, int pages)>& foot);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace billing::sandbox
