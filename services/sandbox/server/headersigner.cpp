#include "sandbox/server/headersigner.h"

#include <QMessageAuthenticationCode>

namespace billing::sandbox {

void HeaderSigner::sign(std::string url, std::string header, std::string secret) {
  url_ = std::move(url);
  header_ = std::move(header);
  secret_ = std::move(secret);
}

void HeaderSigner::send(Letter letter, std::function<void(Outcome)> done) {
  if (!header_.empty() && letter.url == url_) {
    const auto seal = QMessageAuthenticationCode::hash(QByteArray::fromStdString(letter.body),
                                                       QByteArray::fromStdString(secret_), QCryptographicHash::Sha256);
    letter.fields.push_back({header_, seal.toHex().toStdString()});
  }
  sender_->send(std::move(letter), std::move(done));
}

}  // namespace billing::sandbox
