#include "operations/rehearsal/rehearsalcopy.h"

#include <QFileInfo>

#include "store/migrations/copysqlite.h"

namespace billing::operations {

Result<std::unique_ptr<RehearsalCopy>> RehearsalCopy::of(store::Database& original, const Clock& clock,
                                                         const CancelToken& cancel) {
  auto copy = std::make_unique<RehearsalCopy>();
  if (!copy->folder_.isValid())
    return failure(ErrorKind::Unavailable, "no_temporary_folder", "There is no room for a copy of the database",
                   copy->folder_.errorString().toStdString(), "Check the folder for temporary files");
  store::DatabaseConfig config;
  config.file = copy->folder_.filePath(QStringLiteral("rehearsal.sqlite"));
  const auto copied = original
                          .read<bool>(
                              [&](QSqlDatabase& connection) {
                                return store::copySqlite(connection, config.file, cancel).map([] { return true; });
                              },
                              cancel)
                          .result();
  if (!copied) return failure(copied.error());
  copy->bytes_ = QFileInfo(config.file).size();
  auto opened = store::Database::open(config, clock);
  if (!opened) return failure(opened.error());
  copy->database_ = std::move(*opened);
  return copy;
}

}  // namespace billing::operations
