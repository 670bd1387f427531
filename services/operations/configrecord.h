// The workspace's file decides who pays what: whoever changed it, by an import, the catalogue or an editor, the first
// to open the workspace afterwards leaves an entry.
#pragma once

#include <QFuture>
#include <string>

#include "operations/hand.h"
#include "store/database.h"

namespace billing::operations {

/// "config.changed" when `text` is another one than the workspace was opened with last, by its SHA-256; the first time
/// "config.seen". The entry names who opened it: the file itself does not tell who wrote it.
[[nodiscard]] QFuture<Result<void>> noteConfigText(store::Database& database, const Hand& hand,
                                                   const QString& workspace, const std::string& text, Instant now);

}  // namespace billing::operations
