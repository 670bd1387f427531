// A workspace's database beside the program that works on it: takes no lock, migrates nothing, answers questions only.
#pragma once

#include "store/database.h"
#include "store/readerpool.h"

namespace billing::store {

class ReadOnlyDatabase final : public Database {
 public:
  explicit ReadOnlyDatabase(const DatabaseConfig& config) : config_(config), readers_(config) {}
  /// NewerSchema, Corrupt or InvalidInput as for the others; Unavailable when the schema is older than this program's.
  [[nodiscard]] Result<void> start(const Clock& clock);

  /// Every delivery is refused as ReadOnly.
  EventInbox& inbox() override { return inbox_; }
  /// Refused as ReadOnly; `done` runs on the caller's thread.
  void write(Work work, std::function<void(Result<void>)> done, Priority priority) override;
  ChangeFeed& changes() override { return feed_; }
  [[nodiscard]] Dialect dialect() const override { return config_.dialect; }
  [[nodiscard]] QString description() const override;

 protected:
  void enqueueRead(ReadJob job, CancelToken cancel) override;

 private:
  class RefusingInbox final : public EventInbox {
   public:
    void put(IncomingEvent event, Done done) override;
  };

  const DatabaseConfig config_;
  ChangeFeed feed_;
  RefusingInbox inbox_;
  ReaderPool readers_;
};

}  // namespace billing::store
