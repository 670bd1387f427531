// How the preview of a change by hand is told.
#pragma once

#include "operations/admin/orderpreview.h"
#include "store/adminrows.h"
#include "workspace/profile.h"

namespace billing::ctl {

/// All of it, before anybody is asked: the sentence, the money, the dates, what changes, what stands against it.
void tellPreview(const operations::AdminOrder& order, const operations::OrderPreview& preview,
                 const workspace::Profile& profile);
/// One JSON object {"order", "preview", "call"}; the call is left out where there is none.
void tellOrderJson(const operations::AdminOrder& order, const operations::OrderPreview& preview,
                   const store::OutboxRow* call);

}  // namespace billing::ctl
