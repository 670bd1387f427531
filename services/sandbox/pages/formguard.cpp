#include "sandbox/pages/formguard.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace billing::sandbox {

FormGuard::FormGuard() : key_(32, '\0') {
  QRandomGenerator::system()->generate(key_.begin(), key_.end());
}

std::string FormGuard::proofOf(const std::string& subject) const {
  return QMessageAuthenticationCode::hash(QByteArray::fromStdString(subject), key_, QCryptographicHash::Sha256)
      .toHex()
      .toStdString();
}

std::string FormGuard::fieldFor(const std::string& subject) const {
  return std::string("<input type=\"hidden\" name=\"") + kFormProof + "\" value=\"" + proofOf(subject) + "\">";
}

bool FormGuard::accepts(const std::string& subject, const std::string& proof) const {
  const std::string right = proofOf(subject);
  unsigned difference = right.size() == proof.size() ? 0U : 1U;
  for (std::size_t i = 0; i < right.size() && i < proof.size(); ++i)
    difference |= static_cast<unsigned char>(right[i]) ^ static_cast<unsigned char>(proof[i]);
  return difference == 0;
}

}  // namespace billing::sandbox
