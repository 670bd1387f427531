// Bodies and the remark that each must get. In a file of their own because moc stumbles over their raw strings.
#pragma once

#include <QByteArray>

namespace billing::tests {

/// Columns: QByteArray "body", QString "expected".
void addPayloadCases();

/// A little of everything that JSON has.
QByteArray samplePayload();

}  // namespace billing::tests
