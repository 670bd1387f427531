// billingctl bulk: the parts that speak to the provider.
#pragma once

#include <string>

#include "app/billingctl/bulkoptions.h"
#include "app/billingctl/provideroption.h"
#include "app/billingctl/workspaceoption.h"

namespace billing::ctl {

struct BulkOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  BulkOrderOptions order;
  BulkChoiceOptions choice;
  std::string typed, note, unlock;
  qint64 run = 0;
  std::string askAfter;  ///< for tests: when what is unconfirmed is asked for, in ms
  int undoMs = -1, notDoneAfterMs = -1;
  bool detach = false, json = false;
};

int previewBulkCommand(const BulkOptions& options);
int startBulkCommand(const BulkOptions& options);
int runBulkCommand(const BulkOptions& options);

int failBulk(const Error& error);
int failBulk(const Error& error, int code);

}  // namespace billing::ctl
