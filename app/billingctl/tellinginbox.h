// Stores like the inbox it stands before, and tells one line about each delivery once its fate is known.
#pragma once

#include "app/billingctl/lineprinter.h"
#include "store/eventinbox.h"

namespace billing::ctl {

class TellingInbox final : public store::EventInbox {
 public:
  TellingInbox(store::EventInbox& inbox, bool json) : inbox_(inbox), json_(json) {}
  void put(store::IncomingEvent event, Done done) override;

 private:
  store::EventInbox& inbox_;
  bool json_;
  LinePrinter printer_;
};

}  // namespace billing::ctl
