// The program under test: of this build, or of the one that the test run names.
#pragma once

#include <QString>

namespace billing::test {

inline QString billingctl() {
  const QString named = qEnvironmentVariable("BILLINGCTL");
  return named.isEmpty() ? QStringLiteral(BILLING_BINARY_DIR "/app/billingctl") : named;
}

}  // namespace billing::test
