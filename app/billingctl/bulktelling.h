// What `billingctl bulk` prints.
#pragma once

#include "operations/bulk/bulkrun.h"

namespace billing::ctl {

void tellBulkPreview(const operations::BulkPreview& preview, bool json);
void tellBulkRun(const store::BulkRunRow& run, bool json);
void tellBulkReport(const operations::BulkReport& report, bool json);

}  // namespace billing::ctl
