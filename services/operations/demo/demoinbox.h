// Stores like the inbox it stands before, and marks what comes as part of the demo.
#pragma once

#include <utility>

#include "store/eventinbox.h"

namespace billing::operations {

class DemoInbox final : public store::EventInbox {
 public:
  explicit DemoInbox(store::EventInbox& inbox) : inbox_(inbox) {}
  void put(store::IncomingEvent event, Done done) override {
    event.origin = "demo";
    inbox_.put(std::move(event), std::move(done));
  }

 private:
  store::EventInbox& inbox_;
};

}  // namespace billing::operations
