// One numbered step of the schema, as it lies in resources/migrations.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVector>

#include "support/result.h"

namespace billing::store {

struct MigrationFile {
  int number = 0;  ///< 1, 2, ... without gaps
  QString name;    ///< "initial"
  QByteArray sql;
  /// SHA-256 of the text, hex: a step that has run must never be edited.
  [[nodiscard]] QString checksum() const;
  /// Single statements, in order. A statement ends with ';' at the end of a line; a trigger ends with a line "END;".
  [[nodiscard]] QStringList statements() const;
};

/// All steps of a folder in order. Internal when names are malformed or numbers have gaps (a mistake in our own files).
[[nodiscard]] Result<QVector<MigrationFile>> loadMigrations(const QString& folder);

}  // namespace billing::store
