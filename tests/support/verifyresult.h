// QVERIFY for a Result: tells the error's own words when there is one. The expression is evaluated once.
#pragma once

#include <QTest>

#include "support/result.h"

#define VERIFY_RESULT(expression)                                                             \
  do {                                                                                        \
    const auto& verifiedResult = (expression);                                                \
    QVERIFY2(verifiedResult, verifiedResult ? "" : describe(verifiedResult.error()).c_str()); \
  } while (false)
