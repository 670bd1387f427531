// Stores like the inbox it stands before, and wakes the processor for every event that is new.
#pragma once

#include <utility>

#include "store/eventinbox.h"
#include "webhooks/processor.h"

namespace billing::webhooks {

class WakingInbox final : public store::EventInbox {
 public:
  WakingInbox(store::EventInbox& inbox, Processor& processor) : inbox_(inbox), processor_(processor) {}

  void put(store::IncomingEvent event, Done done) override {
    inbox_.put(std::move(event), [this, done = std::move(done)](Result<store::InboxReceipt> receipt) {
      if (receipt && receipt->disposition != store::InboxDisposition::Rejected) processor_.poke();
      done(std::move(receipt));
    });
  }

 private:
  store::EventInbox& inbox_;
  Processor& processor_;
};

}  // namespace billing::webhooks
