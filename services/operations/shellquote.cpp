#include "operations/shellquote.h"

#include <algorithm>

#include "webhooks/jsontext.h"

namespace billing::operations {

QByteArray shellQuoted(const QByteArray& text) {
  QByteArray quoted = text;
  quoted.replace('\'', QByteArrayLiteral("'\\''"));
  return '\'' + quoted + '\'';
}

QByteArray shellPrinting(const QByteArray& bytes) {
  // A terminal eats tabs and returns, and a shell cannot hold NUL or text that is not UTF-8.
  const bool pastable =
      std::ranges::none_of(bytes,
                           [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }) &&
      !webhooks::utf8FaultAt({bytes.constData(), static_cast<std::size_t>(bytes.size())});
  if (pastable) return QByteArrayLiteral("printf '%s' ") + shellQuoted(bytes);
  return QByteArrayLiteral("printf '%s' ") + shellQuoted(bytes.toBase64()) + QByteArrayLiteral(" | base64 -d");
}

}  // namespace billing::operations
