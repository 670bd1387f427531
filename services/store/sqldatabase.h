// The Database that everybody is given: lock, writer, readers, inbox and change feed of one workspace.
#pragma once

#include <optional>

#include "store/database.h"
#include "store/filelock.h"
#include "store/inbox/queueinbox.h"
#include "store/readerpool.h"
#include "store/writequeue.h"

namespace billing::store {

class SqlDatabase final : public Database {
 public:
  SqlDatabase(DatabaseConfig config, std::optional<FileLock> lock);
  ~SqlDatabase() override;
  /// Opens, backs up, migrates.
  [[nodiscard]] Result<void> start(const Clock& clock);

  EventInbox& inbox() override { return inbox_; }
  void write(Work work, std::function<void(Result<void>)> done, Priority priority) override;
  ChangeFeed& changes() override { return feed_; }
  [[nodiscard]] Dialect dialect() const override { return config_.dialect; }
  [[nodiscard]] QString description() const override;

 protected:
  void enqueueRead(ReadJob job, CancelToken cancel) override;

 private:
  const DatabaseConfig config_;
  std::optional<FileLock> lock_;  // first made, last given back
  ChangeFeed feed_;
  WriteQueue writer_;
  ReaderPool readers_;
  QueueInbox inbox_;
};

}  // namespace billing::store
