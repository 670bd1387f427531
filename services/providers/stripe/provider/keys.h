// The idempotency key of a call: the caller's, so that the same wish again is the same call, or a new one.
#pragma once

#include <QUuid>
#include <string>

namespace billing::providers::stripe {

[[nodiscard]] inline std::string keyOr(const std::string& given) {
  return given.empty() ? QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString() : given;
}

[[nodiscard]] inline std::string newKey() {
  return keyOr({});
}

}  // namespace billing::providers::stripe
