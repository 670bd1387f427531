// The inbox of a database: hashes the body on the caller's thread, and leaves the rest to the writer.
#pragma once

#include "store/eventinbox.h"
#include "store/writequeue.h"

namespace billing::store {

class QueueInbox final : public EventInbox {
 public:
  explicit QueueInbox(WriteQueue& queue) : queue_(queue) {}
  void put(IncomingEvent event, Done done) override;

 private:
  WriteQueue& queue_;
};

}  // namespace billing::store
