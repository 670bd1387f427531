// Brings a database to the schema of this program. New and old databases walk the same path, a step at a time.
#pragma once

#include <QSqlDatabase>
#include <functional>

#include "store/migrations/migrationfile.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

class Migrator {
 public:
  /// Called once before the first step that changes a database which holds data; gets the version that is left behind.
  using Backup = std::function<Result<void>(int version)>;

  Migrator(QSqlDatabase& database, Dialect dialect, QVector<MigrationFile> steps, const Clock& clock);

  /// Each step is one transaction with its row in schema_migrations. NewerSchema when the database knows steps that we
  /// do not; Corrupt when a step that ran was another one than ours; InvalidInput when the database is somebody else's.
  [[nodiscard]] Result<void> run(const Backup& backup);

  /// Changes nothing: the errors of run(), and Unavailable when steps are still to be made.
  [[nodiscard]] Result<void> upToDate();

 private:
  struct Applied {
    int number;
    QString checksum;
  };
  [[nodiscard]] Result<QVector<Applied>> applied();
  [[nodiscard]] Result<void> check(const QVector<Applied>& applied) const;
  [[nodiscard]] Result<void> apply(const MigrationFile& step);

  QSqlDatabase& database_;
  Dialect dialect_;
  QVector<MigrationFile> steps_;
  const Clock& clock_;
};

}  // namespace billing::store
