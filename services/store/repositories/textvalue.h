// Qt binds a null QString as NULL; in our columns nobody's word is empty text.
#pragma once

#include <QString>
#include <QVariant>

namespace billing::store {

[[nodiscard]] inline QVariant textValue(const QString& text) {
  return text.isNull() ? QStringLiteral("") : text;
}

}  // namespace billing::store
