#include "app/billingctl/handoption.h"

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "operations/admin/takehand.h"

namespace billing::ctl {

void addHandOptions(CLI::App& command, HandOptions& options) {
  command.add_option("--unlock", options.unlock, "REASON for which live mode is opened for this one command");
}

Result<operations::Actor> takeHand(store::Database& database, const HandOptions& options, operations::Deed deed,
                                   bool live) {
  operations::HandRequest request;
  request.deed = deed;
  request.live = live;
  request.unlockReason = QString::fromStdString(options.unlock);
  return operations::takeHand(database, request, SystemClock());
}

int exitCodeOfHand(const Error& error) {
  return error.kind == ErrorKind::Forbidden ? Negative : exitCodeOfStore(error);
}

}  // namespace billing::ctl
