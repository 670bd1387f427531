// billingctl outbox: the parts that speak to the provider.
#pragma once

#include <string>

#include "app/billingctl/provideroption.h"
#include "app/billingctl/workspaceoption.h"

namespace billing::ctl {

struct OutboxOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  std::string operation, note, closeAs, unlock, orders, askAfter;
  std::string subject, customer, account;
  int limit = 200, waitSeconds = 0, notDoneAfterMs = -1, undoMs = -1;
  bool openOnly = false, json = false;
};

int runOutbox(const OutboxOptions& options);
int settleOutbox(const OutboxOptions& options);
int submitOutbox(const OutboxOptions& options);
int closeOutbox(const OutboxOptions& options);

int failOutbox(const Error& error, int code);
/// By what went wrong: the store, the network, or the answer is no.
int failOutbox(const Error& error);

}  // namespace billing::ctl
