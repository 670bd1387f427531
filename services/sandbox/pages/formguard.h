// Proves that a form was made by this sandbox for this very page.
#pragma once

#include <QByteArray>
#include <string>

namespace billing::sandbox {

/// The proof is good as long as this sandbox runs.
class FormGuard {
 public:
  FormGuard();
  /// The hidden field of a form about `subject`, which is what the page's address names.
  [[nodiscard]] std::string fieldFor(const std::string& subject) const;
  [[nodiscard]] bool accepts(const std::string& subject, const std::string& proof) const;

 private:
  [[nodiscard]] std::string proofOf(const std::string& subject) const;
  QByteArray key_;
};

/// The name of that field.
inline constexpr const char* kFormProof = "form";

}  // namespace billing::sandbox
